"""Goods that cross no border of customs: sold within the seller's own country, or within the European Union.

No duty and no fee. The seller takes the tax if registered: at home by its own rate, in another member state by that
state's rate with the one-stop shop, else by its own; from a business there with a checked number none, it accounts for
the tax itself (Directive 2006/112/EC, articles 33, 59c, 138 and 369a).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from storefront.money import Money
from storefront.tax.rules import telling
from storefront.tax.rules.consignment import Consignment
from storefront.tax.rules.country import CountryRule
from storefront.tax.rules.explaining import by_rate, by_rule, plain_lines
from storefront.tax.rules.facts import DOMESTIC, OSS, Facts, TariffRate
from storefront.tax.rules.outcome import Arguments, Collection, ExplainedLine


@dataclass(frozen=True, slots=True)
class _Rate:
    """A rate of tax as a part of one, and the reduced rate that it is, if it is."""

    part: Fraction
    reduced: TariffRate | None


@dataclass(frozen=True, slots=True)
class Inland:
    """The lines, by whose rule the tax was found (None where none is taken), and who takes it."""

    lines: tuple[ExplainedLine, ...]
    rule: CountryRule | None
    collection: Collection


def inland(consignment: Consignment, facts: Facts) -> Inland:
    """The tax on such goods, and by whose rule; none where the seller is not registered to take any."""
    shown = (consignment.shown_goods, consignment.freight)
    is_abroad = consignment.seller_country != consignment.destination_country
    is_registered = DOMESTIC in facts.registrations or (is_abroad and OSS in facts.registrations)
    rule = facts.rule if not is_abroad or OSS in facts.registrations else facts.seller_rule
    if not is_registered or rule is None:
        nothing = _vat(Money(0, consignment.currency), telling.NO_INLAND_TAX, {})
        return Inland((*plain_lines(*shown), nothing), None, "none")
    rates = _rates(rule, facts, consignment)
    if is_abroad and consignment.buyer.has_checked_number:
        held = _held(consignment, rates) if consignment.prices_include_tax else Fraction(0)
        goods, freight = (amount.times_half_up(1 - held) for amount in shown)
        told = {"tax": rule.vat.name}
        none = ExplainedLine(
            kind="vat",
            amount=Money(0, consignment.currency),
            text_key=telling.REVERSE_CHARGE,
            text_args=told,
            due="nobody",
            **by_rule(rule, "vat"),
        )
        without = plain_lines(goods, freight, is_without_tax=consignment.prices_include_tax)
        return Inland((*without, none), rule, "reverse_charge")
    return Inland(_taxed(consignment, rule, rates), rule, "point_of_sale")


def _taxed(consignment: Consignment, rule: CountryRule, rates: Sequence[_Rate]) -> tuple[ExplainedLine, ...]:
    """The tax on goods and freight together, rounded once, half up, in prices or on top; a line for each rate."""
    goods, freight = consignment.shown_goods, consignment.freight
    shown = goods + freight
    if consignment.prices_include_tax:
        tax = shown.times_half_up(_held(consignment, rates))
        of_goods, of_freight = tax.allocated([goods.amount_minor, freight.amount_minor])
        goods, freight = goods - of_goods, freight - of_freight
    else:
        parts = zip(_shares(consignment), rates, strict=True)
        tax = shown.times_half_up(sum((share * rate.part for share, rate in parts), Fraction(0)))
    weights: dict[_Rate, Fraction] = {}
    borne: dict[_Rate, Fraction] = {}
    for share, rate in zip(_shares(consignment), rates, strict=True):
        of_shown = rate.part / (1 + rate.part) if consignment.prices_include_tax else rate.part
        weights[rate] = weights.get(rate, Fraction(0)) + share * of_shown
        borne[rate] = borne.get(rate, Fraction(0)) + share
    amounts, priced = tax.allocated(list(weights.values())), shown.allocated(list(borne.values()))
    lines = [
        ExplainedLine(
            kind="vat",
            amount=amount,
            text_key=telling.INLAND_TAX,
            text_args={"tax": rule.vat.name, "rate": telling.percentage(rate.part * 100)},
            rate=telling.percentage(rate.part * 100).figure,
            base=price - amount if consignment.prices_include_tax else price,
            keys=tuple(line.key for line, its in zip(consignment.lines, rates, strict=True) if its == rate),
            **(by_rule(rule, "vat") if rate.reduced is None else by_rate(rate.reduced)),
        )
        for rate, amount, price in zip(weights, amounts, priced, strict=True)
    ]
    return (*plain_lines(goods, freight, is_without_tax=consignment.prices_include_tax), *lines)


def _rates(rule: CountryRule, facts: Facts, consignment: Consignment) -> list[_Rate]:
    """The rate of each line: the shop's own, else a reduced one, else the country's."""
    own = facts.own
    is_there = rule.country == consignment.destination_country
    if is_there and own is not None and own.vat_rate is not None:
        return [_Rate(Fraction(own.vat_rate) / 100, None)] * len(consignment.lines)
    found = (facts.reduced.get(line.hs_code or "") if is_there else None for line in consignment.lines)
    return [_Rate(Fraction(rule.vat.rate if each is None else each.rate) / 100, each) for each in found]


def _held(consignment: Consignment, rates: Sequence[_Rate]) -> Fraction:
    """The part of the shown prices that is tax."""
    parts = zip(_shares(consignment), rates, strict=True)
    return sum((share * rate.part / (1 + rate.part) for share, rate in parts), Fraction(0))


def _shares(consignment: Consignment) -> list[Fraction]:
    """Each line's share of what is shown; freight goes with the goods."""
    goods = consignment.shown_goods.amount_minor
    count = len(consignment.lines)
    return [Fraction(line.amount.amount_minor, goods) if goods else Fraction(1, count) for line in consignment.lines]


def _vat(amount: Money, text: str, arguments: Arguments) -> ExplainedLine:
    return ExplainedLine(kind="vat", amount=amount, text_key=text, text_args=arguments)
