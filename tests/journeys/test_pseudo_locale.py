"""In the made-up language en-XA every word of the interface stands between brackets, on every kind of page.

The shops' own texts are brought in as a translation that has brackets, too. What is left without was written into the
code or a theme where no translator finds it. Left out: names, and what Unicode CLDR writes (prices, dates, countries).
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from storefront import addresses, localization, translations
from storefront.provision.demo_files import DemoShop, demo_shops
from storefront.shop.routes import VIEW_ROUTES
from storefront.translations import Entry
from tenants import lifecycle
from tenants.isolation import Database, bind_tenant
from tenants.zones import load_zone
from tests import pseudo
from tests.journeys.checkout_form import ADDRESSES, fill
from tests.journeys.conftest import served
from tests.zone import zone_settings
from themes.engine import PSEUDO_LANGUAGES

VIEW = "/en-xa-my"
SHOPS = demo_shops()
ZONE = load_zone()
KINDS = [pattern for pattern, _ in VIEW_ROUTES]
# Text by block, since a message may hold markup and spans its inline elements; then what only attributes say.
_WORDS = """() => {
    const skipped = "script, style, template, svg, option[lang], [lang]:not(html)";
    const block = each => {
        while (each.parentElement && getComputedStyle(each).display.startsWith("inline")) each = each.parentElement;
        return each;
    };
    const blocks = new Map(), found = [];
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.closest(skipped)) continue;
        const home = block(parent);
        blocks.set(home, (blocks.get(home) ?? "") + walker.currentNode.data);
    }
    found.push(...blocks.values());
    for (const each of document.querySelectorAll("*")) {
        if (each.closest("[lang]:not(html)")) continue;
        for (const name of ["alt", "title", "placeholder", "aria-label", "aria-description"])
            if (each.getAttribute(name)) found.push(each.getAttribute(name));
    }
    found.push(document.querySelector("meta[name=description]")?.content ?? "");
    return found;
}"""
_SPILL = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_LINKS = "() => [...document.links].map(each => each.pathname + each.search)"


@pytest.fixture(scope="module")
def pseudo_port(worker_name: str) -> Iterator[int]:
    """The zone with made-up languages, its shops' texts translated to one of them."""
    settings = zone_settings(f"pseudo_{worker_name}").model_copy(update={"pseudo_locales": True})
    database = Database(settings)
    for files in SHOPS:
        with database.platform() as session:
            tenant_id = int(lifecycle.tenant_by_slug(session, files.shop.slug).id or 0)
            bind_tenant(session, tenant_id)
            units = translations.units(session, tenant_id, "en-XA")
            entries = [Entry(unit.id, unit.source, pseudo.bracketed(unit.source)) for unit in units]
            translations.import_translations(session, tenant_id, language="en-XA", entries=entries)
    database.close()
    with served(settings) as port:
        yield port


def names_of(files: DemoShop) -> list[str]:
    """What is nobody's to translate, the longest first."""
    shop = files.shop
    names = {shop.name, shop.email, *(each.author for each in files.documents)}
    for product in files.products:
        names |= {product.vendor, product.sku, *(variant.sku for variant in product.variants)}
        names.add(localization.territory_name(product.origin_country or "", "en"))
    for market in (ZONE.market(form.handle) for form in shop.markets):
        names |= {market.names["en"], market.currency}
        names |= {localization.territory_name(country, "en") for country in market.countries}
    for point in files.deliveries.pickup:
        names |= {part for value in point.address.values() for part in (value, value.upper())}
    names |= {localization.territory_name(country, "en") for country in localization.countries()}
    names |= {region.label for region in addresses.regions(ZONE.country, "en")}
    names |= {localization.autonym(language) for language in (*shop.languages, *PSEUDO_LANGUAGES)}
    return sorted(filter(None, names))


def untranslated(page: Page, names: list[str]) -> list[str]:
    return pseudo.untranslated(page.evaluate(_WORDS), names)


