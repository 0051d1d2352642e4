"""Rounding and conversion, to the minor unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import pricing
from storefront.money import CURRENCY_CODES, Money, currency
from storefront.pricing import BadPriceRule, MarketPricing, RoundingMode, RoundingRule
from storefront.pricing.rules import is_worth_a_change

NEAREST, UP, DOWN = RoundingMode.NEAREST, RoundingMode.UP, RoundingMode.DOWN


@pytest.mark.parametrize(
    ("code", "increment", "offset", "mode", "exact", "price"),
    [
        ("EUR", "1", "-0.01", NEAREST, "12.40", "11.99"),
        ("EUR", "1", "-0.01", NEAREST, "12.49", "12.99"),  # a tie goes up
        ("EUR", "1", "-0.01", NEAREST, "12.489", "11.99"),
        ("EUR", "1", "-0.01", UP, "12.00", "12.99"),
        ("EUR", "1", "-0.01", UP, "12.99", "12.99"),
        ("EUR", "1", "-0.01", DOWN, "12.98", "11.99"),
        ("EUR", "10", "-0.10", NEAREST, "57.00", "59.90"),
        ("EUR", "10", "-0.10", NEAREST, "0.01", "9.90"),  # never nothing
        ("JPY", "100", "-20", NEAREST, "1234", "1280"),
        ("JPY", "100", "-20", DOWN, "1279.99", "1180"),
        ("JPY", "1", "0", NEAREST, "1234.5", "1235"),
        ("CHF", "0.05", "0", NEAREST, "10.024", "10.00"),
        ("CHF", "0.05", "0", NEAREST, "10.025", "10.05"),
        ("CHF", "0.05", "0", NEAREST, "0.001", "0.05"),
        ("CNY", "1", "-0.12", NEAREST, "88.30", "87.88"),
        ("CNY", "1", "-0.12", UP, "88.30", "88.88"),
        ("AED", "1", "0", NEAREST, "99.5", "100.00"),
        ("AED", "1", "0", DOWN, "0.4", "1.00"),
        ("KWD", "0.25", "0", UP, "1.001", "1.250"),
        ("GBP", "1", "0.50", NEAREST, "0.10", "0.50"),
        ("GBP", "1", "0.50", DOWN, "1.49", "0.50"),
    ],
)
def test_a_price_is_what_the_rule_says(
    code: str, increment: str, offset: str, mode: RoundingMode, exact: str, price: str
) -> None:
    rule = RoundingRule.of(code, Decimal(increment), Decimal(offset), mode)
    minor = Fraction(exact) * 10 ** currency(code).exponent
    assert Money(rule.rounded(minor), code).decimal == price


@pytest.mark.parametrize(
    ("increment", "offset", "field"),
    [(0, 0, "increment"), (-1, 0, "increment"), (10, 10, "offset"), (10, -10, "offset"), (10**16, 0, "increment")],
)
def test_a_rule_that_makes_no_price_is_refused(increment: int, offset: int, field: str) -> None:
    with pytest.raises(BadPriceRule) as refusal:
        RoundingRule(increment, offset)
    assert refusal.value.field == field


def test_an_increment_finer_than_the_currency_is_refused() -> None:
    with pytest.raises(BadPriceRule):
        RoundingRule.of("JPY", Decimal("0.5"))
    with pytest.raises(BadPriceRule):
        MarketPricing(margin_hundredths=-10_000)


@st.composite
def rules(draw: st.DrawFn) -> RoundingRule:
    increment = draw(st.integers(1, 100_000))
    return RoundingRule(increment, draw(st.integers(1 - increment, increment - 1)), draw(st.sampled_from(RoundingMode)))


amounts = st.fractions(min_value=Fraction(1, 1000), max_value=10**9, max_denominator=10**6)


@given(rules(), amounts)
def test_every_price_is_on_the_grid_and_above_zero_and_stays(rule: RoundingRule, exact: Fraction) -> None:
    price = rule.rounded(exact)
    assert price > 0
    assert (price - rule.offset_minor) % rule.increment_minor == 0
    assert rule.rounded(Fraction(price)) == price


@given(rules(), amounts)
def test_no_price_on_the_grid_is_nearer_or_on_the_right_side(rule: RoundingRule, exact: Fraction) -> None:
    price, step = rule.rounded(exact), rule.increment_minor
    lower_is_a_price = price - step > 0
    if rule.mode is NEAREST:
        assert exact - price < Fraction(step, 2)
        assert price - exact <= Fraction(step, 2) or not lower_is_a_price
    elif rule.mode is UP:
        assert price >= exact
        assert price - step < exact or not lower_is_a_price
    else:
        assert exact < price + step
        assert price <= exact or not lower_is_a_price


@given(rules(), amounts, amounts)
def test_what_is_worth_more_never_costs_less(rule: RoundingRule, one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    assert rule.rounded(low) <= rule.rounded(high)


def test_a_conversion_is_rounded_once_after_rate_and_margin() -> None:
    """99.00 MYR × 0.2096 × 1.05 = 21.78792 EUR."""
    plain = MarketPricing(margin_hundredths=5_00)
    charm = MarketPricing(margin_hundredths=5_00, rounding=RoundingRule.of("EUR", Decimal(1), Decimal("-0.10")))
    base, rate = Money(99_00, "MYR"), Fraction("0.2096")
    assert pricing.converted(base, "EUR", rate, plain) == Money(21_79, "EUR")
    assert pricing.converted(base, "EUR", rate, charm) == Money(21_90, "EUR")


def test_currencies_of_other_decimals_meet() -> None:
    exact = MarketPricing()
    assert pricing.converted(Money(10_00, "MYR"), "JPY", Fraction(38), exact) == Money(380, "JPY")
    assert pricing.converted(Money(1000, "JPY"), "KWD", Fraction("0.002"), exact) == Money(2_000, "KWD")
    assert pricing.converted(Money(1, "KWD"), "JPY", Fraction(500), exact) == Money(1, "JPY")


codes = st.sampled_from(sorted(CURRENCY_CODES))
rates = st.fractions(min_value=Fraction(1, 10**5), max_value=10**5, max_denominator=10**6)


@given(st.integers(1, 10**9), codes, codes, rates)
def test_there_and_back_is_off_by_the_two_roundings_at_most(minor: int, here: str, there: str, rate: Fraction) -> None:
    exact = MarketPricing()
    base = Money(minor, here)
    abroad = pricing.converted(base, there, rate, exact)
    back = pricing.converted(abroad, here, 1 / rate, exact)
    one_there = Fraction(10) ** (currency(here).exponent - currency(there).exponent) / rate
    # At least one minor unit is charged, so a price that is less than half of one abroad comes back larger.
    was_lifted = base.amount_minor < one_there / 2
    assert was_lifted or abs(back.amount_minor - base.amount_minor) <= one_there / 2 + Fraction(1, 2)


@pytest.mark.parametrize(
    ("old", "new", "is_worth"),
    [("4.00", "4.04", False), ("4.00", "4.0401", True), ("4.00", "3.96", False), ("4.00", "3.9599", True)],
)
def test_a_move_of_more_than_a_hundredth_is_worth_a_change(old: str, new: str, is_worth: bool) -> None:
    assert is_worth_a_change(Fraction(old), Fraction(new)) is is_worth
