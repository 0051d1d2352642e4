"""Lists of names in the order of the reader's alphabet, held against ICU (golden/sorted.json, by make_sorted.mjs)."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storefront.admin.rendering import LANGUAGES
from storefront.localization import sort_key

_GOLDEN = json.loads(Path(__file__).with_name("golden").joinpath("sorted.json").read_text(encoding="utf-8"))
_SORTED: dict[str, list[str]] = _GOLDEN["sorted"]
# ICU puts homophones in the order of strokes and kanji in that of a Japanese standard; ours goes by their numbers.
_OTHER_PLACES = {"zh-Hans": 10, "ja": 25}


def in_order(names: list[str], language: str) -> list[str]:
    return sorted(names, key=lambda name: sort_key(name, language))


@pytest.mark.parametrize("language", sorted(_SORTED))
def test_countries_stand_where_icu_puts_them(language: str) -> None:
    expected = _SORTED[language]
    found = in_order(expected[::-1], language)
    moved = sum(ours != theirs for ours, theirs in zip(found, expected, strict=True))
    assert moved == _OTHER_PLACES.get(language, 0)


def test_every_language_of_the_admin_is_among_them() -> None:
    assert set(LANGUAGES) <= set(_SORTED)
    assert _GOLDEN["made_by"]["cldr"].startswith("48")


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("de", ["Ägypten", "Albanien", "Österreich", "Polen"]),
        ("sv", ["Albanien", "Zambia", "Åland", "Österrike"]),
        ("zh-Hans", ["阿联酋", "德国", "马来西亚", "中国"]),
        ("tr", ["Hırvatistan", "Irak", "İran", "Jamaika"]),
        ("cs", ["Cejlon", "Čad", "Haiti", "Chile", "Island"]),
        ("ar", ["آيسلندا", "إثيوبيا", "أذربيجان", "الصين", "ألمانيا"]),
    ],
)
def test_letters_of_ones_own_alphabet_have_their_own_place(language: str, names: list[str]) -> None:
    assert in_order(names[::-1], language) == names


@settings(max_examples=50)
@given(st.text(max_size=40), st.sampled_from(sorted(_SORTED)))
def test_a_longer_text_comes_after_its_beginning(text: str, language: str) -> None:
    assert sort_key(text, language) < sort_key(text + "a", language)
