"""Each number of an import as a line with its rule, source and day."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal

from storefront.money import Money
from storefront.tax.rules import telling
from storefront.tax.rules.consignment import Consignment, Incoterm
from storefront.tax.rules.country import CountryRule
from storefront.tax.rules.facts import Facts, TariffRate
from storefront.tax.rules.formula import item_factor
from storefront.tax.rules.imports import Imported, reduced_of, tariff_of
from storefront.tax.rules.outcome import Due, ExplainedLine, Kind

Part = Literal["duty", "vat", "fee"]


def plain_lines(goods: Money, freight: Money, *, is_without_tax: bool = False) -> tuple[ExplainedLine, ...]:
    """Goods and freight, paid now."""
    names = (
        (telling.GOODS_WITHOUT_TAX, telling.FREIGHT_WITHOUT_TAX) if is_without_tax else (telling.GOODS, telling.FREIGHT)
    )
    return (
        ExplainedLine(kind="goods", amount=goods, text_key=names[0], text_args={}),
        ExplainedLine(kind="freight", amount=freight, text_key=names[1], text_args={}),
    )


def import_lines(
    consignment: Consignment, facts: Facts, result: Imported, incoterm: Incoterm
) -> tuple[ExplainedLine, ...]:
    """All lines of an import. Duty, fees and the tax that customs take are due now only if delivered duty paid."""
    at_import: Due = "now" if incoterm == "DDP" else "delivery"
    is_without_tax = result.goods != consignment.shown_goods or result.freight != consignment.freight
    return (
        *plain_lines(result.goods, result.freight, is_without_tax=is_without_tax),
        *_duty_lines(consignment, facts, result, at_import),
        *_vat_lines(consignment, facts, result, at_import),
        *_fee_lines(result, at_import),
    )


def by_rule(rule: CountryRule, part: Part) -> dict[str, Any]:  # Any: the fields of a line that a rule fills
    """The reasons that a line takes from a country's rule, with the source that says most of this part."""
    source = rule.sources[getattr(rule.cites, part)]
    return {
        "rule_key": rule.key,
        "source_title": source.title,
        "source_url": source.url,
        "valid_from": rule.valid_from,
        "as_of": rule.as_of,
        "confidence": rule.confidence,
        "notes": rule.notes,
    }


def _duty_lines(consignment: Consignment, facts: Facts, result: Imported, due: Due) -> Iterator[ExplainedLine]:
    estimate = result.estimate
    if estimate.duty_mode.mode == "tariff" and not estimate.is_scheme_duty_free:
        yield from _tariff_lines(consignment, facts, result, due)
        return
    text, arguments = telling.duty_told(result.rule, result.shipment, estimate)
    is_own = result.shipment.duty_rate_override is not None and estimate.duty_mode.rate is not None
    reasons = by_rule(result.rule, "duty") | (_own(facts) if is_own else {})
    yield ExplainedLine(kind="duty", amount=result.duty, text_key=text, text_args=arguments, due=due, **reasons)


def _tariff_lines(consignment: Consignment, facts: Facts, result: Imported, due: Due) -> Iterator[ExplainedLine]:
    """One line for each rate of the tariff, with its share of the value; the shares of the duty sum to the whole."""
    shipment, estimate = result.shipment, result.estimate
    values: dict[tuple[str, TariffRate], Fraction] = {}
    for line, item in zip(consignment.lines, shipment.items, strict=True):
        rate = tariff_of(line, facts)
        share = item.value / shipment.goods if shipment.goods else Fraction(1, len(shipment.items))
        if rate is not None:
            key = (line.hs6, rate)
            values[key] = values.get(key, Fraction(0)) + share * estimate.duty_base
    if not values:
        return
    weights = [value * Fraction(rate.rate) for (_, rate), value in values.items()]
    for ((code, rate), value), amount in zip(values.items(), result.duty.allocated(weights), strict=True):
        base = telling.money(value, result.rule.threshold_currency)
        yield ExplainedLine(
            kind="duty",
            amount=amount,
            text_key=telling.TARIFF,
            text_args={"code": code, "rate": telling.percentage(rate.rate), "base": base},
            due=due,
            **by_rate(rate),
        )


