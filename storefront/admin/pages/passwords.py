"""Choosing a password by an e-mailed link: for whoever has forgotten theirs, and for whoever has none yet."""

from http import HTTPStatus
from uuid import uuid4

from starlette.responses import Response

from storefront import notify
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from tenants import identity, lifecycle
from tenants.isolation import bind_tenant
from tenants.kit.limits import Limit

BY_ADDRESS = Limit("password link by address", most=3, seconds=3600)
BY_NETWORK = Limit("password link by network", most=20, seconds=3600)
_HOURS = "24"


def look(request: AdminRequest) -> Response:
    """A form for the address to which the link goes."""
    return render(request, "password.html", {"is_sent": False})


def ask(request: AdminRequest) -> Response:
    """The answer is the same whether the address is known or not, so that nobody learns who has a shop."""
    email = request.form.text("email")
    limiter = request.services.limiter
    is_slow_enough = not (
        limiter.seconds_to_wait(BY_NETWORK, request.network) or limiter.seconds_to_wait(BY_ADDRESS, email.lower()[:254])
    )
    if is_slow_enough:
        _send_link(request, email)
    return render(request, "password.html", {"is_sent": True})


def look_at_link(request: AdminRequest) -> Response:
    """The form that a mailed link leads to. The link is spent by `choose`, not by looking."""
    return _form(request, "")


def choose(request: AdminRequest) -> Response:
    """Set the password and spend the link. A weak one, or two that differ, leave it unspent and say why."""
    _ = words(request.language).gettext
    password = request.form.text("password")
    if password != request.form.text("again"):
        return _form(request, _("The two are not the same."), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with request.services.database.platform() as session:
            identity.choose_password(session, request.parameters["secret"], password)
    except identity.WeakPassword:
        fault = _("A password has at least %(least)s characters.") % {"least": identity.MIN_PASSWORD}
        return _form(request, fault, HTTPStatus.UNPROCESSABLE_ENTITY)
    except identity.LinkSpent:
        return render(request, "password-link-spent.html", {}, status=HTTPStatus.GONE)
    return see_other("/sign-in")


def _form(request: AdminRequest, fault: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    return render(request, "password-new.html", {"fault": fault, "least": identity.MIN_PASSWORD}, status=status)


def _send_link(request: AdminRequest, written: str) -> None:
    """A mail in the name of the person's first shop. Whoever has no shop has nothing to sign in for."""
    settings = request.services.settings
    try:
        address = identity.normal_email(written)
    except identity.BadEmail:
        return
    with request.services.database.platform() as session:
        person = identity.find_person_by_email(session, address)
        if person is None or person.id is None:
            return
        memberships = identity.memberships_of_person(session, person.id)
        if not memberships:
            return
        tenant = lifecycle.tenant_by_id(session, memberships[0].tenant_id)
        secret = identity.issue_password_link(session, person.id)
        bind_tenant(session, memberships[0].tenant_id)
        brand = notify.Brand(
            tenant.name, settings.origin(f"{tenant.slug}.{settings.platform_domain}"), tenant.contact_email
        )
        notify.write_mail(
            session,
            memberships[0].tenant_id,
            notify.Letter(
                kind="staff-password",
                key=f"password/{uuid4()}",
                about=f"person/{person.id}",
                to=person.email,
                language=request.language,
                brand=brand,
                facts={"hours": _HOURS},
                button=f"{request.services.origin}/password/{secret}",
            ),
        )
