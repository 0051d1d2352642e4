"""A link that a merchant wrote once leads straight to its place in every view: prefix, handle and all."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from storefront import catalog, content, localization, theming
from storefront.app import create_app
from storefront.content import DocumentKind
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop, a_product, a_shop, texts
from tests.factories.content import a_document
from tests.storefront.shop.pages import PageRead, read
from themes.engine import ThemeData

_XHTML = "{http://www.w3.org/1999/xhtml}"
# What a merchant wrote, and where it is in the shop's English and Malay views.
WRITTEN = {
    "/pages/about-us": ("/pages/about-us", "/ms-my/pages/tentang-kami"),
    "/pages/tentang-kami": ("/pages/about-us", "/ms-my/pages/tentang-kami"),
    "/pages/who-we-were": ("/pages/about-us", "/ms-my/pages/tentang-kami"),
    "/policies/returns?from=home#refunds": (
        "/policies/returns?from=home#refunds",
        "/ms-my/policies/pemulangan?from=home#refunds",
    ),
    "/blog/the-dye-house/": ("/blog/the-dye-house", "/ms-my/blog/rumah-celup"),
    "/products/shawl?size=l&colour=red": (
        "/products/shawl?size=l&colour=red",
        "/ms-my/products/selendang?size=l&colour=red",
    ),
    "/collections/silk": ("/collections/silk", "/ms-my/collections/sutera"),
    "/collections/all": ("/collections/all", "/ms-my/collections/all"),
    "/pages/english-only": ("/pages/english-only", "/ms-my/pages/english-only"),
    "/blog": ("/blog", "/ms-my/blog"),
    "/": ("/", "/ms-my"),
    "/#top": ("/#top", "/ms-my#top"),
    "/ms-my/pages/tentang-kami": ("/ms-my/pages/tentang-kami", "/ms-my/pages/tentang-kami"),
    "/sitemap.xml": ("/sitemap.xml", "/sitemap.xml"),
    "/pages/nothing": ("/pages/nothing", "/ms-my/pages/nothing"),
    "https://elsewhere.example/pages/about-us": ("https://elsewhere.example/pages/about-us",) * 2,
}
LINKS = "".join(f'<a href="{address.replace("&", "&amp;")}">{place}</a> ' for place, address in enumerate(WRITTEN))
BODY = f"<p>{LINKS}</p>"


def _button(address: str, label: str) -> dict[str, str]:
    return {"heading": "Onwards", "url": address, "label": label}


HOME = {
    "home": {
        "sections": [
            {"id": "hero", "type": "hero", "settings": {"heading": "Woven"}},
            {"id": "words", "type": "rich-text", "settings": {"body": {"en": BODY}}},
            *(
                {"id": f"to-{place}", "type": "rich-text", "settings": _button(address, f"link {place}")}
                for place, address in enumerate(WRITTEN)
            ),
        ]
    }
}


@pytest.fixture
def shop(database: Database) -> AShop:
    shop = a_shop(database)
    with shop.session() as session:
        (market,) = localization.markets(session)
        market.languages = ["en", "ms"]
        session.add(market)
        about = a_document(session, shop, {"en": "Who we were", "ms": "Tentang kami"}, body_html=BODY)
        content.rename_document_handle(session, shop.tenant_id, document_id=about, language="en", handle="about-us")
        a_document(session, shop, {"en": "Returns", "ms": "Pemulangan"}, kind=DocumentKind.POLICY)
        a_document(session, shop, {"en": "The dye house", "ms": "Rumah celup"}, kind=DocumentKind.ARTICLE)
        a_document(session, shop, {"en": "English only"})
        described = texts({"en": "Shawl", "ms": "Selendang"}, description_html=BODY)
        product = a_product(session, shop, texts=described)
        collection = catalog.create_collection(
            session,
            shop.tenant_id,
            catalog.NewCollection(texts({"en": "Silk", "ms": "Sutera"}, description_html=BODY)),
        )
        catalog.arrange_collection(session, collection, [product.id])
        items = [
            content.NewMenuItem(content.MenuTarget.URL, titles={"en": f"link {place}"}, url=address)
            for place, address in enumerate(WRITTEN)
        ]
        content.create_menu(session, shop.tenant_id, "footer", items)
        theming.start_theme(session, shop.tenant_id, "aurora", ThemeData(templates=HOME))
    return shop


@pytest.fixture
def client(settings: Settings, database: Database, shop: AShop) -> Iterator[TestClient]:
    with database.platform() as session:
        slug = lifecycle.tenant_by_id(session, shop.tenant_id).slug
    with TestClient(create_app(settings), base_url=f"http://{slug}.localhost:8000", follow_redirects=False) as client:
        yield client


def links_in(page: PageRead, part: str) -> set[str]:
    (found,) = page.every(part)
    return {anchor.get("href", "") for anchor in found.iter(f"{_XHTML}a")}


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("/", "/ms-my"), "main"),
        (("/", "/ms-my"), "footer"),
        (("/pages/about-us", "/ms-my/pages/tentang-kami"), "main"),
        (("/products/shawl", "/ms-my/products/selendang"), "main"),
        (("/collections/silk", "/ms-my/collections/sutera"), "main"),
    ],
    ids=["settings", "menu", "page", "product", "collection"],
)
def test_every_way_of_writing_a_link_leads_to_its_place(client: TestClient, path: tuple[str, str], part: str) -> None:
    for view in (0, 1):
        page = read(client, path[view])
        assert page.status == 200
        expected = {led[view] for led in WRITTEN.values()}
        assert expected <= links_in(page, part), f"{path[view]} {part}"


def test_a_link_setting_in_a_section_is_led_as_a_link_in_its_text_is(client: TestClient) -> None:
    for view, path in enumerate(("/", "/ms-my")):
        (main,) = read(client, path).every("main")
        buttons = {
            text: anchor.get("href")
            for anchor in main.iter(f"{_XHTML}a")
            if (text := "".join(anchor.itertext()).strip()).startswith("link ")
        }
        assert buttons == {f"link {place}": led[view] for place, led in enumerate(WRITTEN.values())}


def test_no_link_is_answered_with_a_way_to_go_on(client: TestClient) -> None:
    missing = {"/pages/nothing", "/ms-my/pages/nothing"}
    for led in WRITTEN.values():
        for address in set(led) - missing:
            if not urlsplit(address).netloc:
                assert client.get(address).status_code == 200, address
