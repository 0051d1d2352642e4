"""What a shop says of its products for customs and the law: over HTTP, and what shoppers and papers then read."""

from collections.abc import Mapping

import pytest
from starlette.testclient import TestClient

from storefront import catalog, law, localization, search
from storefront.catalog import TradeProduct
from storefront.safety import Operator, ProductSafety
from tenants import identity, lifecycle
from tenants.isolation import Database
from tenants.kit import clock
from tests.factories.catalog import AShop, a_product, a_shop
from tests.storefront.admin.conftest import PASSWORD, sign_in

MAKER = Operator("Kilang Batik", "1 Jalan Satu, Ipoh", "safe@batik.example")


@pytest.fixture
def shop(database: Database, client: TestClient) -> AShop:
    """A shop whose staff is signed in: what is said of products is not for owners alone."""
    made = a_shop(database)
    with database.platform() as session:
        person = identity.enrol_person(session, "staff@shop.example", name="Staff", password=PASSWORD)
        identity.grant_membership(session, made.tenant_id, person.id or 0, identity.Role.STAFF)
    sign_in(client, person.email)
    return made


@pytest.fixture
def shawl(shop: AShop) -> catalog.CreatedProduct:
    with shop.session() as session:
        return a_product(session, shop, "Silk shawl")


def path(shop: AShop, product_id: int | None = None) -> str:
    with shop.session() as session:
        slug = lifecycle.tenant_by_id(session, shop.tenant_id).slug
    return f"/shops/{slug}/products" + (f"/{product_id}" if product_id else "")


def said_of(shop: AShop, product_id: int) -> TradeProduct:
    with shop.session() as session:
        return catalog.trade_product(session, product_id, ["en"])


def whole(shawl: catalog.CreatedProduct, **changes: str) -> Mapping[str, str]:
    return {
        "hs_code": "6214.10",
        "origin_country": "MY",
        "material": "silk",
        f"weight-{shawl.variant_ids[0]}": "180",
        "no_withdrawal": "custom_made",
        "manufacturer-name": MAKER.name,
        "manufacturer-address": MAKER.address,
        "manufacturer-email": MAKER.email,
        "warning-en": "Keep away from fire.",
        **changes,
    }


def test_what_is_said_of_the_material_is_found(client: TestClient, shop: AShop, shawl: catalog.CreatedProduct) -> None:
    assert client.post(path(shop, shawl.id), data=whole(shawl, material="songket")).status_code == 303
    with shop.session() as session:
        found = search.find(session, shop.audience("en"), "songket", filters=catalog.Filters())
    assert (found.is_exact, [each.title for each in found.listing.cards]) == (True, ["Silk shawl"])


def test_what_is_said_of_a_product_is_kept_whole(
    client: TestClient, shop: AShop, shawl: catalog.CreatedProduct
) -> None:
    answer = client.post(path(shop, shawl.id), data=whole(shawl))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path(shop, shawl.id)}?saved=1")
    found = said_of(shop, shawl.id)
    assert (found.hs_code, found.origin_country, found.material, found.no_withdrawal) == (
        "621410",
        "MY",
        "silk",
        "custom_made",
    )
    assert found.safety == ProductSafety(MAKER, None, {"en": "Keep away from fire."})
    assert [each.weight_grams for each in found.variants] == [180]
    with shop.session() as session:
        [sold] = catalog.sellables(session, shop.audience("en"), variant_ids=shawl.variant_ids).values()
    assert (sold.hs_code, sold.weight_grams, sold.no_withdrawal) == ("621410", 180, "custom_made")
    page = client.get(answer.headers["location"]).text
    assert 'role="status">Saved.' in page
    assert 'value="621410"' in page


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("hs_code", "77", "A customs code has 6, 8, 10 or 12 digits"),
        ("hs_code", "771410", "A customs code has 6, 8, 10 or 12 digits"),
        ("origin_country", "ZZ", "Please choose a country from the list."),
        ("material", "x" * 201, "This is too long."),
        ("weight", "1.5", "A weight is a whole number of grams"),
        ("weight", "-1", "A weight is a whole number of grams"),
        ("weight", "heavy", "A weight is a whole number of grams"),
        ("no_withdrawal", "because", "Please choose from the list."),
        ("manufacturer-address", "", "Who answers for a product is named with name"),
        ("manufacturer-email", "nobody", "This is not an e-mail address."),
        ("responsible-name", "Somebody", "Who answers for a product is named with name"),
        ("warning-en", "x" * 2_001, "This is too long."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    client: TestClient, shop: AShop, shawl: catalog.CreatedProduct, field: str, typed: str, words: str
) -> None:
    before = said_of(shop, shawl.id)
    name = f"weight-{shawl.variant_ids[0]}" if field == "weight" else field
    answer = client.post(path(shop, shawl.id), data={**whole(shawl), name: typed})
    assert answer.status_code == 422
    marked = "responsible-address" if name == "responsible-name" else name
    assert f'id="{marked}-fault">{words}' in answer.text
    assert f'aria-describedby="{marked}-fault"' in answer.text
    assert said_of(shop, shawl.id) == before
    assert 'value="Kilang Batik"' in answer.text
    is_chosen = name in ("origin_country", "no_withdrawal")
    assert is_chosen or typed in answer.text


def test_a_code_is_suggested_with_the_words_that_led_to_it(
    client: TestClient, shop: AShop, shawl: catalog.CreatedProduct
) -> None:
    page = client.get(path(shop, shawl.id)).text
    assert '<strong dir="ltr">621410</strong>' in page
    assert "in the title" in page


def test_the_list_says_what_is_missing_and_finds_by_name(
    client: TestClient, shop: AShop, shawl: catalog.CreatedProduct
) -> None:
    with shop.session() as session:
        scarf = a_product(session, shop, "Cotton scarf")
    client.post(path(shop, shawl.id), data=whole(shawl))
    everything = client.get(path(shop)).text
    assert everything.index("Cotton scarf") < everything.index("Silk shawl")
    assert "Missing: Customs code" in everything
    unfinished = client.get(path(shop), params={"list": "open"}).text
    assert "Cotton scarf" in unfinished
    assert "Silk shawl" not in unfinished
    found = client.get(path(shop), params={"q": "SHAWL"}).text
    assert "Silk shawl" in found
    assert "Cotton scarf" not in found
    older = client.get(path(shop), params={"before": str(scarf.id)}).text
    assert "Cotton scarf" not in older


def test_a_product_of_nobody_is_not_found(client: TestClient, shop: AShop) -> None:
    assert client.get(path(shop, 999_999)).status_code == 404
    assert client.get(f"{path(shop)}/{'9' * 30}").status_code == 404


def test_goods_that_a_destination_forbids_are_said_so(
    client: TestClient, shop: AShop, shawl: catalog.CreatedProduct
) -> None:
    with shop.session() as session:
        localization.market_by_handle(session, "my").countries = ["MY", "CN"]
    client.post(path(shop, shawl.id), data=whole(shawl, hs_code="041090"))
    page = client.get(path(shop, shawl.id)).text
    assert "Not sent there" in page
    assert "/selling/CN" in page
    with shop.session() as session:
        days = (clock.now().date(), None)
        law.hold_permit(session, shop.tenant_id, rule_key="cn-birds-nest-maker", number="CMYS0401", days=days)
    assert "You hold the permit" in client.get(path(shop, shawl.id)).text
