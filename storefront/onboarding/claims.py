"""What is taken already: by the rows above, by slugs that rows further down ask for, and by other shops."""

from collections import ChainMap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from storefront.onboarding.rejects import Problem
from storefront.onboarding.rules import GoodRow
from tenants import domains, lifecycle
from tenants.kit.slugs import slugify

# Leaves room for a number at the end of a slug of at most 63.
_BASE_LIMIT = 56


@dataclass(slots=True)
class Claims:
    """Which line of the file took which name. A batch has a layer of its own, kept once the batch is committed."""

    registrations: ChainMap[str, int] = field(default_factory=ChainMap)
    slugs: ChainMap[str, int] = field(default_factory=ChainMap)
    hosts: ChainMap[str, int] = field(default_factory=ChainMap)

    def layer(self) -> "Claims":
        return Claims(self.registrations.new_child(), self.slugs.new_child(), self.hosts.new_child())

    def keep(self, layer: "Claims") -> None:
        for mine, its in (
            (self.registrations, layer.registrations),
            (self.slugs, layer.slugs),
            (self.hosts, layer.hosts),
        ):
            mine.update(its.maps[0])

    def add(self, row: GoodRow, slug: str) -> None:
        self.registrations[row.registration_no] = row.line.number
        self.slugs[slug] = row.line.number
        if row.custom_domain:
            self.hosts[row.custom_domain] = row.line.number


@dataclass(frozen=True, slots=True)
class OtherShops:
    """What the database says of the names that a batch asks for."""

    by_registration: dict[str, lifecycle.Tenant]
    slugs: set[str]
    verified_hosts: set[str]


def other_shops(session: Session, rows: Sequence[GoodRow]) -> OtherShops:
    """Three queries, whatever the number of rows."""
    return OtherShops(
        lifecycle.tenants_by_registration(session, [row.registration_no for row in rows]),
        lifecycle.taken_slugs(
            session,
            [row.slug for row in rows if row.slug],
            [slug_base(row) for row in rows if not row.slug],
        ),
        domains.verified_hosts_among(session, [row.custom_domain for row in rows if row.custom_domain]),
    )


def slug_base(row: GoodRow) -> str:
    """A slug from the name in any script; from the registration number when no letter of the name can be read."""
    return slugify(row.name, limit=_BASE_LIMIT) or f"shop-{slugify(row.registration_no, limit=_BASE_LIMIT - 5)}"


def free_slug(base: str, is_taken: Callable[[str], bool]) -> str:
    """The base, or the first of base-2, base-3, … that is free."""
    slug, number = base, 1
    while is_taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def conflicts(row: GoodRow, claims: Claims, others: OtherShops) -> list[Problem]:
    """What the row asks for that somebody else has."""
    found = []
    if row.registration_no in claims.registrations:
        found.append(_repeats("registration_no", claims.registrations[row.registration_no]))
    own = others.by_registration.get(row.registration_no)
    if own is not None:
        if row.slug and row.slug != own.slug:
            found.append(Problem("slug", f"is not that of the business, which has the shop {own.slug!r} already"))
        return found
    if row.slug in claims.slugs:
        found.append(_repeats("slug", claims.slugs[row.slug]))
    elif row.slug in others.slugs:
        found.append(Problem("slug", "belongs to another shop"))
    if row.custom_domain in claims.hosts:
        found.append(_repeats("custom_domain", claims.hosts[row.custom_domain]))
    elif row.custom_domain in others.verified_hosts:
        found.append(Problem("custom_domain", "belongs to another shop"))
    return found


def _repeats(column: str, line: int) -> Problem:
    return Problem(column, f"is on line {line} already")
