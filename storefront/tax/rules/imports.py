"""Goods that cross a border of customs: `landed_cost_v1` at the cart's prices, and every number with its reason.

The cart's money is turned into the threshold currency exactly, unrounded. Duty, tax and fees come back in the threshold
currency's minor units and are turned into the cart's currency once each, half up. Where prices are shown with tax, the
goods' value is what is left when the tax that falls due is taken out; duty, and the tax on it, come on top.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from storefront.money import Money
from storefront.tax.rules import telling
from storefront.tax.rules.consignment import Consignment, ConsignmentLine
from storefront.tax.rules.country import CountryRule, Fee
from storefront.tax.rules.exchange import worth
from storefront.tax.rules.facts import Facts, TariffRate
from storefront.tax.rules.formula import (
    Estimate,
    Item,
    Shipment,
    item_factor,
    landed_cost_v1,
    scheme_applies,
    shares_of_base,
    vat_factor,
)

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Imported:
    """An estimate, and its amounts in the cart's currency, `back` to which the estimate's figures are multiplied.

    `goods` and `freight` are without tax.
    """

    rule: CountryRule
    shipment: Shipment
    estimate: Estimate
    goods: Money
    freight: Money
    duty: Money
    vat: Money
    fees: tuple[Money, ...]
    is_reverse_charged: bool
    unknown_codes: tuple[str, ...]
    back: Fraction

    @property
    def total(self) -> Money:
        return Money.total((self.goods, self.freight, self.duty, self.vat, *self.fees), self.goods.currency)


@dataclass(frozen=True, slots=True)
class _Valued:
    """The parcel at its value without tax, and at the value that was shown: the same where prices hold no tax."""

    shown: Shipment
    net: Shipment
    estimate: Estimate


def imported(consignment: Consignment, facts: Facts, rule: CountryRule) -> Imported:
    """Raises NoRateKnown."""
    into = worth(consignment.currency, rule.threshold_currency, facts.rates)
    valued = _valued(_shipment(consignment, facts, rule, into), rule, holds_tax=consignment.prices_include_tax)
    estimate, back = valued.estimate, 1 / into
    vat = telling.money(estimate.vat * back, consignment.currency)
    goods, freight = _without_tax(consignment, valued, vat, back)
    is_reversed = estimate.scheme_applies and consignment.buyer.has_checked_number
    return Imported(
        rule=rule,
        shipment=valued.net,
        estimate=estimate,
        goods=goods,
        freight=freight,
        duty=telling.money(estimate.duty * back, consignment.currency),
        vat=Money(0, consignment.currency) if is_reversed else vat,
        fees=tuple(telling.money(amount * back, consignment.currency) for _, amount in estimate.fees),
        is_reverse_charged=is_reversed,
        unknown_codes=_unknown_codes(consignment, facts, estimate),
        back=back,
    )


def tariff_of(line: ConsignmentLine, facts: Facts) -> TariffRate | None:
    """The rate of duty for a line's code and origin; None where none is known."""
    return facts.tariff.get((line.hs_code or "", line.origin_country or ""))


def reduced_of(line: ConsignmentLine, facts: Facts) -> TariffRate | None:
    """The reduced rate of tax for a line's code; None where it bears the standard one."""
    return facts.reduced.get(line.hs_code or "")


def _valued(shown: Shipment, rule: CountryRule, *, holds_tax: bool) -> _Valued:
    """Where prices hold the tax, the value depends on the answer itself: it is what is left without the tax due."""
    estimate = landed_cost_v1(rule, shown)
    if not holds_tax or not estimate.vat:
        return _Valued(shown, shown, estimate)
    # Whether a scheme applies depends on the value, and the value on whether it applies: take the answer that holds.
    for applies in (True, False):
        net = _net_of_tax(rule, shown, applies)
        if scheme_applies(rule, net) is applies:
            break
    return _Valued(shown, net, landed_cost_v1(rule, net))


