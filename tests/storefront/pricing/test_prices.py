"""Prices are checked, and lists follow them."""

import pytest

from storefront import catalog, pricing
from tenants.isolation import Database
from tests.factories.catalog import a_product, a_shop


@pytest.mark.parametrize(("amount", "before"), [(0, None), (-1, None), (10, 10), (10, 9), (10**16, None), (5, 10**16)])
def test_a_price_that_can_not_be_is_refused_and_changes_nothing(
    database: Database, amount: int, before: int | None
) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        [variant] = a_product(session, shop, amounts=7_00).variant_ids
        with pytest.raises(pricing.BadPrice):
            pricing.set_price(
                session, shop.tenant_id, pricing.NewPrice(variant, shop.markets["my"], "MYR", amount, before)
            )
        [card] = catalog.newest(session, shop.audience(), limit=1)
    assert card.offer == catalog.Offer(7_00, "MYR", None)


def test_a_new_price_replaces_the_old_one_in_lists(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        [variant] = a_product(session, shop, amounts=7_00).variant_ids
        new = pricing.NewPrice(variant, shop.markets["my"], "MYR", 5_00, 7_00)
        pricing.set_price(session, shop.tenant_id, new)
        [card] = catalog.newest(session, shop.audience(), limit=1)
    assert (card.offer, card.is_from) == (catalog.Offer(5_00, "MYR", 7_00, lowest_minor=7_00), False)


@pytest.mark.parametrize(
    ("amount", "before", "percent"), [(80, 100, 20), (67, 100, 33), (2, 3, 33), (10, None, 0), (10, 9, 0)]
)
def test_a_discount_is_never_overstated(amount: int, before: int | None, percent: int) -> None:
    assert pricing.discount_percent(amount, before) == percent
