"""A shop of the demo zone goes from one theme to another and back, and everything it sells and says comes along.

Seen over HTTP in English and in Arabic, which is written from right to left.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import psycopg
import pytest
from starlette.testclient import TestClient

from storefront import content, localization, theming
from storefront.app import create_app
from storefront.audience import Audience
from tenants.isolation import Database
from tenants.kit import clock
from tenants.kit.settings import Settings
from tests.storefront.shop.pages import PageRead, read
from tests.zone import zone_settings
from themes.engine import ThemeData, ThemeLibrary

THEMES = ThemeLibrary()
ORIGIN = "http://seri-batik.localhost:8000"
VIEWS = {"": ("en", "ltr"), "/ar-mena": ("ar", "rtl")}
LOGO = {"en": "Seri by the sea", "ar": "سيري على البحر"}
ACCENT = "#1f3d7a"
# What is the same thing in all three themes, in two of them, and in one alone.
SHARED = {"logo_text": LOGO, "accent": ACCENT, "on_accent": "#ffffff", "card_ratio": "square", "show_vendor": True}
CORNERS = {"corners": "round"}
_XHTML = "{http://www.w3.org/1999/xhtml}"
_AMOUNT = re.compile(r"\d[\d.,٬٫\u00a0\u202f ]*\d|\d")


@pytest.fixture
def settings(worker_name: str) -> Settings:
    return zone_settings(f"switching_{worker_name}")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings)
    yield database
    database.close()


@pytest.fixture
def tenant_id(settings: Settings) -> int:
    assert settings.owner_database_url is not None
    with psycopg.connect(settings.owner_database_url.get_secret_value()) as connection:
        found = connection.execute("select tenant_id from tenant_by_host('seri-batik', null)").fetchone()
    assert found is not None
    return int(found[0])


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), base_url=ORIGIN, follow_redirects=False) as client:
        yield client


@dataclass(frozen=True, slots=True)
class Content:
    """What a view offers, whatever it looks like: its addresses, and what is said at each."""

    addresses: frozenset[str]
    headings: dict[str, str]
    prices: dict[str, Decimal]
    prose: dict[str, tuple[str, ...]]


def wear(database: Database, tenant_id: int, client: TestClient, slug: str) -> None:
    """Switch and publish, and wait until the process has heard of it."""
    with database.tenant(tenant_id) as session:
        theming.switch_theme(session, tenant_id, THEMES.theme(slug))
        theming.publish_draft(session, tenant_id)
    wait_for(client, slug)


def wait_for(client: TestClient, slug: str) -> PageRead:
    until = time.monotonic() + 10
    while f"/assets/{slug}/" not in (page := read(client, "/")).text and time.monotonic() < until:
        time.sleep(0.02)
    assert f"/assets/{slug}/" in page.text
    return page


def live(database: Database, tenant_id: int) -> theming.ThemeVersion:
    with database.tenant(tenant_id) as session:
        return theming.live_theme(session)


def content_of(client: TestClient, prefix: str) -> Content:
    """Everything that can be reached in a view by its links and forms, list after list."""
    start = f"{ORIGIN}{prefix or '/'}"
    waiting, seen = [start], {start}
    headings, prices, prose = {}, {}, {}
    language, direction = VIEWS[prefix]
    while waiting:
        page = read(client, waiting.pop())
        assert (page.status, page.root.get("lang"), page.root.get("dir")) == (200, language, direction), page.url
        path = urlsplit(page.url).path.removeprefix(prefix)
        if path.startswith(("/products/", "/pages/", "/policies/", "/blog/", "/collections/")):
            headings[path] = text_of(page.every("h1")[0])
        if path.startswith("/products/"):
            prices[path] = shown_price(page)
        if path.startswith(("/pages/", "/policies/", "/blog/")):
            prose[path] = tuple(text for each in main_of(page).iter(f"{_XHTML}p") if len(text := text_of(each)) > 80)
        for link in (page.links | forms_of(page)) - seen:
            if is_worth_a_walk(link, prefix):
                seen.add(link)
                waiting.append(link)
    addresses = frozenset(urlsplit(link).path for link in seen if not urlsplit(link).query)
    return Content(addresses, headings, prices, prose)


def forms_of(page: PageRead) -> set[str]:
    """Where forms lead: one theme has a field for searching where another has a link to the page with the field."""
    return {urljoin(page.url, form.get("action", "")) for form in page.every("form") if form.get("method") != "post"}


def is_worth_a_walk(link: str, prefix: str) -> bool:
    """This view's pages, and the further pages of its lists, but no filter and no order."""
    address = urlsplit(link)
    first = address.path.split("/")[1]
    in_view = f"/{first}" == prefix if prefix else "-" not in first
    return in_view and (not address.query or re.fullmatch(r"page=\d+", address.query) is not None)


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def main_of(page: PageRead) -> Element:
    (main,) = page.every("main")
    return main


