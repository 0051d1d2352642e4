"""Goods to be had and orders that want them, for tests. An order is a number here: stock knows no more of it."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from sqlmodel import Session

from storefront import inventory
from tenants.kit import clock
from tests.factories.catalog import AShop, a_product

_numbers = count(1)
SOON = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class OnShelf:
    """What one level says: on hand, reserved, back-ordered."""

    on_hand: int
    reserved: int = 0
    back_ordered: int = 0


def a_thing(session: Session, shop: AShop, *, stock: int | None, title: str | None = None) -> int:
    """A product of one variant, so many of which are there. Returns the variant's id."""
    [variant_id] = a_product(session, shop, title or f"Thing {next(_numbers)}", stock=stock).variant_ids
    return variant_id


def an_order_holds(session: Session, shop: AShop, quantities: dict[int, int], *, order_id: int | None = None) -> int:
    """Reserve for half an hour. Returns the order's number."""
    number = order_id or next(_numbers)
    inventory.reserve(session, shop.tenant_id, order_id=number, quantities=quantities, until=clock.now() + SOON)
    return number


def a_paid_order(session: Session, shop: AShop, quantities: dict[int, int]) -> int:
    number = an_order_holds(session, shop, quantities)
    inventory.claim(session, shop.tenant_id, order_id=number)
    return number


def on_shelf(session: Session, variant_id: int) -> list[OnShelf]:
    """At each location, the oldest location first."""
    return [OnShelf(each.on_hand, each.reserved, each.back_ordered) for each in inventory.levels(session, [variant_id])]
