"""Counting stock at locations, beside buyers who hold some of it."""

import pytest

from storefront import inventory
from tenants.isolation import Database
from tests.factories.catalog import a_shop
from tests.factories.stock import OnShelf, a_paid_order, a_thing, an_order_holds, on_shelf


def test_a_count_below_what_buyers_hold_changes_nothing(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        one, other = (a_thing(session, shop, stock=5) for _ in range(2))
        an_order_holds(session, shop, {one: 3})
        with pytest.raises(inventory.StockPromised) as refusal:
            inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(other, 9), inventory.NewStock(one, 2)])
        assert refusal.value.promised == {one: 3}
        assert [on_shelf(session, each) for each in (one, other)] == [[OnShelf(5, reserved=3)], [OnShelf(5)]]
        inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(one, 3)])
        assert on_shelf(session, one) == [OnShelf(3, reserved=3)]


def test_what_is_no_longer_counted_keeps_its_promises(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        order = an_order_holds(session, shop, {thing: 3})
        inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(thing, None)])
        assert inventory.availability(session, [thing]) == {thing: None}
        inventory.claim(session, shop.tenant_id, order_id=order)
        assert on_shelf(session, thing) == [OnShelf(0)]


def test_arrivals_and_losses_are_counted_beside_what_buyers_do(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        an_order_holds(session, shop, {thing: 3})
        inventory.change_stock(session, shop.tenant_id, variant_id=thing, difference=-2)
        assert on_shelf(session, thing) == [OnShelf(3, reserved=3)]
        with pytest.raises(inventory.StockPromised) as refusal:
            inventory.change_stock(session, shop.tenant_id, variant_id=thing, difference=-1)
        assert refusal.value.promised == {thing: 3}
        inventory.change_stock(session, shop.tenant_id, variant_id=thing, difference=4)
        assert on_shelf(session, thing) == [OnShelf(7, reserved=3)]


def test_nothing_arrives_where_it_was_never_counted(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        hub = inventory.add_location(session, shop.tenant_id, "Hub")
        with pytest.raises(inventory.BadStock):
            inventory.change_stock(session, shop.tenant_id, variant_id=thing, difference=4, location_id=hub)
        assert on_shelf(session, thing) == [OnShelf(5)]


def test_a_thing_that_is_uncounted_somewhere_is_to_be_had(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=0)
        hub = inventory.add_location(session, shop.tenant_id, "Hub")
        inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(thing, None, hub)])
        assert inventory.availability(session, [thing]) == {thing: None}


@pytest.mark.parametrize("days", [0, 366])
def test_a_promise_of_no_days_or_of_years_is_refused(database: Database, days: int) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=0)
        with pytest.raises(inventory.BadStock):
            inventory.set_back_orders(session, shop.tenant_id, [inventory.BackOrders(thing, True, days)])
        assert inventory.availability(session, [thing]) == {thing: 0}


def test_a_shop_has_a_location_once_it_counts_and_keeps_its_last_one(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        assert list(inventory.locations(session)) == []
        main = inventory.first_location(session, shop.tenant_id)
        assert inventory.first_location(session, shop.tenant_id) == main
        with pytest.raises(inventory.LocationInUse):
            inventory.remove_location(session, main)
        assert [each.name for each in inventory.locations(session)] == ["Main"]


def test_a_location_with_goods_or_a_history_is_not_given_up(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=1)
        hub, spare = (inventory.add_location(session, shop.tenant_id, each) for each in ("Hub", "Spare"))
        inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(thing, 2, hub)])
        with pytest.raises(inventory.LocationInUse):
            inventory.remove_location(session, hub)
        a_paid_order(session, shop, {thing: 3})
        with pytest.raises(inventory.LocationInUse):
            inventory.remove_location(session, hub)
        inventory.remove_location(session, spare)
        assert [each.name for each in inventory.locations(session)] == ["Main", "Hub"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_location_needs_a_name(database: Database, name: str) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        with pytest.raises(inventory.BadLocation):
            inventory.add_location(session, shop.tenant_id, name)
        assert list(inventory.locations(session)) == []


def test_another_shops_location_is_no_place_to_put_anything(database: Database) -> None:
    mine, theirs = a_shop(database), a_shop(database)
    with theirs.session() as session:
        foreign = inventory.first_location(session, theirs.tenant_id)
    with mine.session() as session:
        thing = a_thing(session, mine, stock=1)
        with pytest.raises(inventory.LocationNotFound):
            inventory.set_stock(session, mine.tenant_id, [inventory.NewStock(thing, 2, foreign)])
        assert on_shelf(session, thing) == [OnShelf(1)]
