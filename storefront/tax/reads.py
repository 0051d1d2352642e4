"""The queries about rules and registrations. A rule is found by the day of shipping, and by what was known on a day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from storefront.law import EU_COUNTRIES
from storefront.tax.errors import NoRuleKnown, NoSuchRegistration
from storefront.tax.models import (
    OwnTariffRate,
    RatesAnswer,
    ReducedRate,
    TaxOverride,
    TaxRegistration,
    TaxRule,
    ZoneTariffRate,
)
from storefront.tax.rules.country import CountryRule, Source, confidence_named, country_rule
from storefront.tax.rules.facts import STALE_DAYS, OwnChoice, TariffRate, best_rate
from storefront.tax.rules.formula import Channel
from storefront.tax.rules.rates import RateKind
from tenants.kit import clock


def rule_for(session: Session, country: str, on: date, *, known_at: datetime | None = None) -> CountryRule:
    """The rule for parcels shipped on a day, by what was known then. Raises NoRuleKnown."""
    found = find_rule(session, country, on, known_at=known_at)
    if found is None:
        raise NoRuleKnown(country, on)
    return found


def find_rule(session: Session, country: str, on: date, *, known_at: datetime | None = None) -> CountryRule | None:
    """Where two hold, the one that begins later."""
    row = session.exec(
        select(TaxRule)
        .where(TaxRule.country == country, *_holds(TaxRule, on), *_was_known(TaxRule, known_at))
        .order_by(col(TaxRule.valid_from).desc(), col(TaxRule.recorded_at).desc())
        .limit(1)
    ).first()
    return None if row is None else country_rule(row.facts)


def rules_by_country(session: Session, countries: Iterable[str], on: date) -> dict[str, CountryRule]:
    """The rules of these countries for parcels shipped on a day, as `find_rule` finds each; without unknown ones."""
    holding = select(TaxRule).where(
        col(TaxRule.country).in_(set(countries)), *_holds(TaxRule, on), *_was_known(TaxRule, None)
    )
    rows = session.exec(holding.order_by(col(TaxRule.valid_from), col(TaxRule.recorded_at))).all()
    return {country: country_rule(row.facts) for country, row in {row.country: row for row in rows}.items()}


def rules(session: Session, *, is_stale: bool = False) -> list[TaxRule]:
    """The zone's rules that are not withdrawn, by country and day; with `is_stale`, those last checked too long ago."""
    asked = select(TaxRule).where(col(TaxRule.withdrawn_at).is_(None))
    if is_stale:
        oldest = clock.now().date() - timedelta(days=STALE_DAYS)
        asked = asked.where(col(TaxRule.as_of) < oldest)
    return list(session.exec(asked.order_by(col(TaxRule.country), col(TaxRule.valid_from))).all())


def standing_rules(session: Session, countries: Iterable[str]) -> list[TaxRule]:
    """The rules of these countries that are not withdrawn, locked until the transaction ends."""
    asked = select(TaxRule).where(col(TaxRule.country).in_(set(countries)), col(TaxRule.withdrawn_at).is_(None))
    return list(session.exec(asked.order_by(col(TaxRule.id)).with_for_update()).all())


def tariff_rates(
    session: Session, country: str, on: date, *, known_at: datetime | None = None
) -> tuple[list[TariffRate], list[TariffRate]]:
    """The shop's own rates for a country and the zone's, as they hold on a day."""
    places = [country, "EU"] if country in EU_COUNTRIES else [country]
    own = session.exec(
        select(OwnTariffRate).where(col(OwnTariffRate.place).in_(places), *_holds(OwnTariffRate, on))
    ).all()
    zone = session.exec(
        select(ZoneTariffRate).where(
            col(ZoneTariffRate.place).in_(places), *_holds(ZoneTariffRate, on), *_was_known(ZoneTariffRate, known_at)
        )
    ).all()
    return [_own_rate(each) for each in own], [_zone_rate(each) for each in zone]


def reduced_rates(session: Session, country: str, on: date, *, known_at: datetime | None = None) -> list[TariffRate]:
    """The country's reduced rates of tax, as they hold on a day."""
    asked = select(ReducedRate).where(
        ReducedRate.place == country, *_holds(ReducedRate, on), *_was_known(ReducedRate, known_at)
    )
    return [_zone_rate(each) for each in session.exec(asked)]


def held_rates(session: Session, countries: Iterable[str], codes: Iterable[str], on: date) -> list[TariffRate]:
    """Reduced rates that may hold for goods of these codes and are not charged by the shop, since they are not sure."""
    goods, found = sorted(set(codes)), []
    asked = sorted(set(countries) - rates_answers(session, on).keys())
    known = select(ReducedRate).where(
        col(ReducedRate.place).in_(asked), *_holds(ReducedRate, on), *_was_known(ReducedRate, None)
    )
    rates: dict[str, list[TariffRate]] = {country: [] for country in asked}
    for row in session.exec(known):
        rates[row.place].append(_zone_rate(row))
    for country in asked:
        best = (best_rate(rates[country], code, "") for code in goods)
        found += list(dict.fromkeys(each for each in best if each is not None and each.is_unsure))
    return found


def zone_rates(session: Session, *, is_stale: bool = False) -> list[tuple[RateKind, ZoneTariffRate | ReducedRate]]:
    """The zone's rates that are not withdrawn, with their kind; `is_stale`: only those last checked too long ago."""
    duty = session.exec(_in_force(ZoneTariffRate, is_stale)).all()
    vat = session.exec(_in_force(ReducedRate, is_stale)).all()
    return [*(("duty", each) for each in duty), *(("vat", each) for each in vat)]


