"""Trade data, taxes and law are kept from a phone on which no script arrives; shoppers read what came of it."""

import re

from playwright.sync_api import Page
from sqlalchemy import text

from storefront import catalog
from storefront.provision.demo_files import demo_shops
from tenants import lifecycle
from tenants.isolation import Database
from tests.journeys.conftest import Visitor
from tests.zone import CREDENTIALS

SHOP = "seri-batik"
WARNING = "Von Feuer fernhalten."


def signed_in(visitor: Visitor, path: str) -> Page:
    owner = next(each.shop for each in demo_shops() if each.shop.slug == SHOP).owner_email
    page = visitor.open("admin", f"/shops/{SHOP}{path}")
    page.fill("[name=email]", owner)
    page.fill("[name=password]", CREDENTIALS.shop_password)
    page.locator("main button").click()
    page.wait_for_url(re.compile(f"/shops/{SHOP}{path}$"))
    return page


def is_within_the_screen(page: Page) -> bool:
    """Nothing has to be pushed sideways, but tables that say so."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def save(page: Page) -> None:
    page.locator("main form button.button").last.click()


def test_a_warning_is_kept_from_a_phone_and_read_by_shoppers_of_the_union(
    without_script: Visitor, zone_database: Database
) -> None:
    with zone_database.platform() as session:
        tenant_id = lifecycle.tenant_by_slug(session, SHOP).id or 0
    with zone_database.tenant(tenant_id) as session:
        product = next(each for each in catalog.trade_products(session, ["en"], page=(None, 50)) if each.is_complete)
    page = signed_in(without_script, "/products")
    assert is_within_the_screen(page)
    page = without_script.open("admin", f"/shops/{SHOP}/products/{product.id}")
    assert is_within_the_screen(page)
    page.fill("[name=hs_code]", "12")
    page.fill("[name='warning-de']", WARNING)
    save(page)
    assert "A customs code has 6, 8, 10 or 12 digits" in page.locator("#hs_code-fault").inner_text()
    assert page.input_value("[name='warning-de']") == WARNING
    without_script.was_refused()
    page.fill("[name=hs_code]", product.hs_code or "")
    save(page)
    assert page.get_by_role("status").inner_text() == "Saved."
    handle = page_handle(zone_database, tenant_id, product.id)
    shown = without_script.open(SHOP, f"/de-eu/products/{handle}")
    assert f"Sicherheit: {WARNING}" in shown.locator("main").inner_text()
    page = without_script.open("admin", f"/shops/{SHOP}/products/{product.id}")
    page.fill("[name='warning-de']", "")
    save(page)
    assert WARNING not in without_script.open(SHOP, f"/de-eu/products/{handle}").locator("main").inner_text()


def page_handle(database: Database, tenant_id: int, product_id: int) -> str:
    asked = text("select handle from product_text where product_id = :id and language = 'de'")
    with database.tenant(tenant_id) as session:
        handle: str = session.execute(asked, {"id": product_id}).scalar_one()
    return handle


def test_a_rate_of_ones_own_is_set_in_arabic_from_a_phone_and_ends(without_script: Visitor) -> None:
    page = signed_in(without_script, "/selling")
    page.select_option("[name=language]", "ar")
    page.locator("footer button").click()
    page = without_script.open("admin", f"/shops/{SHOP}/selling")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert is_within_the_screen(page)
    names = page.locator(".list__main").all_inner_texts()
    assert "ألمانيا" in names
    page = without_script.open("admin", f"/shops/{SHOP}/selling/DE")
    assert is_within_the_screen(page)
    page.locator("summary", has_text="إضافة معدل").click()
    page.fill("[name=tariff-code]", "6214")
    page.fill("[name=tariff-rate]", "١٢٫٥")
    page.locator("button[value=tariff]").click()
    assert page.locator("#tariff-reason-fault").inner_text() == "هذا مطلوب."
    assert page.input_value("[name=tariff-rate]") == "١٢٫٥"
    without_script.was_refused()
    page.fill("[name=tariff-reason]", "Our broker")
    page.locator("button[value=tariff]").click()
    assert "Our broker" in page.locator("section[aria-labelledby=tariff]").inner_text()
    page.locator("button[value=end-tariff]").click()
    assert "Our broker" not in page.locator("section[aria-labelledby=tariff]").inner_text()
