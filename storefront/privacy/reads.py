"""What a shop keeps of a customer, asked of each domain."""

from typing import Any

from sqlmodel import Session

from storefront import customers, orders
from storefront.customers import Customer
from storefront.orders import OrderState, PlacedOrder, RefundState, ReturnState

_OPEN_RETURNS = frozenset({ReturnState.REQUESTED, ReturnState.APPROVED})


def orders_of(session: Session, customer: Customer) -> list[PlacedOrder]:
    found = orders.order_ids_of_buyer(session, customer.id or 0, email=customer.email)
    return [orders.order_by_id(session, each) for each in found]


def orders_under_way(session: Session, customer: Customer) -> list[int]:
    """The numbers of orders for which the shop still has to know who the buyer is."""
    return [each.number for each in orders_of(session, customer) if _is_under_way(each)]


def data_of(session: Session, customer: Customer) -> dict[str, Any]:  # Any: JSON
    """All of it, under plain names."""
    return {
        "customer": {
            "email": customer.email,
            "name": customer.name,
            "phone": customer.phone,
            "language": customer.language,
            "groups": list(customer.groups),
            "since": customer.created_at.isoformat(),
        },
        "addresses": [each.fields for each in customers.addresses_of(session, customer.id or 0)],
        "passkeys": [
            {"name": each.name, "host": each.host, "made_at": each.created_at.isoformat()}
            for each in customers.passkeys_of(session, customer.id or 0)
        ],
        "consents": [
            {
                "purpose": each.purpose,
                "is_given": each.is_given,
                "wording": each.wording,
                "language": each.language,
                "at": each.at.isoformat(),
            }
            for each in customers.consents_of(session, customer.email)
        ],
        "waiting_for": [each.variant_id for each in customers.alerts_of(session, customer.email)],
        "orders": [_order(each) for each in orders_of(session, customer)],
    }


def _is_under_way(order: PlacedOrder) -> bool:
    is_open = order.state in (OrderState.DRAFT, OrderState.PLACED)
    comes_back = any(each.state in _OPEN_RETURNS for each in order.returns)
    goes_back = any(each.state is RefundState.PENDING for each in order.refunds)
    return is_open or comes_back or goes_back


def _order(order: PlacedOrder) -> dict[str, Any]:
    return {
        "number": order.number,
        "state": order.state,
        "placed_at": order.placed_at.isoformat() if order.placed_at else None,
        "email": order.email,
        "phone": order.phone,
        "shipping_address": dict(order.shipping_address),
        "billing_address": dict(order.billing_address),
        "note": order.note,
        "gift_message": order.gift_message,
        "currency": order.currency,
        "total_minor": order.total.amount_minor,
        "lines": [
            {
                "title": each.title,
                "variant": each.variant_title,
                "quantity": each.quantity,
                "total_minor": each.total.amount_minor,
            }
            for each in order.lines
        ],
        "history": [{"kind": each.kind, "at": each.at.isoformat()} for each in order.events if each.is_public],
    }
