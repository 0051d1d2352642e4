from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import money
from storefront.money import (
    AmountTooLarge,
    BadAmount,
    MixedCurrencies,
    Money,
    NegativeAmount,
    NotChargeable,
    UnknownCurrency,
)

codes = st.sampled_from(sorted(money.CURRENCY_CODES))
minors = st.integers(-(10**12), 10**12)
weights = st.lists(st.integers(0, 10**6) | st.fractions(0, 1000), min_size=1, max_size=12)


@pytest.mark.parametrize("code", ["", "eur", "EURO", "XXX", "STD", "\x00"])
def test_an_unknown_currency_is_refused(code: str) -> None:
    with pytest.raises(UnknownCurrency) as refusal:
        Money(1, code)
    assert refusal.value.code == code


def test_amounts_beyond_what_json_holds_exactly_are_refused() -> None:
    assert Money(money.MAX_MINOR, "EUR").amount_minor == 9_007_199_254_740_991
    for amount in (money.MAX_MINOR + 1, -money.MAX_MINOR - 1, 10**9000):
        with pytest.raises(AmountTooLarge):
            Money(amount, "EUR")
    with pytest.raises(AmountTooLarge):
        Money(money.MAX_MINOR, "EUR") + Money(1, "EUR")


@pytest.mark.parametrize("amount", [1.0, True, "1", None, Decimal(1)])
def test_only_whole_minor_units_are_money(amount: object) -> None:
    with pytest.raises(BadAmount):
        Money(amount, "EUR")  # type: ignore[arg-type]


def test_two_currencies_never_mix() -> None:
    euro, yen = Money(100, "EUR"), Money(100, "JPY")
    for act in (
        lambda: euro + yen,
        lambda: euro - yen,
        lambda: euro < yen,
        lambda: euro >= yen,
        lambda: Money.total([euro, yen], "EUR"),
    ):
        with pytest.raises(MixedCurrencies) as refusal:
            act()
        assert set(refusal.value.currencies) == {"EUR", "JPY"}
    assert euro != yen


@given(st.lists(minors, max_size=20), codes)
def test_a_total_is_the_sum_of_its_lines(amounts: list[int], code: str) -> None:
    assert Money.total((Money(each, code) for each in amounts), code) == Money(sum(amounts), code)


@given(minors, minors, codes)
def test_adding_and_taking_away_is_nothing(one: int, other: int, code: str) -> None:
    first, second = Money(one, code), Money(other, code)
    assert first + second - second == first
    assert first - first == Money(0, code) == first + -first
    assert not first - first
    assert (first < second) == (one < other)
    assert first * 3 == first + first + first == 3 * first


@given(minors, weights, codes)
def test_shares_always_sum_to_the_amount(amount: int, parts: list[int | Fraction], code: str) -> None:
    whole = Money(amount, code)
    shares = whole.allocated(parts)
    assert len(shares) == len(parts)
    assert Money.total(shares, code) == whole


@given(minors, weights)
def test_no_share_is_a_whole_unit_off_its_proportion(amount: int, parts: list[int | Fraction]) -> None:
    total = sum(Fraction(part) for part in parts)
    for share, part in zip(Money(amount, "EUR").allocated(parts), parts, strict=True):
        ideal = amount * Fraction(part) / total if total else Fraction(amount, len(parts))
        assert abs(share.amount_minor - ideal) < 1


@given(st.integers(0, 10**9), weights)
def test_equal_weights_differ_by_one_unit_at_most_and_the_earlier_line_gets_it(
    amount: int, parts: list[int | Fraction]
) -> None:
    shares = [share.amount_minor for share in Money(amount, "EUR").allocated([7] * len(parts))]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] - shares[-1] in (0, 1)


