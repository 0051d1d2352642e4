import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import localization

SHOP = ["en", "ms", "zh-Hans", "ru", "ar", "de", "fr"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("DE-at", "de"),
        ("de-CH-1996", "de"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG,en;q=0.8", "zh-Hans"),
        ("zh-MY", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-Hans-MY", "zh-Hans"),
        ("ja, fr;q=0.3, de;q=0.7", "de"),
        ("fr;q=0.5, de;q=0.5", "fr"),
        ("de;q=0, fr;q=0.1", "fr"),
        ("de-DE;q=0, de;q=0.5", "de"),
        ("de;q=0, de-AT", "en"),
        ("en;q=0, de;q=0.2", "de"),
        ("*", "en"),
        ("ja, *;q=0.5", "en"),
        ("de;q=1.5, fr;q=0.2", "fr"),
        ("de;q=x, fr", "fr"),
        ("de;q=0.1234, fr;q=0.1", "fr"),
        ("d!e, fr;q=0.1", "fr"),
        ("ms-Arab", "ms"),
        ("in, ms;q=0.5", "ms"),
        ("x-klingon, ru", "ru"),
        ("de-x-private", "de"),
        ("de-DE-u-co-phonebk", "de"),
        (",,;;q=,\x00, fr ; q=0.9", "fr"),
        ("a" * 100_000, "en"),
        ("yue", "en"),
    ],
)
def test_a_browser_is_offered_what_it_asks_for(header: str, language: str) -> None:
    assert localization.negotiated_language(header, SHOP, "en") == language


@pytest.mark.parametrize(
    ("header", "available", "language"),
    [
        ("zh-TW", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-HK", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh-MO", ["zh", "zh-Hant"], "zh-Hant"),
        ("zh-TW", ["en", "zh-TW"], "zh-TW"),
        ("zh-HK", ["en", "zh-TW", "zh-HK"], "zh-HK"),
        ("zh-Hant", ["en", "zh-TW"], "zh-TW"),
        ("zh-TW", ["en", "zh-Hans"], "en"),
        ("zh-TW", ["en", "zh"], "zh"),
        ("pt", ["pt-PT", "pt-BR"], "pt-BR"),
        ("pt-PT", ["pt-BR", "pt-PT"], "pt-PT"),
        ("pt-AO", ["pt-BR", "pt-PT"], "pt-BR"),
        ("pt-PT", ["en", "pt-BR"], "pt-BR"),
        ("en-GB", ["fr", "en-US", "en-GB"], "en-GB"),
        ("sr-Latn", ["sr", "sr-Latn"], "sr-Latn"),
        ("sr-ME", ["sr", "sr-Latn"], "sr-Latn"),
        ("iw-IL", ["en", "he"], "he"),
        ("in", ["en", "id"], "id"),
        ("tl", ["en", "fil"], "fil"),
        ("no", ["en", "nb"], "nb"),
        ("he", ["en", "iw"], "iw"),
    ],
)
def test_script_decides_before_region_and_order(header: str, available: list[str], language: str) -> None:
    assert localization.negotiated_language(header, available, available[0]) == language


@given(st.text(max_size=200))
def test_any_header_gets_one_of_the_shops_languages(header: str) -> None:
    assert localization.negotiated_language(header, SHOP, "en") in SHOP


@given(st.sampled_from(SHOP), st.lists(st.sampled_from(["ja", "ko", "th", "sw"]), max_size=4))
def test_languages_that_the_shop_lacks_change_nothing(language: str, others: list[str]) -> None:
    header = ",".join([*others, f"{language};q=0.1"])
    assert localization.negotiated_language(header, SHOP, "en") == language
