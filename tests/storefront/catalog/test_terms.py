"""What products say of their material and type, in the languages of those who read it."""

import pytest

from storefront import catalog
from storefront.catalog import BadProduct, TermKind
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_product, a_shop


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database)


def said(shop: AShop, *languages: str) -> tuple[str, str]:
    with shop.session() as session:
        page = catalog.product_by_handle(session, shop.audience(*languages), handle="shawl")
        return page.product_type, page.material


def test_a_word_reads_as_it_is_until_it_has_a_name_in_the_language(shop: AShop) -> None:
    with shop.session() as session:
        titles = {"en": "Shawl", "ms": "Shawl", "de": "Shawl"}
        a_product(session, shop, titles, product_type="shawl", material="Silk")
        catalog.name_terms(session, shop.tenant_id, {(TermKind.MATERIAL, "Silk"): {"ms": "Sutera"}})
        names = {"en": "Shawl", "ms": "Selendang"}
        catalog.name_terms(session, shop.tenant_id, {(TermKind.PRODUCT_TYPE, "shawl"): names})
    assert said(shop, "en") == ("Shawl", "Silk")
    assert said(shop, "ms", "en") == ("Selendang", "Sutera")
    # The shop's own language comes before one that the view does not ask for first.
    assert said(shop, "de", "en", "ms") == ("Shawl", "Silk")


def test_names_in_other_languages_stay_when_one_is_added(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, {"en": "Shawl", "ms": "Shawl", "de": "Shawl"}, material="Silk")
        for names in ({"ms": "Sutera"}, {"de": "Seide"}):
            catalog.name_terms(session, shop.tenant_id, {(TermKind.MATERIAL, "Silk"): names})
    assert (said(shop, "ms")[1], said(shop, "de")[1]) == ("Sutera", "Seide")


def test_a_name_that_is_too_long_changes_nothing(shop: AShop) -> None:
    with shop.session() as session:
        a_product(session, shop, "Shawl", material="Silk")
    with pytest.raises(BadProduct), shop.session() as session:
        catalog.name_terms(session, shop.tenant_id, {(TermKind.MATERIAL, "Silk"): {"en": "x" * 201}})
    assert said(shop, "en")[1] == "Silk"
