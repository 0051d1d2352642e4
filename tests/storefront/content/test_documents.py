"""Pages, policies and articles under their handles."""

from datetime import UTC, datetime

import pytest

from storefront import content
from storefront.content import DocumentKind
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_shop, an_asset
from tests.factories.content import a_document


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database)


def test_a_page_is_read_in_the_audiences_language(shop: AShop) -> None:
    with shop.session() as session:
        picture = an_asset(session, shop.tenant_id)
        a_document(
            session,
            shop,
            {"en": "About us", "ms": "Tentang kami"},
            body_html='<p onclick="x()">Hello<script>bad()</script></p>',
            image_asset_id=picture,
            image_alts={"en": "The workshop"},
        )
    with shop.session() as session:
        page = content.document_by_handle(
            session, shop.audience("ms", "en"), kind=DocumentKind.PAGE, handle="tentang-kami"
        )
    assert (page.title, page.language, page.body_html) == ("Tentang kami", "ms", "<p>Hello</p>")
    assert page.handles == {"en": "about-us", "ms": "tentang-kami"}
    assert page.image is not None
    assert page.image.alt == "The workshop"


def test_kinds_do_not_share_handles(shop: AShop) -> None:
    with shop.session() as session:
        a_document(session, shop, "Shipping", kind=DocumentKind.PAGE)
        a_document(session, shop, "Shipping", kind=DocumentKind.POLICY)
        a_document(session, shop, "Shipping", kind=DocumentKind.POLICY)
    with shop.session() as session:
        found = content.documents_by_handles(
            session,
            shop.audience(),
            kind=DocumentKind.POLICY,
            handles=["shipping", "shipping-2", "missing"],
            handle_language="en",
        )
        assert set(found) == {"shipping", "shipping-2"}
        with pytest.raises(content.DocumentNotFound):
            content.document_by_handle(session, shop.audience(), kind=DocumentKind.ARTICLE, handle="shipping")


def test_an_old_handle_leads_to_the_new_one(shop: AShop) -> None:
    with shop.session() as session:
        number = a_document(session, shop, "About us")
        content.rename_document_handle(session, shop.tenant_id, document_id=number, language="en", handle="Our Story")
    with shop.session() as session:
        kind = DocumentKind.PAGE
        assert content.find_moved_handle(session, shop.audience(), kind=kind, handle="about-us") == "our-story"
        assert content.find_moved_handle(session, shop.audience(), kind=kind, handle="our-story") is None
        assert content.find_moved_handle(session, shop.audience(), kind=kind, handle="nul\0") is None


def test_a_renamed_document_may_take_its_old_handle_back(shop: AShop) -> None:
    with shop.session() as session:
        number = a_document(session, shop, "About us")
        for handle in ("our-story", "about-us", "our-story"):
            content.rename_document_handle(session, shop.tenant_id, document_id=number, language="en", handle=handle)
    with shop.session() as session:
        audience = shop.audience()
        assert content.find_moved_handle(session, audience, kind=DocumentKind.PAGE, handle="about-us") == "our-story"


def test_a_taken_handle_is_refused(shop: AShop) -> None:
    with shop.session() as session:
        a_document(session, shop, "Contact")
        number = a_document(session, shop, "About")
        with pytest.raises(content.DocumentHandleTaken):
            content.rename_document_handle(session, shop.tenant_id, document_id=number, language="en", handle="contact")


def test_articles_come_newest_first_in_pages(shop: AShop) -> None:
    with shop.session() as session:
        for number in range(5):
            a_document(session, shop, f"Article {number}", kind=DocumentKind.ARTICLE, days_old=number)
        a_document(session, shop, "Tomorrow", kind=DocumentKind.ARTICLE, days_old=-1)
        a_document(session, shop, {"de": "Nur deutsch"}, kind=DocumentKind.ARTICLE)
    with shop.session() as session:
        pages = [content.articles(session, shop.audience(), page=page, page_size=2) for page in (1, 2, 3, 4)]
    assert [[each.title for each in page.articles] for page in pages] == [
        ["Article 0", "Article 1"],
        ["Article 2", "Article 3"],
        ["Article 4"],
        [],
    ]
    assert (pages[3].total, pages[3].last_page) == (5, 3)
    assert {page.until and (page.until - datetime.now(UTC)).days for page in pages} == {0}  # then tomorrow's is there


def test_the_sitemap_names_what_is_published(shop: AShop) -> None:
    with shop.session() as session:
        a_document(session, shop, {"en": "About", "ms": "Tentang"})
        a_document(session, shop, "Tomorrow", days_old=-1)
    with shop.session() as session:
        pages = content.sitemap_entries(session, kind=DocumentKind.PAGE, languages=["ms", "de"], limit=10)
        assert [entry.handles for entry in pages] == [{"en": "about", "ms": "tentang"}]
        for kind, languages in ((DocumentKind.PAGE, ["de"]), (DocumentKind.ARTICLE, ["en"])):
            assert content.sitemap_entries(session, kind=kind, languages=languages, limit=10) == []
            assert content.count_sitemap_entries(session, kind=kind, languages=languages) == 0


@pytest.mark.parametrize(
    "text",
    [
        content.NewDocumentText(" "),
        content.NewDocumentText("x" * 301),
        content.NewDocumentText("x", summary="y" * 501),
    ],
)
def test_a_document_that_can_not_be_shown_is_refused(shop: AShop, text: content.NewDocumentText) -> None:
    with shop.session() as session:
        with pytest.raises(content.BadDocument):
            content.create_document(session, shop.tenant_id, content.NewDocument(DocumentKind.PAGE, {"en": text}))
        assert content.count_sitemap_entries(session, kind=DocumentKind.PAGE, languages=["en"]) == 0
