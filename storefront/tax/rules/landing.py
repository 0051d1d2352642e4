"""From a consignment and the facts to its landed cost: which road the goods take, what is due and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from storefront.law import EU_COUNTRIES
from storefront.money import Money
from storefront.tax.errors import NoRateKnown
from storefront.tax.rules import telling
from storefront.tax.rules.consignment import Consignment, Incoterm, check_consignment
from storefront.tax.rules.country import CountryRule, least_sure
from storefront.tax.rules.exchange import ReferenceRate, rates_used
from storefront.tax.rules.explaining import import_lines, plain_lines
from storefront.tax.rules.facts import STALE_DAYS, Facts, is_stale
from storefront.tax.rules.imports import Imported, imported
from storefront.tax.rules.inland import Inland, inland
from storefront.tax.rules.outcome import Arguments, Certainty, Collection, Day, ExplainedLine, LandedCost, Notice


def landed_cost_of(consignment: Consignment, facts: Facts) -> LandedCost:
    """What the consignment costs at the door.

    Where nothing is known of the destination, or a rate of exchange is missing, duty and tax are left to delivery and a
    warning says so: the answer then has confidence "unknown" and is never DDP. Raises BadConsignment, MixedCurrencies.
    """
    check_consignment(consignment)
    if _stays_inside(consignment):
        return _inland(consignment, facts)
    if facts.rule is None:
        return _unknown(consignment, [Notice("unknown_country", telling.UNKNOWN_COUNTRY, {})])
    try:
        result = imported(consignment, facts, facts.rule)
    except NoRateKnown as error:
        missing = Notice("unknown_exchange", telling.UNKNOWN_EXCHANGE, {"currency": error.currency})
        return _unknown(consignment, [missing])
    return _import(consignment, facts, result)


def _stays_inside(consignment: Consignment) -> bool:
    """Whether the goods cross no border of customs: within one country, or within the European Union."""
    ends = {consignment.seller_country, consignment.destination_country}
    return len(ends) == 1 or ends <= EU_COUNTRIES


def _import(consignment: Consignment, facts: Facts, result: Imported) -> LandedCost:
    rule, estimate = result.rule, result.estimate
    incoterm: Incoterm = "DAP" if result.unknown_codes else consignment.incoterm
    collection: Collection = estimate.collection
    if result.is_reverse_charged:
        collection = "reverse_charge"
    lines = import_lines(consignment, facts, result, incoterm)
    used = [line.confidence for line in lines if line.confidence is not None]
    return _summed(
        consignment,
        lines,
        _Verdict(
            incoterm=incoterm,
            collection=collection,
            confidence="low" if result.unknown_codes else least_sure([rule.confidence, *used]),
            as_of=rule.as_of,
            rule_key=rule.key,
            rates=rates_used(consignment.currency, rule.threshold_currency, facts.rates),
            warnings=tuple(_warnings(consignment, facts, result)),
        ),
    )


def _inland(consignment: Consignment, facts: Facts) -> LandedCost:
    result = inland(consignment, facts)
    return _summed(
        consignment,
        result.lines,
        _Verdict(
            incoterm="DDP",
            collection=result.collection,
            confidence="high" if result.rule is None else result.rule.confidence,
            as_of=None if result.rule is None else result.rule.as_of,
            rule_key="" if result.rule is None else result.rule.key,
            rates=(),
            warnings=tuple(_inland_warnings(consignment, facts, result)),
        ),
    )


def _unknown(consignment: Consignment, warnings: Sequence[Notice]) -> LandedCost:
    verdict = _Verdict("DAP", "none", "unknown", None, "", (), tuple(warnings))
    return _summed(consignment, plain_lines(consignment.shown_goods, consignment.freight), verdict)


def _warnings(consignment: Consignment, facts: Facts, result: Imported) -> Iterator[Notice]:
    rule = result.rule
    yield Notice("estimate", telling.ESTIMATE, {})
    yield from _age(rule, facts.today)
    if result.estimate.vat_branch == "charged" and not result.is_reverse_charged:
        yield from _held_rates(consignment, facts)
    if result.unknown_codes:
        yield Notice("unknown_tariff", telling.UNKNOWN_TARIFF, {"codes": ", ".join(result.unknown_codes)})
        if consignment.incoterm == "DDP":
            yield Notice("not_prepaid", telling.NOT_PREPAID, {})
    if any(not line.hs_code for line in consignment.lines):
        yield Notice("no_code", telling.NO_CODE, {})
    if rule.confidence == "low":
        yield Notice("unsure", telling.UNSURE, {})
    if not rule.consumer_prices_include_tax:
        yield Notice("region", telling.REGION, {})
    if rule.recipient_id:
        yield Notice("recipient", telling.RECIPIENT, {"what": rule.recipient_id})


def _inland_warnings(consignment: Consignment, facts: Facts, result: Inland) -> Iterator[Notice]:
    yield from _age(result.rule, facts.today)
    is_charged = result.rule is not None and result.collection != "reverse_charge"
    if is_charged and result.rule is facts.rule:
        yield from _held_rates(consignment, facts)


def _held_rates(consignment: Consignment, facts: Facts) -> Iterator[Notice]:
    """The reduced rates that might hold for the goods and are not charged, once each."""
    if facts.own is not None and facts.own.vat_rate is not None:
        return
    found = (facts.held.get(line.hs_code or "") for line in consignment.lines)
    for rate in dict.fromkeys(each for each in found if each is not None):
        told: Arguments = {"rate": telling.percentage(rate.rate), "code": rate.hs_prefix}
        yield Notice("held_rate", telling.HELD_RATE, told)


def _age(rule: CountryRule | None, today: date) -> Iterator[Notice]:
    if rule is not None and is_stale(rule.as_of, today):
        yield Notice("stale", telling.STALE, {"date": Day(rule.as_of), "days": STALE_DAYS})


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is said of the whole, beside the sums."""

    incoterm: Incoterm
    collection: Collection
    confidence: Certainty
    as_of: date | None
    rule_key: str
    rates: tuple[ReferenceRate, ...]
    warnings: tuple[Notice, ...]


def _summed(consignment: Consignment, lines: tuple[ExplainedLine, ...], verdict: _Verdict) -> LandedCost:
    """The sums follow from the explained lines, so that no number can be without its reason."""

    def total(**wanted: str) -> Money:
        chosen = (line.amount for line in lines if all(getattr(line, name) == is_ for name, is_ in wanted.items()))
        return Money.total(chosen, consignment.currency)

    return LandedCost(
        destination_country=consignment.destination_country,
        ship_date=consignment.ship_date,
        goods=total(kind="goods"),
        freight=total(kind="freight"),
        duty=total(kind="duty"),
        vat=total(kind="vat"),
        fees=total(kind="fee"),
        total=total(),
        due_now=total(due="now"),
        due_at_delivery=total(due="delivery"),
        incoterm=verdict.incoterm,
        collection=verdict.collection,
        confidence=verdict.confidence,
        as_of=verdict.as_of,
        rule_key=verdict.rule_key,
        rates=verdict.rates,
        lines=lines,
        warnings=verdict.warnings,
    )
