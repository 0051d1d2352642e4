import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import localization, money
from storefront.localization import UnknownLanguage
from storefront.money import Money

LANGUAGES = ["en", "ms", "zh-Hans", "ru", "ar", "de", "fr"]
LOCALES = [*LANGUAGES, "ms-MY", "zh-Hans-CN", "ar-EG", "fa", "bn", "mr", "de-CH", "es", "es-MX", "hi", "he", "pt-PT"]
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("minor", "code", "locale", "text"),
    [
        (123450, "MYR", "ms-MY", f"RM{NBSP}1,234.50"),
        (123450, "MYR", "en-GB", f"MYR{NBSP}1,234.50"),
        (123450, "EUR", "es", f"1234,50{NBSP}€"),
        (1234500, "EUR", "es", f"12.345,00{NBSP}€"),
        (123450, "EUR", "en-DE", "€1,234.50"),
        (123450, "AED", "ar-AE", f"\u200f1,234.50{NBSP}د.إ.\u200f"),
        (123450, "EGP", "ar-EG", f"\u200f١٬٢٣٤٫٥٠{NBSP}ج.م.\u200f"),
        (123450, "EGP", "ar-EG-u-nu-latn", f"\u200f1,234.50{NBSP}ج.م.\u200f"),
        (123450, "CNY", "zh-Hans-CN", "¥1,234.50"),
        (123450, "RUB", "ru-RU", f"1{NBSP}234,50{NBSP}₽"),
        (5, "JPY", "de", f"5{NBSP}¥"),
        (-1999, "GBP", "en-GB", "-£19.99"),
    ],
)
def test_a_price_reads_as_people_of_the_place_write_it(minor: int, code: str, locale: str, text: str) -> None:
    assert localization.format_price(Money(minor, code), locale) == text


def test_decimals_that_are_unusual_are_shown_only_where_they_would_be_charged() -> None:
    assert localization.format_price(Money(15_000_00, "IDR"), "en") == f"IDR{NBSP}15,000"
    assert localization.format_price(Money(15_000_50, "IDR"), "en") == f"IDR{NBSP}15,000.50"
    assert localization.format_price(Money(1_00, "HUF"), "hu") == f"1{NBSP}Ft"
    assert localization.format_price(Money(1_05, "HUF"), "hu") == f"1,05{NBSP}Ft"


@given(st.integers(-(10**11), 10**11), st.sampled_from(sorted(money.CURRENCY_CODES)), st.sampled_from(LOCALES))
def test_a_price_never_mixes_two_kinds_of_digits(minor: int, code: str, locale: str) -> None:
    text = localization.format_price(Money(minor, code), locale)
    zeros = {ord(each) - unicodedata.decimal(each) for each in text if each.isdecimal()}
    assert len(zeros) == 1


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from(LOCALES))
def test_a_date_never_mixes_two_kinds_of_digits(moment: datetime, locale: str) -> None:
    text = localization.format_datetime(moment, locale, UTC)
    assert len({ord(each) - unicodedata.decimal(each) for each in text if each.isdecimal()}) == 1


@pytest.mark.parametrize(
    ("ratio", "text"),
    [("0.255", "25.5%"), ("0.2", "20%"), ("0.2995", "30%"), ("-0.1545", "-15.5%"), ("0.0005", "0.1%"), ("0", "0%")],
)
def test_a_percentage_has_one_decimal_where_there_is_one_rounded_half_up(ratio: str, text: str) -> None:
    assert localization.format_percent(Decimal(ratio), "en") == text


def test_a_number_is_rounded_half_up_before_it_is_written() -> None:
    assert localization.format_number(Decimal("0.0005"), "en") == "0.001"
    assert localization.format_number(Decimal("2.5"), "en", decimals=0) == "3"
    assert localization.format_number(Fraction(1, 3), "de", decimals=2) == "0,33"
    assert localization.format_number(Decimal("-0.0001"), "en") == "0"
    assert localization.format_number(-12345, "de") == localization.format_number(Decimal(-12345), "de") == "-12.345"


@pytest.mark.parametrize(
    ("items", "style", "text"),
    [
        (["té", "infusiones"], "standard", "té e infusiones"),
        (["padre", "hijo"], "standard", "padre e hijo"),
        (["agua", "hielo"], "standard", "agua y hielo"),
        (["siete", "ocho"], "or", "siete u ocho"),
        (["uno", "hombre"], "or", "uno u hombre"),
        (["a y b", "isla"], "standard", "a y b e isla"),
        (["sal", "ajo", "higos"], "standard", "sal, ajo e higos"),
        ([], "standard", ""),
    ],
)
def test_spanish_lists_change_the_word_before_its_own_sound(items: list[str], style: str, text: str) -> None:
    assert localization.format_list(items, "es", "or" if style == "or" else "standard") == text


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=0), "vor 1 Sekunde"),
        (timedelta(seconds=59), "vor 59 Sekunden"),
        (timedelta(minutes=119), "vor 1 Stunde"),
        (timedelta(days=6, hours=23), "vor 6 Tagen"),
        (timedelta(days=20), "vor 2 Wochen"),
        (timedelta(days=800), "vor 2 Jahren"),
        (timedelta(days=-3), "in 3 Tagen"),
    ],
)
def test_a_span_of_time_is_told_in_the_largest_whole_unit(ago: timedelta, text: str) -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert localization.format_relative(now - ago, now, "de") == text


