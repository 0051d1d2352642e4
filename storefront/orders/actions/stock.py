"""What an order's changes mean for the stock and for the discounts that it has used."""

from collections.abc import Mapping

from sqlmodel import Session

from storefront import discounts, inventory
from storefront.orders.models import Order
from storefront.orders.reads import rows


def give_up_goods(session: Session, order: Order, *, was_placed: bool) -> None:
    """All that the order holds is to be had again, and its discounts may be used again."""
    if was_placed:
        lines = rows.lines_of(session, order.id or 0)
        put_back(session, order, {each.id or 0: each.quantity for each in lines if each.quantity})
    else:
        inventory.release(session, order.tenant_id, order_id=order.id or 0)
    discounts.release(session, order_id=order.id or 0)


def put_back(session: Session, order: Order, quantities: Mapping[int, int]) -> None:
    """So many of each line, by its id, are on sale again."""
    variants = {each.id or 0: each.variant_id for each in rows.lines_of(session, order.id or 0)}
    counts: dict[int, int] = {}
    for line_id, count in quantities.items():
        counts[variants[line_id]] = counts.get(variants[line_id], 0) + count
    if counts:
        inventory.restock(session, order.tenant_id, order_id=order.id or 0, quantities=counts)


def exchange_goods(session: Session, order: Order, *, out: Mapping[int, int], more: Mapping[int, int]) -> None:
    """A placed order gives up so many of its variants and takes so many of others. Raises inventory.OutOfStock."""
    inventory.exchange(session, order.tenant_id, order_id=order.id or 0, out=out, more=more)


def let_goods_lapse(session: Session, order: Order) -> None:
    """The order's time is over. What it held can be taken anew, should its payment come late."""
    variants = [each.variant_id for each in rows.lines_of(session, order.id or 0)]
    while inventory.release_expired(session, variants):
        pass
    discounts.release(session, order_id=order.id or 0)
