"""Tenants for tests."""

from collections.abc import Iterator
from itertools import count

from sqlmodel import Session

from tenants import lifecycle, zones

ZONE = zones.load_zone()
_numbers: Iterator[int] = count(1)


def a_tenant(session: Session, *, slug: str | None = None, **changes: str) -> lifecycle.Tenant:
    """A live tenant, in a session of the platform role. Its shop is empty."""
    number = next(_numbers)
    new = lifecycle.NewTenant(
        slug=slug or f"shop-{number}",
        name=changes.get("name", f"Shop {number}"),
        country=changes.get("country", "MY"),
        plan="starter",
        contact_email=f"owner@shop-{number}.example",
        primary_language=changes.get("primary_language", "en"),
        currency="MYR",
        registration_no=changes.get("registration_no", f"2026{number:08}"),
        kind=lifecycle.TenantKind(changes.get("kind", "exporter")),
    )
    return lifecycle.open_tenant(session, new, zone=ZONE)
