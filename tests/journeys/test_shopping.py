"""What shoppers do before they buy: look, search, narrow, choose, change language; with and without JavaScript."""

import re

from playwright.sync_api import Page

from tests.journeys.conftest import Visitor


def heading(page: Page) -> str:
    return page.locator("h1").inner_text().strip()


def test_a_shopper_searches_and_opens_what_was_found(without_script: Visitor) -> None:
    page = without_script.open("seri-batik", "/search?q=silk")
    found = page.locator("main a[href*='/products/']").first
    name = found.inner_text().strip().splitlines()[0]
    found.click()
    assert "/products/" in page.url
    assert name.lower() in page.locator("main").inner_text().lower()


def test_a_typing_error_still_finds(without_script: Visitor) -> None:
    page = without_script.open("seri-batik", "/search?q=shwal")
    assert page.locator("main a[href*='/products/']").count() > 0


def test_chinese_is_found_without_spaces(without_script: Visitor) -> None:
    page = without_script.open("rempah-raya", "/zh-hans-cn/search?q=胡椒")
    assert page.locator("main a[href*='/products/']").count() > 0


def test_a_list_is_narrowed_and_widened_again_without_script(without_script: Visitor) -> None:
    page = without_script.open("seri-batik", "/collections/all?.size=m&available=1")
    narrowed = page.locator("main a[href*='/products/']").count()
    assert narrowed > 0
    page = without_script.open("seri-batik", "/collections/all?.size=m&available=1&price_max=1")
    assert page.locator("main a[href*='/products/']").count() == 0


def test_another_variant_is_chosen_by_a_link(without_script: Visitor) -> None:
    page = without_script.open("seri-batik", "/collections/all?.size=m")
    page.locator("main a[href*='/products/']").first.click()
    choice = page.locator("main a[href*='size=']").first
    address = choice.get_attribute("href")
    choice.click()
    assert address
    assert page.url.endswith(address.partition("/products/")[2])


def test_asking_about_a_product_opens_a_mail_with_its_name(without_script: Visitor) -> None:
    page = without_script.open("seri-batik", "/collections/all")
    page.locator("main a[href*='/products/']").first.click()
    mail = page.locator("main a[href^='mailto:']").first.get_attribute("href") or ""
    assert mail.startswith("mailto:hello@seri-batik.example?subject=")


def test_the_same_product_in_another_language(without_script: Visitor) -> None:
    page = without_script.open("seri-batik", "/collections/all")
    page.locator("main a[href*='/products/']").first.click()
    english = heading(page)
    german = page.locator("a[hreflang^='de'], a[lang='de']").first.get_attribute("href") or ""
    assert re.search(r"/de-eu/products/", german), german
    page.goto(page.url.split("/products/")[0] + german)
    assert page.locator("html").get_attribute("lang") == "de"
    assert heading(page) != english
    assert "€" in page.locator("main").inner_text()


def test_the_keyboard_reaches_the_content_first(visitor: Visitor) -> None:
    page = visitor.open("seri-batik")
    page.keyboard.press("Tab")
    target = page.evaluate("() => document.activeElement.getAttribute('href')")
    assert target
    assert target.startswith("#")
    page.keyboard.press("Enter")
    assert page.url.endswith(target)
