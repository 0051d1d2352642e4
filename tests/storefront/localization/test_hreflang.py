import re

from hypothesis import given

from storefront import localization
from storefront.localization import View
from tests.storefront.localization.test_views import PlannedMarket, shops


def a_cluster(*markets: PlannedMarket) -> dict[str, str]:
    views = localization.views_of(markets)
    cluster = localization.hreflang_cluster([(view, f"https://a.example{view.prefix}/") for view in views])
    assert len(dict(cluster)) == len(cluster)
    return {code: url.removeprefix("https://a.example") for code, url in cluster}


MY = PlannedMarket("my", ("MY",), ("en", "ms"), is_primary=True)


def test_a_market_of_one_country_is_called_by_it() -> None:
    assert a_cluster(MY, PlannedMarket("cn", ("CN",), ("zh-Hans",))) == {
        "en-MY": "/",
        "ms-MY": "/ms-my/",
        "zh-Hans-CN": "/zh-hans-cn/",
        "x-default": "/",
    }


def test_of_several_countries_in_one_language_the_first_also_stands_for_the_language() -> None:
    assert a_cluster(MY, PlannedMarket("gb", ("GB",), ("en",), position=1)) == {
        "en": "/",
        "en-MY": "/",
        "en-GB": "/en-gb/",
        "ms-MY": "/ms-my/",
        "x-default": "/",
    }


def test_a_group_of_countries_stands_for_the_language_and_a_second_one_lists_its_countries() -> None:
    europe = PlannedMarket("eu", ("DE", "FR"), ("en", "de"), position=1)
    gulf = PlannedMarket("mena", ("AE", "SA"), ("ar", "en"), position=2)
    assert a_cluster(MY, europe, gulf) == {
        "en": "/en-eu/",
        "en-MY": "/",
        "en-AE": "/en-mena/",
        "en-SA": "/en-mena/",
        "ms-MY": "/ms-my/",
        "de": "/de-eu/",
        "ar": "/ar-mena/",
        "x-default": "/",
    }


def test_a_page_with_no_other_version_has_no_cluster() -> None:
    assert a_cluster(PlannedMarket("my", ("MY",), ("en",), is_primary=True)) == {}
    assert localization.hreflang_cluster([]) == ()


def test_without_the_primary_view_the_first_is_the_default() -> None:
    views = localization.views_of([MY, PlannedMarket("cn", ("CN",), ("zh-Hans",))])
    cluster = localization.hreflang_cluster([(view, f"https://a.example{view.prefix}") for view in views[1:]])
    assert cluster[-1] == ("x-default", "https://a.example/ms-my")


def test_a_region_in_the_language_gives_way_to_the_country_of_the_market() -> None:
    codes = a_cluster(MY, PlannedMarket("us", ("US",), ("pt-BR",), position=1))
    assert codes["pt-US"] == "/pt-br-us/"


@given(shops())
def test_codes_are_valid_and_each_is_there_once(views: tuple[View, ...]) -> None:
    pages = [(view, f"https://a.example{view.prefix}/") for view in views]
    cluster = localization.hreflang_cluster(pages)
    assert bool(cluster) is (len(views) > 1)
    codes = [code for code, _ in cluster]
    assert len(set(codes)) == len(codes)
    for code, url in cluster:
        assert code == "x-default" or re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", code)
        assert url in {each for _, each in pages}