def by_rate(rate: TariffRate) -> dict[str, Any]:  # Any: the fields of a line that a rate of the zone or the shop fills
    """By which rate a line was taxed, with its source and since when it holds."""
    return {
        "rule_key": rate.key,
        "source_title": rate.source.title,
        "source_url": rate.source.url,
        "valid_from": rate.valid_from,
        "as_of": rate.as_of,
        "confidence": rate.confidence,
    }


def _vat_lines(consignment: Consignment, facts: Facts, result: Imported, at_import: Due) -> Iterator[ExplainedLine]:
    """One line for each rate of tax, with its share of the base; the shares of the tax sum to the whole."""
    rule, shipment, estimate = result.rule, result.shipment, result.estimate
    parts: dict[TariffRate | None, tuple[Fraction, Fraction]] = {}
    keys: dict[TariffRate | None, tuple[str, ...]] = {}
    for line, item, share in zip(consignment.lines, shipment.items, shipment.shares, strict=True):
        rate = reduced_of(line, facts)
        _, before = parts.get(rate, (Fraction(0), Fraction(0)))
        parts[rate] = item_factor(rule, shipment, item, estimate.scheme_applies), before + share
        keys[rate] = (*keys.get(rate, ()), line.key)
    is_charged = estimate.vat_branch == "charged" and not result.is_reverse_charged
    if not is_charged or shipment.vat_rate_override is not None or set(parts) == {None}:
        yield _vat_line(consignment, facts, result, at_import)
        return
    due: Due = "now" if estimate.scheme_applies else at_import
    amounts = result.vat.allocated([factor * share for factor, share in parts.values()])
    for (rate, (factor, share)), amount in zip(parts.items(), amounts, strict=True):
        part = telling.TaxedPart(share * estimate.vat_base, factor, None if rate is None else Fraction(rate.rate))
        text, arguments = telling.vat_part_told(rule, estimate, part)
        reasons = by_rule(rule, "vat") if rate is None else by_rate(rate)
        reasons |= _borne(result, keys[rate], factor, share)
        yield ExplainedLine(kind="vat", amount=amount, text_key=text, text_args=arguments, due=due, **reasons)


def _borne(result: Imported, keys: tuple[str, ...], factor: Fraction, share: Fraction) -> dict[str, Any]:
    """By which rate so much of the base is taxed, in the cart's currency, and which lines bear it."""
    base = telling.money(share * result.estimate.vat_base * result.back, result.goods.currency)
    return {"rate": telling.percentage(factor * 100).figure, "base": base, "keys": keys}


def _vat_line(consignment: Consignment, facts: Facts, result: Imported, at_import: Due) -> ExplainedLine:
    rule, estimate = result.rule, result.estimate
    text, arguments = telling.vat_told(rule, result.shipment, estimate)
    due: Due = "now" if estimate.scheme_applies else at_import
    if result.is_reverse_charged:
        text, arguments, due = telling.REVERSE_CHARGE, {"tax": rule.vat.name}, "nobody"
    is_own = result.shipment.vat_rate_override is not None and estimate.vat_branch == "charged"
    reasons = by_rule(rule, "vat") | (_own(facts) if is_own else {})
    if result.vat:
        keys = tuple(line.key for line in consignment.lines)
        reasons |= _borne(result, keys, estimate.vat_factor, Fraction(1))
    kind: Kind = "vat"
    return ExplainedLine(kind=kind, amount=result.vat, text_key=text, text_args=arguments, due=due, **reasons)


def _fee_lines(result: Imported, due: Due) -> Iterator[ExplainedLine]:
    for (fee, _), amount in zip(result.estimate.fees, result.fees, strict=True):
        text, arguments = telling.fee_told(fee)
        reasons = by_rule(result.rule, "fee") | {"confidence": fee.confidence, "notes": fee.note}
        if fee.valid_from is not None:
            reasons["valid_from"] = fee.valid_from
        yield ExplainedLine(kind="fee", amount=amount, text_key=text, text_args=arguments, due=due, **reasons)


def _own(facts: Facts) -> dict[str, Any]:  # Any: the fields of a line that the shop's own figure fills
    own = facts.own
    assert own is not None
    return {"source_title": own.reason, "source_url": "", "as_of": own.set_on, "valid_from": own.set_on, "notes": ""}
