"""What a new tenant must be like."""

import re

from tenants.lifecycle.errors import BadSlug, BadTenant
from tenants.zones import Zone

# The platform's own hosts, whatever a zone's file reserves besides.
PLATFORM_SLUGS = frozenset({"admin", "api"})
MAX_SLUG = 63  # a label of a host name, RFC 1035
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def shop_slug(written: str, zone: Zone) -> str:
    """The slug as it stands in the shop's host. Raises BadSlug."""
    slug = written.strip().lower()
    if len(slug) > MAX_SLUG:
        raise BadSlug(f"is longer than {MAX_SLUG} characters")
    if not _SLUG.fullmatch(slug):
        raise BadSlug("may hold only a-z, 0-9 and hyphens, and no hyphen at either end")
    if slug[2:4] == "--":
        raise BadSlug("may not have two hyphens in the third and fourth place")  # RFC 5891, section 4.2.3.1
    if is_reserved(slug, zone):
        raise BadSlug("is reserved")
    return slug


def is_reserved(slug: str, zone: Zone) -> bool:
    """Whether a slug is the platform's own, or one that the zone keeps back."""
    return slug in PLATFORM_SLUGS or slug in zone.reserved_slugs


def refuse_what_the_zone_lacks(zone: Zone, *, plan: str, language: str, currency: str) -> None:
    """Raises BadTenant."""
    asked = (
        ("plan", plan, zone.plans),
        ("language", language, zone.languages),
        ("currency", currency, zone.currencies),
    )
    for what, value, offered in asked:
        if value not in offered:
            raise BadTenant(f"{what}: the zone {zone.name} has no {value!r}")
