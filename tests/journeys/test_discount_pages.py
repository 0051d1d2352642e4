"""A merchant makes a discount on a phone without JavaScript; a shopper's cart has it, until it is stopped."""

import re
from urllib.parse import urlencode

from storefront.provision.demo_files import demo_shops
from tenants.isolation import Database
from tests.journeys.conftest import Visitor
from tests.journeys.test_buying import into_the_cart
from tests.zone import CREDENTIALS

SHOP = "timah-rotan"
CODE = "TWELVE"


def test_a_code_made_on_a_phone_is_had_in_the_cart_until_it_is_stopped(
    without_script: Visitor, visitor: Visitor, zone_database: Database
) -> None:
    owner = next(each.shop for each in demo_shops() if each.shop.slug == SHOP).owner_email
    page = without_script.open("admin", f"/sign-in?{urlencode({'next': f'/shops/{SHOP}/discounts'})}")
    page.fill("[name=email]", owner)
    page.fill("[name=password]", CREDENTIALS.shop_password)
    page.locator("main button").click()
    page.get_by_role("link", name="Per cent off", exact=True).click()
    page.get_by_label("Code").fill(CODE.lower())
    page.get_by_role("button", name="Save").click()
    assert page.locator("[aria-invalid]").get_attribute("id") == "percent_off"
    assert page.get_by_label("Code").input_value() == CODE.lower()
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    without_script.was_refused()
    page.get_by_label("Per cent off").fill("12")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(f"/shops/{SHOP}/discounts$"))

    cart = into_the_cart(visitor, zone_database, SHOP, "")
    visitor.open(SHOP, "/cart")
    cart.fill("#cart-code", CODE)
    cart.press("#cart-code", "Enter")
    cart.get_by_text("After discounts").wait_for()
    page.get_by_role("link", name=CODE).click()
    page.get_by_role("button", name="Stop the discount").click()
    assert "Stopped" in page.locator("h1").inner_text()
    visitor.open(SHOP, "/cart")
    cart.get_by_text("There is no such code.").wait_for()
    assert cart.get_by_text("After discounts").count() == 0
