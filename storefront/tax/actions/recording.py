"""The platform records rules and rates for the whole zone. What they replace is withdrawn, not lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storefront.tax import reads
from storefront.tax.models import (
    ReducedRate,
    TaxRule,
    ZoneTariffRate,
)
from storefront.tax.rules.country import CountryRule, Source, confidence_named, country_rule
from storefront.tax.rules.rates import NewRate, RateKind
from tenants.kit import clock


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