def _net_of_tax(rule: CountryRule, shown: Shipment, applies: bool) -> Shipment:
    of_goods, of_freight = shares_of_base(rule, applies)
    items = tuple(
        replace(item, unit_price=item.unit_price / (1 + item_factor(rule, shown, item, applies) * of_goods))
        for item in shown.items
    )
    net = replace(shown, items=items)
    return replace(net, freight=shown.freight / (1 + vat_factor(rule, net, applies) * of_freight))


def _shipment(consignment: Consignment, facts: Facts, rule: CountryRule, into: Fraction) -> Shipment:
    own, scheme, buyer = facts.own, rule.low_value_scheme, consignment.buyer
    is_excluded = scheme is not None and any(
        (line.hs_code or "").startswith(scheme.excluded_hs) for line in consignment.lines if scheme.excluded_hs
    )
    # A business with a checked number stands outside the schemes for consumers, but for those that reverse the charge.
    is_outside = buyer.has_checked_number and not (scheme is not None and scheme.mandatory)
    return Shipment(
        ship_date=consignment.ship_date,
        items=tuple(_item(line, facts, into) for line in consignment.lines),
        freight=_major(consignment.freight) * into,
        weight_kg=consignment.weight_kg,
        seller_registered=scheme is not None and scheme.registration in facts.registrations,
        scheme_excluded=is_excluded or is_outside,
        channel=consignment.channel,
        annual_used=_ZERO if consignment.annual_used is None else _annual(consignment.annual_used, facts, rule),
        vat_rate_override=None if own is None or own.vat_rate is None else Fraction(own.vat_rate),
        duty_rate_override=None if own is None or own.duty_rate is None else Fraction(own.duty_rate),
        fees_on=frozenset() if own is None else own.fees_on,
        fx={fee.currency: worth(fee.currency, rule.threshold_currency, facts.rates) for fee in _counted(rule, facts)},
    )


def _counted(rule: CountryRule, facts: Facts) -> Sequence[Fee]:
    chosen = frozenset() if facts.own is None else facts.own.fees_on
    return [fee for fee in rule.fees if fee.default_on or fee.code in chosen]


def _annual(used: Money, facts: Facts, rule: CountryRule) -> Fraction:
    return _major(used) * worth(used.currency, rule.threshold_currency, facts.rates)


def _item(line: ConsignmentLine, facts: Facts, into: Fraction) -> Item:
    rate, reduced = tariff_of(line, facts), reduced_of(line, facts)
    return Item(
        hs6=line.hs6,
        quantity=line.quantity,
        unit_price=_major(line.amount) * into / line.quantity,
        duty_rate_percent=_ZERO if rate is None else Fraction(rate.rate),
        vat_rate=None if reduced is None else Fraction(reduced.rate),
    )


def _without_tax(consignment: Consignment, valued: _Valued, vat: Money, back: Fraction) -> tuple[Money, Money]:
    """Goods and freight less the tax that their shown prices hold, so that nothing is lost to rounding.

    The tax on duty is not in the prices. Where taking the tax out brings the goods below a limit under which none is
    due, the goods simply cost less than was shown.
    """
    shown_goods, shown_freight = consignment.shown_goods, consignment.freight
    shown, net, estimate = valued.shown, valued.net, valued.estimate
    if net is shown:
        return shown_goods, shown_freight
    if not estimate.vat:
        return telling.money(net.goods * back, vat.currency), telling.money(net.freight * back, vat.currency)
    held = [shown.goods - net.goods, shown.freight - net.freight]
    on_duty = telling.money(estimate.vat_factor * estimate.vat_base * back - sum(held) * back, vat.currency)
    of_goods, of_freight = (vat - on_duty).allocated(held)
    return shown_goods - of_goods, shown_freight - of_freight


def _major(money: Money) -> Fraction:
    return Fraction(money.major)


def _unknown_codes(consignment: Consignment, facts: Facts, estimate: Estimate) -> tuple[str, ...]:
    if estimate.duty_mode.mode != "tariff" or estimate.is_scheme_duty_free:
        return ()
    unknown = {line.hs_code or "?" for line in consignment.lines if tariff_of(line, facts) is None}
    return tuple(sorted(unknown))