def test_a_moment_is_told_by_the_clocks_of_the_zone() -> None:
    moment = datetime(2026, 12, 31, 20, 30, tzinfo=UTC)
    kuala_lumpur = timezone(timedelta(hours=8))
    assert localization.format_datetime(moment, "en-GB", kuala_lumpur) == "1 Jan 2027, 04:30"
    assert localization.format_date(date(2026, 11, 5), "ar-EG") == "٥ نوفمبر ٢٠٢٦"


def test_a_weight_is_told_in_grams_below_a_kilogram() -> None:
    assert localization.format_weight(999, "de") == "999 g"
    assert localization.format_weight(1, "de") == "1 g"
    assert localization.format_weight(1000, "ru") == "1 кг"
    assert localization.format_weight(1255, "en") == "1.26 kg"
    assert localization.format_weight(1_234_000, "es") == "1234 kg"
    assert localization.format_weight(1500, "ar-EG") == "١٫٥ كغم"


def test_languages_are_named_in_a_menu_by_themselves() -> None:
    assert {language: localization.autonym(language) for language in LANGUAGES} == {
        "en": "English",
        "ms": "Bahasa Melayu",
        "zh-Hans": "简体中文",
        "ru": "Русский",
        "ar": "العربية",
        "de": "Deutsch",
        "fr": "Français",
    }
    assert localization.autonym("zh-Hant") == "繁體中文"
    assert localization.autonym("sr-Latn") == "Srpski (latinica)"


def test_an_unknown_country_is_called_by_its_code() -> None:
    assert localization.territory_name("my", "ru") == "Малайзия"
    assert localization.territory_name("QX", "en") == "QX"


@pytest.mark.parametrize(
    ("language", "is_rtl"),
    [
        ("ar", True),
        ("he", True),
        ("iw", True),
        ("fa", True),
        ("ur-PK", True),
        ("ckb", True),
        ("ku-Arab", True),
        ("pa-Arab", True),
        ("dv", True),
        ("ar-Latn", False),
        ("fa-Latn", False),
        ("ku", False),
        ("pa", False),
        ("zh-Hans", False),
        ("ms", False),
        ("ms-Arab", True),
    ],
)
def test_direction_follows_the_script(language: str, is_rtl: bool) -> None:
    assert localization.is_right_to_left(language) is is_rtl


def test_isolated_text_can_not_reach_out() -> None:
    assert localization.isolated("a\u202eb\u2069c") == "\u2068abc\u2069"


@pytest.mark.parametrize(
    "unknown", ["", "x", "e", "english", "und", "de_", "zz", "de-DE-", "-", "a" * 100, "de\n", "\x00"]
)
def test_what_is_no_language_is_refused(unknown: str) -> None:
    with pytest.raises(UnknownLanguage):
        localization.format_price(Money(1, "EUR"), unknown)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [("ZH_hans-cn", "zh-Hans-CN"), ("iw", "he"), ("in-ID", "id-ID"), ("no", "nb"), ("tl", "fil"), ("es-419", "es-419")],
)
def test_a_language_tag_has_one_spelling(written: str, canonical: str) -> None:
    assert str(localization.tag(written)) == canonical


@pytest.mark.parametrize(
    ("locale", "within_a_month", "across_months", "across_years", "one_day"),
    [
        ("en", "Dec 2 – 9", "Nov 27 – Dec 3", "Dec 28, 2026 – Jan 4, 2027", "Dec 2"),
        ("en-GB", "2–9 Dec", "27 Nov – 3 Dec", "28 Dec 2026 – 4 Jan 2027", "2 Dec"),
        ("ms-MY", "2–9 Dis", "27 Nov – 3 Dis", "28 Dis 2026 – 4 Jan 2027", "2 Dis"),
        ("zh-Hans-CN", "12月2日至9日", "11月27日至12月3日", "2026年12月28日至2027年1月4日", "12月2日"),
        ("ru", "2–9 дек.", "27 нояб. – 3 дек.", "28 дек. 2026 г. – 4 янв. 2027 г.", "2 дек."),
        ("de", "2.–9. Dez.", "27. Nov. – 3. Dez.", "28. Dez. 2026 – 4. Jan. 2027", "2. Dez."),
        ("fr", "2–9 déc.", "27 nov. – 3 déc.", "28 déc. 2026 – 4 janv. 2027", "2 déc."),
        ("ar", "2–9 ديسمبر", "27 نوفمبر – 3 ديسمبر", "28 ديسمبر 2026 – 4 يناير 2027", "2 ديسمبر"),
        ("ar-EG", "٢–٩ ديسمبر", "٢٧ نوفمبر – ٣ ديسمبر", "٢٨ ديسمبر ٢٠٢٦ – ٤ يناير ٢٠٢٧", "٢ ديسمبر"),
    ],
)
def test_two_days_share_what_they_have_in_common(
    locale: str, within_a_month: str, across_months: str, across_years: str, one_day: str
) -> None:
    def plain(first: date, last: date) -> str:
        return " ".join(localization.format_date_range(first, last, locale).split())

    assert plain(date(2026, 12, 2), date(2026, 12, 9)) == within_a_month
    assert plain(date(2026, 11, 27), date(2026, 12, 3)) == across_months
    assert plain(date(2026, 12, 28), date(2027, 1, 4)) == across_years
    assert plain(date(2026, 12, 2), date(2026, 12, 2)) == one_day


def test_two_days_say_the_year_where_they_are_read_again_later() -> None:
    first, last = date(2026, 12, 2), date(2026, 12, 9)
    assert localization.format_date_range(first, last, "de", with_year=True) == "2.–9. Dez. 2026"
    assert localization.format_date_range(first, first, "de", with_year=True) == "2. Dez. 2026"