def test_ties_go_to_the_earlier_line() -> None:
    assert [share.amount_minor for share in Money(100, "EUR").allocated([1, 1, 1])] == [34, 33, 33]
    assert [share.amount_minor for share in Money(-100, "EUR").allocated([1, 1, 1])] == [-34, -33, -33]
    assert [share.amount_minor for share in Money(5, "EUR").allocated([3, 1, 1, 1])] == [2, 1, 1, 1]
    assert [share.amount_minor for share in Money(5, "EUR").allocated([0, 0])] == [3, 2]


@pytest.mark.parametrize("parts", [[], [1, -1], [0.5], [Decimal("NaN")], [Decimal("1e-9999")], [True]])
def test_shares_need_usable_weights(parts: list[int]) -> None:
    with pytest.raises(BadAmount):
        Money(100, "EUR").allocated(parts)


@given(minors, codes)
def test_the_machine_form_reads_back_as_the_same_money(amount: int, code: str) -> None:
    written = Money(amount, code)
    assert Money.parse(written.decimal, code) == written
    assert Money.exactly(written.major, code) == written
    assert Money.rounded_half_up(written.major, code) == written


@pytest.mark.parametrize(
    ("text", "code", "minor"),
    [
        ("1234.50", "EUR", 123450),
        ("0.5", "EUR", 50),
        ("5", "JPY", 5),
        ("5.00", "JPY", 5),
        ("5.124", "KWD", 5124),
        ("-0.01", "USD", -1),
        ("007", "USD", 700),
        ("1.500", "MYR", 150),
    ],
)
def test_a_decimal_is_read_to_the_minor_unit(text: str, code: str, minor: int) -> None:
    assert Money.parse(text, code) == Money(minor, code)


@pytest.mark.parametrize(
    "text",
    ["", ".5", "5.", "1,50", "1.005", "1e3", "+1", " 1", "1 ", "--1", "٣", "1_000", "NaN", "Infinity", "0x10", "1\n"],
)
def test_what_is_not_a_plain_decimal_is_refused(text: str) -> None:
    with pytest.raises(BadAmount):
        Money.parse(text, "EUR")


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_domain_error(text: str) -> None:
    try:
        read = Money.parse(text, "EUR")
    except (BadAmount, AmountTooLarge):
        return
    assert Money.parse(read.decimal, "EUR") == read


def test_a_decimal_too_long_or_too_large_is_refused() -> None:
    with pytest.raises(AmountTooLarge):
        Money.parse("99999999999999999999", "EUR")
    with pytest.raises(BadAmount):
        Money.parse("1" * 1_000_000, "EUR")


@pytest.mark.parametrize(
    ("minor", "factor", "result"),
    [(5, "0.5", 3), (-5, "0.5", -3), (15, "0.1", 2), (25, "0.1", 3), (24, "0.1", 2), (1999, "0.08", 160)],
)
def test_a_half_is_rounded_away_from_zero(minor: int, factor: str, result: int) -> None:
    assert Money(minor, "EUR").times_half_up(Decimal(factor)) == Money(result, "EUR")


@given(st.fractions(-(10**9), 10**9))
def test_half_up_is_the_nearest_and_symmetric(value: Fraction) -> None:
    rounded = money.round_half_up(value)
    assert abs(rounded - value) <= Fraction(1, 2)
    assert money.round_half_up(-value) == -rounded
    assert money.round_half_up(Fraction(rounded)) == rounded
    if abs(rounded - value) == Fraction(1, 2):
        assert abs(rounded) > abs(value)


@pytest.mark.parametrize("factor", [0.1, float("nan"), Decimal("Infinity"), Decimal("1e50")])
def test_binary_floats_and_endless_numbers_never_touch_money(factor: Decimal) -> None:
    with pytest.raises(BadAmount):
        Money(100, "EUR").times_half_up(factor)
    with pytest.raises(BadAmount):
        Money.rounded_half_up(factor, "EUR")


def test_exact_means_exact() -> None:
    assert Money.exactly(Decimal("0.05"), "CHF") == Money(5, "CHF")
    for major, code in ((Decimal("0.005"), "CHF"), (Decimal("0.5"), "JPY")):
        with pytest.raises(BadAmount):
            Money.exactly(major, code)


