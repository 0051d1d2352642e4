"""The calculation `landed_cost_v1`: goods, freight, duty, tax and fees of one parcel, in the threshold currency.

Exact numbers throughout. Duty, tax and each fee are rounded once, half up, to the currency's minor unit: nowhere else.
The steps' numbers are those of docs/landed-cost.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from storefront.money import currency, round_half_up
from storefront.tax.errors import NoRateKnown
from storefront.tax.rules.country import Basis, Compare, CountryRule, DutyMode, Fee, Vat, VatBase, fraction

Channel = Literal["standard", "cbec"]
NOTHING = Fraction(0)
_PERCENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Item:
    """So many pieces of one kind. `hs6` tells kinds of goods apart; the duty rate is the tariff's.

    `vat_rate` is a reduced one in percent; None: the country's own.
    """

    hs6: str
    quantity: int
    unit_price: Fraction
    duty_rate_percent: Fraction = NOTHING
    vat_rate: Fraction | None = None

    @property
    def value(self) -> Fraction:
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """One parcel. Money is in the rule's threshold currency, without tax, after discounts.

    `fx` says how much of the threshold currency one unit of another is worth; only fees need it.
    """

    ship_date: date
    items: tuple[Item, ...]
    freight: Fraction = NOTHING
    weight_kg: Fraction = NOTHING
    seller_registered: bool = False
    scheme_excluded: bool = False
    channel: Channel = "standard"
    annual_used: Fraction = NOTHING
    vat_rate_override: Fraction | None = None
    duty_rate_override: Fraction | None = None
    fees_on: frozenset[str] = frozenset()
    fx: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def goods(self) -> Fraction:
        return sum((item.value for item in self.items), NOTHING)

    @property
    def cif(self) -> Fraction:
        return self.goods + self.freight

    @property
    def shares(self) -> tuple[Fraction, ...]:
        """Each item's share of the goods' value, by which freight, duty and tax are shared."""
        goods = self.goods
        return tuple(item.value / goods if goods else Fraction(1, len(self.items)) for item in self.items)

    @property
    def distinct_codes(self) -> int:
        return len({item.hs6 for item in self.items})

    def value(self, basis: Basis) -> Fraction:
        return self.cif if basis == "cif" else self.goods


@dataclass(frozen=True, slots=True)
class Estimate:
    """The answer, and by which branch it was found. `vat_factor` is what the tax base was multiplied by."""

    goods: Fraction
    freight: Fraction
    duty: Fraction
    vat: Fraction
    fees: tuple[tuple[Fee, Fraction], ...]
    duty_mode: DutyMode
    duty_base: Fraction
    vat_base: Fraction
    vat_factor: Fraction
    vat_branch: Literal["charged", "included_in_duty", "exempt", "waived"]
    is_below_limit: bool
    is_formal_entry: bool
    is_scheme_duty_free: bool
    scheme_applies: bool

    @property
    def total(self) -> Fraction:
        return self.goods + self.freight + self.duty + self.vat + sum((amount for _, amount in self.fees), NOTHING)

    @property
    def collection(self) -> Literal["point_of_sale", "import"]:
        return "point_of_sale" if self.scheme_applies else "import"


def landed_cost_v1(rule: CountryRule, shipment: Shipment) -> Estimate:
    """Raises NoRateKnown where a fee that counts is in a currency without a rate."""
    applies = scheme_applies(rule, shipment)
    is_below = _is_below_limit(rule, shipment, applies)
    mode, is_formal = _duty_mode(rule, shipment, is_below)
    is_duty_free = applies and rule.low_value_scheme is not None and rule.low_value_scheme.duty_free
    duty = NOTHING if is_duty_free else rounded(_duty(mode, shipment), rule.threshold_currency)
    base = _vat_base(rule, shipment, duty, applies)
    factor = vat_factor(rule, shipment, applies)
    vat, branch = _vat(rule, shipment, base * factor, applies)
    return Estimate(
        goods=shipment.goods,
        freight=shipment.freight,
        duty=duty,
        vat=vat,
        fees=_fees(rule, shipment),
        duty_mode=mode,
        duty_base=shipment.value(mode.basis),
        vat_base=base,
        vat_factor=factor,
        vat_branch=branch,
        is_below_limit=is_below,
        is_formal_entry=is_formal,
        is_scheme_duty_free=is_duty_free,
        scheme_applies=applies,
    )


def within(value: Fraction, limit: Fraction, compare: Compare) -> bool:
    """Whether a value is below a limit, or up to it, as the law's own words have it."""
    return value < limit if compare == "lt" else value <= limit


