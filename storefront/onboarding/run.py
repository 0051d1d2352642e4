"""From rows to shops, fifty at a time: each batch is one transaction, so that a killed run goes on where it was.

A business that has a shop is known by its registration number and left as it is; what its row says otherwise is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session

from storefront.onboarding.claims import Claims, OtherShops, conflicts, free_slug, other_shops, slug_base
from storefront.onboarding.differences import Difference, KeptShop, differences, kept_shops
from storefront.onboarding.rejects import Problem, Rejection
from storefront.onboarding.rules import GoodRow, RowRules
from storefront.onboarding.starter import NewShop, furnish_shops
from storefront.onboarding.table import Table
from tenants import domains, identity, lifecycle
from tenants.isolation import Database
from tenants.zones import Zone

BATCH = 50


class Fate(StrEnum):
    CREATED = "created"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row. A rejected one says why, any other has the slug of its shop; `differences` are cells of a
    business that has its shop already, by which nothing was changed."""

    fate: Fate
    slug: str = ""
    rejection: Rejection | None = None
    differences: tuple[Difference, ...] = ()


class Onboarding:
    """One run over one file. With `dry_run` everything is checked and nothing is written."""

    def __init__(
        self, database: Database, table: Table, *, zone: Zone, platform_domain: str, dry_run: bool = False
    ) -> None:
        self._database = database
        self._table = table
        self._zone = zone
        self._rules = RowRules(zone, platform_domain, table.columns)
        self._dry_run = dry_run
        self._claims = Claims()
        self.row_count = 0
        self._asked_slugs: set[str] = set()
        self._survey()

    def run(self) -> Iterator[Outcome]:
        """Each row's outcome in the file's order, as soon as its batch is in the database."""
        checked = (self._rules.check(line) for line in self._table.rows())
        while batch := list(islice(checked, BATCH)):
            yield from self._settle(batch)

    def _survey(self) -> None:
        """A first pass: how many rows there are, and which slugs are spoken for further down."""
        for line in self._table.rows():
            self.row_count += 1
            self._asked_slugs.add(self._rules.explicit_slug(line))

    def _settle(self, batch: Sequence[GoodRow | Rejection]) -> list[Outcome]:
        """One transaction. When the database refuses a batch that looked good, its rows go one by one."""
        layer = self._claims.layer()
        try:
            with self._database.platform() as session:
                outcomes = self._decide(session, batch, layer)
                if not self._dry_run:
                    self._open_shops(session, batch, outcomes)
        except (DataError, IntegrityError) as refusal:
            if len(batch) > 1:
                return [outcome for row in batch for outcome in self._settle([row])]
            return [_rejected(batch[0], [Problem("", f"was refused by the database: {_first_line(refusal)}")])]
        self._claims.keep(layer)
        return outcomes

    def _decide(self, session: Session, batch: Sequence[GoodRow | Rejection], claims: Claims) -> list[Outcome]:
        lifecycle.hold_registry(session)
        others = other_shops(session, [row for row in batch if isinstance(row, GoodRow)])
        kept = kept_shops(session, others.by_registration)
        return [self._outcome(row, claims, others, kept) for row in batch]

    def _outcome(
        self, row: GoodRow | Rejection, claims: Claims, others: OtherShops, kept: Mapping[str, KeptShop]
    ) -> Outcome:
        if isinstance(row, Rejection):
            return Outcome(Fate.REJECTED, rejection=row)
        problems = conflicts(row, claims, others)
        if problems:
            return _rejected(row, problems)
        own = kept.get(row.registration_no)
        if own is not None:
            claims.add(row, own.tenant.slug)
            return Outcome(Fate.UNCHANGED, own.tenant.slug, differences=differences(row, own))
        slug = row.slug or free_slug(slug_base(row), lambda wanted: self._is_taken(wanted, claims, others))
        claims.add(row, slug)
        return Outcome(Fate.CREATED, slug)

    def _is_taken(self, slug: str, claims: Claims, others: OtherShops) -> bool:
        return (
            slug in claims.slugs
            or slug in others.slugs
            or slug in self._asked_slugs
            or lifecycle.is_reserved(slug, self._zone)
        )

    def _open_shops(self, session: Session, batch: Sequence[GoodRow | Rejection], outcomes: Sequence[Outcome]) -> None:
        new = [
            (row, outcome.slug)
            for row, outcome in zip(batch, outcomes, strict=True)
            if outcome.fate is Fate.CREATED and isinstance(row, GoodRow)
        ]
        if not new:
            return
        tenant_ids = lifecycle.open_tenants(session, [_new_tenant(row, slug) for row, slug in new], zone=self._zone)
        rows = dict(zip(tenant_ids, (row for row, _ in new), strict=True))
        people = identity.enrol_people(session, {row.owner_email: row.name for row in rows.values()})
        owners = {tenant_id: people[row.owner_email] for tenant_id, row in rows.items()}
        identity.grant_ownerships(session, owners)
        hosts = {tenant_id: row.custom_domain for tenant_id, row in rows.items() if row.custom_domain}
        domains.claim_domains(session, hosts)
        furnish_shops(session, [_new_shop(tenant_id, row) for tenant_id, row in rows.items()], self._zone)


def _new_tenant(row: GoodRow, slug: str) -> lifecycle.NewTenant:
    return lifecycle.NewTenant(
        slug=slug,
        name=row.name,
        registration_no=row.registration_no,
        country=row.country,
        industry=row.industry,
        plan=row.plan,
        contact_email=row.owner_email,
        primary_language=row.languages[0],
        currency=row.currency,
    )


def _new_shop(tenant_id: int, row: GoodRow) -> NewShop:
    return NewShop(
        tenant_id=tenant_id,
        name=row.name,
        email=row.owner_email,
        theme=row.theme,
        languages=row.languages,
        markets=row.markets,
    )


def _rejected(row: GoodRow | Rejection, problems: list[Problem]) -> Outcome:
    return Outcome(Fate.REJECTED, rejection=Rejection(row.line, tuple(problems)))


def _first_line(refusal: DataError | IntegrityError) -> str:
    return str(refusal.orig).strip().partition("\n")[0]
