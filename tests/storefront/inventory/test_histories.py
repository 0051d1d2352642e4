"""Random histories of stock against a ledger that is kept beside it: whatever happens, no unit is made or lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storefront import inventory
from tenants.isolation import Database
from tenants.kit import clock
from tests.factories.catalog import AShop, a_shop
from tests.factories.stock import a_thing

_ORDERS = range(1, 5)
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("reserve"), st.sampled_from(_ORDERS), st.integers(1, 6)),
        st.tuples(st.sampled_from(["claim", "release", "expire"]), st.sampled_from(_ORDERS), st.just(0)),
        st.tuples(st.just("restock"), st.sampled_from(_ORDERS), st.integers(1, 6)),
        st.tuples(st.just("arrive"), st.just(0), st.integers(-3, 5)),
        st.tuples(st.just("back_orders"), st.just(0), st.integers(0, 1)),
    ),
    max_size=25,
)


@dataclass
class Ledger:
    """What went in and out, and who has what: everything that the tables must agree with."""

    received: int
    held: dict[int, int] = field(default_factory=dict)
    sold: dict[int, int] = field(default_factory=dict)
    expired: dict[int, int] = field(default_factory=dict)
    takes_back_orders: bool = False

    @property
    def left(self) -> int:
        """Below nothing when more is owed than there is."""
        return self.received - sum(self.held.values()) - sum(self.sold.values())


@given(steps=_STEPS, first=st.integers(0, 8), second=st.integers(0, 4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_history_makes_or_loses_a_unit(
    database: Database, steps: list[tuple[str, int, int]], first: int, second: int
) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=first)
        hub = inventory.add_location(session, shop.tenant_id, "Hub")
        inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(thing, second, hub)])
        story = _Story(session, shop, thing, Ledger(first + second))
        for name, order, number in steps:
            story.step(name, order, number)
            story.check()


class _Story:
    def __init__(self, session: Session, shop: AShop, thing: int, ledger: Ledger) -> None:
        self.session, self.shop, self.thing, self.ledger = session, shop, thing, ledger

    def step(self, name: str, order: int, number: int) -> None:
        steps: dict[str, Callable[[int, int], None]] = {
            "reserve": self.reserve,
            "claim": self.claim,
            "release": self.release,
            "expire": self.expire,
            "restock": self.restock,
            "arrive": self.arrive,
            "back_orders": self.back_orders,
        }
        steps[name](order, number)

    def check(self) -> None:
        ledger = self.ledger
        levels = inventory.levels(self.session, [self.thing])
        owed = sum(each.back_ordered for each in levels)
        promised = sum(each.reserved for each in levels)
        assert sum(each.on_hand for each in levels) - promised - owed == ledger.left
        assert all(0 <= each.reserved <= each.on_hand and each.back_ordered >= 0 for each in levels)
        assert promised + owed >= sum(ledger.held.values())
        assert promised <= sum(ledger.held.values())

    def reserve(self, order: int, number: int) -> None:
        levels = inventory.levels(self.session, [self.thing])
        may = sum(each.available for each in levels) >= number or self.ledger.takes_back_orders
        try:
            inventory.reserve(
                self.session,
                self.shop.tenant_id,
                order_id=order,
                quantities={self.thing: number},
                until=clock.now() + timedelta(hours=1),
            )
        except inventory.AlreadyReserved:
            assert order in self.ledger.held
        except inventory.OutOfStock:
            assert not may
        else:
            assert may
            assert order not in self.ledger.held
            self.ledger.held[order] = number
            self.ledger.expired.pop(order, None)

    def claim(self, order: int, _number: int) -> None:
        ledger = self.ledger
        late = ledger.expired.get(order, 0)
        try:
            inventory.claim(self.session, self.shop.tenant_id, order_id=order)
        except inventory.ReservationReleased:
            assert order not in ledger.held
            assert not late
        except inventory.OutOfStock:
            assert late > max(ledger.left, 0)
        else:
            ledger.sold[order] = ledger.sold.get(order, 0) + ledger.held.pop(order, 0) + late
            ledger.expired.pop(order, None)

    def release(self, order: int, _number: int) -> None:
        assert inventory.release(self.session, self.shop.tenant_id, order_id=order) == (order in self.ledger.held)
        self.ledger.held.pop(order, None)

    def expire(self, order: int, _number: int) -> None:
        """Let this order's time be over."""
        for each in inventory.reads.locked_reservations(self.session, order):
            each.expires_at = clock.now() - timedelta(seconds=1)
        self.session.flush()
        inventory.release_expired(self.session)
        if order in self.ledger.held:
            self.ledger.expired[order] = self.ledger.held.pop(order)

    def restock(self, order: int, number: int) -> None:
        sold = self.ledger.sold.get(order, 0)
        try:
            inventory.restock(self.session, self.shop.tenant_id, order_id=order, quantities={self.thing: number})
        except inventory.NotSold:
            assert number > sold
        else:
            if sold:
                self.ledger.sold[order] = sold - number

    def arrive(self, _order: int, number: int) -> None:
        try:
            inventory.change_stock(self.session, self.shop.tenant_id, variant_id=self.thing, difference=number)
        except inventory.StockPromised:
            assert number < 0
        else:
            self.ledger.received += number

    def back_orders(self, _order: int, number: int) -> None:
        policy = inventory.BackOrders(self.thing, bool(number))
        inventory.set_back_orders(self.session, self.shop.tenant_id, [policy])
        self.ledger.takes_back_orders = bool(number)
