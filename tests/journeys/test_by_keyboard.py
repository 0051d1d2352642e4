"""From the front page to the checkout's last button with nothing but a keyboard, in each theme and from right to left.

Each stop of the Tab key is looked at: it can be seen, it is marked, and the next press leaves it.
"""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.checkout_form import fill
from tests.journeys.conftest import Visitor

SHOPS = [("seri-batik", ""), ("rempah-raya", ""), ("timah-rotan", ""), ("seri-batik", "/ar-mena")]
MOST_STOPS = 260  # of the longest page, with all its links
# What has the focus: how it is known, whether it stands on the screen, and whether anything marks it.
_FOCUS = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    window.stops = window.stops ?? new Map();
    if (!window.stops.has(at)) window.stops.set(at, window.stops.size);
    const box = at.getBoundingClientRect();
    const outlined = (each, part) => {
      const style = getComputedStyle(each, part);
      return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    };
    const around = [];
    for (let each = at; each && each.id !== "main" && around.length < 6; each = each.parentElement) around.push(each);
    const shown = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth;
    return {
      name: `${at.localName}.${at.className} ${(at.textContent || at.ariaLabel || "").trim().slice(0, 40)}`,
      number: window.stops.get(at),
      shown,
      marked: outlined(at, "::after") || [...around, ...at.querySelectorAll("*")].some((each) => outlined(each))
        || getComputedStyle(at).boxShadow !== "none",
    };
}"""


def press_tab(page: Page) -> dict[str, object] | None:
    """One stop further. None at the end of the page, where the browser's own buttons would be."""
    page.keyboard.press("Tab")
    stop: dict[str, object] | None = page.evaluate(_FOCUS)
    if stop is not None and not stop["shown"]:  # it may be on its way
        page.wait_for_timeout(400)
        stop = page.evaluate(_FOCUS)
    if stop is not None:
        assert stop["shown"], f"{stop['name']} has the focus and is not on the screen of {page.url}"
        assert stop["marked"], f"nothing shows that {stop['name']} has the focus on {page.url}"
    return stop


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something that fits has the focus."""
    before = None
    for _ in range(MOST_STOPS):
        stop = press_tab(page)
        assert stop is None or stop["number"] != before, f"{stop['name']} does not let go of the focus"
        before = stop["number"] if stop else None
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector} on {page.url}")


def go(page: Page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def is_focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("(selector) => document.activeElement.matches(selector)", selector))


@pytest.mark.slow
@pytest.mark.parametrize(("shop", "prefix"), SHOPS, ids=[f"{shop}{prefix}" for shop, prefix in SHOPS])
def test_a_shop_is_walked_through_by_keyboard(visitor: Visitor, shop: str, prefix: str) -> None:
    visitor.page.emulate_media(reduced_motion="reduce")  # what has the focus is on the screen at once
    page = visitor.open(shop, prefix or "/")
    skip_to_the_content(page)
    open_and_close_what_pops_up(page)
    page = visitor.open(shop, f"{prefix}/collections/all")
    narrow_the_list(page)
    page = visitor.open(shop, f"{prefix}/collections/all")
    tab_to(page, "main a[href*='/products/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look_through_the_pictures(page)
    page = visitor.open(shop, f"{prefix}/collections/all")
    choose_and_buy(page)
    go(page, "main a[href$='/checkout'], main form[action$='/checkout'] button, main button[formaction$='/checkout']")
    check_out(page, "AE" if prefix else "MY")


def skip_to_the_content(page: Page) -> None:
    press_tab(page)
    assert is_focused(page, "a[href='#main']")
    page.keyboard.press("Enter")
    press_tab(page)
    assert page.evaluate("() => document.activeElement.closest('#main, footer') !== null"), "the header is skipped"
    page.goto(page.url.partition("#")[0])


def open_and_close_what_pops_up(page: Page) -> None:
    """Everything of the header that opens, opens by Enter and closes by Escape, and the focus comes back."""
    openers = "header button[popovertarget]:not([popovertargetaction]), header details > summary"
    opened = 0
    for _ in range(MOST_STOPS):
        press_tab(page)
        if page.evaluate("() => document.activeElement.closest('#main') !== null"):
            break
        if is_focused(page, openers):
            page.keyboard.press("Enter")
            assert page.evaluate(_IS_OPEN), page.evaluate("() => document.activeElement.outerHTML")
            page.keyboard.press("Escape")
            assert not page.evaluate(_IS_OPEN)
            assert is_focused(page, openers), "after Escape the focus is where it was"
            opened += 1
    assert opened > 0


_IS_OPEN = """() => {
    const at = document.activeElement;
    if (at.localName === "summary") return at.parentElement.open;
    const popover = at.closest("[popover]") ?? document.getElementById(at.getAttribute("popovertarget"));
    return popover.matches(":popover-open");
}"""


def narrow_the_list(page: Page) -> None:
    tab_to(page, "main summary")
    if not page.evaluate("() => document.activeElement.parentElement.open"):
        page.keyboard.press("Enter")
    go(page, "main details a[rel=nofollow][href*='?']")
    assert "?" in page.url
    assert page.locator("main a[href*='/products/']").count() > 0


def look_through_the_pictures(page: Page) -> None:
    """A row of pictures scrolls by the arrow keys; a theme that shows them one below the other has no row."""
    tracks = page.locator("main [data-track][tabindex='0']")
    if tracks.count() == 0 or page.evaluate("() => document.querySelectorAll('[data-track] figure').length < 2"):
        return
    tab_to(page, "main [data-track]")
    is_rtl = page.evaluate("() => document.documentElement.dir === 'rtl'")
    page.keyboard.press("ArrowLeft" if is_rtl else "ArrowRight")
    scrolls = "() => document.activeElement.scrollWidth > document.activeElement.clientWidth + 8"
    if page.evaluate(scrolls):
        page.wait_for_function("() => Math.abs(document.activeElement.scrollLeft) > 4")


def choose_and_buy(page: Page) -> None:
    """The first product of the list that has a choice and can be had."""
    products = page.locator("main a[href*='/products/']").evaluate_all(
        "all => [...new Set(all.map((one) => one.href))]"
    )
    for product in products:
        page.goto(product)
        if page.locator("form[data-buy] button[type=submit]").count() and page.locator("a[data-pick]").count() > 1:
            break
    tab_to(page, "a[data-pick]:not([aria-current])")
    chosen = page.evaluate("() => document.activeElement.dataset.pick")
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_function("(before) => location.href !== before", arg=before)
    page.wait_for_function("(pick) => document.activeElement.dataset.pick === pick", arg=chosen)
    if page.locator("form[data-buy] button[type=submit]").count() == 0:  # this one is sold out
        page.goto(before)
    tab_to(page, "form[data-buy] button[type=submit]")
    with page.expect_response(lambda each: each.request.method == "POST"):
        page.keyboard.press("Enter")
    page.wait_for_selector("[data-said]:not([hidden])")
    go(page, "[data-go]")
    assert page.url.endswith("/cart")


def check_out(page: Page, country: str) -> None:
    """Tab reaches the last button, stop by stop; what is typed on the way is the same for every hand."""
    assert page.url.endswith("/checkout")
    fill(page, country)
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.evaluate("() => window.scrollTo(0, 0)")
    tab_to(page, "button[value=order]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/checkout/pay/"))
    tab_to(page, "button[value=succeed]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/orders/"))
