"""What people do: the platform records rules, a shop says what it is registered for and which figures are its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, SQLModel

from storefront.tax import reads
from storefront.tax.errors import BadRegistration, BadRule, OverlappingPeriods
from storefront.tax.models import (
    MarketIncoterm,
    OwnTariffRate,
    ReducedRate,
    TaxOverride,
    TaxRegistration,
    TaxRule,
    ZoneTariffRate,
)
from storefront.tax.rules.consignment import Consignment, Incoterm
from storefront.tax.rules.country import CountryRule, Source, confidence_named, country_rule
from storefront.tax.rules.exchange import Rates
from storefront.tax.rules.facts import Facts, TariffRate, best_rate
from storefront.tax.rules.landing import landed_cost_of
from storefront.tax.rules.outcome import LandedCost
from storefront.tax.rules.rates import NewRate, RateKind
from storefront.tax.rules.registrations import checked_number
from tenants.kit import clock


def landed_cost(
    session: Session, consignment: Consignment, *, rates: Rates, known_at: datetime | None = None
) -> LandedCost:
    """What the consignment costs at the door, for the shop that the session is bound to.

    `known_at` asks for the answer by the zone's rules as they were recorded at a moment, for any day of shipping.
    Where nothing is known, the answer says so (confidence "unknown"). Raises BadConsignment, MixedCurrencies.
    """
    return landed_cost_of(consignment, _facts(session, consignment, rates, known_at))


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a file of rules: countries with a new rule, and those whose rule was there already."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def record_rules(session: Session, rules: Sequence[CountryRule], *, by: str) -> Recorded:
    """Put the rules in force for the whole zone. For the platform's session.

    A rule replaces the one of its country that begins on the same day. The one before it ends the day before. What is
    replaced is withdrawn, not lost. Repeating it changes nothing.
    """
    now = clock.now()
    standing = {(row.country, row.valid_from): row for row in reads.standing_rules(session, {r.country for r in rules})}
    changed, unchanged = [], []
    for rule in sorted(rules, key=lambda each: (each.country, each.valid_from)):
        found = standing.get((rule.country, rule.valid_from))
        facts = rule.model_dump(mode="json")
        if found is not None and country_rule(found.facts) == rule:
            unchanged.append(rule.key)
            continue
        if found is not None:
            found.withdrawn_at = now
            session.flush()
        session.add(_row(rule, facts, by, now))
        session.flush()
        changed.append(rule.key)
    return Recorded(tuple(changed), tuple(unchanged))


def record_rates(session: Session, rates: Sequence[NewRate], *, by: str) -> Recorded:
    """Put rates of duty and reduced rates of tax in force for the whole zone. For the platform's session.

    A rate replaces the one of the same place, code and origin that begins on the same day; of those that hold on a day
    the longest code counts, then the latest beginning. What is replaced is withdrawn. Repeating it changes nothing.
    """
    now = clock.now()
    standing = {_known(kind, row).key: row for kind, row in reads.zone_rates(session)}
    changed: list[NewRate] = []
    unchanged: list[str] = []
    for rate in rates:
        found = standing.get(rate.key)
        if found is not None and _known(rate.kind, found) == rate:
            unchanged.append(rate.key)
            continue
        if found is not None:
            found.withdrawn_at = now
            session.add(found)
        changed.append(rate)
    session.flush()
    session.add_all(_rate_row(each, by, now) for each in changed)
    session.flush()
    return Recorded(tuple(each.key for each in changed), tuple(unchanged))


def _known(kind: RateKind, row: ZoneTariffRate | ReducedRate) -> NewRate:
    return NewRate(
        kind=kind,
        place=row.place,
        hs_prefix=row.hs_prefix,
        origin=row.origin if isinstance(row, ZoneTariffRate) else "",
        rate=row.rate,
        source=Source(title=row.source_title, url=row.source_url),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        as_of=row.as_of,
        confidence=confidence_named(row.confidence),
    )


def _rate_row(rate: NewRate, by: str, now: datetime) -> ZoneTariffRate | ReducedRate:
    values = {
        **rate.model_dump(include={"place", "hs_prefix", "rate", "valid_from", "valid_to", "as_of", "confidence"}),
        "source_title": rate.source.title,
        "source_url": rate.source.url,
        "recorded_by": by[:100],
        "recorded_at": now,
    }
    return ReducedRate(**values) if rate.kind == "vat" else ZoneTariffRate(**values, origin=rate.origin)


def _row(rule: CountryRule, facts: dict[str, object], by: str, now: datetime) -> TaxRule:
    return TaxRule(
        country=rule.country,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        as_of=rule.as_of,
        confidence=rule.confidence,
        facts=facts,
        recorded_by=by[:100],
        recorded_at=now,
    )


def _facts(session: Session, consignment: Consignment, rates: Rates, known_at: datetime | None) -> Facts:
    seller, destination, on = consignment.seller_country, consignment.destination_country, consignment.ship_date
    return Facts(
        rule=reads.find_rule(session, destination, on, known_at=known_at),
        seller_rule=reads.find_rule(session, seller, on, known_at=known_at),
        registrations=reads.registered_kinds(session, seller=seller, destination=destination, on=on),
        tariff=_tariff(session, consignment, known_at),
        reduced=_reduced(session, consignment, known_at),
        own=reads.find_own_choice(session, destination, on),
        rates=rates,
        today=clock.now().date(),
    )


def _tariff(session: Session, consignment: Consignment, known_at: datetime | None) -> dict[tuple[str, str], TariffRate]:
    """The best rate for each kind of goods: the shop's own before the zone's."""
    own, zone = reads.tariff_rates(session, consignment.destination_country, consignment.ship_date, known_at=known_at)
    found = {}
    for line in consignment.lines:
        code, origin = line.hs_code or "", line.origin_country or ""
        rate = (best_rate(own, code, origin) or best_rate(zone, code, origin)) if code else None
        if rate is not None:
            found[code, origin] = rate
    return found


def _reduced(session: Session, consignment: Consignment, known_at: datetime | None) -> dict[str, TariffRate]:
    rates = reads.reduced_rates(session, consignment.destination_country, consignment.ship_date, known_at=known_at)
    codes = {line.hs_code for line in consignment.lines if line.hs_code}
    return {code: rate for code in codes if (rate := best_rate(rates, code, ""))}


def register(
    session: Session, tenant_id: int, *, kind: str, country: str, number: str, days: tuple[date, date | None]
) -> TaxRegistration:
    """Say that the shop is registered from the first day on, to the last one where there is one.

    Raises BadRegistration for a number that is not one of its kind, OverlappingPeriods where it is registered already.
    """
    starts, ends = days
    clean = checked_number(kind, country, number)
    if ends is not None and ends < starts:
        raise BadRegistration("days", "the last day is before the first")
    for held in reads.registrations(session):
        is_same = (held.kind, held.country) == (kind, country)
        if is_same and held.valid_from <= (ends or date.max) and starts <= (held.valid_to or date.max):
            raise OverlappingPeriods(f"{kind} {country}".strip())
    made = TaxRegistration(
        tenant_id=tenant_id, kind=kind, country=country, number=clean, valid_from=starts, valid_to=ends
    )
    session.add(made)
    session.flush()
    return made


def end_registration(session: Session, registration_id: int, *, last_day: date) -> TaxRegistration:
    """The shop is registered no longer than that day. Raises NoSuchRegistration, BadRegistration."""
    held = reads.registration_by_id(session, registration_id)
    if last_day < held.valid_from:
        raise BadRegistration("last_day", "the last day is before the first")
    held.valid_to = last_day
    session.add(held)
    session.flush()
    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigures:
    """A shop's own figures for a country. What is None stays the zone's. `fees_on` adds fees that are off."""

    country: str
    valid_from: date
    reason: str
    vat_rate: Decimal | None = None
    duty_rate: Decimal | None = None
    fees_on: tuple[str, ...] = ()


def override(session: Session, tenant_id: int, figures: OwnFigures) -> None:
    """Use the shop's own figures from a day on; again for the same day replaces them. Raises BadRule."""
    for name in ("vat_rate", "duty_rate"):
        _check_rate(name, getattr(figures, name))
    _check_reason(figures.reason)
    values = {
        "tenant_id": tenant_id,
        "country": figures.country,
        "valid_from": figures.valid_from,
        "vat_rate": figures.vat_rate,
        "duty_rate": figures.duty_rate,
        "fees_on": list(figures.fees_on),
        "reason": figures.reason.strip(),
    }
    _upsert(session, TaxOverride, values, key=("tenant_id", "country", "valid_from"))


