"""An old address leads to the new one for good, with all that was asked; and what was not there is there once it is."""

from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from storefront import catalog, content, theming
from storefront.app import create_app
from storefront.content import DocumentKind
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop, a_product, a_shop, texts
from tests.factories.content import a_document
from themes.engine import ThemeData


@pytest.fixture
def shop(database: Database) -> AShop:
    shop = a_shop(database)
    with shop.session() as session:
        theming.start_theme(session, shop.tenant_id, "aurora", ThemeData())
    return shop


@pytest.fixture
def client(settings: Settings, shop: AShop) -> Iterator[TestClient]:
    with shop.session() as session:
        slug = lifecycle.tenant_by_id(session, shop.tenant_id).slug
    base = f"http://{slug}.localhost:8000"
    with TestClient(create_app(settings), base_url=base, follow_redirects=False) as client:
        yield client


def a_renamed_product(shop: AShop) -> None:
    with shop.session() as session:
        number = a_product(session, shop, "Old").id
        catalog.rename_product_handle(session, shop.tenant_id, product_id=number, language="en", handle="new")


def a_renamed_collection(shop: AShop) -> None:
    with shop.session() as session:
        number = catalog.create_collection(session, shop.tenant_id, catalog.NewCollection(texts("Old")))
        catalog.rename_collection_handle(session, shop.tenant_id, collection_id=number, language="en", handle="new")


def a_renamed(kind: DocumentKind) -> Callable[[AShop], None]:
    def rename(shop: AShop) -> None:
        with shop.session() as session:
            number = a_document(session, shop, "Old", kind=kind)
            content.rename_document_handle(session, shop.tenant_id, document_id=number, language="en", handle="new")

    return rename


@pytest.mark.parametrize(
    ("rename", "base"),
    [
        (a_renamed_product, "/products"),
        (a_renamed_collection, "/collections"),
        (a_renamed(DocumentKind.PAGE), "/pages"),
        (a_renamed(DocumentKind.ARTICLE), "/blog"),
        (a_renamed(DocumentKind.POLICY), "/policies"),
    ],
)
def test_an_old_handle_answers_301_with_the_query_that_was_asked(
    client: TestClient, shop: AShop, rename: Callable[[AShop], None], base: str
) -> None:
    rename(shop)
    for query in ("", "?utm_source=mail&.size=m&page=2", "?q=%D9%82+%26"):
        answer = client.get(f"{base}/old{query}")
        assert (answer.status_code, answer.headers["location"]) == (301, f"{base}/new{query}")
    assert client.get(f"{base}/new?utm_source=mail").status_code == 200


def test_what_was_not_there_is_kept_by_no_cache_for_long(client: TestClient, shop: AShop) -> None:
    """A product that is published a moment after somebody asked for it must not stay away."""
    missing = client.get("/products/shawl")
    assert missing.status_code == 404
    assert missing.headers["cache-control"] == "public, max-age=0, s-maxage=10"
    assert client.get("/", params={"page": "2"}).headers["cache-control"].endswith("stale-while-revalidate=600")
    with shop.session() as session:
        a_product(session, shop, "Shawl")
    assert client.get("/products/shawl", headers={"if-none-match": missing.headers["etag"]}).status_code == 200
