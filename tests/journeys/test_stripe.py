"""Stripe in a browser: a merchant connects the shop, and shoppers pay on the hosted page, through the stand-in.

Afterwards order, books, stock and mails tell the same of each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from storefront import inventory, localization, notify, payments
from storefront.orders import OrderState, PaymentState, PlacedOrder
from storefront.provision.demo_files import demo_shops
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.database import database_named
from tests.factories.payments import work_off
from tests.journeys.checkout_form import fill
from tests.journeys.conftest import DESK, PHONE, Visitor, served, visiting
from tests.journeys.test_buying import into_the_cart, newest_order, tenant_id, view_of
from tests.storefront.payments.stripe_shop import stripe_settings
from tests.stripe_standin import Stripe, running_standin
from tests.zone import CREDENTIALS, zone_settings

pytestmark = pytest.mark.slow

SHOP = "seri-batik"
DECLINES, ASKS_FIRST = "4000 0000 0000 0002", "4000 0025 0000 3155"


@dataclass(frozen=True)
class Zone:
    """A zone of its own, paid through a stand-in that tells its webhook what happens."""

    settings: Settings
    database: Database
    stripe: Stripe
    port: int
    jobs_url: str

    def work(self) -> None:
        """Let every message arrive, and everything be done about them."""
        self.stripe.pull("settled")
        services = {
            "payments": payments.open_providers(self.settings),
            "origin_of_shop": lambda slug, host: f"http://{host or slug + '.localhost'}:{self.port}",
        }
        ran = ["at least once"]
        while ran:
            ran = [
                name
                for prefix in ("payments.", "checkout.")
                for name in work_off(self.database, self.jobs_url, services, prefix=prefix)
            ]

    def order(self) -> PlacedOrder:
        return newest_order(self.database, SHOP)

    def account(self) -> payments.PaymentAccount | None:
        with self.database.tenant(tenant_id(self.database, SHOP)) as session:
            return payments.find_account(session, payments.ProviderName.STRIPE)

    def payment(self, order: PlacedOrder) -> payments.Payment:
        with self.database.tenant(tenant_id(self.database, SHOP)) as session:
            return payments.payments_of_order(session, order.id)[-1]

    def mails(self, order: PlacedOrder) -> list[str]:
        with self.database.tenant(tenant_id(self.database, SHOP)) as session:
            return [each.kind for each in notify.mails_about(session, f"order/{order.id}")]

    def stock(self, variant_id: int) -> tuple[int, int]:
        """On the shelves, and of that promised."""
        with self.database.tenant(tenant_id(self.database, SHOP)) as session:
            levels = inventory.levels(session, [variant_id])
        return sum(each.on_hand for each in levels), sum(each.reserved for each in levels)


@pytest.fixture(scope="module")
def paid_zone(worker_name: str) -> Iterator[Zone]:
    name = f"stripe_journeys_{worker_name}"
    settings = zone_settings(name)
    with running_standin() as stripe:
        settings = stripe_settings(settings, stripe)
        with served(settings) as port:
            stripe.pull("delivery", url=f"http://127.0.0.1:{port}/webhooks/stripe", host="api.localhost")
            database = Database(settings)
            jobs_url = database_named(name).superuser_url
            yield Zone(settings.model_copy(update={"public_port": port}), database, stripe, port, jobs_url)
            stripe.pull("settled")
            database.close()


@pytest.fixture
def merchant(browser: Browser, paid_zone: Zone) -> Iterator[Visitor]:
    with visiting(browser, paid_zone.port, viewport=DESK) as visitor:
        yield visitor


@pytest.fixture
def shopper(browser: Browser, paid_zone: Zone) -> Iterator[Visitor]:
    """In a shop whose account takes payments."""
    account = payments.open_account(
        paid_zone.database,
        payments.open_providers(paid_zone.settings),
        tenant_id=tenant_id(paid_zone.database, SHOP),
    )
    paid_zone.stripe.pull("complete_account", account=account)
    paid_zone.work()
    with visiting(browser, paid_zone.port, viewport=PHONE, has_touch=True) as visitor:
        yield visitor


def test_a_merchant_connects_the_shop_and_comes_back(merchant: Visitor, paid_zone: Zone) -> None:
    owner = next(each.shop for each in demo_shops() if each.shop.slug == SHOP).owner_email
    page = merchant.open("admin", f"/shops/{SHOP}/payments")
    page.fill("[name=email]", owner)
    page.fill("[name=password]", CREDENTIALS.shop_password)
    page.locator("main button").click()
    page.wait_for_url(re.compile(f"/shops/{SHOP}/payments$"))
    page.get_by_role("button", name="Connect with Stripe").click()
    page.wait_for_url(re.compile(f"^{paid_zone.stripe.base}/setup/s/"))
    page.get_by_role("button", name="Later").click()
    page.wait_for_url(re.compile(f"/shops/{SHOP}/payments$"))
    assert "Your agreement to Stripe's terms" in page.locator("main").inner_text()
    page.get_by_role("button", name="Answer Stripe's questions").click()
    page.get_by_role("button", name="Answer everything").click()
    page.wait_for_url(re.compile(f"/shops/{SHOP}/payments$"))
    assert "Buyers can pay online, and Stripe pays out" in page.locator("main").inner_text()
    account = paid_zone.account()
    assert account is not None
    assert (account.takes_charges, account.pays_out) == (True, True)


def to_the_hosted_page(shopper: Visitor, zone: Zone, prefix: str, country: str) -> tuple[Page, PlacedOrder, str]:
    """Past the checkout's page; with the order that waits, and the total that the buyer was shown."""
    page = into_the_cart(shopper, zone.database, SHOP, prefix)
    shopper.open(SHOP, f"{prefix}/checkout")
    fill(page, country)
    total = page.locator("[data-part=review] .totals__row--total dd").inner_text()
    page.locator("button[value=order]").click()
    page.wait_for_url(re.compile(f"^{zone.stripe.base}/c/pay/"))
    order = zone.order()
    assert localization.format_price(order.total, view_of(zone.database, SHOP, prefix).locale) == total
    return page, order, total


