"""What a shop keeps of a customer, asked of each domain."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from storefront import customers, enquiries, orders
from storefront.customers import Customer
from storefront.enquiries import Enquiry
from storefront.orders import OrderState, PlacedOrder, RefundState, ReturnState
from storefront.privacy.errors import UnknownBuyer
from tenants.kit import clock

_UNUSED = text("""
    select asset.id from media_asset asset where asset.id = any(:ids)
        and not exists (select from product_image shown where shown.asset_id = asset.id)
        and not exists (select from collection shown where shown.image_asset_id = asset.id)
        and not exists (select from document shown where shown.image_asset_id = asset.id)
        and not exists (select from order_return shown where shown.photo_asset_id = asset.id)
        and not exists (select from theme_version shown
            where position(asset.digest in shown.settings::text || shown.templates::text) > 0)""")
_OPEN_RETURNS = frozenset({ReturnState.REQUESTED, ReturnState.APPROVED})


def buyer_by_email(session: Session, tenant_id: int, written: str) -> Customer:
    """Whom the shop knows by an address: a customer of it, or a guest, who is none and is stored nowhere.

    Raises customers.BadEmail and UnknownBuyer.
    """
    email = customers.normal_email(written)
    known = customers.find_customer(session, email)
    if known is not None:
        return known
    guest = Customer(tenant_id=tenant_id, email=email, language="", created_at=clock.now())
    left = (
        orders_of(session, guest)
        or enquiries.enquiries_of(session, email)
        or customers.consents_of(session, email)
        or customers.alerts_of(session, email)
        or customers.news_request_of(session, email)
    )
    if not left:
        raise UnknownBuyer(f"the shop knows nobody by {email}")
    return guest


def orders_of(session: Session, customer: Customer) -> list[PlacedOrder]:
    """What a customer has ordered, also before there was an account, by the address."""
    found = orders.order_ids_of_buyer(session, customer.id or 0, email=customer.email)
    return [orders.order_by_id(session, each) for each in found]


def orders_under_way(session: Session, customer: Customer) -> list[int]:
    """The numbers of orders for which the shop still has to know who the buyer is."""
    return [each.number for each in orders_of(session, customer) if _is_under_way(each)]


def data_of(session: Session, customer: Customer) -> dict[str, Any]:  # Any: JSON
    """All of it, under plain names."""
    asked = customers.news_request_of(session, customer.email)
    return {
        "customer": {
            "email": customer.email,
            "name": customer.name,
            "phone": customer.phone,
            "language": customer.language,
            "groups": list(customer.groups),
            "since": customer.created_at.isoformat() if customer.id else None,  # a guest has no account
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
        "asked_for_news": asked.asked_at.isoformat() if asked else None,
        "waiting_for": [each.variant_id for each in customers.alerts_of(session, customer.email)],
        "orders": [_order(each) for each in orders_of(session, customer)],
        "enquiries": [_enquiry(session, each) for each in enquiries.enquiries_of(session, customer.email)],
    }


def unused_pictures(session: Session, asset_ids: Collection[int]) -> list[int]:
    """Those that no product, collection, page, theme or other return shows: the same content is kept once."""
    return list(session.execute(_UNUSED, {"ids": list(asset_ids)}).scalars())


def _is_under_way(order: PlacedOrder) -> bool:
    is_open = order.state in (OrderState.DRAFT, OrderState.PLACED)
    comes_back = any(each.state in _OPEN_RETURNS for each in order.returns)
    goes_back = any(each.state is RefundState.PENDING for each in order.refunds)
    return is_open or comes_back or goes_back


def _enquiry(session: Session, enquiry: Enquiry) -> dict[str, Any]:
    """What was asked, and what was offered for it."""
    return {
        "name": enquiry.name,
        "email": enquiry.email,
        "phone": enquiry.phone,
        "company": enquiry.company,
        "country": enquiry.country,
        "message": enquiry.message,
        "at": enquiry.created_at.isoformat(),
        "lines": [
            {"title": each.title, "variant": each.variant_title, "quantity": each.quantity}
            for each in enquiries.asked_lines(enquiry)
        ],
        "quotations": [
            {
                "number": enquiries.quotation_name(each.number),
                "state": each.state,
                "note": each.note,
                "currency": each.currency,
                "total_minor": each.total_minor,
                "valid_until": each.valid_until.isoformat(),
            }
            for each in enquiries.quotations_of_enquiry(session, enquiry.id or 0)
        ],
    }


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
