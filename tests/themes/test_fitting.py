"""Of choices that a theme only partly knows, each that it knows stays, and each that it does not is left out alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.themes.workshop import BASE
from themes.engine import ThemeData

PLAIN = BASE.theme("plain")
SCRAPS: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
SETTINGS = st.dictionaries(
    st.sampled_from(["heading", "count", "link", "label", "no_more"]), SCRAPS | st.just({"en": "a", "ar": "ب"})
)


def _entries(types: list[str], inner: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Any]:
    entry = st.fixed_dictionaries(
        {"type": st.sampled_from(types)},
        optional={"id": st.sampled_from(["a", "hero-1", "header", "?"]), "settings": SETTINGS | SCRAPS, **inner},
    )
    return st.lists(entry | SCRAPS, max_size=5) | SCRAPS


BLOCKS = _entries(["button", "video"], {"blocks": st.lists(SCRAPS, max_size=2)})
PAGES = (
    st.fixed_dictionaries(
        {},
        optional={
            "layout": st.sampled_from(["default", "none", 7]),
            "sections": _entries(["hero", "featured", "subject", "carousel"], {"blocks": BLOCKS}),
        },
    )
    | SCRAPS
)
CHOICES = st.builds(
    ThemeData,
    st.dictionaries(st.sampled_from(["accent", "no_more"]), SCRAPS | st.just("#123456")),
    st.dictionaries(st.sampled_from(["home", "search", "layout", "no_page"]), PAGES),
)


@given(CHOICES)
def test_what_is_left_fits_whatever_was_chosen(data: ThemeData) -> None:
    assert PLAIN.problems(PLAIN.fitting(data)) == ()


@given(CHOICES)
def test_choices_that_all_fit_come_back_as_they_are(data: ThemeData) -> None:
    kept = PLAIN.fitting(data)
    assert PLAIN.fitting(kept) == kept
    if not PLAIN.problems(data):
        assert kept == data


@pytest.mark.parametrize(
    ("placed", "kept"),
    [
        ({"settings": {"heading": "Woven", "no_more": 1}}, {"settings": {"heading": "Woven"}}),
        ({"settings": {"heading": 7}, "blocks": [{"type": "video"}]}, {"settings": {}, "blocks": []}),
        (
            {"blocks": [{"type": "video"}, {"type": "button", "settings": {"link": "/sale", "no_more": 1}}]},
            {"blocks": [{"type": "button", "id": "button-2", "settings": {"link": "/sale"}}]},
        ),
    ],
)
def test_a_section_stays_without_the_setting_or_block_that_is_not_known(placed: Any, kept: Any) -> None:
    data = ThemeData({}, {"home": {"sections": [{"type": "carousel"}, {"type": "hero", "id": "a", **placed}]}})
    assert PLAIN.fitting(data).templates == {"home": {"sections": [{"type": "hero", "id": "a", **kept}]}}


def test_a_page_of_which_nothing_is_left_is_the_themes_own() -> None:
    data = ThemeData({}, {"home": {"sections": [{"type": "carousel"}]}, "search": {"sections": []}})
    assert PLAIN.fitting(data).templates == {"search": {"sections": []}}