def set_own_tariff_rate(
    session: Session, tenant_id: int, *, place: str, hs_prefix: str, rate: Decimal, since: tuple[date, str]
) -> None:
    """The duty rate, in percent, that the shop knows for its goods at a place; `since` is the day and the reason.

    Raises BadRule.
    """
    valid_from, reason = since
    _check_rate("rate", rate)
    _check_reason(reason)
    if not hs_prefix.isascii() or not hs_prefix.isdigit() or not 2 <= len(hs_prefix) <= 6:
        raise BadRule("hs_prefix", "2 to 6 digits")
    values = {
        "tenant_id": tenant_id,
        "place": place,
        "hs_prefix": hs_prefix,
        "valid_from": valid_from,
        "rate": rate,
        "reason": reason.strip(),
    }
    _upsert(session, OwnTariffRate, values, key=("tenant_id", "place", "hs_prefix", "valid_from"))


def set_incoterm(session: Session, tenant_id: int, *, market_id: int, incoterm: Incoterm) -> None:
    """Deliver a market's parcels duty paid (DDP) or at place (DAP)."""
    values: dict[str, object] = {"tenant_id": tenant_id, "market_id": market_id, "incoterm": incoterm}
    _upsert(session, MarketIncoterm, values, key=("tenant_id", "market_id"))


def _upsert(session: Session, table: type[SQLModel], values: dict[str, object], *, key: tuple[str, ...]) -> None:
    statement = insert(table).values(values)
    rest = {name: statement.excluded[name] for name in values if name not in key}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=rest))


def _check_rate(name: str, rate: Decimal | None) -> None:
    if rate is not None and not (rate.is_finite() and 0 <= rate < 100 and rate == round(rate, 4)):
        raise BadRule(name, "a percentage from 0 to below 100 with at most 4 decimals")


def _check_reason(reason: str) -> None:
    if not 0 < len(reason.strip()) <= 300:
        raise BadRule("reason", "say in 1 to 300 characters why the figure differs")