def rounded(amount: Fraction, code: str) -> Fraction:
    """To the currency's ISO 4217 minor unit; a half goes up."""
    scale = 10 ** currency(code).exponent
    return Fraction(round_half_up(amount * scale), scale)


def scheme_applies(rule: CountryRule, shipment: Shipment) -> bool:
    """Step 4: whether the seller collects the tax at the sale."""
    scheme = rule.low_value_scheme
    if scheme is None or shipment.scheme_excluded or not (shipment.seller_registered or scheme.mandatory):
        return False
    if scheme.annual_limit is not None and (
        shipment.channel != "cbec" or shipment.annual_used + shipment.cif > fraction(scheme.annual_limit)
    ):
        return False
    if scheme.limit is None:
        return True
    limit = fraction(scheme.limit)
    if scheme.limit_unit == "item":
        return all(within(item.unit_price, limit, scheme.compare) for item in shipment.items)
    return within(shipment.value(scheme.limit_basis), limit, scheme.compare)


def vat_factor(rule: CountryRule, shipment: Shipment, applies: bool) -> Fraction:
    """What the tax base is multiplied by. Goods of several rates share it by their value."""
    factors = [item_factor(rule, shipment, item, applies) for item in shipment.items]
    if len(set(factors)) == 1:
        return factors[0]
    return sum((share * each for share, each in zip(shipment.shares, factors, strict=True)), NOTHING)


def item_factor(rule: CountryRule, shipment: Shipment, item: Item, applies: bool) -> Fraction:
    """The factor of one kind of goods: its rate, or more where the tax is part of its own base."""
    override = shipment.vat_rate_override
    reduced = fraction(rule.vat.rate) if item.vat_rate is None else item.vat_rate
    rate = (reduced if override is None else override) * _PERCENT
    if rule.vat.gross_up:
        return rate / (1 - rate)
    scheme = rule.low_value_scheme
    if applies and scheme is not None and scheme.tax_reduction_percent is not None:
        consumption = fraction(scheme.consumption_tax_rate) * _PERCENT
        return (consumption + rate) / (1 - consumption) * fraction(scheme.tax_reduction_percent) * _PERCENT
    return rate


def shares_of_base(rule: CountryRule, applies: bool) -> tuple[Fraction, Fraction]:
    """How much of the goods' value and of the freight the tax base holds: one, none, or the goods with an uplift."""
    scheme = rule.low_value_scheme
    base = scheme.vat_base if applies and scheme is not None else rule.vat.base
    goods = 1 + fraction(rule.vat.uplift_percent) * _PERCENT if base == "customs_value_uplift_duty" else Fraction(1)
    return goods, Fraction(1 if base in ("goods_freight", "goods_freight_duty") else 0)


def _is_below_limit(rule: CountryRule, shipment: Shipment, applies: bool) -> bool:
    """Step 2."""
    duty = rule.duty
    if duty.de_minimis is None or (duty.free_requires_scheme and not applies):
        return False
    return within(shipment.value(duty.basis), fraction(duty.de_minimis), duty.compare)


