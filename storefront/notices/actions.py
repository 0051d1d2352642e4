"""Writing the mails, each once to each address."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from storefront import checkout, localization, notify
from storefront.checkout import OriginOf
from storefront.notify import Letter
from tenants import domains, identity, lifecycle
from tenants.domains import Domain
from tenants.lifecycle import Tenant

_STAFF = "admin"


@dataclass(frozen=True, slots=True)
class Absence:
    """A turn of a domain's missing proof, and its end: of the time of grace, or of the domain's serving the shop."""

    host: str
    turn: str  # missed, reminded or lapsed
    of: datetime


def tell_of_absence(session: Session, tenant_id: int, absence: Absence, *, origin_of: OriginOf) -> None:
    """Write to the shop's owners and to its own address, unless the proof has been seen since.

    Needs the platform's role, bound to the shop. Safe to repeat: a mail is written once.
    """
    domain = domains.find_domain(session, tenant_id, absence.host)
    if domain is None or not _is_so(domain, absence):
        return
    tenant = lifecycle.tenant_by_id(session, tenant_id)
    letter = _letter(session, tenant, domain, absence, origin_of)
    for number, address in enumerate(_addresses(session, tenant)):
        notify.write_mail(session, tenant_id, replace(letter, to=address, key=f"{letter.key}/{number}"))


def _is_so(domain: Domain, absence: Absence) -> bool:
    if absence.turn == "lapsed":
        return domain.verified_at is None
    return domain.lapses_at == absence.of


def _letter(session: Session, tenant: Tenant, domain: Domain, absence: Absence, origin_of: OriginOf) -> Letter:
    view = localization.views_of(localization.markets(session))[0]
    origin = origin_of(tenant.slug, localization.find_host(session, view))
    return Letter(
        kind="domain-lapsed" if absence.turn == "lapsed" else "domain-unproved",
        key=f"domain/{domain.host}/{absence.turn}/{absence.of.isoformat()}",
        about=f"domain/{domain.host}",
        to="",
        language=view.language,
        brand=checkout.brand_of(session, tenant, origin),
        facts={
            "host": domain.host,
            "record": domains.proof_host(domain.host),
            "token": domain.verification_token,
            "until": localization.format_date(absence.of.date(), view.locale),
        },
        button=f"{origin_of(_STAFF, None)}/shops/{tenant.slug}/domains",
    )


def _addresses(session: Session, tenant: Tenant) -> list[str]:
    """Of the owners first: the shop's own address may be at the very domain, and no longer reach anybody."""
    owners = identity.owner_emails(session, [tenant.id or 0])[tenant.id or 0]
    return list(dict.fromkeys([*owners, tenant.contact_email]))
