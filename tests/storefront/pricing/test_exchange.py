"""What a currency is worth, by whom and of which day; and when nobody can say."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from storefront.money import UnknownCurrency
from storefront.pricing import BadRate, NoRate
from storefront.pricing.exchange import Quote, Rates, checked_rate, pegs

FRIDAY = date(2026, 11, 27)
QUOTES = {
    "USD": Quote(Decimal("1.1562"), "ECB", date(2026, 11, 26)),
    "MYR": Quote(Decimal("4.7710"), "ECB", date(2026, 11, 26)),
    "KZT": Quote(Decimal("600"), "platform", date(2026, 11, 1)),
}


def known(today: date = FRIDAY, **own: str) -> Rates:
    return Rates(today, QUOTES, {("MYR", code): (Decimal(rate), FRIDAY) for code, rate in own.items()})


def test_two_currencies_meet_over_the_euro() -> None:
    rate = known().rate("MYR", "USD")
    assert rate.decimal == Decimal("0.242339132257")  # 1.1562 / 4.7710
    assert (rate.source, rate.day, rate.is_stale) == ("ECB", date(2026, 11, 26), False)
    assert known().rate("EUR", "MYR").value == Fraction("4.771")
    assert known().rate("MYR", "MYR").value == 1


def test_what_is_kept_beside_a_price_is_what_the_price_was_made_with() -> None:
    rate = known().rate("MYR", "USD")
    assert Fraction(rate.decimal) == rate.value


@pytest.mark.parametrize(
    ("code", "rate"), [("AED", "3.6725"), ("SAR", "3.75"), ("QAR", "3.64"), ("BHD", "0.376"), ("OMR", "0.3845")]
)
def test_a_pegged_currency_follows_its_anchor(code: str, rate: str) -> None:
    found = known().rate("USD", code)
    assert found.decimal == Decimal(rate)
    assert (found.source, found.day) == ("ECB, peg to USD", date(2026, 11, 26))
    assert set(pegs()) == {"AED", "SAR", "QAR", "BHD", "OMR"}


def test_the_merchants_own_rate_goes_before_any_other() -> None:
    rate = known(USD="0.25").rate("MYR", "USD")
    assert (rate.value, rate.source) == (Fraction(1, 4), "own")


def test_a_currency_that_nobody_quotes_has_no_rate() -> None:
    for base, code in (("MYR", "RUB"), ("RUB", "MYR"), ("MYR", "KWD")):
        with pytest.raises(NoRate):
            known().rate(base, code)
    assert known(RUB="20").rate("MYR", "RUB").value == 20


@pytest.mark.parametrize(
    ("code", "day", "is_stale"),
    [
        ("USD", date(2026, 12, 3), False),  # the fifth business day after
        ("USD", date(2026, 12, 4), True),
        ("AED", date(2026, 12, 4), True),
        ("KZT", date(2026, 12, 1), False),  # a month after it was set
        ("KZT", date(2026, 12, 2), True),
    ],
)
def test_a_rate_grows_old(code: str, day: date, is_stale: bool) -> None:
    assert known(day).rate("EUR", code).is_stale is is_stale


def test_an_own_rate_holds_for_a_month() -> None:
    rates = known(FRIDAY + timedelta(days=30), USD="0.25")
    assert not rates.rate("MYR", "USD").is_stale
    assert known(FRIDAY + timedelta(days=31), USD="0.25").rate("MYR", "USD").is_stale


@pytest.mark.parametrize("value", ["0", "-1", "NaN", "Infinity", "1e12", "0.0000000000001"])
def test_what_is_no_rate_is_refused(value: str) -> None:
    with pytest.raises(BadRate):
        checked_rate(Decimal(value), "USD")
    with pytest.raises(UnknownCurrency):
        checked_rate(Decimal(1), "XQQ")
