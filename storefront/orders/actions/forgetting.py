"""Taking a buyer out of an order that is over. What was sold, for how much and to which country stays."""

from sqlalchemy import text, update
from sqlmodel import Session, col

from storefront.orders.models import OrderRefund, OrderReturn
from storefront.orders.reads import rows

# The history is written once and never changed, but for this: who somebody is goes out of it.
_EVENTS = text("update order_event set facts = facts - 'name' - 'email' - 'note' - 'reason' where order_id = :order_id")


def forget_buyer(session: Session, order_id: int) -> list[int]:
    """Take who the buyer is out of an order. Safe to repeat. Only the platform's role may change its history.

    Returns the photos of its returns, which the order shows no longer.
    """
    order = rows.locked_order(session, order_id)
    order.email = order.phone = order.note = order.gift_message = ""
    order.customer_id = None
    order.shipping_address = _only_country(order.shipping_address)
    order.billing_address = _only_country(order.billing_address)
    session.flush()
    session.execute(_EVENTS, {"order_id": order_id})
    shown = rows.photos_of_returns(session, order_id)
    mine = update(OrderReturn).where(col(OrderReturn.order_id) == order_id)
    session.execute(mine.values(note="", photo_asset_id=None))
    session.execute(update(OrderRefund).where(col(OrderRefund.order_id) == order_id).values(reason=""))
    return shown


def _only_country(address: dict[str, object]) -> dict[str, object]:
    return {name: value if name == "country" else "" for name, value in address.items()}
