"""The queries about the registry. All but `tenant_by_id` are for the platform role, which sees every tenant."""

from collections.abc import Collection

from sqlalchemy import or_
from sqlmodel import Session, col, select

from tenants.lifecycle.errors import UnknownTenant
from tenants.lifecycle.models import Tenant, TenantKind, TenantStatus

_SEEN = "tenants seen"


def tenant_by_id(session: Session, tenant_id: int) -> Tenant:
    """Asked of the database once in a session, however many domains want to know. Raises UnknownTenant."""
    found = session.get(Tenant, tenant_id)
    if found is None:
        raise UnknownTenant(f"there is no tenant {tenant_id}")
    session.info.setdefault(_SEEN, {})[tenant_id] = found  # a session's own memory forgets what nobody holds
    return found


def find_tenant_by_slug(session: Session, slug: str) -> Tenant | None:
    """The tenant whose shop has this subdomain."""
    return session.exec(select(Tenant).where(Tenant.slug == slug)).one_or_none()


def tenant_by_slug(session: Session, slug: str) -> Tenant:
    """Raises UnknownTenant."""
    found = find_tenant_by_slug(session, slug)
    if found is None:
        raise UnknownTenant(f"there is no shop {slug!r}")
    return found


def tenants_page(
    session: Session,
    *,
    status: TenantStatus | None = None,
    beginning: str = "",
    after_slug: str = "",
    limit: int = 100,
) -> list[Tenant]:
    """Tenants by slug, those after `after_slug`; fewer than `limit` means that there are no more."""
    page = select(Tenant).where(col(Tenant.slug) > after_slug).order_by(col(Tenant.slug)).limit(limit)
    if beginning:
        page = page.where(col(Tenant.slug).startswith(beginning, autoescape=True))
    if status is not None:
        page = page.where(Tenant.status == status)
    return list(session.exec(page))


def tenant_ids(session: Session) -> list[int]:
    """Every tenant there is, suspended ones too: what is kept for a time only has its end there as well."""
    return [each for each in session.exec(select(Tenant.id).order_by(col(Tenant.id))) if each is not None]


def learner_ids(session: Session) -> list[int]:
    """The shops in which people learn to trade."""
    learners = select(Tenant.id).where(Tenant.kind == TenantKind.LEARNER).order_by(col(Tenant.id))
    return [each for each in session.exec(learners) if each is not None]


def tenants_by_registration(session: Session, registration_nos: Collection[str]) -> dict[str, Tenant]:
    """The shops that businesses have already, by registration number."""
    if not registration_nos:
        return {}
    found = session.exec(select(Tenant).where(col(Tenant.registration_no).in_(registration_nos)))
    return {tenant.registration_no: tenant for tenant in found if tenant.registration_no is not None}


def taken_slugs(session: Session, exactly: Collection[str], beginning: Collection[str]) -> set[str]:
    """Which of these slugs shops have, and every slug that is a beginning or goes on from one with a hyphen."""
    numbered = [col(Tenant.slug).startswith(f"{slug}-", autoescape=True) for slug in beginning]
    taken = or_(col(Tenant.slug).in_({*exactly, *beginning}), *numbered)
    return set(session.exec(select(Tenant.slug).where(taken)))
