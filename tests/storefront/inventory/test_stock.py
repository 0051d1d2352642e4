"""Stock decides what is to be had, in lists too."""

import pytest

from storefront import catalog, inventory
from tenants.isolation import Database
from tests.factories.catalog import a_product, a_shop


@pytest.mark.parametrize(("on_hand", "is_available"), [(None, True), (1, True), (0, False)])
def test_a_product_is_available_when_uncounted_or_left(
    database: Database, on_hand: int | None, is_available: bool
) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        [variant] = a_product(session, shop, stock=3).variant_ids
        inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(variant, on_hand)])
        [card] = catalog.newest(session, shop.audience(), limit=1)
        page = catalog.product_by_handle(session, shop.audience(), handle="shawl")
    assert (card.is_available, page.variants[0].is_available) == (is_available, is_available)


@pytest.mark.parametrize("on_hand", [-1, 2**31])
def test_impossible_stock_is_refused(database: Database, on_hand: int) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        [variant] = a_product(session, shop, stock=3).variant_ids
        with pytest.raises(inventory.BadStock):
            inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(variant, on_hand)])
        page = catalog.product_by_handle(session, shop.audience(), handle="shawl")
    assert page.variants[0].left == 3


@pytest.mark.parametrize(
    ("is_tracked", "on_hand", "left"), [(True, 3, 3), (True, 0, None), (True, 6, None), (False, 3, None)]
)
def test_only_a_small_rest_is_worth_telling(is_tracked: bool, on_hand: int, left: int | None) -> None:
    assert inventory.stock_left(is_tracked, on_hand) == left
