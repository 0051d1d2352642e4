"""A visitor's own pages on the way to an order and after it: cart, checkout, payment, and orders in each state."""

import re
from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from tests.audit.backstage import Backstage
from tests.audit.visitor import Visitor, visitor
from tests.audit.zone import AuditedPage, Place
from tests.journeys.checkout_form import fill

BUYER = "buyer@example.com"
_NO_QUANTITY = "many"


def visited(browser: Browser, place: Place, staff: Backstage) -> Iterator[AuditedPage]:
    """One buys, has goods sent, thinks better of others and stops at a payment; another stops at the checkout."""
    with visitor(browser, place) as buyer:
        yield from _bought(buyer)
        yield from _sent_in_part(buyer, staff)
        yield from _withdrawn_or_cancelled(buyer)
        yield from _without_payment(buyer)
    with visitor(browser, place) as undecided:
        yield from _left_at_the_checkout(undecided)


def _bought(buyer: Visitor) -> Iterator[AuditedPage]:
    _buy(buyer)
    _pay(buyer.page)
    yield buyer.seen("order")


def _sent_in_part(buyer: Visitor, staff: Backstage) -> Iterator[AuditedPage]:
    """And something is to go back of it, but nothing was chosen. Where nothing may, there is no such form."""
    _buy(buyer)
    _pay(buyer.page)
    staff.send_one(buyer.place, buyer.token(buyer.page.url))
    buyer.page.reload()
    yield buyer.seen("order-sent-in-part")
    form = buyer.page.locator("details:has(button[value=return])")
    if form.count():
        form.locator("summary").click()
        form.locator("form").evaluate("form => { form.noValidate = true; }")
        yield buyer.answered("order-return-refused", form.locator("button[value=return]"))


def _buy(buyer: Visitor) -> None:
    """Two of the first product, as far as the payment."""
    _put_two_into_the_cart(buyer)
    fill(buyer.open("/checkout"), buyer.place.country)
    buyer.page.locator("button[value=order]").click()
    buyer.page.wait_for_url(re.compile("/checkout/pay/"))


def _pay(page: Page) -> None:
    page.locator("button[value=succeed]").click()
    page.wait_for_url(re.compile("/orders/"))


def _put_two_into_the_cart(buyer: Visitor) -> None:
    buyer.first_product()
    for _ in range(2):
        button = buyer.page.locator("form[data-buy] button[type=submit]").first
        with buyer.page.expect_response(lambda each: each.request.method == "POST"):
            button.click()


def _without_payment(buyer: Visitor) -> Iterator[AuditedPage]:
    _buy(buyer)
    yield buyer.seen("payment")
    yield buyer.seen("payment-confirmed", f"{buyer.page.url}?step=confirm")
    yield buyer.seen("order-unpaid", buyer.page.locator("a[href*='/orders/']").evaluate("each => each.href"))


def _withdrawn_or_cancelled(buyer: Visitor) -> Iterator[AuditedPage]:
    """Where the law gives a right to withdraw, it is used; elsewhere the order is cancelled."""
    _buy(buyer)
    _pay(buyer.page)
    withdraw = buyer.page.locator("details:has(button[value=withdraw])")
    if withdraw.count():
        withdraw.locator("summary").click()
        yield buyer.answered("order-withdrawing", withdraw.locator("button[value=withdraw]"))
        with buyer.page.expect_navigation():
            buyer.page.locator("button[value=confirm-withdrawal]").click()
        yield buyer.seen("order-withdrawn")
        return
    cancel = buyer.page.locator("details:has(button[value=cancel])")
    cancel.locator("summary").click()
    with buyer.page.expect_navigation():
        cancel.locator("button[value=cancel]").click()
    yield buyer.seen("order-cancelled")


def _left_at_the_checkout(undecided: Visitor) -> Iterator[AuditedPage]:
    _put_two_into_the_cart(undecided)
    page = undecided.open("/cart")
    yield undecided.seen("cart")
    shared = page.locator("#cart-share").input_value()
    yield AuditedPage(undecided.place.theme, undecided.place.view, "cart-shared", shared)
    page.locator(".line__quantity").first.fill(_NO_QUANTITY)
    yield undecided.answered("cart-refused", page.locator(".cart__update button"))
    page = undecided.open("/cart")
    page.fill("#cart-code", "NO-SUCH-CODE")
    yield undecided.answered("cart-code-refused", page.locator(".sums__give button"))
    page = undecided.open("/checkout")
    yield undecided.answered("checkout-refused", page.locator("button[value=order]"))
    fill(undecided.open("/checkout"), undecided.place.country)
    yield undecided.seen("checkout")
    token = page.locator("form[data-once] input[name=token]").input_value()
    for kind, path in (("checkout-left", "/checkout/resume/"), ("reminders", "/account/stop/")):
        yield AuditedPage(undecided.place.theme, undecided.place.view, kind, f"{undecided.root}{path}{token}")
    page = undecided.open(f"/account/stop/{token}")
    yield undecided.answered("reminders-stopped", page.locator("main form button"))
    yield undecided.seen("reminders-gone", f"{undecided.root}/account/stop/gone")
