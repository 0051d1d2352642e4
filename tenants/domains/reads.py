"""The queries about hosts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from tenants.domains.errors import UnknownDomain
from tenants.domains.models import Domain
from tenants.domains.rules import shop_label

_WAITS = col(Domain.verified_at).is_(None)
_IS_PROVED = col(Domain.verified_at).is_not(None) & col(Domain.proved_at).is_not(None)


@dataclass(frozen=True, slots=True)
class TenantAtHost:
    tenant_id: int
    slug: str
    status: str


def find_tenant_by_host(session: Session, host: str, platform_domain: str) -> TenantAtHost | None:
    """Who lives at a host: a shop by its subdomain or by a verified domain of its own. Needs no bound tenant."""
    asked = func.tenant_by_host(shop_label(host, platform_domain), host)
    found = asked.table_valued("tenant_id", "slug", "status")
    row = session.execute(select(*found.columns)).one_or_none()
    return TenantAtHost(*row) if row else None


def find_primary_host(session: Session, *, besides: Collection[str] = ()) -> str | None:
    """The verified domain that the bound tenant's shop prefers over its subdomain, `besides` those of other use."""
    preferred = select(Domain.host).where(col(Domain.verified_at).is_not(None), col(Domain.is_primary))
    free = preferred.where(col(Domain.host).not_in(besides)) if besides else preferred
    return session.exec(free.order_by(col(Domain.id)).limit(1)).first()


def domains_of_shop(session: Session, tenant_id: int) -> list[Domain]:
    """Every domain that the shop claims, verified or not, the oldest first."""
    return list(session.exec(select(Domain).where(Domain.tenant_id == tenant_id).order_by(col(Domain.id))))


def hosts_of_shops(session: Session, tenant_ids: Collection[int]) -> dict[int, list[str]]:
    """What each of the shops claims, verified or not, the oldest first. For the platform role."""
    claimed = select(Domain.tenant_id, Domain.host).where(col(Domain.tenant_id).in_(tenant_ids))
    found: dict[int, list[str]] = {tenant_id: [] for tenant_id in tenant_ids}
    for tenant_id, host in session.exec(claimed.order_by(col(Domain.id))):
        found[tenant_id].append(host)
    return found


def find_domain(session: Session, tenant_id: int, host: str) -> Domain | None:
    """The shop's claim on a host."""
    return session.exec(select(Domain).where(Domain.tenant_id == tenant_id, Domain.host == host)).one_or_none()


def domain_by_host(session: Session, tenant_id: int, host: str) -> Domain:
    """The shop's claim on a host. Raises UnknownDomain."""
    found = find_domain(session, tenant_id, host)
    if found is None:
        raise UnknownDomain(f"the shop does not claim {host}")
    return found


def find_holder(session: Session, host: str) -> Domain | None:
    """The verified claim on a host, whichever shop's it is. For the platform role, which sees all shops."""
    return session.exec(select(Domain).where(Domain.host == host, col(Domain.verified_at).is_not(None))).one_or_none()


def verified_hosts_among(session: Session, hosts: Collection[str]) -> set[str]:
    """Which of these hosts some shop has proved to be its own. For the platform role, which sees all shops."""
    if not hosts:
        return set()
    verified = select(Domain.host).where(col(Domain.host).in_(hosts), col(Domain.verified_at).is_not(None))
    return set(session.exec(verified))


def waiting_domains(session: Session) -> list[Domain]:
    """Every claim that is not proved yet, the oldest first. For the platform role."""
    return list(session.exec(select(Domain).where(_WAITS).order_by(col(Domain.id))))


def claims_on(session: Session, host: str) -> list[Domain]:
    """Every claim on one host that is to be looked at by its records, the oldest first. For the platform role.

    A verified one for which an operator vouches is not.
    """
    looked_at = select(Domain).where(Domain.host == host, _WAITS | _IS_PROVED)
    return list(session.exec(looked_at.order_by(col(Domain.id))))


def due_domains(session: Session, tenant_id: int, now: datetime) -> list[Domain]:
    """The shop's claims, waiting or proved, that are to be looked at now, the longest due first."""
    mine = select(Domain).where(Domain.tenant_id == tenant_id, _WAITS | _IS_PROVED, _is_due(now))
    longest = func.coalesce(Domain.next_check_at, Domain.created_at)
    return list(session.exec(mine.order_by(longest, col(Domain.id))))


def tenants_with_due_claims(session: Session, now: datetime, limit: int) -> list[int]:
    """Shops with claims that wait and are to be looked at now, the longest due first. For the platform role."""
    return _tenants(session, _WAITS, now, limit)


def tenants_with_due_proofs(session: Session, now: datetime, limit: int) -> list[int]:
    """Shops with proved domains that are to be looked at again now, the longest due first. For the platform role."""
    return _tenants(session, _IS_PROVED, now, limit)


def _tenants(session: Session, which: ColumnElement[bool], now: datetime, limit: int) -> list[int]:
    longest = func.min(func.coalesce(Domain.next_check_at, Domain.created_at))
    due = select(Domain.tenant_id).where(which, _is_due(now)).group_by(col(Domain.tenant_id))
    return list(session.exec(due.order_by(longest).limit(limit)))


def _is_due(now: datetime) -> ColumnElement[bool]:
    return col(Domain.next_check_at).is_(None) | (col(Domain.next_check_at) <= now)