def shown_price(page: PageRead) -> Decimal:
    """The product's lowest price as machines are told it, after finding that people are shown the same."""
    product = next(each for each in page.structured if each["@type"] == "Product")
    offers = product["offers"] if isinstance(product["offers"], list) else [product["offers"]]
    lowest = min(Decimal(offer["price"]) for offer in offers)
    shown = {re.sub(r"\D", "", number) for number in _AMOUNT.findall(text_of(main_of(page)))}
    digits = re.sub(r"\D", "", f"{lowest:f}")
    assert shown & {digits, digits + "00", digits.removesuffix("00")}, f"{page.url} does not show {lowest}"
    return lowest


def menu_titles(database: Database, tenant_id: int, prefix: str) -> set[str]:
    with database.tenant(tenant_id) as session:
        views = localization.views_of(localization.markets(session))
        view = next(view for view in views if view.prefix == prefix)
        menus = content.menus(session, Audience(view.fallbacks, view.market_id), handles=["main", "footer"]).links
    # The blog's link has no title of its own: the surface gives it one.
    titles = {link.title for menu in menus.values() for link in menu if link.title}
    assert len(titles) > 10
    return titles


def menu_words(page: PageRead) -> set[str]:
    around = [*page.every("header"), *page.every("footer")]
    return {text_of(anchor) for part in around for anchor in part.iter(f"{_XHTML}a")}


def test_a_shop_goes_through_every_theme_and_back_with_its_content_whole(
    client: TestClient, database: Database, tenant_id: int
) -> None:
    first = live(database, tenant_id)
    assert first.theme == "aurora"
    looks = {prefix: client.get(f"{ORIGIN}{prefix or '/'}").text for prefix in VIEWS}
    with database.tenant(tenant_id) as session:
        chosen = ThemeData({**first.settings, **SHARED, **CORNERS}, first.templates)
        theming.save_draft(session, tenant_id, theme=THEMES.theme("aurora"), data=chosen)
        theming.publish_draft(session, tenant_id)
    before = {prefix: content_of(client, prefix) for prefix in VIEWS}
    for found in before.values():
        assert len(found.prices) >= 30
        assert sum(map(len, found.prose.values())) > 10

    for slug in ("bazaar", "atelier", "aurora"):
        wear(database, tenant_id, client, slug)
        kept = live(database, tenant_id).settings
        assert SHARED.items() <= kept.items()
        assert ("corners" in kept) == (slug == "bazaar"), "atelier has no corners, and what it dropped stays dropped"
        for prefix, (language, _) in VIEWS.items():
            check_content(client, prefix, slug, before[prefix])
            home = read(client, f"{ORIGIN}{prefix or '/'}")
            assert LOGO[language] in home.words
            assert ACCENT in home.text
            assert menu_titles(database, tenant_id, prefix) <= menu_words(home)

    with database.tenant(tenant_id) as session:
        assert first.id is not None
        assert first.id in [version.id for version in theming.theme_history(session)]
        theming.restore_version(session, tenant_id, first.id, THEMES.theme("aurora"))
        theming.publish_draft(session, tenant_id)
    restored = live(database, tenant_id)
    assert (restored.settings, restored.templates) == (first.settings, first.templates)
    until = time.monotonic() + 10
    while LOGO["en"] in client.get("/").text and time.monotonic() < until:
        time.sleep(0.02)
    assert {prefix: client.get(f"{ORIGIN}{prefix or '/'}").text for prefix in VIEWS} == looks


def check_content(client: TestClient, prefix: str, slug: str, before: Content) -> None:
    now = content_of(client, prefix)
    assert now.addresses == before.addresses, f"{slug}{prefix}"
    assert now.headings == before.headings
    assert now.prices == before.prices
    for path, passages in before.prose.items():
        words = text_of(main_of(read(client, f"{ORIGIN}{prefix}{path}")))
        for passage in passages:
            assert passage in words, f"{slug}{prefix}{path}"


def test_a_signed_link_shows_the_draft_while_visitors_still_see_the_old_look(
    client: TestClient, settings: Settings, database: Database, tenant_id: int
) -> None:
    with database.tenant(tenant_id) as session:
        draft = theming.switch_theme(session, tenant_id, THEMES.theme("bazaar")).draft
    assert draft.id is not None
    leave = theming.Preview(tenant_id, draft.id, clock.now() + timedelta(hours=1))
    token = theming.preview_token(leave, settings.secret_key.get_secret_value())
    for prefix, (language, direction) in VIEWS.items():
        visited = read(client, f"{ORIGIN}{prefix or '/'}")
        seen = read(client, f"{ORIGIN}/-/preview/{token}{prefix}")
        assert "/assets/aurora/" in visited.text
        assert "/assets/bazaar/" in seen.text
        assert (seen.root.get("lang"), seen.root.get("dir")) == (language, direction)
        assert seen.headers["cache-control"] == "private, no-store"
        assert "noindex" in seen.headers["x-robots-tag"]
        products = [link for link in seen.links if "/products/" in link]
        assert products
        assert all(f"/-/preview/{token}{prefix}/" in link for link in products)
        assert "/assets/bazaar/" in read(client, products[0]).text
    spoilt = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert client.get(f"/-/preview/{spoilt}").status_code == 404
    assert client.get(f"http://rempah-raya.localhost:8000/-/preview/{token}").status_code == 404
    with database.tenant(tenant_id) as session:
        theming.discard_draft(session, tenant_id)
    assert client.get(f"/-/preview/{token}").status_code == 404