def test_a_negative_amount_is_refused_where_it_has_no_meaning() -> None:
    assert Money(0, "EUR").not_negative() == Money(0, "EUR")
    with pytest.raises(NegativeAmount):
        Money(-1, "EUR").not_negative()
    with pytest.raises(NegativeAmount):
        money.stripe_amount(Money(-1, "EUR"))


@pytest.mark.parametrize(
    ("decimal", "code", "amount"),
    [
        ("12.34", "MYR", 1234),
        ("500", "JPY", 500),
        ("5", "ISK", 500),
        ("5", "UGX", 500),
        ("5.120", "KWD", 5120),
        ("300.00", "MGA", 300),
        ("1500.00", "IDR", 150000),
        ("999999.99", "USD", 99999999),
    ],
)
def test_stripe_is_told_the_amount_in_its_own_units(decimal: str, code: str, amount: int) -> None:
    wanted = Money.parse(decimal, code)
    assert money.stripe_amount(wanted) == amount
    assert money.from_stripe_amount(amount, code.lower()) == wanted


@pytest.mark.parametrize(("decimal", "code"), [("5.124", "KWD"), ("3.50", "MGA"), ("1.00", "IRR"), ("1.00", "BGN")])
def test_what_stripe_can_not_take_exactly_is_refused_not_rounded(decimal: str, code: str) -> None:
    with pytest.raises(NotChargeable):
        money.stripe_amount(Money.parse(decimal, code))


def test_more_than_eight_digits_are_refused() -> None:
    with pytest.raises(AmountTooLarge) as refusal:
        money.stripe_amount(Money(100_000_000, "USD"))
    assert refusal.value.limit == 99_999_999
    with pytest.raises(AmountTooLarge):
        money.stripe_amount(Money(1_000_000, "ISK"))


def test_a_part_of_the_minor_unit_from_stripe_is_refused() -> None:
    with pytest.raises(NotChargeable):
        money.from_stripe_amount(550, "ugx")
    with pytest.raises(UnknownCurrency):
        money.from_stripe_amount(100, "zzz")


@given(
    st.integers(0, 900_000),
    st.sampled_from([c for c in sorted(money.CURRENCY_CODES) if money.currency(c).stripe_exponent is not None]),
)
def test_the_nearest_chargeable_amount_is_taken_and_comes_back(minor: int, code: str) -> None:
    nearest = money.chargeable_half_up(Money(minor, code))
    assert money.from_stripe_amount(money.stripe_amount(nearest), code) == nearest
    assert money.chargeable_half_up(nearest) == nearest
    step = {"KWD": 10, "BHD": 10, "JOD": 10, "OMR": 10, "TND": 10, "MGA": 100}.get(code, 1)
    assert 2 * abs(nearest.amount_minor - minor) <= step


def test_a_half_step_is_charged_upwards() -> None:
    assert money.chargeable_half_up(Money.parse("5.125", "KWD")) == Money.parse("5.130", "KWD")
    assert money.chargeable_half_up(Money.parse("1.50", "MGA")) == Money.parse("2", "MGA")
    with pytest.raises(NotChargeable):
        money.chargeable_half_up(Money(1, "SYP"))


def test_minimum_charges_are_money() -> None:
    assert money.stripe_minimum("MYR") == Money(200, "MYR")
    assert money.stripe_minimum("JPY") == Money(50, "JPY")
    assert money.stripe_minimum("KWD") is None


@pytest.mark.parametrize("code", sorted(money.CURRENCY_CODES))
def test_every_currency_is_described_whole(code: str) -> None:
    facts = money.currency(code)
    assert len(code) == 3
    assert code.isupper()
    assert 0 <= facts.display_digits <= facts.exponent <= 3
    assert facts.stripe_exponent in (None, 0, 2, 3)
