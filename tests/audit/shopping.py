"""Pages that only a visitor of their own has: a filled cart, a checkout, a payment in play money, an order, an enquiry.

What takes a mail or a shop's answer is not among them: an account that is signed in, a quotation.
"""

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.audit.zone import VIEWS, AuditedPage
from tests.journeys.checkout_form import fill

KINDS = frozenset({"cart", "checkout", "payment", "order", "asked"})
_HOSTS = "--host-resolver-rules=MAP *.localhost 127.0.0.1"


def visited(port: int, program: str) -> Iterator[AuditedPage]:
    """For each theme and view: asks, buys and pays, buys and stops at the payment, and stops at the checkout."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", _HOSTS])
        for theme, (shop, views) in VIEWS.items():
            for view, country in views.items():
                context = browser.new_context()
                root = f"http://{shop}.localhost:{port}{view}"
                page = context.new_page()
                for kind, path in chain(_asked(page, root, country), _bought(page, root, country)):
                    yield AuditedPage(theme, view, kind, path, _cookies(context, root))
                context.close()
        browser.close()


def _asked(page: Page, root: str, country: str) -> Iterator[tuple[str, str]]:
    page.goto(f"{root}/enquiry")
    page.fill("#name", "Jana Vogel")
    page.fill("#email", "jana@example.com")
    page.fill("#message", "Forty of these, by March?")
    page.select_option("#country", country)
    page.locator("main form[data-once] button").click()
    page.wait_for_url(re.compile("/enquiries/"))
    yield "asked", page.url


def _bought(page: Page, root: str, country: str) -> Iterator[tuple[str, str]]:
    for ending in ("order", "payment", "checkout"):
        _put_into_the_cart(page, root)
        page.goto(f"{root}/checkout")
        if ending == "checkout":
            break
        fill(page, country)
        page.locator("button[value=order]").click()
        page.wait_for_url(re.compile("/checkout/pay/"))
        if ending == "order":
            page.locator("button[value=succeed]").click()
            page.wait_for_url(re.compile("/orders/"))
        yield ending, page.url
    yield "checkout", f"{root}/checkout"
    yield "cart", f"{root}/cart"


def _put_into_the_cart(page: Page, root: str) -> None:
    """The first product of the shop that is to be had."""
    page.goto(f"{root}/collections/all")
    base = urlsplit(root).path
    links = page.locator(f"a[href^='{base}/products/']").evaluate_all("all => [...new Set(all.map((one) => one.href))]")
    for link in links:
        page.goto(link)
        button = page.locator("form[data-buy] button[type=submit]").first
        if button.count():
            with page.expect_response(lambda each: each.request.method == "POST"):
                button.click()
            return
    raise RuntimeError(f"nothing is to be had at {root}")


def _cookies(context: BrowserContext, root: str) -> str:
    return "; ".join(f"{each['name']}={each['value']}" for each in context.cookies(root))
