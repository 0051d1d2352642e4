from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import localization
from storefront.localization import View
from storefront.localization.views import RESERVED_SEGMENTS


@dataclass(frozen=True)
class PlannedMarket:
    handle: str
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    currency: str = "MYR"
    id: int | None = 1
    prices_include_tax: bool = True
    mode: str = "sale"
    position: int = 0
    is_primary: bool = False
    is_enabled: bool = True
    host: str | None = None


def a_shop() -> tuple[View, ...]:
    return localization.views_of(
        [
            PlannedMarket("eu", ("DE", "FR"), ("en", "de", "fr"), "EUR", id=3, position=2),
            PlannedMarket("cn", ("CN",), ("zh-Hans", "en"), "CNY", id=2, position=1),
            PlannedMarket("us", ("US",), ("en",), "USD", id=4, position=3, is_enabled=False),
            PlannedMarket("my", ("MY",), ("en", "ms"), "MYR", id=1, is_primary=True),
            PlannedMarket("mena", ("AE", "SA"), ("ar",), "AED", id=5, position=4, prices_include_tax=False),
        ]
    )


def test_the_primary_market_in_its_first_language_has_no_prefix() -> None:
    assert [view.prefix for view in a_shop()] == [
        "", "/ms-my", "/zh-hans-cn", "/en-cn", "/en-eu", "/de-eu", "/fr-eu", "/ar-mena"
    ]  # fmt: skip
    assert [view.is_primary for view in a_shop()] == [True] + [False] * 7


def test_a_view_knows_how_its_shoppers_read() -> None:
    view = a_shop()[-1]
    assert view == View(
        market_id=5,
        market_handle="mena",
        language="ar",
        locale="ar",
        currency="AED",
        countries=("AE", "SA"),
        prefix="/ar-mena",
        direction="rtl",
        fallbacks=("ar", "en", "ms", "zh-Hans", "de", "fr"),
        prices_include_tax=False,
        is_primary=False,
        name="/ar-mena",
    )


def test_numbers_follow_the_country_where_the_market_has_one() -> None:
    assert [view.locale for view in a_shop()] == ["en-MY", "ms-MY", "zh-Hans-CN", "en-CN", "en", "de", "fr", "ar"]


def test_a_market_that_is_off_has_no_view() -> None:
    assert not [view for view in a_shop() if view.market_handle == "us"]
    assert localization.views_of([PlannedMarket("my", ("MY",), ("en",), is_enabled=False)]) == ()


def test_a_market_with_a_host_needs_no_prefix_there_in_its_first_language() -> None:
    views = localization.views_of(
        [
            PlannedMarket("my", ("MY",), ("en", "ms"), is_primary=True),
            PlannedMarket("de", ("DE",), ("de", "en"), position=1, host="shop.de"),
        ]
    )
    assert [(view.host, view.prefix, view.name) for view in views] == [
        ("", "", ""), ("", "/ms-my", "/ms-my"), ("shop.de", "", "/de-de"), ("shop.de", "/en-de", "/en-de")
    ]  # fmt: skip
    found = localization.view_by_prefix
    assert found(views, "/x") == (views[0], "/x")
    assert found(views, "/x", host="shop.de") == (views[2], "/x")
    assert found(views, "/de-de/x") == found(views, "/de-de/x", host="shop.de") == (views[2], "/x")
    assert found(views, "/en-de", host="shop.de") == (views[3], "/")
    assert found(views, "/ms-my", host="shop.de") == (views[1], "/")


@pytest.mark.parametrize(
    ("path", "prefix", "rest"),
    [
        ("/", "", "/"),
        ("/zh-hans-cn", "/zh-hans-cn", "/"),
        ("/zh-hans-cn/", "/zh-hans-cn", "/"),
        ("/zh-hans-cn/products/a", "/zh-hans-cn", "/products/a"),
        ("/products/zh-hans-cn", "", "/products/zh-hans-cn"),
        ("/en-my/products/a", "", "/en-my/products/a"),
        ("/en-us/", "", "/en-us/"),
        ("/ZH-HANS-CN/", "", "/ZH-HANS-CN/"),
        ("/ms-my//x", "/ms-my", "//x"),
        ("//ms-my", "", "//ms-my"),
    ],
)
def test_the_first_segment_says_the_view(path: str, prefix: str, rest: str) -> None:
    view, within = localization.view_by_prefix(a_shop(), path)
    assert (view.prefix, within) == (prefix, rest)


LANGUAGES = ["en", "ms", "zh-Hans", "zh-Hant", "ru", "ar", "de", "fr", "pt-BR", "es-419", "sr-Latn", "fil"]
HANDLES = st.from_regex(r"[a-z][a-z0-9]{1,19}", fullmatch=True)


@st.composite
def shops(draw: st.DrawFn) -> tuple[View, ...]:
    handles = draw(st.lists(HANDLES, min_size=1, max_size=6, unique=True))
    return localization.views_of(
        PlannedMarket(
            handle,
            tuple(draw(st.lists(st.sampled_from(["MY", "CN", "DE"]), min_size=1, unique=True))),
            tuple(draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True))),
            position=place,
            is_primary=place == 0,
        )
        for place, handle in enumerate(handles)
    )


@given(shops(), st.sampled_from(["", "/", "/products/a", "/en-eu", "//"]))
def test_every_prefix_leads_back_to_its_own_view(views: tuple[View, ...], rest: str) -> None:
    assert len({view.prefix for view in views}) == len(views)
    for view in views:
        assert localization.view_by_prefix(views, (view.prefix + rest) or "/")[0] in (view, views[0])
        if view.prefix:
            assert localization.view_by_prefix(views, view.prefix + rest) == (view, rest or "/")


@given(st.sampled_from(LANGUAGES), HANDLES)
def test_no_prefix_is_a_page_of_the_shop(language: str, handle: str) -> None:
    assert localization.view_prefix(language, handle)[1:] not in RESERVED_SEGMENTS


@given(shops(), st.sampled_from(sorted(RESERVED_SEGMENTS)))
def test_a_page_of_the_shop_is_never_taken_for_a_prefix(views: tuple[View, ...], segment: str) -> None:
    assert localization.view_by_prefix(views, f"/{segment}/x") == (views[0], f"/{segment}/x")
