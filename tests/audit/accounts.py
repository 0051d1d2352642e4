"""Pages of people who are known: signing in, the account, its addresses and data, and mails that somebody asked for."""

from collections.abc import Iterator

from playwright.sync_api import Browser

from tests.audit.backstage import Backstage
from tests.audit.shopping import BUYER
from tests.audit.visitor import Visitor, visitor
from tests.audit.zone import AuditedPage, Place
from tests.journeys.checkout_form import ADDRESSES

NEWCOMER = "newcomer@example.com"
READER = "reader@example.com"
_NO_ADDRESS = "nobody"


def visited(browser: Browser, place: Place, staff: Backstage) -> Iterator[AuditedPage]:
    """Signs in as somebody new and as the buyer, and has news begun and ended."""
    with visitor(browser, place) as newcomer:
        yield from _asking(newcomer)
        yield from _news(newcomer, staff)
        yield from _links(newcomer, staff)
        yield newcomer.seen("account-new")
        yield from _addresses(newcomer)
        page = newcomer.open("/account/erase")
        yield newcomer.seen("erase")
        page.locator("main form").evaluate("form => { form.noValidate = true; }")
        yield newcomer.answered("erase-refused", page.locator("button[value=erase]"))
    with visitor(browser, place) as buyer:
        _sign_in(buyer, staff, BUYER)
        yield buyer.seen("account")
        yield buyer.seen("erase-waits", f"{buyer.root}/account/erase")


def _asking(newcomer: Visitor) -> Iterator[AuditedPage]:
    page = newcomer.open("/account")
    yield newcomer.seen("sign-in")
    page.fill("#email", _NO_ADDRESS)
    yield newcomer.answered("sign-in-refused", page.locator("button[value=ask]"))
    page.fill("#email", NEWCOMER)
    yield newcomer.answered("sign-in-asked", page.locator("button[value=ask]"))
    newcomer.first_product()
    variant = page.locator("form[data-buy] [name=variant]").first.input_value()
    page = newcomer.open(f"/account/tell-me?variant={variant}")
    yield newcomer.seen("tell-me")
    page.fill("#email", _NO_ADDRESS)
    yield newcomer.answered("tell-me-refused", page.locator("main form button"))
    page.fill("#email", NEWCOMER)
    yield newcomer.answered("tell-me-kept", page.locator("main form button"))


def _news(newcomer: Visitor, staff: Backstage) -> Iterator[AuditedPage]:
    page = newcomer.open("/newsletter")
    yield newcomer.seen("news")
    page.fill("#email", _NO_ADDRESS)
    yield newcomer.answered("news-refused", page.locator("main form button"))
    page.fill("#email", NEWCOMER)
    yield newcomer.answered("news-asked", page.locator("main form button"))
    unused = staff.news_secret(newcomer.place, READER)
    yield newcomer.seen("news-agree", f"{newcomer.root}/newsletter/agree/{unused}")
    page = newcomer.open(f"/newsletter/agree/{staff.news_secret(newcomer.place, NEWCOMER)}")
    yield newcomer.answered("news-agreed", page.locator("main form button"))
    page.locator("main a[href*='/newsletter/stop/']").click()
    page.wait_for_url("**/newsletter/stop/*")
    yield newcomer.seen("news-stop")
    yield newcomer.answered("news-stopped", page.locator("main form button"))
    yield newcomer.seen("news-spent", f"{newcomer.root}/newsletter/agree/spent")


def _links(newcomer: Visitor, staff: Backstage) -> Iterator[AuditedPage]:
    link = f"{newcomer.root}/account/sign-in/"
    yield newcomer.seen("sign-in-link", link + staff.sign_in_secret(newcomer.place, READER))
    yield newcomer.seen("sign-in-spent", f"{link}spent")
    _sign_in(newcomer, staff, NEWCOMER)


def _sign_in(visitor: Visitor, staff: Backstage, email: str) -> None:
    page = visitor.open(f"/account/sign-in/{staff.sign_in_secret(visitor.place, email)}")
    page.locator("button[value=sign-in]").click()
    page.wait_for_url("**/account")


def _addresses(newcomer: Visitor) -> Iterator[AuditedPage]:
    country = newcomer.place.country
    page = newcomer.open("/account/addresses/new")
    yield newcomer.seen("address-new")
    page.select_option("#country", country)
    page.wait_for_selector("#name")
    yield newcomer.answered("address-refused", page.locator("p.buttons button[value=save]"))
    for name, value in ADDRESSES[country].items():
        field = page.locator(f"#{name}")
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("p.buttons button[value=save]").click()
    page.wait_for_url("**/account")
    kept = page.locator("a[href*='/account/addresses/']:not([href$=new])").first
    yield newcomer.seen("address", kept.evaluate("each => each.href"))
