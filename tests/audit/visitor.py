"""Somebody with a browser of their own in one view of a shop, who takes down the pages that they meet."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page

from tests.audit.zone import Answer, AuditedPage, Place

_KEPT_HEADERS = ("content-type", "content-language", "content-security-policy")


@dataclass(frozen=True, slots=True)
class Visitor:
    place: Place
    page: Page

    @property
    def root(self) -> str:
        """The address of the view, without a slash at its end."""
        return self.place.root

    def open(self, path: str) -> Page:
        """A page of the view, open."""
        self.page.goto(self.root + path)
        return self.page

    def seen(self, kind: str, url: str = "") -> AuditedPage:
        """A page to look at, as this visitor gets it: the one that is open, or the one at an address."""
        jar = self.page.context.cookies(self.root)
        cookies = "; ".join(f"{each['name']}={each['value']}" for each in jar)
        return AuditedPage(self.place.theme, self.place.view, kind, url or self.page.url, cookies)

    def answered(self, kind: str, button: Locator) -> AuditedPage:
        """The page that a form is answered with. It is kept as it came: to ask again would send the form again."""
        with self.page.expect_navigation() as navigation:
            button.click()
        response = navigation.value
        headers = {name: value for name, value in response.headers.items() if name in _KEPT_HEADERS}
        page = self.seen(kind, response.url)
        return AuditedPage(
            page.theme, page.view, kind, page.url, page.cookies, Answer(response.status, headers, response.body())
        )

    def first_product(self) -> None:
        """Open the first product of the shop that is to be had."""
        self.open("/collections/all")
        base = urlsplit(self.root).path
        links = self.page.locator(f"a[href^='{base}/products/']").evaluate_all(
            "all => [...new Set(all.map((one) => one.href))]"
        )
        for link in links:
            self.page.goto(link)
            if self.page.locator("form[data-buy] button[type=submit]").count():
                return
        raise RuntimeError(f"nothing is to be had at {self.root}")

    def token(self, url: str) -> str:
        """The last part of an address, without its query."""
        return re.split("[?#]", url)[0].rsplit("/", 1)[1]


@contextlib.contextmanager
def visitor(browser: Browser, place: Place) -> Iterator[Visitor]:
    context = browser.new_context()
    context.add_init_script("localStorage.setItem('view-chosen', '1')")  # no other language is offered in the way
    try:
        yield Visitor(place, context.new_page())
    finally:
        context.close()
