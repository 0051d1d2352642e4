"""Buying from beginning to end in a real browser: each of the seven languages, each demo currency."""

import re
from html import unescape

import pytest
from playwright.sync_api import Page

from storefront import catalog, inventory, invoices, localization, notify, orders, payments, pricing, shipping
from storefront.audience import Audience
from storefront.documents import pdf
from storefront.localization import NewMarket
from storefront.orders import OrderState, PaymentState
from tenants import lifecycle
from tenants.isolation import Database
from tests.database import database_named
from tests.factories.payments import work_off
from tests.journeys.checkout_form import fill
from tests.journeys.conftest import Visitor

# Shop, view, where it goes.
TRIPS = [
    ("seri-batik", "", "MY"),
    ("rempah-raya", "", "MY"),
    ("rempah-raya", "/zh-hans-cn", "CN"),
    ("rempah-raya", "/ru-kz", "KZ"),
    ("seri-batik", "/ar-mena", "AE"),
    ("timah-rotan", "/de-eu", "DE"),
    ("seri-batik", "/fr-eu", "FR"),
    ("seri-batik", "/en-gb", "GB"),
    ("timah-rotan", "/en-us", "US"),
    ("seri-batik", "/en-jp", "JP"),
    ("seri-batik", "/ar-kw", "KW"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("shop", "prefix", "country"), TRIPS, ids=[f"{shop}{prefix}" for shop, prefix, _ in TRIPS])
def test_a_shopper_buys_with_a_phone(
    phone: Visitor, zone_database: Database, jobs_url: str, shop: str, prefix: str, country: str
) -> None:
    page = into_the_cart(phone, zone_database, shop, prefix)
    phone.open(shop, f"{prefix}/checkout")
    fill(page, country)
    total = page.locator("[data-part=review] .totals__row--total dd").inner_text()
    page.locator("button[value=order]").click()
    page.wait_for_url(re.compile("/checkout/pay/"))
    order = newest_order(zone_database, shop)
    view = view_of(zone_database, shop, prefix)
    assert localization.format_price(order.total, view.locale) == total
    promised = shelves(zone_database, shop, order)
    page.locator("button[value=succeed]").click()
    page.wait_for_url(re.compile(f"{prefix}/orders/{order.token}$"))
    paid = newest_order(zone_database, shop)
    assert (paid.id, paid.state, paid.payment_state) == (order.id, OrderState.PLACED, PaymentState.PAID)
    assert paid.books.kept == paid.total
    assert total in page.locator("main").inner_text()
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert paid.landed_cost, "what it costs at the door was worked out"
    all_agree(zone_database, jobs_url, shop, paid, view, total)
    [bought] = paid.lines
    on_hand, reserved = promised
    assert shelves(zone_database, shop, paid) == (on_hand - bought.quantity, reserved - bought.quantity)


def all_agree(
    database: Database, jobs_url: str, shop: str, order: orders.PlacedOrder, view: localization.View, total: str
) -> None:
    """The order, its parts, its ledger, its mails and its invoice tell of one sum, in the buyer's language."""
    parts, number = order.totals, tenant_id(database, shop)
    taken_off = parts.discount + parts.relief
    assert parts.goods - taken_off + parts.shipping + parts.tax + parts.duty + parts.handling == parts.total
    services = {"payments": payments.Providers(), "origin_of_shop": lambda slug, host: f"http://{slug}.localhost"}
    for prefix in ("checkout.", "invoices."):
        work_off(database, jobs_url, services, prefix=prefix)
    with database.tenant(number) as session:
        [placed] = [each for each in notify.mails_about(session, f"order/{order.id}") if each.kind == "order-placed"]
        [issued] = invoices.invoices_of_order(session, order.id)
        paper = invoices.invoice_paper(session, order.id, invoices.InvoiceKind.INVOICE, issued.number)
        session.expunge_all()
    assert (placed.language, total in placed.text, total in unescape(placed.html)) == (view.language, True, True)
    assert (paper.language, paper.amount_minor) == (view.language, order.total.amount_minor)
    assert total in [text for _, text in paper.totals]
    assert pdf(paper).startswith(b"%PDF-")


def shelves(database: Database, shop: str, order: orders.PlacedOrder) -> tuple[int, int]:
    """On hand, and of that promised, of what was ordered."""
    with database.tenant(tenant_id(database, shop)) as session:
        levels = inventory.levels(session, [line.variant_id for line in order.lines if line.variant_id])
    return sum(each.on_hand for each in levels), sum(each.reserved for each in levels)


def test_a_shopper_buys_without_script(without_script: Visitor, zone_database: Database) -> None:
    page = into_the_cart(without_script, zone_database, "seri-batik", "/de-eu")
    without_script.open("seri-batik", "/de-eu/checkout")
    page.select_option("#country", "DE")
    page.locator(".with-button:has(#country) button[value=update]").click()
    fill(page, "DE")
    page.locator("button[value=order]").click()
    page.locator("button[value=succeed]").click()
    order = newest_order(zone_database, "seri-batik")
    assert page.url.endswith(f"/de-eu/orders/{order.token}")
    assert (order.state, order.shipping_address["city"]) == (OrderState.PLACED, "Hamburg")


def test_a_declined_payment_is_tried_again_from_the_orders_page(visitor: Visitor, zone_database: Database) -> None:
    page = into_the_cart(visitor, zone_database, "seri-batik", "")
    visitor.open("seri-batik", "/checkout")
    fill(page, "MY")
    page.locator("button[value=order]").click()
    page.locator("button[value=decline]").click()
    order = newest_order(zone_database, "seri-batik")
    page.wait_for_url(re.compile(f"/orders/{order.token}$"))
    assert page.locator("h1").inner_text() == "Your payment did not go through"
    page.locator("button[value=pay]").click()
    page.locator("button[value=succeed]").click()
    page.wait_for_url(re.compile(f"/orders/{order.token}$"))
    assert page.locator("h1").inner_text() == "Thank you for your order"
    assert newest_order(zone_database, "seri-batik").books.charged == order.total


@pytest.fixture(scope="module")
def jobs_url(worker_name: str) -> str:
    """By which the jobs of the server's shops are run."""
    return database_named(f"journeys_{worker_name}").superuser_url


@pytest.fixture(scope="module", autouse=True)
def far_markets(zone_database: Database) -> None:
    """Where money has no decimals or three of them, and where Russian is spoken and cards are taken."""
    open_market(
        zone_database,
        "rempah-raya",
        NewMarket(handle="kz", countries=("KZ",), languages=("ru",), currency="KZT"),
        25_000_00,
    )
    open_market(
        zone_database, "seri-batik", NewMarket(handle="jp", countries=("JP",), languages=("en",), currency="JPY"), 7_900
    )
    open_market(
        zone_database,
        "seri-batik",
        NewMarket(handle="kw", countries=("KW",), languages=("ar",), currency="KWD"),
        12_500,
    )


def open_market(database: Database, shop: str, new: NewMarket, amount_minor: int) -> None:
    """A market in which everything costs the same, sent for a tenth of it."""
    number = tenant_id(database, shop)
    with database.tenant(number) as session:
        if any(each.handle == new.handle for each in localization.markets(session)):
            return
        [market] = localization.open_markets(session, number, [new])
        first = localization.views_of(localization.markets(session))[0]
        cards = catalog.newest(session, Audience(first.fallbacks, first.market_id), limit=5)
        pages = [
            catalog.product_by_handle(session, Audience(first.fallbacks, first.market_id), handle=each.handle)
            for each in cards
        ]
        market_id = market.id or 0
        prices = [
            pricing.NewPrice(variant.id, market_id, new.currency, amount_minor)
            for page in pages
            for variant in page.variants
        ]
        pricing.set_prices(session, number, prices)
        zones = shipping.zones(session)
        known = next((each for each in zones if set(new.countries) <= set(each.countries)), None)
        zone = known or shipping.add_zone(session, number, shipping.NewZone(name=new.handle, countries=new.countries))
        price = shipping.RatePrice(
            priced_by=shipping.PricedBy.FLAT, currency=new.currency, amount_minor=amount_minor // 10
        )
        rate = shipping.NewRate(zone_id=zone.id or 0, market_id=market_id, names={"en": "Post"}, price=price)
        shipping.add_rate(session, number, rate)


def into_the_cart(visitor: Visitor, database: Database, shop: str, prefix: str) -> Page:
    """Something that is to be had, by its page's own button."""
    view = view_of(database, shop, prefix)
    audience = Audience(view.fallbacks, view.market_id)
    with database.tenant(tenant_id(database, shop)) as session:
        cards = [each for each in catalog.newest(session, audience, limit=24) if each.is_available]
    page = visitor.open(shop, f"{prefix}/products/{cards[0].handle}")
    with page.expect_response(lambda each: each.url.endswith("/cart") and each.request.method == "POST"):
        page.locator("form[action$='/cart'] button[type=submit]").first.click()
    return page


def newest_order(database: Database, shop: str) -> orders.PlacedOrder:
    with database.tenant(tenant_id(database, shop)) as session:
        return orders.order_by_id(session, orders.orders_page(session, limit=1)[0].id)


def view_of(database: Database, shop: str, prefix: str) -> localization.View:
    with database.tenant(tenant_id(database, shop)) as session:
        views = localization.views_of(localization.markets(session))
    return next(each for each in views if each.prefix == prefix)


def tenant_id(database: Database, shop: str) -> int:
    with database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, shop)
    assert tenant is not None
    return tenant.id or 0
