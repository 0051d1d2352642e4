"""Each demo shop opens in each of its views, on a phone and on a desk: right direction, nothing spilling."""

import pytest

from storefront.localization import is_right_to_left
from storefront.provision.demo_files import demo_shops
from tests.journeys.conftest import Visitor

VIEWS = [
    (shop.shop.slug, "/" if (market, language) == (0, 0) else f"/{spoken.lower()}-{sold.handle}", spoken)
    for shop in demo_shops()
    for market, sold in enumerate(shop.shop.markets)
    for language, spoken in enumerate(sold.languages)
]
IDS = [f"{shop}{path}" for shop, path, _ in VIEWS]
_SPILL = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_BROKEN = "() => [...document.images].filter(each => each.complete && each.currentSrc && !each.naturalWidth).length"


@pytest.mark.parametrize(("shop", "path", "language"), VIEWS, ids=IDS)
def test_a_view_opens_on_a_phone_and_on_a_desk(
    visitor: Visitor, phone: Visitor, shop: str, path: str, language: str
) -> None:
    for window in (phone, visitor):
        page = window.open(shop, path)
        root = page.locator("html")
        assert root.get_attribute("lang") == language
        direction = "rtl" if is_right_to_left(language) else "ltr"
        assert page.evaluate("() => getComputedStyle(document.body).direction") == direction
        assert page.locator("h1").count() == 1
        assert page.evaluate(_SPILL) <= 0, f"{shop}{path} spills sideways"
        assert page.evaluate(_BROKEN) == 0, f"{shop}{path} has pictures that do not open"


def test_arabic_reads_from_the_right(visitor: Visitor) -> None:
    page = visitor.open("seri-batik", "/ar-mena")
    heading = page.locator("h1").bounding_box()
    assert heading
    assert heading["x"] + heading["width"] / 2 > page.viewport_size["width"] / 2  # type: ignore[index]
