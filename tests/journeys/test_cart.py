"""Putting things into a cart, changing and removing them: with and without JavaScript, in English and in Arabic."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor

WORDS = {
    "": ("Add to cart", "Your cart", "Update the cart", "Remove", "Your cart is empty"),
    "/ar-mena": ("أضف إلى السلة", "سلتك", "تحديث السلة", "إزالة", "سلتك فارغة"),
}


def to_a_product(visitor: Visitor, shop: str, prefix: str) -> Page:
    """The page of something that is in plenty, so that two can be had."""
    page = visitor.open(shop, f"{prefix}/collections/all?available=1")
    addresses = [each.get_attribute("href") or "" for each in page.locator("main a[href*='/products/']").all()]
    for address in dict.fromkeys(addresses):
        page = visitor.open(shop, address)
        if page.locator(".stock--in").count() and page.locator("form.buy").count():
            return page
    raise AssertionError("nothing is in stock")


@pytest.mark.parametrize("prefix", ["", "/ar-mena"])
def test_buying_without_script(without_script: Visitor, prefix: str) -> None:
    add, title, update, remove, empty = WORDS[prefix]
    page = to_a_product(without_script, "seri-batik", prefix)
    name = page.locator("h1").inner_text().strip()
    page.locator("form.buy").get_by_role("button", name=add).click()
    assert page.url.endswith(f"{prefix}/cart")
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".line__title")).to_have_text(name)
    before = page.locator(".sums__sum").inner_text()
    page.locator(".line__quantity").fill("٢" if prefix else "2")
    page.get_by_role("button", name=update).click()
    expect(page.locator(".line__quantity")).to_have_value("2")
    assert page.locator(".sums__sum").inner_text() != before
    page.locator(".line__quantity").fill("x")
    page.locator(".line__quantity").press("Enter")
    expect(page.locator(".line__error")).to_be_visible()
    expect(page.locator(".line__quantity")).to_have_value("x")
    without_script.was_refused()
    page.locator(".line").get_by_role("button", name=remove).click()
    expect(page.locator(".cart__lead")).to_have_text(empty)


@pytest.mark.parametrize("shop", ["seri-batik", "rempah-raya", "timah-rotan"])
def test_on_a_phone_buying_stays_in_reach_below_the_form(phone: Visitor, shop: str) -> None:
    page = to_a_product(phone, shop, "")
    bar, form = page.locator(".buybar"), page.locator("form.buy")
    form.evaluate("each => each.scrollIntoView({ block: 'center' })")
    expect(bar).to_be_hidden()
    form.evaluate("each => scrollBy(0, each.getBoundingClientRect().bottom + 10)")
    expect(form).not_to_be_in_viewport()
    expect(bar.get_by_role("button")).to_be_in_viewport(ratio=1)
    bar.get_by_role("button").click()
    expect(page.locator("[data-cart-count] [data-number]")).to_have_text("1")
    expect(page.locator("[data-said]")).to_be_in_viewport()


@pytest.mark.parametrize("prefix", ["", "/ar-mena"])
def test_buying_with_script_stays_on_the_page_and_counts(phone: Visitor, prefix: str) -> None:
    add, title, *_ = WORDS[prefix]
    page = to_a_product(phone, "seri-batik", prefix)
    address = page.url
    expect(page.locator("[data-cart-count]")).to_be_hidden()
    page.locator("#buy-quantity").fill("2")
    page.locator("form.buy").get_by_role("button", name=add).click()
    expect(page.locator("[data-cart-count] [data-number]")).to_have_text("2")
    expect(page.locator("[data-said]")).to_be_visible()
    assert page.url == address
    page.reload()
    expect(page.locator("[data-cart-count] [data-number]")).to_have_text("2")
    page.locator("a.bag").click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".line__quantity")).to_have_value("2")
    width = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 0


@pytest.mark.parametrize("shop", ["rempah-raya", "timah-rotan"])
def test_the_other_themes_sell_too(without_script: Visitor, shop: str) -> None:
    page = to_a_product(without_script, shop, "")
    page.locator(".buy__button").click()
    assert re.search(r"/cart$", page.url)
    expect(page.locator(".line")).to_have_count(1)


def test_another_variant_is_what_is_bought(visitor: Visitor) -> None:
    page = visitor.open("seri-batik", "/collections/all?.size=m&available=1")
    page.locator("main a[href*='/products/']").first.click()
    first = page.locator("input[name=variant]").get_attribute("value")
    other = page.locator("a[data-pick^='size:']:not([aria-current]):not(.pick__value--out)").first
    other.click()
    expect(page.locator("input[name=variant]")).not_to_have_value(first or "")
