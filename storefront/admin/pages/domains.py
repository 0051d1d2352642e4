"""A shop's own domains: which it claims, what their owner is to publish for them, and what was found there."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response

from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.admin.views import moment_text
from tenants import domains
from tenants.domains import Domain
from tenants.identity import Role
from tenants.kit import clock
from tenants.kit.errors import Denied, NotFound, OverLimit, StorefrontError
from tenants.kit.limits import Limit

# A look waits for name servers that the shop chose, and the workers are there for all shops.
LOOKS = Limit("looks at domains by shop", most=10, seconds=3600)


class UnknownStep(NotFound):
    """There is nothing of this name to do with the shop's domains."""


class OwnersOnly(Denied):
    """Where a shop lives is for an owner of it to decide."""


class TooManyLooks(OverLimit):
    """The shop has asked often enough for now."""


@dataclass(frozen=True, slots=True)
class DomainCard:
    """A claim as the page shows it."""

    host: str
    is_verified: bool
    is_preferred: bool
    proof_host: str
    token: str
    edge_host: str
    seen: str
    checked: str
    checked_iso: str
    is_awaited: bool
    lapses: str
    lapses_iso: str


def look(request: AdminRequest) -> Response:
    """The shop's domains: what each still waits for, and a form to claim one more."""
    return _page(request)


def act(request: AdminRequest) -> Response:
    """Claim a domain, have one looked at by a worker, or give one up. Raises UnknownStep."""
    step = {"claim": _claim, "check": _check, "remove": _remove}.get(request.parameters["action"])
    if step is None:
        raise UnknownStep(request.parameters["action"])
    try:
        if request.own_shop.role is not Role.OWNER:
            raise OwnersOnly(request.own_shop.slug)
        step(request)
    except domains.BadDomain as error:
        return _page(request, _fault(request, error), HTTPStatus.UNPROCESSABLE_ENTITY)
    except domains.TooManyDomains as error:
        return _page(request, _fault(request, error), HTTPStatus.CONFLICT)
    except TooManyLooks as error:
        return _page(request, _fault(request, error), HTTPStatus.TOO_MANY_REQUESTS)
    except OwnersOnly as error:
        return _page(request, _fault(request, error), HTTPStatus.FORBIDDEN)
    return see_other(f"/shops/{request.own_shop.slug}/domains")


def _claim(request: AdminRequest) -> None:
    shop = request.own_shop
    with request.services.database.tenant(shop.tenant_id) as session:
        domains.claim_domain(
            session,
            shop.tenant_id,
            request.form.text("host"),
            platform_domain=request.services.settings.platform_domain,
        )


def _check(request: AdminRequest) -> None:
    """Have a worker look: a name server that is slow on purpose holds up no page. Raises TooManyLooks."""
    tenant_id, services = request.own_shop.tenant_id, request.services
    if services.limiter.seconds_to_wait(LOOKS, str(tenant_id)):
        raise TooManyLooks(request.own_shop.slug)
    with services.database.platform() as session:
        domains.ask_for_check(session, tenant_id, request.form.text("host"))


def _remove(request: AdminRequest) -> None:
    shop = request.own_shop
    with request.services.database.platform() as session:
        domains.remove_domain(session, shop.tenant_id, request.form.text("host"))


def _page(request: AdminRequest, fault: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    shop = request.own_shop
    with request.services.database.tenant(shop.tenant_id) as session:
        claimed = domains.domains_of_shop(session, shop.tenant_id)
    is_refused = bool(fault) and request.parameters.get("action") == "claim"
    facts = {
        "fault": fault,
        "is_refused": is_refused,
        "written": request.form.text("host") if is_refused else "",
        "is_owner": shop.role is Role.OWNER,
        "domains": [_card(request, each) for each in claimed],
    }
    return render(request, "domains.html", facts, status=status)


def _card(request: AdminRequest, domain: Domain) -> DomainCard:
    checked, lapses = domain.checked_at, domain.lapses_at
    return DomainCard(
        host=domain.host,
        is_verified=domain.verified_at is not None,
        is_preferred=domain.is_primary,
        proof_host=domains.proof_host(domain.host),
        token=domain.verification_token,
        edge_host=domains.edge_host(request.services.settings.platform_domain),
        seen=domain.seen or "",
        checked=moment_text(checked, request.language) if checked else "",
        checked_iso=checked.isoformat() if checked else "",
        is_awaited=domain.next_check_at is not None and domain.next_check_at <= clock.now(),
        lapses=moment_text(lapses, request.language) if lapses else "",
        lapses_iso=lapses.isoformat() if lapses else "",
    )


def _fault(request: AdminRequest, error: StorefrontError) -> str:
    """Why nothing was done, in the reader's words."""
    _ = words(request.language).gettext
    if isinstance(error, OwnersOnly):
        return _("Only an owner of the shop says where it lives.")
    if isinstance(error, TooManyLooks):
        return _("There were too many of these. Please try again later. We look by ourselves too.")
    if isinstance(error, domains.TooManyDomains):
        return _("The shop claims as many domains as it may. Nothing was changed.")
    return _("This is no domain that a shop can have, such as www.example.com. Nothing was changed.")
