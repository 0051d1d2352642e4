"""What stands beside a price: no reduction that was none, and the price of a unit."""

from datetime import date

import pytest

from storefront import law, localization, pricing
from storefront.money import Money
from storefront.pricing import Reduction, UnitPrice

TODAY = date(2026, 11, 27)


def euros(minor: int | None) -> Money | None:
    return None if minor is None else Money(minor, "EUR")


@pytest.mark.parametrize(
    ("countries", "lowest", "told"),
    [
        (("MY",), None, (100_00, 40, None)),
        (("MY",), 50_00, (100_00, 40, None)),
        (("GB",), 50_00, (100_00, 40, None)),
        (("DE",), 80_00, (100_00, 25, 80_00)),  # of the lowest price, not of the one before
        (("US", "FR"), 80_00, (100_00, 25, 80_00)),
        (("DE",), 60_00, None),  # it cost no more a week ago
        (("DE",), 50_00, None),
        (("DE",), None, None),  # it was not sold before
    ],
)
def test_a_reduction_is_told_as_the_law_of_the_market_asks(
    countries: tuple[str, ...], lowest: int | None, told: tuple[int, int, int | None] | None
) -> None:
    asks = law.names_lowest_price(law.shipped_selling_rules(), countries, TODAY)
    found = pricing.reduction(Money(60_00, "EUR"), euros(100_00), euros(lowest), names_lowest=asks)
    if told is None:
        assert found is None
    else:
        assert found == Reduction(Money(told[0], "EUR"), told[1], euros(told[2]))


def test_before_the_law_asked_for_it_nobody_told_the_lowest_price() -> None:
    asks = law.names_lowest_price(law.shipped_selling_rules(), ("DE",), date(2000, 1, 1))
    found = pricing.reduction(Money(60_00, "EUR"), euros(100_00), None, names_lowest=asks)
    assert found == Reduction(Money(100_00, "EUR"), 40)


def test_what_is_not_reduced_is_not_called_so() -> None:
    assert pricing.reduction(Money(60_00, "EUR"), None, Money(80_00, "EUR"), names_lowest=True) is None


@pytest.mark.parametrize(
    ("amount", "net", "unit", "countries", "told"),
    [
        (15_90, 100, "g", ("MY",), (15_90, 100, "mass-gram")),
        (34_90, 250, "g", ("MY",), (13_96, 100, "mass-gram")),
        (34_90, 251, "g", ("MY",), (139_04, 1, "mass-kilogram")),
        (5_00, 100, "g", ("DE",), (50_00, 1, "mass-kilogram")),
        (5_00, 100, "g", ("FR", "DE"), (50_00, 1, "mass-kilogram")),
        (9_90, 330, "ml", ("GB",), (30_00, 1, "volume-liter")),
        (9_90, 200, "ml", ("GB",), (4_95, 100, "volume-milliliter")),
        (380_00, 1000, "mm", ("MY",), (380_00, 1, "length-meter")),
        (90_00, 1500, "mm", ("DE",), (60_00, 1, "length-meter")),
        (10_00, 3, "piece", ("MY",), (3_33, 1, "")),
        (10_00, 1, "piece", ("MY",), None),
        (1, 100_000, "g", ("MY",), None),
    ],
)
def test_a_unit_costs_its_share(
    amount: int, net: int, unit: str, countries: tuple[str, ...], told: tuple[int, int, str] | None
) -> None:
    found = pricing.unit_price(Money(amount, "EUR"), net, unit, countries=countries)
    assert found == (None if told is None else UnitPrice(Money(told[0], "EUR"), told[1], told[2]))


@pytest.mark.parametrize(
    ("locale", "count", "unit", "written"),
    [
        ("en-MY", 100, "mass-gram", "RM\u00a04.50/100 g"),
        ("de", 1, "mass-kilogram", "4,50\u00a0MYR/kg"),
        ("ru", 100, "mass-gram", "4,50\u00a0MYR/100 г"),
        ("zh-Hans-CN", 1, "volume-liter", "MYR\u00a04.50/升"),
        ("ar-EG", 1, "length-meter", "\u200f٤٫٥٠\u00a0MYR/م"),
        ("fr", 1, "length-meter", "4,50\u00a0MYR/m"),
        ("ms-MY", 100, "volume-milliliter", "RM\u00a04.50/100 mL"),
    ],
)
def test_the_price_of_a_unit_is_written_as_its_readers_do(locale: str, count: int, unit: str, written: str) -> None:
    assert localization.format_price_per(Money(4_50, "MYR"), count, unit, locale) == written