@pytest.mark.parametrize("files", SHOPS, ids=[files.shop.slug for files in SHOPS])
def test_every_word_of_every_kind_of_page_can_be_translated(
    files: DemoShop, browser: Browser, pseudo_port: int
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    host = f"http://{files.shop.slug}.localhost:{pseudo_port}"
    names, found, spilling = names_of(files), {}, []
    kinds = one_of_each(page, host)
    for kind, path in {**kinds, "error": f"{VIEW}/nothing-here"}.items():
        page.goto(host + path)
        if plain := untranslated(page, names):
            found[kind] = plain
        if page.evaluate(_SPILL) > 0:
            spilling.append(kind)
    context.close()
    assert kinds.keys() == set(KINDS)
    assert (found, spilling) == ({}, [])


def test_a_made_up_language_reads_from_the_right(browser: Browser, pseudo_port: int) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for files in SHOPS:
        page.goto(f"http://{files.shop.slug}.localhost:{pseudo_port}/ar-xb-my")
        assert page.evaluate("() => [document.documentElement.lang, document.documentElement.dir]") == ["ar-XB", "rtl"]
        assert page.evaluate(_SPILL) <= 0
    context.close()


def test_the_test_sees_a_word_that_was_written_into_a_page(browser: Browser, pseudo_port: int) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://{SHOPS[0].shop.slug}.localhost:{pseudo_port}{VIEW}/")
    names = names_of(SHOPS[0])
    assert untranslated(page, names) == []
    page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<p>Buy now <b>⟦x⟧</b></p><img alt=Photo>')")
    page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<p lang=ms>Beli</p><p>MYR 12.90</p>')")
    assert untranslated(page, names) == ["Buy now", "Photo"]
    context.close()


def one_of_each(page: Page, host: str) -> dict[str, str]:
    """An address of each kind of page, found by following links from the home page."""
    patterns = {kind: re.compile(re.sub(r"\{[^}]*\}", "[^/]+", kind)) for kind in KINDS}
    found: dict[str, str] = {}
    waiting = [f"{VIEW}/", f"{VIEW}/search?q=a"]
    while waiting and len(found) < len(KINDS):
        path = waiting.pop(0)
        within = urlsplit(path).path.removeprefix(VIEW) or "/"
        kind = next((kind for kind, pattern in patterns.items() if pattern.fullmatch(within)), None)
        if kind is None or kind in found:
            continue
        found[kind] = path
        page.goto(host + path)
        waiting += [link for link in page.evaluate(_LINKS) if link.startswith(f"{VIEW}/")]
    return found


@pytest.mark.parametrize("files", SHOPS, ids=[files.shop.slug for files in SHOPS])
def test_every_word_of_a_visitors_own_pages_can_be_translated(
    files: DemoShop, browser: Browser, pseudo_port: int
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    host = f"http://{files.shop.slug}.localhost:{pseudo_port}"
    names = names_of(files)
    found = {path: opened(page, f"{host}{VIEW}{path}", names) for path in ("/cart", "/account", "/enquiry")}
    put_something_into_the_cart(page, host)
    found |= {f"{path} of goods": opened(page, f"{host}{VIEW}{path}", names) for path in ("/cart", "/checkout")}
    fill(page, ZONE.country)
    page.locator("button[value=order]").click()
    page.wait_for_url(re.compile("/checkout/pay/"))
    typed = list(ADDRESSES[ZONE.country].values())
    names += [*typed, *(each.upper() for each in typed), "buyer@example.com"]
    names += [region.label for region in addresses.regions(ZONE.country, "en")] + ["MALAYSIA"]
    found["payment"] = untranslated(page, names)
    page.locator("button[value=succeed]").click()
    page.wait_for_url(re.compile(f"{VIEW}/orders/"))
    found["order"] = untranslated(page, names)
    context.close()
    assert {path: plain for path, plain in found.items() if plain} == {}


def opened(page: Page, address: str, names: list[str]) -> list[str]:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200
    return untranslated(page, names)


def put_something_into_the_cart(page: Page, host: str) -> None:
    page.goto(f"{host}{VIEW}/collections/all?available=1")
    products = [link for link in page.evaluate(_LINKS) if link.startswith(f"{VIEW}/products/")]
    for link in dict.fromkeys(products):
        page.goto(host + link)
        button = page.locator("form.buy button[type=submit]")
        if button.count():
            button.first.click()
            expect(page.locator("[data-cart-count] [data-number]").first).not_to_be_empty()
            return
    raise AssertionError("nothing is in stock")
