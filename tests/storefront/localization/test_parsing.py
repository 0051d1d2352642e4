from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import localization, money
from storefront.localization import BadNumber
from storefront.money import AmountTooLarge, BadAmount, Money

LOCALES = ["en", "en-DE", "ms-MY", "zh-Hans-CN", "ru-RU", "ar", "ar-EG", "ar-SA", "fa", "bn", "mr", "de", "de-AT",
           "de-CH", "fr", "fr-CH", "es", "es-MX", "it", "pl", "pt-PT", "hi", "he", "sv", "th", "ja"]  # fmt: skip


@given(st.integers(-(10**12), 10**12), st.sampled_from(sorted(money.CURRENCY_CODES)), st.sampled_from(LOCALES))
def test_a_written_price_reads_back_as_the_same_money(minor: int, code: str, locale: str) -> None:
    price = Money(minor, code)
    assert localization.parse_price(localization.format_price(price, locale), locale, code) == price


@given(st.decimals(-(10**9), 10**9, places=3), st.sampled_from(LOCALES))
def test_a_written_number_reads_back_as_the_same_number(value: Decimal, locale: str) -> None:
    assert localization.parse_decimal(localization.format_number(value, locale), locale) == value


@pytest.mark.parametrize(
    ("written", "locale", "value"),
    [
        ("1.234,5", "de", "1234.5"),
        ("1234,5", "de", "1234.5"),
        ("1,234.5", "en", "1234.5"),
        ("１２３", "en", "123"),
        ("١٢٫٥", "ar-EG", "12.5"),
        ("١٢٫٥", "en", "12.5"),
        ("12.5", "ar", "12.5"),
        ("1 234,5", "ru", "1234.5"),
        (" −5 ", "en", "-5"),
        ("12,34,567", "hi", "1234567"),
        ("1’234.50", "de-CH", "1234.50"),
    ],
)
def test_a_number_is_read_as_people_of_the_place_write_it(written: str, locale: str, value: str) -> None:
    assert localization.parse_decimal(written, locale) == Decimal(value)


@pytest.mark.parametrize(
    ("written", "locale"),
    [("", "en"), ("1,5", "en"), ("1.5", "de"), ("1.2.3", "en"), ("1,,234", "en"), ("abc", "en"), ("1e5", "en"),
     ("--1", "en"), ("1.", "en"), (".5", "en"), ("1" * 61, "en"), ("NaN", "en"), ("½", "en"), ("1;2", "en")],
)  # fmt: skip
def test_what_would_have_to_be_guessed_is_refused(written: str, locale: str) -> None:
    with pytest.raises(BadNumber):
        localization.parse_decimal(written, locale)


def test_a_price_may_carry_its_symbol_or_code_but_not_finer_decimals() -> None:
    assert localization.parse_price("RM 1,234.50", "ms-MY", "MYR") == Money(123450, "MYR")
    assert localization.parse_price("1,234.50 MYR", "ms-MY", "MYR") == Money(123450, "MYR")
    with pytest.raises(BadAmount):
        localization.parse_price("1.005", "en", "MYR")
    with pytest.raises(BadNumber):
        localization.parse_price("€5", "en", "MYR")
    with pytest.raises(AmountTooLarge):
        localization.parse_price("9" * 30, "en", "MYR")


@given(st.text(max_size=30), st.sampled_from(LOCALES))
def test_any_text_is_read_or_refused_with_a_domain_error(written: str, locale: str) -> None:
    try:
        localization.parse_price(written, locale, "EUR")
    except (BadNumber, BadAmount, AmountTooLarge):
        return
