"""Stock for orders: held, claimed, given back, and never promised twice."""

from datetime import timedelta

import pytest
import time_machine

from storefront import catalog, inventory
from storefront.inventory import jobs
from tenants.isolation import Database, JobContext
from tenants.kit import clock
from tests.factories.catalog import a_product, a_shop, an_option
from tests.factories.stock import SOON, OnShelf, a_paid_order, a_thing, an_order_holds, on_shelf


def test_what_an_order_holds_nobody_else_can_have(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        an_order_holds(session, shop, {thing: 4})
        assert inventory.availability(session, [thing]) == {thing: 1}
        with pytest.raises(inventory.OutOfStock) as refusal:
            an_order_holds(session, shop, {thing: 2})
        assert refusal.value.short == {thing: 1}
        assert on_shelf(session, thing) == [OnShelf(5, reserved=4)]


def test_an_order_takes_all_or_nothing(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        plenty, few, none = (a_thing(session, shop, stock=each) for each in (9, 1, 0))
        with pytest.raises(inventory.OutOfStock) as refusal:
            an_order_holds(session, shop, {plenty: 1, few: 2, none: 1})
        assert refusal.value.short == {few: 1, none: 0}
        assert [on_shelf(session, each) for each in (plenty, few, none)] == [[OnShelf(9)], [OnShelf(1)], [OnShelf(0)]]


def test_what_is_not_counted_is_always_to_be_had(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        order = a_paid_order(session, shop, {thing: 1000})
        inventory.restock(session, shop.tenant_id, order_id=order, quantities={thing: 1000})
        assert inventory.availability(session, [thing]) == {thing: None}
        assert on_shelf(session, thing) == [OnShelf(0)]


def test_an_order_that_holds_stock_holds_it_once(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        order = an_order_holds(session, shop, {thing: 2})
        with pytest.raises(inventory.AlreadyReserved):
            an_order_holds(session, shop, {thing: 1}, order_id=order)
        assert inventory.release(session, shop.tenant_id, order_id=order)
        an_order_holds(session, shop, {thing: 1}, order_id=order)
        assert on_shelf(session, thing) == [OnShelf(5, reserved=1)]


@pytest.mark.parametrize("quantity", [0, -1, 1_000_001, True])
def test_a_quantity_that_makes_no_sense_is_refused(database: Database, quantity: int) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        with pytest.raises(inventory.BadQuantity):
            an_order_holds(session, shop, {thing: quantity})
        assert on_shelf(session, thing) == [OnShelf(5)]


def test_claiming_takes_it_off_the_shelf_once(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        order = a_paid_order(session, shop, {thing: 2})
        inventory.claim(session, shop.tenant_id, order_id=order)
        assert on_shelf(session, thing) == [OnShelf(3)]
        assert not inventory.release(session, shop.tenant_id, order_id=order)
        assert on_shelf(session, thing) == [OnShelf(3)]


def test_releasing_gives_it_back_once_and_a_payment_after_that_is_refused(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        order = an_order_holds(session, shop, {thing: 2})
        assert inventory.release(session, shop.tenant_id, order_id=order)
        assert not inventory.release(session, shop.tenant_id, order_id=order)
        with pytest.raises(inventory.ReservationReleased):
            inventory.claim(session, shop.tenant_id, order_id=order)
        assert on_shelf(session, thing) == [OnShelf(5)]


def test_a_late_payment_has_what_is_still_there_and_no_more(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=3)
        early, late = (an_order_holds(session, shop, {thing: 1}) for _ in range(2))
    with time_machine.travel(clock.now() + SOON + timedelta(seconds=1)), shop.session() as session:
        assert inventory.release_expired(session) == 2
        assert on_shelf(session, thing) == [OnShelf(3)]
        inventory.claim(session, shop.tenant_id, order_id=early)
        assert on_shelf(session, thing) == [OnShelf(2)]
        an_order_holds(session, shop, {thing: 2})
        with pytest.raises(inventory.OutOfStock) as refusal:
            inventory.claim(session, shop.tenant_id, order_id=late)
        assert refusal.value.short == {thing: 0}
        assert on_shelf(session, thing) == [OnShelf(2, reserved=2)]
        inventory.claim(session, shop.tenant_id, order_id=early)
        assert on_shelf(session, thing) == [OnShelf(2, reserved=2)]


def test_an_order_that_comes_back_after_its_time_pays_for_its_last_hold_only(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        order = an_order_holds(session, shop, {thing: 3})
    with time_machine.travel(clock.now() + 2 * SOON), shop.session() as session:
        inventory.release_expired(session)
        an_order_holds(session, shop, {thing: 1}, order_id=order)
    with time_machine.travel(clock.now() + 4 * SOON), shop.session() as session:
        inventory.release_expired(session)
        inventory.claim(session, shop.tenant_id, order_id=order)
        assert on_shelf(session, thing) == [OnShelf(4)]


def test_nobody_is_refused_for_the_sake_of_somebody_whose_time_is_over(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=1)
        an_order_holds(session, shop, {thing: 1})
    with time_machine.travel(clock.now() + 2 * SOON), shop.session() as session:
        an_order_holds(session, shop, {thing: 1})
        assert on_shelf(session, thing) == [OnShelf(1, reserved=1)]


def test_a_buyer_who_is_still_paying_gets_more_time(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=1)
        order = an_order_holds(session, shop, {thing: 1})
        assert inventory.hold_longer(session, order_id=order, until=clock.now() + 3 * SOON)
    with time_machine.travel(clock.now() + 2 * SOON), shop.session() as session:
        assert inventory.release_expired(session) == 0
        inventory.release(session, shop.tenant_id, order_id=order)
        assert not inventory.hold_longer(session, order_id=order, until=clock.now() + SOON)


def test_goods_come_back_to_where_they_were_and_never_more_than_left(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        order = a_paid_order(session, shop, {thing: 3})
        inventory.restock(session, shop.tenant_id, order_id=order, quantities={thing: 2})
        assert on_shelf(session, thing) == [OnShelf(4)]
        with pytest.raises(inventory.NotSold) as refusal:
            inventory.restock(session, shop.tenant_id, order_id=order, quantities={thing: 2})
        assert refusal.value.variant_ids == (thing,)
        assert on_shelf(session, thing) == [OnShelf(4)]


def test_locations_are_asked_in_their_order(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=2)
        hub = inventory.add_location(session, shop.tenant_id, "Hub")
        inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(thing, 5, hub)])
        order = an_order_holds(session, shop, {thing: 3})
        assert on_shelf(session, thing) == [OnShelf(2, reserved=2), OnShelf(5, reserved=1)]
        inventory.claim(session, shop.tenant_id, order_id=order)
        assert on_shelf(session, thing) == [OnShelf(0), OnShelf(4)]
        inventory.restock(session, shop.tenant_id, order_id=order, quantities={thing: 3})
        assert on_shelf(session, thing) == [OnShelf(2), OnShelf(5)]
        inventory.put_location_first(session, hub)
        an_order_holds(session, shop, {thing: 3})
        assert on_shelf(session, thing) == [OnShelf(2), OnShelf(5, reserved=3)]


def test_back_orders_are_filled_oldest_first_once_paid(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=1)
        inventory.set_back_orders(session, shop.tenant_id, [inventory.BackOrders(thing, True, 10)])
        first = a_paid_order(session, shop, {thing: 3})
        assert on_shelf(session, thing) == [OnShelf(0, back_ordered=2)]
        second = a_paid_order(session, shop, {thing: 2})
        inventory.change_stock(session, shop.tenant_id, variant_id=thing, difference=3)
        assert on_shelf(session, thing) == [OnShelf(1, back_ordered=2)], "the first has its two, the second waits"
        inventory.restock(session, shop.tenant_id, order_id=second, quantities={thing: 1})
        assert on_shelf(session, thing) == [OnShelf(0)], "one is owed no more, and the other was there"
        inventory.restock(session, shop.tenant_id, order_id=first, quantities={thing: 3})
        assert on_shelf(session, thing) == [OnShelf(3)]


def test_a_back_order_that_was_never_paid_leaves_no_trace(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=0)
        inventory.set_back_orders(session, shop.tenant_id, [inventory.BackOrders(thing, True)])
        order = an_order_holds(session, shop, {thing: 2})
        inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(thing, 4)])
        assert on_shelf(session, thing) == [OnShelf(4, back_ordered=2)]
        inventory.release(session, shop.tenant_id, order_id=order)
        assert on_shelf(session, thing) == [OnShelf(4)]


def test_a_product_leaves_the_lists_of_what_is_to_be_had_with_its_last_piece_and_comes_back(database: Database) -> None:
    shop = a_shop(database)

    def listed() -> bool:
        with shop.session() as session:
            [card] = catalog.newest(session, shop.audience(), limit=1)
            return card.is_available

    with shop.session() as session:
        thing = a_thing(session, shop, stock=2)
        an_order_holds(session, shop, {thing: 1})
    assert listed()
    with shop.session() as session:
        last = an_order_holds(session, shop, {thing: 1})
    assert not listed()
    with shop.session() as session:
        inventory.release(session, shop.tenant_id, order_id=last)
    assert listed()
    with shop.session() as session:
        a_paid_order(session, shop, {thing: 1})
    assert not listed()
    with shop.session() as session:
        inventory.set_back_orders(session, shop.tenant_id, [inventory.BackOrders(thing, True)])
    assert listed()
    with shop.session() as session:
        inventory.set_back_orders(session, shop.tenant_id, [inventory.BackOrders(thing, False)])
    assert not listed()


def test_the_product_page_says_what_is_left_and_what_is_back_ordered(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        small, large = a_product(
            session,
            shop,
            options=(an_option("size", "s", "l"),),
            stock=[3, 0],
            variants=(catalog.NewVariant({"size": "s"}), catalog.NewVariant({"size": "l"})),
        ).variant_ids
        an_order_holds(session, shop, {small: 1})
        inventory.set_back_orders(session, shop.tenant_id, [inventory.BackOrders(large, True, 14)])
        page = catalog.product_by_handle(session, shop.audience(), handle="shawl")
    few, late = page.variants
    assert (few.left, few.is_available, few.is_back_order) == (2, True, False)
    assert (late.left, late.is_available, late.is_back_order, late.ships_within_days) == (0, True, True, 14)


def test_expired_holds_are_given_back_by_the_job(database: Database) -> None:
    shop, other = a_shop(database), a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=1)
        an_order_holds(session, shop, {thing: 1})
    with other.session() as session:
        theirs = a_thing(session, other, stock=1)
        an_order_holds(session, other, {theirs: 1})
    context = JobContext(database, {})
    jobs.expire(context, tenant_id=shop.tenant_id)
    with shop.session() as session:
        assert on_shelf(session, thing) == [OnShelf(1, reserved=1)]
    with time_machine.travel(clock.now() + SOON):
        jobs.expire(context, tenant_id=shop.tenant_id)
    with shop.session() as session:
        assert on_shelf(session, thing) == [OnShelf(1)]
    with other.session() as session:
        assert on_shelf(session, theirs) == [OnShelf(1, reserved=1)]