def agrees(zone: Zone, order: PlacedOrder, before: tuple[int, int]) -> None:
    """The provider's charge, the order's books, the shelves and the mails tell of one sale."""
    zone.work()
    now, payment = zone.order(), zone.payment(order)
    assert (now.id, now.state, now.payment_state) == (order.id, OrderState.PLACED, PaymentState.PAID)
    assert (now.books.charged, now.books.kept, payment.amount) == (now.total, now.total, now.total)
    assert payment.charge_id.startswith("ch_")
    assert payment.fee is not None
    on_hand, reserved = zone.stock(order.lines[0].variant_id)
    assert (on_hand, reserved) == (before[0] - order.lines[0].quantity, before[1])
    assert zone.mails(order).count("order-placed") == 1


@pytest.mark.parametrize(("prefix", "country"), [("", "MY"), ("/de-eu", "DE")])
def test_a_card_is_charged_what_the_page_said(shopper: Visitor, paid_zone: Zone, prefix: str, country: str) -> None:
    page, order, total = to_the_hosted_page(shopper, paid_zone, prefix, country)
    on_hand, reserved = paid_zone.stock(order.lines[0].variant_id)
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    page.wait_for_url(re.compile(f"{prefix}/orders/{order.token}$"))
    assert total in page.locator("main").inner_text()
    agrees(paid_zone, order, (on_hand, reserved - order.lines[0].quantity))


def test_a_declined_card_is_followed_by_one_that_pays_once(shopper: Visitor, paid_zone: Zone) -> None:
    page, order, _total = to_the_hosted_page(shopper, paid_zone, "", "MY")
    on_hand, reserved = paid_zone.stock(order.lines[0].variant_id)
    page.fill("[name=card]", DECLINES)
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    page.get_by_role("alert").wait_for()
    paid_zone.work()
    assert paid_zone.order().state is OrderState.DRAFT
    assert paid_zone.stock(order.lines[0].variant_id) == (on_hand, reserved)
    page.fill("[name=card]", "4242 4242 4242 4242")
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    page.wait_for_url(re.compile(f"/orders/{order.token}$"))
    agrees(paid_zone, order, (on_hand, reserved - order.lines[0].quantity))


def test_a_bank_that_asks_first_is_answered_on_its_page(shopper: Visitor, paid_zone: Zone) -> None:
    page, order, _total = to_the_hosted_page(shopper, paid_zone, "", "MY")
    on_hand, reserved = paid_zone.stock(order.lines[0].variant_id)
    for answer in ("Refuse", "Confirm"):
        page.fill("[name=card]", ASKS_FIRST)
        page.get_by_role("button", name=re.compile("^Pay ")).click()
        page.get_by_role("button", name=answer).click()
    page.wait_for_url(re.compile(f"/orders/{order.token}$"))
    agrees(paid_zone, order, (on_hand, reserved - order.lines[0].quantity))


@pytest.mark.parametrize("arrives", [True, False])
def test_money_that_comes_days_later_holds_the_goods_until_it_is_known(
    shopper: Visitor, paid_zone: Zone, arrives: bool
) -> None:
    page, order, _total = to_the_hosted_page(shopper, paid_zone, "/de-eu", "DE")
    on_hand, reserved = paid_zone.stock(order.lines[0].variant_id)
    page.check("[value=sepa_debit]")
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    page.wait_for_url(re.compile(f"/de-eu/orders/{order.token}$"))
    assert page.locator("h1").inner_text() == "Zahlung unterwegs"
    paid_zone.work()
    payment = paid_zone.payment(order)
    assert payment.state == payments.PaymentState.PROCESSING
    assert paid_zone.stock(order.lines[0].variant_id) == (on_hand, reserved)
    paid_zone.stripe.pull("settle", account=payment.account_id, session=payment.session_id, succeeds=arrives)
    if arrives:
        agrees(paid_zone, order, (on_hand, reserved - order.lines[0].quantity))
        return
    paid_zone.work()
    assert (paid_zone.order().state, paid_zone.order().payment_state) == (OrderState.DRAFT, PaymentState.FAILED)
    assert paid_zone.order().books.charged.amount_minor == 0
    assert paid_zone.stock(order.lines[0].variant_id)[0] == on_hand
    assert "order-placed" not in paid_zone.mails(order)


def test_whoever_comes_back_without_paying_can_pay_from_the_orders_page(shopper: Visitor, paid_zone: Zone) -> None:
    page, order, _total = to_the_hosted_page(shopper, paid_zone, "", "MY")
    on_hand, reserved = paid_zone.stock(order.lines[0].variant_id)
    page.get_by_role("button", name="Back to the shop").click()
    page.wait_for_url(re.compile(f"/orders/{order.token}"))
    page.locator("button[value=pay]").click()
    page.wait_for_url(re.compile(f"^{paid_zone.stripe.base}/c/pay/"))
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    page.wait_for_url(re.compile(f"/orders/{order.token}$"))
    agrees(paid_zone, order, (on_hand, reserved - order.lines[0].quantity))
