"""The words that new shops begin with, in every language of the zone that ships with the product."""

import re

import html5lib
import pytest

from storefront.onboarding.starter import DOCUMENTS, languages_in_market
from storefront.onboarding.starter_texts import ShopFacts, menu_title, starter_text
from tenants.zones import load_zone

ZONE = load_zone()
HOME = dict(ZONE.market("my").names)
SHOP = ShopFacts('Sambal & "Sons" <Ipoh>', "a&b'c%d@sambal.example", HOME)


@pytest.mark.parametrize("language", ZONE.languages)
@pytest.mark.parametrize("key", [key for _, key in DOCUMENTS])
def test_every_starter_text_is_whole_in_every_language(key: str, language: str) -> None:
    words = starter_text(key, language, SHOP)
    shown = words.title + words.summary + words.body_html
    assert words.title
    assert words.summary
    assert len(words.summary) <= 300
    assert not re.search(r"[{}\[\]]|x0[A-Z]+0x|\]\(", shown)
    html5lib.HTMLParser(strict=True).parseFragment(words.body_html)


@pytest.mark.parametrize("language", ZONE.languages)
def test_a_shops_own_words_can_not_become_markup(language: str) -> None:
    body = starter_text("contact", language, SHOP).body_html
    assert "<bdi>Sambal &amp; &quot;Sons&quot; &lt;Ipoh&gt;</bdi>" in body
    assert 'href="mailto:a%26b%27c%25d@sambal.example"' in body
    assert "<bdi>a&amp;b&#x27;c%d@sambal.example</bdi>" in body


def test_a_shop_that_is_called_like_a_blank_is_still_called_so() -> None:
    shop = ShopFacts("{email} x0EMAIL0x", "a@b.example", HOME)
    assert "<bdi>{email} x0EMAIL0x</bdi>" in starter_text("about", "en", shop).body_html


@pytest.mark.parametrize("language", ZONE.languages)
def test_menus_have_titles_in_every_language(language: str) -> None:
    assert menu_title("home", language)
    assert menu_title("collections", language)


@pytest.mark.parametrize(
    ("market", "languages", "spoken"),
    [
        ("cn", ["ms", "zh-Hans", "en", "de"], ["zh-Hans", "en", "ms"]),
        ("mena", ["en", "ar"], ["ar", "en"]),
        ("gb", ["ms"], ["ms"]),
        ("eu", ["en", "fr", "de", "ru"], ["en", "de", "fr"]),
        ("us", ["en", "ru"], ["en"]),
    ],
)
def test_abroad_a_shop_speaks_what_is_read_there_and_its_own_language(
    market: str, languages: list[str], spoken: list[str]
) -> None:
    assert languages_in_market(ZONE.market(market), languages, is_primary=False) == spoken


def test_at_home_a_shop_speaks_all_its_languages_its_own_first() -> None:
    assert languages_in_market(ZONE.market("my"), ["en", "de", "ru"], is_primary=True) == ["en", "de", "ru"]
