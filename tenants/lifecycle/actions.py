"""What the platform does with tenants. All of it needs the platform role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import insert, text
from sqlmodel import Session

from tenants.isolation import Database, enqueue_each
from tenants.kit import clock
from tenants.lifecycle.errors import RegistrationTaken, SlugTaken
from tenants.lifecycle.models import Tenant, TenantKind, TenantStatus
from tenants.lifecycle.reads import (
    find_tenant_by_slug,
    tenant_by_id,
    tenant_by_slug,
    tenant_ids,
    tenants_by_registration,
)
from tenants.lifecycle.rules import refuse_what_the_zone_lacks, shop_slug
from tenants.zones import Zone

_REGISTRY_LOCK = 7_133_002


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTenant:
    """A business that gets a shop. `slug` is `shop_slug`'s result."""

    slug: str
    name: str
    country: str
    plan: str
    contact_email: str
    primary_language: str
    currency: str
    registration_no: str | None = None
    industry: str | None = None
    kind: TenantKind = TenantKind.EXPORTER
    taglines: Mapping[str, str] = field(default_factory=dict)


def hold_registry(session: Session) -> None:
    """Let nobody else open tenants until this transaction ends, so that a name seen free stays free."""
    session.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _REGISTRY_LOCK})


def open_tenant(session: Session, new: NewTenant, *, zone: Zone) -> Tenant:
    """Enter a business into the registry. Its shop is still empty.

    Raises BadSlug, BadTenant, SlugTaken or RegistrationTaken.
    """
    shop_slug(new.slug, zone)
    hold_registry(session)
    if find_tenant_by_slug(session, new.slug) is not None:
        raise SlugTaken(f"another shop is called {new.slug!r}")
    if new.registration_no and tenants_by_registration(session, [new.registration_no]):
        raise RegistrationTaken(f"the business {new.registration_no} has a shop already")
    [tenant_id] = open_tenants(session, [new], zone=zone)
    return tenant_by_id(session, tenant_id)


def open_tenants(session: Session, news: Sequence[NewTenant], *, zone: Zone) -> list[int]:
    """Enter many at once and return their ids in the same order. Raises BadTenant.

    The caller holds the registry and has seen that the names are free.
    """
    for new in news:
        refuse_what_the_zone_lacks(zone, plan=new.plan, language=new.primary_language, currency=new.currency)
    ids = _new_ids(session, len(news))
    now = clock.now()
    rows = [
        {
            "id": tenant_id,
            "slug": new.slug,
            "name": new.name,
            "registration_no": new.registration_no,
            "country": new.country,
            "industry": new.industry,
            "plan": new.plan,
            "kind": new.kind,
            "status": TenantStatus.LIVE,
            "taglines": dict(new.taglines),
            "contact_email": new.contact_email,
            "primary_language": new.primary_language,
            "currency": new.currency,
            "opened_at": now,
        }
        for tenant_id, new in zip(ids, news, strict=True)
    ]
    if rows:
        session.execute(insert(Tenant), rows)
    return ids


def suspend_tenant(session: Session, slug: str) -> bool:
    """Close a shop for now, in every process within a second. False when it was suspended already.

    Raises UnknownTenant.
    """
    return _change_status(session, slug, TenantStatus.SUSPENDED)


def resume_tenant(session: Session, slug: str) -> bool:
    """Open a suspended shop again. False when it was live. Raises UnknownTenant."""
    return _change_status(session, slug, TenantStatus.LIVE)


def set_tagline(session: Session, tenant_id: int, language: str, tagline: str) -> None:
    """What the shop says of itself in one line. Raises UnknownTenant."""
    tenant = tenant_by_id(session, tenant_id)
    tenant.taglines = {**tenant.taglines, language: tagline}
    session.add(tenant)
    session.flush()


def enqueue_for_each(database: Database, name: str) -> None:
    """Write a job for every tenant. For what is due by the clock (`isolation.periodic`)."""
    with database.platform() as session:
        enqueue_each(session, name, tenant_ids=tenant_ids(session))


def _change_status(session: Session, slug: str, status: TenantStatus) -> bool:
    tenant = tenant_by_slug(session, slug)
    if tenant.status == status:
        return False
    tenant.status = status
    tenant.suspended_at = clock.now() if status is TenantStatus.SUSPENDED else None
    session.add(tenant)
    return True


def _new_ids(session: Session, count: int) -> list[int]:
    drawn = text("select nextval(pg_get_serial_sequence('tenant', 'id')) from generate_series(1, :count)")
    return list(session.execute(drawn, {"count": count}).scalars())
