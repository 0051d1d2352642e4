"""Shipments and consignments in a line, for tests that count."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from storefront import tax
from storefront.money import Money

TODAY = date(2026, 11, 27)
ECB = "European Central Bank"
RATES: tax.Rates = {
    code: tax.ReferenceRate(code, Decimal(per_euro), ECB, date(2026, 11, 26))
    for code, per_euro in {"MYR": "4.90", "USD": "1.16", "RON": "5.09", "GBP": "0.87", "CHF": "0.93"}.items()
}


def rule(country: str, on: date = TODAY) -> tax.CountryRule:
    """The rule that ships with the product for a day."""
    fitting = [each for each in tax.shipped_rules() if each.country == country and each.valid_from <= on]
    [found] = [each for each in fitting if each.valid_to is None or on <= each.valid_to]
    return found


def shipment(*goods: tuple[str, int, str, str], **changes: Any) -> tax.Shipment:  # Any: fields of Shipment
    """`goods` are (code, pieces, price, duty rate in percent)."""
    items = tuple(tax.Item(code, pieces, Fraction(price), Fraction(rate)) for code, pieces, price, rate in goods)
    numbers = ("freight", "weight_kg", "annual_used", "vat_rate_override", "duty_rate_override")
    exact: dict[str, Any] = {name: Fraction(value) if name in numbers else value for name, value in changes.items()}
    exact.setdefault("ship_date", TODAY)
    return tax.Shipment(items=items, **exact)


def consignment(
    destination: str, *goods: tuple[str, int, str], currency: str = "EUR", freight: str = "0", **changes: Any
) -> tax.Consignment:  # Any: fields of Consignment
    """`goods` are (code, pieces, price); prices hold no tax unless told."""
    lines = tuple(
        tax.ConsignmentLine(
            key=str(place),
            hs_code=code or None,
            origin_country="MY",
            quantity=pieces,
            unit_price=Money.parse(price, currency),
        )
        for place, (code, pieces, price) in enumerate(goods)
    )
    fields: dict[str, Any] = {
        "seller_country": "MY",
        "destination_country": destination,
        "ship_date": TODAY,
        "lines": lines,
        "freight": Money.parse(freight, currency),
        "prices_include_tax": False,
    }
    return tax.Consignment(**(fields | changes))
