"""What shops and the platform do with domains."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from tenants.domains.errors import DomainTaken, TooManyDomains
from tenants.domains.models import Domain
from tenants.domains.reads import (
    domain_by_host,
    domains_of_shop,
    find_domain,
    find_holder,
    verified_hosts_among,
)
from tenants.domains.rules import (
    Proof,
    Sighting,
    custom_host,
    is_proved,
    next_check,
    next_look,
    proof_after,
    proof_expected,
    records_seen,
    way_expected,
)
from tenants.isolation import enqueue
from tenants.kit import clock

# The job that tells the shop's owners of a domain whose proof is gone.
TELL_JOB = "notices.tell_of_domain"
MOST_CLAIMS = 20
_TOKEN_BYTES = 24
_MOST_SEEN = 500
_REMINDED_BEFORE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a look at a claimed host, in one line each.

    `expected` is what its owner is to publish as the proof, `to_be_reached` what for the visitors ("" where they
    arrive), `seen` what is there. `served_until`: until when it serves the shop without its proof, "" where it has it.
    """

    host: str
    is_verified: bool
    expected: str
    to_be_reached: str
    seen: str
    served_until: str


def claim_domain(session: Session, tenant_id: int, written: str, *, platform_domain: str) -> Domain:
    """Keep the shop's wish for a domain, with the token that proves it. Claiming twice gives the same claim.

    A claim serves nothing and keeps nobody else away until it is verified. The first one is the preferred one.
    Raises BadDomain and TooManyDomains.
    """
    host = custom_host(written, platform_domain)
    claimed = find_domain(session, tenant_id, host)
    if claimed is not None:
        return claimed
    present = domains_of_shop(session, tenant_id)
    if len(present) >= MOST_CLAIMS:
        raise TooManyDomains(f"a shop claims {MOST_CLAIMS} domains at most")
    session.execute(insert(Domain), [_claim(tenant_id, host, is_primary=not present)])
    return domain_by_host(session, tenant_id, host)


def claim_domains(session: Session, host_of_tenant: Mapping[int, str]) -> None:
    """The first claims of new tenants, in one statement. For the platform role; hosts are `custom_host`'s results."""
    if host_of_tenant:
        claims = [_claim(tenant_id, host, is_primary=True) for tenant_id, host in host_of_tenant.items()]
        session.execute(insert(Domain), claims)


def verify_domain(session: Session, tenant_id: int, host: str) -> Domain:
    """Let a claimed domain serve the shop, from now on in every process, whatever its records say.

    It is not looked at again by the clock. For the platform role; safe to call twice. Raises UnknownDomain, and
    DomainTaken when another shop was first.
    """
    domain = domain_by_host(session, tenant_id, host)
    if domain.verified_at is None:
        if verified_hosts_among(session, [host]):
            raise DomainTaken(f"{host} serves another shop")
        try:
            with session.begin_nested():
                domain.verified_at = clock.now()
                session.add(domain)
        except IntegrityError:  # in this very moment
            raise DomainTaken(f"{host} serves another shop") from None
    domain.proved_at, domain.lapses_at = None, None
    session.add(domain)
    return domain


def make_due(session: Session, tenant_id: int, host: str) -> None:
    """Let a claimed host be looked at next. For the platform role. Raises UnknownDomain."""
    domain = domain_by_host(session, tenant_id, host)
    domain.next_check_at = clock.now()
    session.add(domain)
    session.flush()


def begin_check(session: Session, tenant_id: int, host: str) -> None:
    """Say when a claimed host is looked at again before it is looked at, so that a look that fails starves no other.

    For the platform role. Raises UnknownDomain.
    """
    domain = domain_by_host(session, tenant_id, host)
    now = clock.now()
    domain.next_check_at = next_look(now) if domain.verified_at else next_check(domain.created_at, now)
    session.add(domain)


