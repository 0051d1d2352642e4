"""Goods that cross no border of customs: sold within the seller's own country, or within the European Union.

No duty and no fee. The seller takes the tax if registered: at home by its own rate, in another member state by that
state's rate with the one-stop shop, else by its own; from a business there with a checked number none, it accounts for
the tax itself (Directive 2006/112/EC, articles 33, 59c, 138 and 369a).
"""

from dataclasses import dataclass
from fractions import Fraction

from storefront.money import Money
from storefront.tax.rules import telling
from storefront.tax.rules.consignment import Consignment
from storefront.tax.rules.country import CountryRule
from storefront.tax.rules.explaining import by_rule, plain_lines
from storefront.tax.rules.facts import DOMESTIC, OSS, Facts
from storefront.tax.rules.outcome import Arguments, Collection, ExplainedLine


@dataclass(frozen=True, slots=True)
class Inland:
    """The lines, by whose rule the tax was found (None where none is taken), and who takes it."""

    lines: tuple[ExplainedLine, ...]
    rule: CountryRule | None
    collection: Collection


def inland(consignment: Consignment, facts: Facts) -> Inland:
    shown = (consignment.shown_goods, consignment.freight)
    is_abroad = consignment.seller_country != consignment.destination_country
    is_registered = DOMESTIC in facts.registrations or (is_abroad and OSS in facts.registrations)
    rule = facts.rule if not is_abroad or OSS in facts.registrations else facts.seller_rule
    if not is_registered or rule is None:
        nothing = _vat(Money(0, consignment.currency), telling.NO_INLAND_TAX, {})
        return Inland((*plain_lines(*shown), nothing), None, "none")
    rate = _rate(rule, facts, consignment)
    if is_abroad and consignment.buyer.has_checked_number:
        goods, freight = (_net(amount, rate) if consignment.prices_include_tax else amount for amount in shown)
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
    return Inland(_taxed(consignment, rule, rate), rule, "point_of_sale")


def _taxed(consignment: Consignment, rule: CountryRule, rate: Fraction) -> tuple[ExplainedLine, ...]:
    """The tax on goods and freight together, rounded once, half up; in prices or on top of them."""
    goods, freight = consignment.shown_goods, consignment.freight
    shown = goods + freight
    if consignment.prices_include_tax:
        tax = shown.times_half_up(rate / (1 + rate))
        of_goods, of_freight = tax.allocated([goods.amount_minor, freight.amount_minor])
        goods, freight = goods - of_goods, freight - of_freight
    else:
        tax = shown.times_half_up(rate)
    line = ExplainedLine(
        kind="vat",
        amount=tax,
        text_key=telling.INLAND_TAX,
        text_args={"tax": rule.vat.name, "rate": telling.percentage(rate * 100)},
        **by_rule(rule, "vat"),
    )
    return (*plain_lines(goods, freight, is_without_tax=consignment.prices_include_tax), line)


def _rate(rule: CountryRule, facts: Facts, consignment: Consignment) -> Fraction:
    own = facts.own
    is_own = own is not None and own.vat_rate is not None and rule.country == consignment.destination_country
    return Fraction(own.vat_rate if own is not None and is_own and own.vat_rate is not None else rule.vat.rate) / 100


def _net(amount: Money, rate: Fraction) -> Money:
    return amount.times_half_up(1 / (1 + rate))


def _vat(amount: Money, text: str, arguments: Arguments) -> ExplainedLine:
    return ExplainedLine(kind="vat", amount=amount, text_key=text, text_args=arguments)
