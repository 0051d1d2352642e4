"""Signing in and out."""

import re
from http import HTTPStatus

from starlette.responses import Response

from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import drop_session, keep_session, see_other
from tenants import identity
from tenants.kit.limits import Limit

# Guessing is slow for one address from anywhere, and for one place with any address (ASVS 5.0, 6.3.1).
BY_ADDRESS = Limit("sign-in by address", most=10, seconds=900)
BY_NETWORK = Limit("sign-in by network", most=50, seconds=900)
_LOCAL_PATH = re.compile(r"/(?:[a-z0-9][a-z0-9/_-]{0,200})?")


def look(request: AdminRequest) -> Response:
    """The form, or the shops for whoever is signed in already."""
    if request.person is not None:
        return see_other("/shops")
    return _form(request, "", "")


def sign_in(request: AdminRequest) -> Response:
    """A new session in a cookie, or the form again with what is wrong. It never says which of the two was wrong."""
    _ = words(request.language).gettext
    email, password = request.form.text("email"), request.form.text("password")
    limiter = request.services.limiter
    wait = max(
        limiter.seconds_to_wait(BY_NETWORK, request.network), limiter.seconds_to_wait(BY_ADDRESS, email.lower()[:254])
    )
    if wait:
        fault = _("There were too many attempts. Please wait %(minutes)s minutes.") % {"minutes": -(-wait // 60)}
        response = _form(request, email, fault, HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["retry-after"] = str(wait)
        return response
    try:
        with request.services.database.platform() as session:
            _person, secret = identity.sign_in(session, email, password)
    except identity.SignInRefused:
        fault = _("This e-mail address and password do not belong together.")
        return _form(request, email, fault, HTTPStatus.UNPROCESSABLE_ENTITY)
    limiter.forget(BY_ADDRESS, email.lower()[:254])
    response = see_other(local_path(request.form.text("next")))
    keep_session(response, request.services.settings, secret)
    return response


def sign_out(request: AdminRequest) -> Response:
    """End this one session and drop its cookie. Harmless without one."""
    with request.services.database.platform() as session:
        identity.sign_out(session, request.session_secret)
    response = see_other("/sign-in")
    drop_session(response, request.services.settings)
    return response


def local_path(wanted: str) -> str:
    """Where to go after signing in: a plain path on this host, else the shops. Never another site."""
    return wanted if _LOCAL_PATH.fullmatch(wanted) else "/shops"


def _form(request: AdminRequest, email: str, fault: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    following = request.form.text("next") or request.query.get("next", "")
    return render(
        request, "sign-in.html", {"email": email, "fault": fault, "next": local_path(following)}, status=status
    )
