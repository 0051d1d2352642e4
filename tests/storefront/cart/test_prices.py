"""Prices in a cart are held, and what had to change is told."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlmodel import Session

from storefront import cart, catalog, inventory, pricing
from storefront.cart import NoticeKind
from storefront.cart.rules import HELD_FOR, HeldPrice, Notice, priced
from storefront.catalog import Offer, Sellable
from storefront.money import Money
from tenants.isolation import Database
from tenants.kit import clock
from tests.factories.carts import a_cart, a_view, looked_at
from tests.factories.catalog import AShop, a_product, a_shop
from tests.factories.stock import a_thing, an_order_holds

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def myr(minor: int) -> Money:
    return Money(minor, "MYR")


def a_sellable(*, amount: int | None = 10_00, left: int | None = None, is_back_order: bool = False) -> Sellable:
    return Sellable(
        variant_id=1,
        product_id=1,
        title="Shawl",
        variant_title="",
        path="/products/shawl",
        sku="",
        offer=None if amount is None else Offer(amount, "MYR", None),
        left=left,
        is_back_order=is_back_order,
        ships_within_days=10 if is_back_order else None,
        picture=None,
        weight_grams=0,
        hs_code=None,
        origin_country=None,
        material="",
        tags=(),
        product_type="",
        collection_ids=(),
    )


@pytest.mark.parametrize(
    ("held", "current", "age", "unit", "kind"),
    [
        (10_00, 10_00, timedelta(days=29), 10_00, None),
        (10_00, 9_99, timedelta(0), 9_99, NoticeKind.PRICE_LOWER),
        (10_00, 10_01, HELD_FOR, 10_00, None),
        (10_00, 10_01, HELD_FOR + timedelta(seconds=1), 10_01, NoticeKind.PRICE_HIGHER),
        (None, 10_00, timedelta(0), 10_00, None),
    ],
)
def test_the_lower_price_counts_for_as_long_as_it_is_held(
    held: int | None, current: int, age: timedelta, unit: int, kind: NoticeKind | None
) -> None:
    price = HeldPrice(None if held is None else myr(held), 1, NOW - age)
    stands = priced(price, a_sellable(amount=current), quantity=1, market_id=1, now=NOW)
    assert stands.unit == myr(unit)
    assert [each.kind for each in stands.notices] == ([kind] if kind else [])
    assert stands.is_changed == (held != unit)


@pytest.mark.parametrize(
    ("sellable", "quantity", "is_available", "most", "notices"),
    [
        (a_sellable(), 999, True, 999, []),
        (a_sellable(left=5), 5, True, 5, []),
        (a_sellable(left=5), 6, True, 5, [Notice(NoticeKind.FEW_LEFT, left=5)]),
        (a_sellable(left=5_000), 6, True, 999, []),
        (a_sellable(left=0), 1, False, 0, [Notice(NoticeKind.SOLD_OUT)]),
        (a_sellable(amount=None), 1, False, 0, [Notice(NoticeKind.NOT_FOR_SALE)]),
        (a_sellable(is_back_order=True), 1, True, 999, [Notice(NoticeKind.BACK_ORDER, days=10)]),
    ],
)
def test_what_can_not_be_had_is_told(
    sellable: Sellable, quantity: int, is_available: bool, most: int, notices: Sequence[Notice]
) -> None:
    stands = priced(HeldPrice(myr(10_00), 1, NOW), sellable, quantity=quantity, market_id=1, now=NOW)
    assert (stands.is_available, stands.most, list(stands.notices)) == (is_available, most, notices)


def reprice(session: Session, shop: AShop, variant_id: int, amount: int) -> None:
    pricing.set_price(session, shop.tenant_id, pricing.NewPrice(variant_id, shop.markets["my"], "MYR", amount))


def test_a_lower_price_is_taken_and_told_until_it_has_been_seen(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        token = a_cart(session, shop, {thing: 2})
        reprice(session, shop, thing, 8_00)
        shown = looked_at(session, token)
        assert shown.notices == (Notice(NoticeKind.PRICE_LOWER, shown.lines[0].id, was=myr(10_00), now=myr(8_00)),)
        assert looked_at(session, token) == shown, "reading changes nothing"
        cart.keep_prices(session, shown)
        again = looked_at(session, token)
        assert (again.notices, again.subtotal) == ((), myr(16_00))
        reprice(session, shop, thing, 9_00)
        assert looked_at(session, token).subtotal == myr(16_00), "the lower one is held now"


def test_a_higher_price_is_asked_only_when_the_seen_one_is_old(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        token = a_cart(session, shop, {thing: 1})
        reprice(session, shop, thing, 12_00)
        assert (looked_at(session, token).subtotal, looked_at(session, token).notices) == (myr(10_00), ())
    with time_machine.travel(clock.now() + HELD_FOR + timedelta(minutes=1)), shop.session() as session:
        shown = looked_at(session, token)
        assert shown.subtotal == myr(12_00)
        assert [each.kind for each in shown.notices] == [NoticeKind.PRICE_HIGHER]


def test_another_market_has_its_own_prices_and_says_so_once_they_are_seen(database: Database) -> None:
    shop = a_shop(database, markets=(("my", "MYR"), ("jp", "JPY")))
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        token = a_cart(session, shop, {thing: 2})
        abroad = a_view(session, "jp")
        shown = looked_at(session, token, view=abroad)
        assert (shown.currency, shown.subtotal) == ("JPY", Money(20_00, "JPY"))
        assert [each.kind for each in shown.notices] == [NoticeKind.MARKET_CHANGED]
        cart.keep_prices(session, shown)
        assert looked_at(session, token, view=abroad).notices == ()
        assert [each.kind for each in looked_at(session, token).notices] == [NoticeKind.MARKET_CHANGED]


def test_what_left_the_shop_stays_in_the_cart_unpaid_for(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        product = a_product(session, shop)
        [gone], kept = product.variant_ids, a_thing(session, shop, stock=None)
        token = a_cart(session, shop, {gone: 1, kept: 1})
        catalog.set_product_status(session, product.id, catalog.ProductStatus.ARCHIVED)
        shown = looked_at(session, token)
        assert (shown.lines[0].is_available, shown.lines[0].path) == (False, "")
        assert (shown.subtotal, shown.is_ready) == (myr(10_00), False)
        assert [(each.kind, each.line_id) for each in shown.notices] == [(NoticeKind.NOT_FOR_SALE, shown.lines[0].id)]


def test_stock_is_asked_anew_at_each_reading(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=3)
        token = a_cart(session, shop, {thing: 3})
        order = an_order_holds(session, shop, {thing: 3})
        assert [each.kind for each in looked_at(session, token).notices] == [NoticeKind.SOLD_OUT]
        inventory.release(session, shop.tenant_id, order_id=order)
        assert looked_at(session, token).is_ready
        inventory.set_stock(session, shop.tenant_id, [inventory.NewStock(thing, 0)])
        inventory.set_back_orders(session, shop.tenant_id, [inventory.BackOrders(thing, True, 14)])
        shown = looked_at(session, token)
        assert [(each.kind, each.days) for each in shown.notices] == [(NoticeKind.BACK_ORDER, 14)]
        assert shown.is_ready


def test_the_price_before_is_shown_only_above_the_one_asked(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        token = a_cart(session, shop, {thing: 1})
        new = pricing.NewPrice(thing, shop.markets["my"], "MYR", 9_00, compare_at_minor=15_00)
        pricing.set_price(session, shop.tenant_id, new)
        assert looked_at(session, token).lines[0].compare_at == myr(15_00)
