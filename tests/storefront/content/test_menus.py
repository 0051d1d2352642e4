"""Menus whose links lead somewhere for whoever reads them."""

from datetime import timedelta

import pytest

from storefront import catalog, content
from storefront.content import MenuTarget, NewMenuItem
from tenants.isolation import Database
from tenants.kit import clock
from tests.factories.catalog import AShop, a_product, a_shop, texts
from tests.factories.content import a_document


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database)


def test_links_have_their_targets_title_and_handle(shop: AShop) -> None:
    with shop.session() as session:
        product = a_product(session, shop, {"en": "Shawl", "de": "Schal"}).id
        collection = catalog.create_collection(
            session, shop.tenant_id, catalog.NewCollection(texts({"en": "Gifts", "de": "Geschenke"}))
        )
        page = a_document(session, shop, {"en": "About", "de": "Über uns"})
        content.create_menu(
            session,
            shop.tenant_id,
            "main",
            [
                NewMenuItem(MenuTarget.HOME),
                NewMenuItem(MenuTarget.PRODUCT, product),
                NewMenuItem(
                    MenuTarget.COLLECTION,
                    collection,
                    titles={"de": "Zum Schenken"},
                    children=(NewMenuItem(MenuTarget.DOCUMENT, page),),
                ),
                NewMenuItem(MenuTarget.URL, url="https://example.com/", titles={"en": "Elsewhere"}),
            ],
        )
        content.create_menu(session, shop.tenant_id, "footer", [NewMenuItem(MenuTarget.BLOG)])
    with shop.session() as session:
        menus = content.menus(session, shop.audience("de", "en"), ["main", "footer", "missing"]).links
    assert set(menus) == {"main", "footer"}
    assert [(each.target, each.title, each.handle, each.url) for each in menus["main"]] == [
        (MenuTarget.HOME, "", "", ""),
        (MenuTarget.PRODUCT, "Schal", "schal", ""),
        (MenuTarget.COLLECTION, "Zum Schenken", "geschenke", ""),
        (MenuTarget.URL, "Elsewhere", "", "https://example.com/"),
    ]
    [child] = menus["main"][2].children
    assert (child.title, child.handle, child.document_kind) == ("Über uns", "uber-uns", content.DocumentKind.PAGE)


def test_links_to_what_can_not_be_read_are_left_out(shop: AShop) -> None:
    with shop.session() as session:
        hidden = a_product(session, shop, "Hidden", status=catalog.ProductStatus.DRAFT).id
        foreign = a_product(session, shop, {"de": "Schal"}).id
        later = a_document(session, shop, days_old=-1)
        content.create_menu(
            session,
            shop.tenant_id,
            "main",
            [
                NewMenuItem(MenuTarget.PRODUCT, hidden, titles={"en": "Hidden"}),
                NewMenuItem(MenuTarget.PRODUCT, foreign),
                NewMenuItem(MenuTarget.DOCUMENT, later),
                NewMenuItem(MenuTarget.COLLECTION, 10**9),
                NewMenuItem(MenuTarget.SEARCH),
            ],
        )
    with shop.session() as session:
        menus = content.menus(session, shop.audience(), ["main"]).links
    assert [each.target for each in menus["main"]] == [MenuTarget.SEARCH]


def test_menus_say_when_what_a_link_leads_to_is_published(shop: AShop) -> None:
    with shop.session() as session:
        items = [
            NewMenuItem(MenuTarget.DOCUMENT, a_document(session, shop, title, days_old=-days))
            for title, days in (("Later", 2), ("Soon", 1))
        ]
        content.create_menu(session, shop.tenant_id, "main", [*items, NewMenuItem(MenuTarget.SEARCH)])
        content.create_menu(session, shop.tenant_id, "footer", [NewMenuItem(MenuTarget.HOME)])
    with shop.session() as session:
        until = content.menus(session, shop.audience(), ["main", "footer"]).until
        assert until is not None
        assert timedelta(hours=23) < until - clock.now() < timedelta(hours=25)
        assert content.menus(session, shop.audience(), ["footer"]).until is None


def test_a_menu_written_again_replaces_the_old_one(shop: AShop) -> None:
    with shop.session() as session:
        nested = NewMenuItem(MenuTarget.HOME, children=(NewMenuItem(MenuTarget.BLOG),))
        content.create_menu(session, shop.tenant_id, "main", [nested, nested])
        content.create_menu(session, shop.tenant_id, "main", [NewMenuItem(MenuTarget.SEARCH)])
    with shop.session() as session:
        [link] = content.menus(session, shop.audience(), ["main"]).links["main"]
    assert (link.target, link.children) == (MenuTarget.SEARCH, ())


@pytest.mark.parametrize(
    "item",
    [
        NewMenuItem(MenuTarget.URL, url="javascript:alert(1)", titles={"en": "x"}),
        NewMenuItem(MenuTarget.URL, url="//evil.example/", titles={"en": "x"}),
        NewMenuItem(MenuTarget.URL, url="/\\evil.example/", titles={"en": "x"}),
        NewMenuItem(MenuTarget.URL, url="https://", titles={"en": "x"}),
        NewMenuItem(MenuTarget.URL, url="/sale"),
        NewMenuItem(MenuTarget.PRODUCT),
        NewMenuItem(
            MenuTarget.HOME, children=(NewMenuItem(MenuTarget.HOME, children=(NewMenuItem(MenuTarget.HOME),)),)
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(shop: AShop, item: NewMenuItem) -> None:
    with shop.session() as session:
        with pytest.raises(content.BadMenu):
            content.create_menu(session, shop.tenant_id, "main", [item])
        assert content.menus(session, shop.audience(), ["main"]).links == {}
