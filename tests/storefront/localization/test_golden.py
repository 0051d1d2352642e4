"""Formats held against an independent implementation: golden/golden.json, made by Node's Intl (see make_golden.mjs)."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from storefront import localization
from storefront.localization.formats import DateStyle
from storefront.money import Money

_GOLDEN = json.loads(Path(__file__).with_name("golden").joinpath("golden.json").read_text(encoding="utf-8"))
_LOCALES: dict[str, Any] = _GOLDEN["locales"]  # Any: JSON
_MOMENT = datetime.fromisoformat(_GOLDEN["date"])
_OR_LISTS = [["a", "b"], ["siete", "ocho"], ["uno", "hombre"]]
_UNITS = {
    "gram": "mass-gram",
    "kilogram": "mass-kilogram",
    "centimeter": "length-centimeter",
    "liter": "volume-liter",
}

# Words that CLDR changed between the release in Babel 2.18 (47) and the one in ICU 78 (48): not ours to carry.
_OLDER_WORDS = {
    "languages": {"bn", "cs", "fi", "fil", "id", "ko", "nl", "sr", "sr-Latn", "ta", "vi", "zh-Hant-TW"},
    "countries": {"mr", "ta"},
    "units": {"fr-CA", "ta"},
    "relative": {"bn", "he"},
    "dates": {"fa", "fi", "sl", "ur", "zh-Hant-HK", "zh-Hant-TW"},
}
locale_of = pytest.mark.parametrize("locale", sorted(_LOCALES))


def test_the_golden_values_are_those_of_cldr_48() -> None:
    assert _GOLDEN["made_by"]["cldr"].startswith("48")
    assert len(_LOCALES) > 60


@locale_of
def test_prices_are_written_as_cldr_writes_them(locale: str) -> None:
    expected = _LOCALES[locale]
    for code, amounts in expected["prices"].items():
        for amount, text in amounts.items():
            assert localization.format_price(Money.exactly(int(amount), code), locale) == text
        assert localization.format_price(Money.exactly(-1234, code), locale) == expected["negative"][code]


@locale_of
def test_numbers_and_percentages_are_written_as_cldr_writes_them(locale: str) -> None:
    expected = _LOCALES[locale]
    assert {value: localization.format_number(Decimal(value), locale) for value in expected["numbers"]} == (
        expected["numbers"]
    )
    assert {ratio: localization.format_percent(Decimal(ratio), locale) for ratio in expected["percent"]} == (
        expected["percent"]
    )


@locale_of
def test_lists_are_joined_as_cldr_joins_them(locale: str) -> None:
    expected = _LOCALES[locale]
    assert [localization.format_list(items, locale) for items in _GOLDEN["lists"]] == expected["lists"]
    assert [localization.format_list(items, locale, "or") for items in _OR_LISTS] == expected["or"]


def _without_older_words(kind: str) -> list[str]:
    return [locale for locale in sorted(_LOCALES) if locale not in _OLDER_WORDS[kind]]


@pytest.mark.parametrize("locale", _without_older_words("dates"))
def test_dates_are_written_as_cldr_writes_them(locale: str) -> None:
    expected = {style: _unspaced(text) for style, text in _LOCALES[locale]["dates"].items()}
    styles: tuple[DateStyle, ...] = get_args(DateStyle)
    dates = {style: localization.format_date(_MOMENT.date(), locale, style) for style in styles}
    with_time = {
        f"{style} with time": localization.format_datetime(_MOMENT, locale, UTC, style) for style in styles[2:]
    }
    assert {style: _unspaced(text) for style, text in (dates | with_time).items()} == expected


@pytest.mark.parametrize("locale", _without_older_words("relative"))
def test_spans_of_time_are_written_as_cldr_writes_them(locale: str) -> None:
    expected = _LOCALES[locale]["relative"]
    written = {
        unit: {count: localization.format_relative_count(int(count), unit, locale) for count in counts}
        for unit, counts in expected.items()
    }
    assert written == expected


@pytest.mark.parametrize("locale", _without_older_words("units"))
def test_units_are_written_as_cldr_writes_them(locale: str) -> None:
    expected = _LOCALES[locale]["units"]
    written = {
        unit: {value: localization.format_unit(Decimal(value), _UNITS[unit], locale) for value in values}
        for unit, values in expected.items()
    }
    assert written == expected


@pytest.mark.parametrize("locale", _without_older_words("languages"))
def test_languages_are_called_what_cldr_calls_them(locale: str) -> None:
    expected = _LOCALES[locale]["languages"]
    assert {code: localization.language_name(code, locale) for code in expected} == expected


@pytest.mark.parametrize("locale", _without_older_words("countries"))
def test_countries_are_called_what_cldr_calls_them(locale: str) -> None:
    expected = _LOCALES[locale]["countries"]
    assert {code: localization.territory_name(code, locale) for code in expected} == expected


def _unspaced(text: str) -> str:
    """Node writes CLDR's narrow no-break space in dates as a plain one, for old scripts' sake."""
    return text.replace("\u202f", " ")
