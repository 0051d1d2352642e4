"""The reasons for each number of an import, as texts of the catalogues with their arguments."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from storefront.money import Money, round_half_up
from storefront.tax.rules.country import CountryRule, Fee
from storefront.tax.rules.formula import Estimate, Shipment
from storefront.tax.rules.outcome import Arguments, Percentage

Told = tuple[str, Arguments]

GOODS = "Goods"
GOODS_WITHOUT_TAX = "Goods, without tax"
FREIGHT = "Shipping"
FREIGHT_WITHOUT_TAX = "Shipping, without tax"
TARIFF = "Duty on goods of code %(code)s: %(rate)s of %(base)s"
INLAND_TAX = "%(tax)s: %(rate)s"
NO_INLAND_TAX = "No tax: the seller is not registered for it"
REVERSE_CHARGE = "Reverse charge: the buyer accounts for %(tax)s"
FEES = {"hs6": "%(fee)s: %(amount)s for each kind of goods", "consignment": "%(fee)s: %(amount)s for each parcel"}

ESTIMATE = "An estimate by published rules: customs decide."
UNKNOWN_COUNTRY = "Duty and tax of the destination are not known: the carrier may ask for them at delivery."
UNKNOWN_EXCHANGE = "No rate of exchange is known for %(currency)s: duty and tax can not be calculated."
UNKNOWN_TARIFF = "The duty rate is not known for goods of code %(codes)s: duty is not included."
HELD_RATE = (
    "A reduced rate of %(rate)s may hold for goods of code %(code)s. It is not confirmed, so the full rate is charged."
)
NO_CODE = "Goods without a customs code are counted as a kind of their own."
STALE = "The rule was last checked on %(date)s, more than %(days)s days ago."
UNSURE = "The rule is not confirmed; the real amount may differ."
REGION = "Not collected here: sales tax of the state or province. Where it is owed, it comes on top."
RECIPIENT = "Customs ask the recipient for: %(what)s"
NOT_PREPAID = "Duty can not be paid in advance here, because it is not known."


def duty_told(rule: CountryRule, shipment: Shipment, estimate: Estimate) -> Told:
    """Why the duty is what it is, for all modes but the tariff, which is told by code of goods."""
    mode, tc = estimate.duty_mode, rule.threshold_currency
    base = money(estimate.duty_base, tc)
    if estimate.is_scheme_duty_free and rule.low_value_scheme:
        return "No duty: %(scheme)s covers these goods", {"scheme": rule.low_value_scheme.name}
    if mode.mode == "flat_per_hs6" and mode.counts_on(shipment.ship_date):
        each = money(mode.amount or 0, tc)
        return "Duty: %(count)s × %(amount)s, for each kind of goods by its customs code", {
            "amount": each,
            "count": shipment.distinct_codes,
        }
    if mode.mode in ("none", "flat_per_hs6"):
        if rule.duty.de_minimis is None:
            return "No duty: the country takes none on these goods", {}
        limit = money(rule.duty.de_minimis, tc)
        if rule.duty.compare == "lt":
            return "No duty: the value is below %(limit)s", {"limit": limit}
        return "No duty: the value is within %(limit)s", {"limit": limit}
    override = shipment.duty_rate_override
    rate = percentage(mode.rate or 0 if override is None else override)
    if mode.mode == "percent_minus":
        return "Duty: %(rate)s of %(base)s, less %(minus)s", {
            "rate": rate,
            "base": base,
            "minus": money(mode.minus or 0, tc),
        }
    if mode.mode == "percent_min_per_kg":
        least = money(mode.min_per_kg or 0, tc)
        return "Duty: %(rate)s of %(base)s, at least %(least)s a kilogram", {"rate": rate, "base": base, "least": least}
    return "Duty: %(rate)s of %(base)s", {"rate": rate, "base": base}


def vat_told(rule: CountryRule, shipment: Shipment, estimate: Estimate) -> Told:
    """The line of the import's tax as a whole: collected, not due, or held in something else."""
    vat, tc = rule.vat, rule.threshold_currency
    if estimate.vat_branch == "included_in_duty":
        return "%(tax)s: within the duty", {"tax": vat.name}
    if estimate.vat_branch == "exempt":
        return "No %(tax)s: the value is within %(limit)s", {"tax": vat.name, "limit": money(vat.exempt_upto or 0, tc)}
    if estimate.vat_branch == "waived":
        limit = money(vat.waive_if_tax_lte or 0, tc)
        return "No %(tax)s: amounts up to %(limit)s are not collected", {"tax": vat.name, "limit": limit}
    if not estimate.vat_factor:
        return "No tax at import", {}
    override = None if shipment.vat_rate_override is None else Fraction(shipment.vat_rate_override)
    return vat_part_told(rule, estimate, TaxedPart(estimate.vat_base, estimate.vat_factor, override))


@dataclass(frozen=True, slots=True)
class TaxedPart:
    """A part of the tax base that bears one rate; `rate` in percent where it is not the country's own."""

    base: Fraction
    factor: Fraction
    rate: Fraction | None


def vat_part_told(rule: CountryRule, estimate: Estimate, part: TaxedPart) -> Told:
    """The line of goods that bear one rate of the import's tax."""
    vat = rule.vat
    base = money(part.base, rule.threshold_currency)
    rate = percentage(vat.rate if part.rate is None else part.rate)
    if vat.gross_up:
        return "%(tax)s: %(rate)s, itself included, of %(base)s", {"tax": vat.name, "rate": rate, "base": base}
    if estimate.scheme_applies and rule.low_value_scheme:
        rate = percentage(part.factor * 100)
        scheme = rule.low_value_scheme.name
        told: Arguments = {"tax": vat.name, "scheme": scheme, "rate": rate, "base": base}
        return "%(tax)s by %(scheme)s: %(rate)s of %(base)s", told
    return "%(tax)s: %(rate)s of %(base)s", {"tax": vat.name, "rate": rate, "base": base}


def fee_told(fee: Fee) -> Told:
    """The line of a fee, once or for each of something."""
    return FEES[fee.per], {"fee": _fee_name(fee.code), "amount": money(fee.amount, fee.currency)}


def _fee_name(code: str) -> str:
    """`FR_SMALL_PARCEL_TAX` as people read it: FR small parcel tax."""
    place, _, name = code.partition("_")
    return f"{place} {name.replace('_', ' ').lower()}"


def money(amount: Decimal | Fraction | int, code: str) -> Money:
    """An exact figure as money, rounded half up to the minor unit."""
    return Money.rounded_half_up(Fraction(amount), code)


def percentage(rate: Decimal | Fraction | int) -> Percentage:
    """The rate in its shortest form, to six decimals."""
    scaled = round_half_up(Fraction(rate) * 10**6)
    whole, rest = divmod(scaled, 10**6)
    return Percentage(f"{whole}.{rest:06d}".rstrip("0").rstrip("."))