def _duty_mode(rule: CountryRule, shipment: Shipment, is_below: bool) -> tuple[DutyMode, bool]:
    """Step 2 and the end of step 3: the mode that holds, and whether a formal entry replaced the simple one."""
    mode = rule.duty.below if is_below else rule.duty.above
    if mode.upto is not None and shipment.value(mode.basis) > fraction(mode.upto):
        return DutyMode(mode="tariff", basis="cif"), True
    return mode, False


def _duty(mode: DutyMode, shipment: Shipment) -> Fraction:
    """Step 3, before it is rounded."""
    if mode.mode == "none":
        return NOTHING
    if mode.mode == "flat_per_hs6":
        return fraction(mode.amount) * shipment.distinct_codes if mode.counts_on(shipment.ship_date) else NOTHING
    if mode.mode == "tariff":
        return _tariff(shipment, shipment.value(mode.basis))
    override = shipment.duty_rate_override
    rate = (fraction(mode.rate) if override is None else override) * _PERCENT
    duty = rate * shipment.value(mode.basis)
    if mode.mode == "percent_minus":
        return max(duty - fraction(mode.minus), NOTHING)
    if mode.mode == "percent_min_per_kg":
        return max(duty, fraction(mode.min_per_kg) * shipment.weight_kg)
    return duty


def _tariff(shipment: Shipment, value: Fraction) -> Fraction:
    """Each line's rate on its share of the value; freight is shared by the value of the lines' goods."""
    parts = zip(shipment.items, shipment.shares, strict=True)
    return sum((item.duty_rate_percent * _PERCENT * value * share for item, share in parts), NOTHING)


def _vat_base(rule: CountryRule, shipment: Shipment, duty: Fraction, applies: bool) -> Fraction:
    """Step 5."""
    scheme = rule.low_value_scheme
    base: VatBase = scheme.vat_base if applies and scheme is not None else rule.vat.base
    of_goods, of_freight = shares_of_base(rule, applies)
    with_duty = duty if base not in ("goods", "goods_freight") else NOTHING
    return of_goods * shipment.goods + of_freight * shipment.freight + with_duty


def _vat(
    rule: CountryRule, shipment: Shipment, tax: Fraction, applies: bool
) -> tuple[Fraction, Literal["charged", "included_in_duty", "exempt", "waived"]]:
    """Step 6."""
    vat = rule.vat
    if vat.included_in_duty:
        return NOTHING, "included_in_duty"
    if not applies and _is_exempt(vat, shipment):
        return NOTHING, "exempt"
    due = rounded(tax, rule.threshold_currency)
    if not applies and vat.waive_if_tax_lte is not None and due and due <= fraction(vat.waive_if_tax_lte):
        return NOTHING, "waived"
    return due, "charged"


def _is_exempt(vat: Vat, shipment: Shipment) -> bool:
    if vat.exempt_upto is None or vat.exempt_basis is None or vat.exempt_compare is None:
        return False
    return within(shipment.value(vat.exempt_basis), fraction(vat.exempt_upto), vat.exempt_compare)


def _fees(rule: CountryRule, shipment: Shipment) -> tuple[tuple[Fee, Fraction], ...]:
    """Step 7."""
    counted = []
    for fee in rule.fees:
        is_on = fee.default_on or fee.code in shipment.fees_on
        if not is_on or not fee.counts_on(shipment.ship_date):
            continue
        if fee.limit is not None and shipment.value(fee.limit_basis) > fraction(fee.limit):
            continue
        times = shipment.distinct_codes if fee.per == "hs6" else 1
        amount = fraction(fee.amount) * times * _worth(fee.currency, rule.threshold_currency, shipment.fx)
        counted.append((fee, rounded(amount, rule.threshold_currency)))
    return tuple(counted)


def _worth(code: str, threshold_currency: str, fx: Mapping[str, Fraction]) -> Fraction:
    if code == threshold_currency:
        return Fraction(1)
    if code not in fx:
        raise NoRateKnown(code)
    return fx[code]
