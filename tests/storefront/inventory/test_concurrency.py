"""Many buyers at once on real connections: each unit is promised once, and nobody is turned away falsely (M1)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

from storefront import inventory
from tenants.isolation import Database, DatabaseUnavailable
from tenants.kit import clock
from tests.factories.catalog import AShop, a_shop
from tests.factories.stock import SOON, OnShelf, a_thing, on_shelf

_BUYERS = 500
_AT_ONCE = 20


def test_five_hundred_buyers_of_a_hundred_units_take_exactly_a_hundred(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=100)
    with ThreadPoolExecutor(_AT_ONCE) as buyers:
        outcomes = Counter(buyers.map(lambda order: _buy(shop, order, {thing: 1}), range(1, _BUYERS + 1)))
    assert outcomes == {"bought": 100, "sold out": 400}
    with shop.session() as session:
        assert on_shelf(session, thing) == [OnShelf(0)]


def test_buyers_of_the_same_things_in_any_order_never_wait_in_a_circle(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        one, other, third = (a_thing(session, shop, stock=30) for _ in range(3))
    wanted = [{one: 1, other: 1}, {other: 1, one: 1}, {third: 1, one: 1}, {other: 1, third: 1}]
    with ThreadPoolExecutor(_AT_ONCE) as buyers:
        outcomes = Counter(buyers.map(lambda order: _buy(shop, order, wanted[order % 4]), range(1, 121)))
    with shop.session() as session:
        left = [on_shelf(session, each)[0] for each in (one, other, third)]
    assert sum(30 - each.on_hand for each in left) == 2 * outcomes["bought"]
    assert [each.reserved for each in left] == [0, 0, 0]
    assert sorted(outcomes) == ["bought", "sold out"]
    assert min(each.on_hand for each in left) == 0


def test_a_unit_that_comes_back_is_had_by_exactly_one_of_those_who_wait(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=1)
        inventory.reserve(session, shop.tenant_id, order_id=1, quantities={thing: 1}, until=clock.now() + SOON)
    start = Barrier(9)

    won = Event()

    def release() -> str:
        start.wait()
        while True:
            try:
                with shop.session() as session:
                    inventory.release(session, shop.tenant_id, order_id=1)
            except DatabaseUnavailable:
                continue
            return "released"

    def keep_trying(order: int) -> str:
        start.wait()
        while not won.is_set():
            if _buy(shop, order, {thing: 1}) == "bought":
                won.set()
                return "bought"
        return _buy(shop, order, {thing: 1})

    with ThreadPoolExecutor(9) as people:
        results = [people.submit(release), *(people.submit(keep_trying, order) for order in range(2, 10))]
        outcomes = Counter(each.result() for each in results)
    assert outcomes == {"released": 1, "bought": 1, "sold out": 7}
    with shop.session() as session:
        assert on_shelf(session, thing) == [OnShelf(0)]


def _buy(shop: AShop, order: int, quantities: dict[int, int]) -> str:
    """Reserve in one transaction and claim in the next, as a checkout does. A full house is waited out."""
    try:
        with shop.session() as session:
            inventory.reserve(session, shop.tenant_id, order_id=order, quantities=quantities, until=clock.now() + SOON)
    except inventory.OutOfStock:
        return "sold out"
    except DatabaseUnavailable:
        return _buy(shop, order, quantities)
    while True:
        try:
            with shop.session() as session:
                inventory.claim(session, shop.tenant_id, order_id=order)
        except DatabaseUnavailable:
            continue
        return "bought"
