"""Discounts of a shop: made, refused, and used no more often than they may be, however many buy at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from storefront import discounts
from storefront.discounts import (
    BadDiscount,
    Basket,
    BasketLine,
    CodeTaken,
    DiscountKind,
    DiscountUsedUp,
    NewDiscount,
    Refusal,
)
from storefront.money import Money
from tenants.isolation import Database
from tenants.kit import clock
from tests.factories.tenants import a_tenant

BASKET = Basket(
    lines=(BasketLine(1, 1, 1, frozenset(), 1, Money(10_000, "MYR")),), market_id=1, currency="MYR", customer_key="a"
)


@pytest.fixture
def shop(database: Database) -> int:
    with database.platform() as session:
        tenant_id = a_tenant(session).id
    assert tenant_id is not None
    return tenant_id


def ten_percent(**changes: object) -> NewDiscount:
    plain = {"kind": DiscountKind.PERCENT, "titles": {"en": "Welcome", "ms": "Selamat datang"}, "percent_off": 10}
    return NewDiscount(**(plain | {"code": "Welcome 10"} | changes))  # type: ignore[arg-type]


def made(database: Database, shop: int, new: NewDiscount) -> int:
    with database.tenant(shop) as session:
        found = discounts.create_discount(session, shop, new).id
    assert found is not None
    return found


def evaluated(database: Database, shop: int, *codes: str, basket: Basket = BASKET) -> discounts.Discounting:
    with database.tenant(shop) as session:
        return discounts.evaluate(session, basket, codes=codes, at=clock.now(), languages=("ms", "en"))


def redeemed(database: Database, shop: int, order_id: int, customer_key: str = "a", code: str = "WELCOME10") -> bool:
    try:
        with database.tenant(shop) as session:
            found = discounts.evaluate(session, BASKET, codes=[code], at=clock.now(), languages=("en",))
            if not found.applied:
                return False
            discounts.redeem(session, shop, found, order_id=order_id, customer_key=customer_key)
    except DiscountUsedUp:
        return False
    return True


def used(database: Database, shop: int, discount_id: int) -> int:
    with database.tenant(shop) as session:
        return discounts.discount_by_id(session, discount_id).used


@pytest.mark.parametrize("typed", ["welcome10", " Welcome 10 ", "ＷＥＬＣＯＭＥ１０"])
def test_a_code_is_found_however_it_is_typed(database: Database, shop: int, typed: str) -> None:
    made(database, shop, ten_percent())
    found = evaluated(database, shop, typed)
    assert found.total == Money(1_000, "MYR")
    assert [each.title for each in found.applied] == ["Selamat datang"]


def test_an_automatic_discount_needs_no_code_and_can_be_switched_off(database: Database, shop: int) -> None:
    discount_id = made(database, shop, ten_percent(code=""))
    assert evaluated(database, shop).total == Money(1_000, "MYR")
    with database.tenant(shop) as session:
        discounts.set_discount_enabled(session, discount_id, False)
    assert evaluated(database, shop).total == Money(0, "MYR")


def test_another_shops_code_is_unknown(database: Database, shop: int) -> None:
    with database.platform() as session:
        other = a_tenant(session).id
    assert other is not None
    made(database, other, ten_percent())
    assert [each.reason for each in evaluated(database, shop, "WELCOME10").refused] == [Refusal.UNKNOWN]


def test_a_code_is_taken_once(database: Database, shop: int) -> None:
    made(database, shop, ten_percent())
    with pytest.raises(CodeTaken):
        made(database, shop, ten_percent(code="welcome10"))


def test_a_change_takes_no_other_discounts_code_and_forgets_no_use(database: Database, shop: int) -> None:
    made(database, shop, ten_percent(code="OTHER"))
    discount_id = made(database, shop, ten_percent(use_limit=5))
    for order in (1, 2):
        assert redeemed(database, shop, order, f"customer {order}")
    for change, error in ((ten_percent(code="other"), CodeTaken), (ten_percent(use_limit=1), BadDiscount)):
        with database.tenant(shop) as session, pytest.raises(error):
            discounts.change_discount(session, discount_id, change)
        assert used(database, shop, discount_id) == 2
    with database.tenant(shop) as session:
        discounts.change_discount(session, discount_id, ten_percent(percent_off=50, use_limit=2))
    with database.tenant(shop) as session:
        found = discounts.discount_by_id(session, discount_id)
        assert (found.percent_off, found.use_limit, found.used) == (50, 2, 2)
        assert found.state(clock.now()) is discounts.DiscountState.USED_UP


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "", "titles": {}}, "titles"),
        ({"percent_off": 0}, "percent_off"),
        ({"percent_off": 101}, "percent_off"),
        ({"amounts_off": {"EUR": 1}}, "amounts_off"),
        ({"kind": DiscountKind.AMOUNT, "percent_off": 0}, "amounts_off"),
        ({"kind": DiscountKind.AMOUNT, "percent_off": 0, "amounts_off": {"XYZ": 1}}, "amounts_off"),
        ({"kind": DiscountKind.AMOUNT, "percent_off": 0, "amounts_off": {"EUR": -1}}, "amounts_off"),
        ({"kind": DiscountKind.GIFT, "buy_quantity": 0, "gift_quantity": 1}, "buy_quantity"),
        ({"buy_quantity": 1}, "gift_quantity"),
        ({"use_limit": 0}, "use_limit"),
        ({"minimums": {"EUR": 0}}, "minimums"),
        ({"starts_at": clock.now(), "ends_at": clock.now().replace(year=2020)}, "ends_at"),
    ],
)
def test_what_could_not_be_worked_out_is_refused(
    database: Database, shop: int, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(BadDiscount) as refusal:
        made(database, shop, ten_percent(**changes))
    assert refusal.value.field == field
    with database.tenant(shop) as session:
        assert discounts.discounts(session) == []


def test_fifty_at_once_use_a_code_of_ten_uses_ten_times(database: Database, shop: int) -> None:
    discount_id = made(database, shop, ten_percent(use_limit=10))
    with ThreadPoolExecutor(8) as buyers:
        got = list(buyers.map(lambda order: redeemed(database, shop, order, f"customer {order}"), range(50)))
    assert got.count(True) == 10
    assert used(database, shop, discount_id) == 10
    assert [each.reason for each in evaluated(database, shop, "WELCOME10").refused] == [Refusal.USED_UP]


def test_one_customer_in_many_windows_uses_a_code_as_often_as_they_may(database: Database, shop: int) -> None:
    discount_id = made(database, shop, ten_percent(use_limit_per_customer=2))
    with ThreadPoolExecutor(8) as windows:
        got = list(windows.map(lambda order: redeemed(database, shop, order), range(20)))
    assert got.count(True) == 2
    assert used(database, shop, discount_id) == 2


def test_an_order_uses_a_code_once_and_gives_it_back_once(database: Database, shop: int) -> None:
    discount_id = made(database, shop, ten_percent(use_limit=1))
    assert redeemed(database, shop, 7)
    with database.tenant(shop) as session:
        found = discounts.Discounting({}, Money(0, "MYR"), (discounts.AppliedDiscount(
            discount_id, "WELCOME10", "", Money(1, "MYR")),), ())  # fmt: skip
        discounts.redeem(session, shop, found, order_id=7, customer_key="a")
    assert used(database, shop, discount_id) == 1
    for _ in range(2):
        with database.tenant(shop) as session:
            discounts.release(session, order_id=7)
    assert used(database, shop, discount_id) == 0
    assert redeemed(database, shop, 8)