def _in_force(table: Any, is_stale: bool) -> Any:  # Any: a table of rates, and a statement of its rows
    asked = select(table).where(col(table.withdrawn_at).is_(None))
    if is_stale:
        asked = asked.where(col(table.as_of) < clock.now().date() - timedelta(days=STALE_DAYS))
    return asked.order_by(col(table.place), col(table.hs_prefix), col(table.valid_from))


def registrations(session: Session) -> list[TaxRegistration]:
    """All of the shop's registrations, also those that have ended."""
    in_order = (col(TaxRegistration.kind), col(TaxRegistration.country), col(TaxRegistration.valid_from))
    return list(session.exec(select(TaxRegistration).order_by(*in_order)).all())


def registration_by_id(session: Session, registration_id: int) -> TaxRegistration:
    """Raises NoSuchRegistration."""
    found = session.exec(select(TaxRegistration).where(TaxRegistration.id == registration_id)).first()
    if found is None:
        raise NoSuchRegistration(registration_id)
    return found


def registered_kinds(session: Session, *, seller: str, destination: str, on: date) -> frozenset[str]:
    """The kinds that the shop holds on a day and that mean something between these two countries."""
    rows = session.exec(select(TaxRegistration).where(*_holds(TaxRegistration, on))).all()
    return frozenset(row.kind for row in rows if row.country in ("", "EU", seller, destination))


def channel_to(session: Session, *, seller: str, destination: str, on: date) -> Channel:
    """By which channel the shop's parcels are declared: China's retail import where it is registered for that."""
    kinds = registered_kinds(session, seller=seller, destination=destination, on=on) if destination == "CN" else ()
    return "cbec" if "cn_cbec" in kinds else "standard"


def overrides(session: Session) -> list[TaxOverride]:
    """The rates that the shop has set against the zone's, by country and the day they begin on."""
    return list(session.exec(select(TaxOverride).order_by(TaxOverride.country, col(TaxOverride.valid_from))).all())


def own_tariff_rates(session: Session) -> list[OwnTariffRate]:
    """The duty rates that the shop has set, by place, code and the day they begin on."""
    in_order = (OwnTariffRate.place, OwnTariffRate.hs_prefix, col(OwnTariffRate.valid_from))
    return list(session.exec(select(OwnTariffRate).order_by(*in_order)).all())


def find_override(session: Session, country: str, valid_from: date) -> TaxOverride | None:
    """The shop's figures for a country that begin on a day."""
    asked = select(TaxOverride).where(TaxOverride.country == country, TaxOverride.valid_from == valid_from)
    return session.exec(asked).first()


def find_own_tariff_rate(session: Session, *, place: str, hs_prefix: str, valid_from: date) -> OwnTariffRate | None:
    """The shop's duty rate for goods at a place that begins on a day."""
    known = (OwnTariffRate.place == place, OwnTariffRate.hs_prefix == hs_prefix, OwnTariffRate.valid_from == valid_from)
    return session.exec(select(OwnTariffRate).where(*known)).first()


def find_own_choice(session: Session, country: str, on: date) -> OwnChoice | None:
    """What the shop set for a country, as it holds on a day."""
    row = session.exec(
        select(TaxOverride)
        .where(TaxOverride.country == country, *_holds(TaxOverride, on))
        .order_by(col(TaxOverride.valid_from).desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return OwnChoice(
        vat_rate=row.vat_rate,
        duty_rate=row.duty_rate,
        fees_on=frozenset(row.fees_on),
        reason=row.reason,
        set_on=row.valid_from,
    )


def rates_answers(session: Session, on: date) -> dict[str, RatesAnswer]:
    """By country, the shop's word for reduced rates that are not sure, as it holds on a day."""
    return {each.country: each for each in session.exec(select(RatesAnswer).where(*_holds(RatesAnswer, on)))}


def rates_answers_from(session: Session, country: str, on: date) -> list[RatesAnswer]:
    """The shop's words for a country's rates that hold on a day or later."""
    still = or_(col(RatesAnswer.valid_to).is_(None), col(RatesAnswer.valid_to) >= on)
    return list(session.exec(select(RatesAnswer).where(RatesAnswer.country == country, still)).all())


def _holds(table: Any, on: date) -> tuple[ColumnElement[bool], ...]:  # Any: a table with a period
    return col(table.valid_from) <= on, or_(col(table.valid_to).is_(None), col(table.valid_to) >= on)


def _was_known(table: Any, known_at: datetime | None) -> tuple[ColumnElement[bool], ...]:  # Any: a table of the zone
    if known_at is None:
        return (col(table.withdrawn_at).is_(None),)
    still = or_(col(table.withdrawn_at).is_(None), col(table.withdrawn_at) > known_at)
    return col(table.recorded_at) <= known_at, still


def _own_rate(row: OwnTariffRate) -> TariffRate:
    source = Source(title=row.reason)
    return TariffRate(row.place, row.hs_prefix, "", row.rate, source, row.valid_from, row.valid_from, "medium")


def _zone_rate(row: ZoneTariffRate | ReducedRate) -> TariffRate:
    return TariffRate(
        place=row.place,
        hs_prefix=row.hs_prefix,
        origin=row.origin if isinstance(row, ZoneTariffRate) else "",
        rate=row.rate,
        source=Source(title=row.source_title, url=row.source_url),
        valid_from=row.valid_from,
        as_of=row.as_of,
        confidence=confidence_named(row.confidence),
    )
