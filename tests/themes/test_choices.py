"""A shop's choices lie over the theme's own; what does not fit falls back and is reported, and never breaks a page."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.themes.workshop import BASE, a_page
from themes import engine
from themes.engine.errors import SettingInvalid
from themes.engine.schema import SETTING_TYPES, Setting

PLAIN = BASE.theme("plain")
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


def page_choices(*sections: object) -> engine.ThemeData:
    return engine.ThemeData({}, {"home": {"sections": list(sections)}})


def test_no_choices_are_no_problem() -> None:
    assert PLAIN.problems(engine.ThemeData()) == ()


def test_a_shop_orders_its_own_sections() -> None:
    html = a_page(PLAIN, data=page_choices({"type": "featured"}, {"type": "hero"})).html
    assert html.index("Featured") < html.index('class="hero"')


@pytest.mark.parametrize(
    ("section", "reason"),
    [
        ({"type": "carousel"}, "no section type “carousel”"),
        ({"type": "hero", "settings": {"heading": 7}}, "is a text, not 7"),
        ({"type": "hero", "settings": {"heading": {"?": "x"}}}, "is no language"),
        ({"type": "hero", "settings": {"sub": "x"}}, "no such setting"),
        ({"type": "hero", "blocks": [{"type": "video"}]}, "no block “video”"),
        ({"type": "hero", "blocks": [{"type": "button"}] * 3}, "at most 2 of block button"),
        ({"type": "hero", "blocks": "button"}, "blocks are a list"),
        ({"type": "hero", "blocks": [{"type": "button", "settings": {"link": "javascript:x"}}]}, "is an address"),
        ({"type": "featured", "settings": {"count": 99}}, "at most 12"),
        ({"type": "featured", "settings": {"count": "4"}}, "is a number"),
        ({"type": "featured", "settings": {"count": True}}, "is a number"),
        ({"type": "featured", "settings": {"count": float("inf")}}, "out of reach"),
        ({"settings": {}}, "a table with its type"),
        ("hero", "a table with its type"),
        (None, "a table with its type"),
    ],
)
def test_a_choice_that_does_not_fit_is_reported_and_the_page_stands(section: object, reason: str) -> None:
    data = page_choices(section, {"type": "hero", "id": "last"} if "hero" not in str(section) else {"type": "featured"})
    assert any(reason in problem.reason for problem in PLAIN.problems(data))
    assert a_page(PLAIN, data=data).faults == ()


def test_a_section_stands_only_where_and_as_often_as_its_schema_says() -> None:
    twice = page_choices({"type": "hero", "id": "a"}, {"type": "hero", "id": "b"})
    assert [str(problem.where) for problem in PLAIN.problems(twice)] == ["home › b"]
    elsewhere = engine.ThemeData({}, {"search": {"sections": [{"type": "hero"}]}})
    assert "does not stand on a search page" in PLAIN.problems(elsewhere)[0].reason
    assert 'class="hero"' not in a_page(PLAIN, "search", data=elsewhere).html


def test_sections_of_the_layout_can_be_chosen_too() -> None:
    data = engine.ThemeData(
        {}, {"layout": {"sections": [{"id": "header", "type": "subject"}, {"id": "x", "type": "hero"}]}}
    )
    assert "<header>" not in a_page(PLAIN, data=data).html
    assert [problem.where for problem in PLAIN.problems(data)] == ["layout › x"]


@given(settings=JSON, page=JSON, section=JSON)
def test_no_choices_whatever_break_a_page(settings: Any, page: Any, section: Any) -> None:
    for templates in ({"home": page}, {"home": {"sections": section}}, {"home": {"sections": [section]}}):
        data = engine.ThemeData(settings if isinstance(settings, dict) else {"accent": settings}, templates)
        PLAIN.problems(data)
        assert "</html>" in a_page(PLAIN, data=data).html


@given(kind=st.sampled_from(SETTING_TYPES), raw=JSON)
def test_a_setting_takes_a_value_or_says_why_not(kind: str, raw: Any) -> None:
    setting = Setting("x", kind, "X", "", (("a", "A"),), Decimal(0), Decimal(9))
    reason = ""
    value: object = ""
    try:
        value = setting.accept(raw)
    except SettingInvalid as error:
        reason = str(error)
    assert "“x”" in reason or (not reason and isinstance(value, str | int | Decimal | bool | dict))