def settle_check(session: Session, tenant_id: int, host: str, sighting: Sighting, *, platform_domain: str) -> Checked:
    """Write down what was seen of a claimed host, and let it serve the shop if that proves the claim.

    Another shop that has it until now is looked at again by the same records: it keeps the host if its own token is
    among them, else its claim waits anew. So does that of a shop whose own proof is gone and whose time of grace is
    over; its owners are told before. For the platform role; safe to call twice. Raises UnknownDomain.
    """
    domain = domain_by_host(session, tenant_id, host)
    seen = records_seen(host, sighting)
    if domain.verified_at is not None:
        domain = _look_again(session, domain, sighting)
    elif is_proved(domain.verification_token, sighting):
        _let_go(session, host, sighting)
        try:
            verify_domain(session, tenant_id, host).proved_at = clock.now()
        except DomainTaken:
            seen = f"{seen}; it serves another shop"
        else:
            domain.next_check_at = next_look(clock.now())
    domain.checked_at, domain.seen = clock.now(), seen[:_MOST_SEEN]
    session.add(domain)
    session.flush()
    return Checked(
        host,
        domain.verified_at is not None,
        proof_expected(host, domain.verification_token),
        way_expected(host, sighting, platform_domain=platform_domain),
        seen,
        domain.lapses_at.isoformat(timespec="minutes") if domain.lapses_at else "",
    )


def remove_domain(session: Session, tenant_id: int, host: str) -> None:
    """Give a claimed host up: it serves the shop no longer, no market of it either, and is free for another.

    What the pages print is then the oldest domain that is verified, else the oldest. For the platform role. Raises
    UnknownDomain.
    """
    domain = domain_by_host(session, tenant_id, host)
    session.delete(domain)
    session.flush()
    left = sorted(domains_of_shop(session, tenant_id), key=lambda each: each.verified_at is None)
    if domain.is_primary and left:
        left[0].is_primary = True
        session.add(left[0])
        session.flush()


def prefer_domain(session: Session, tenant_id: int, host: str) -> Domain:
    """Make a claimed domain the one that the shop's pages print, once it is verified. For the platform role.

    Safe to call twice. Raises UnknownDomain.
    """
    domain = domain_by_host(session, tenant_id, host)
    for each in domains_of_shop(session, tenant_id):
        each.is_primary = each.host == host
        session.add(each)
    session.flush()
    return domain


def _look_again(session: Session, domain: Domain, sighting: Sighting) -> Domain:
    """Hold a verified domain to its proof, and have the owners told where it is gone. The domain as it is then."""
    held, now = Proof(domain.proved_at, domain.lapses_at), clock.now()
    found = proof_after(held, domain.verification_token, sighting, now)
    if found is None:
        return _wait_anew(session, domain, "")
    domain.proved_at, domain.lapses_at = found.proved_at, found.lapses_at
    if found.lapses_at is not None and held.lapses_at is None:
        _tell(session, domain, turn="missed", of=found.lapses_at)
        _tell(session, domain, turn="reminded", of=found.lapses_at, at=found.lapses_at - _REMINDED_BEFORE)
    return domain


def _let_go(session: Session, host: str, sighting: Sighting) -> None:
    """Have the shop that holds a host wait for its proof anew, unless what was seen still is one."""
    holder = find_holder(session, host)
    if holder is None or is_proved(holder.verification_token, sighting):
        return
    _wait_anew(session, holder, f"{records_seen(host, sighting)}; another shop has proved it since")


def _wait_anew(session: Session, holder: Domain, seen: str) -> Domain:
    """Take a host from the shop that holds it, keep its claim, and have its owners told.

    The row is made again and not changed, since a market that lives at the host must move out (a foreign key does it).
    """
    waits = _claim(holder.tenant_id, holder.host, is_primary=holder.is_primary) | {
        "verification_token": holder.verification_token,
        "checked_at": clock.now(),
        "next_check_at": next_check(clock.now(), clock.now()),
        "seen": seen[:_MOST_SEEN],
    }
    session.delete(holder)
    session.flush()
    session.execute(insert(Domain), [waits])
    domain = domain_by_host(session, holder.tenant_id, holder.host)
    _tell(session, domain, turn="lapsed", of=domain.created_at)
    return domain


def _tell(session: Session, domain: Domain, *, turn: str, of: datetime, at: datetime | None = None) -> None:
    """Enqueue the telling of one `turn` of the absence that `of` is the end of."""
    enqueue(session, TELL_JOB, tenant_id=domain.tenant_id, at=at, host=domain.host, turn=turn, of=of.isoformat())


def _claim(tenant_id: int, host: str, *, is_primary: bool) -> dict[str, object]:
    return {
        "tenant_id": tenant_id,
        "host": host,
        "is_primary": is_primary,
        "verification_token": secrets.token_urlsafe(_TOKEN_BYTES),
        "created_at": clock.now(),
    }
