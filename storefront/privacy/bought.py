"""An order as its buyer may take it along: what was bought, sent, sent back, paid, given back and issued for it."""

from typing import Any

from sqlmodel import Session

from storefront import invoices, payments
from storefront.orders import GivenBack, Parcel, PlacedOrder, SentBack
from storefront.payments import Payment

Json = dict[str, Any]  # Any: JSON


def order_as_json(session: Session, order: PlacedOrder) -> Json:
    """Sums in the minor unit of the order's currency. What staff noted among themselves is not in it."""
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
        "discounts": order.discounts,
        "lines": _lines(order),
        "history": [
            {"kind": each.kind, "at": each.at.isoformat(), "facts": dict(each.facts)}
            for each in order.events
            if each.is_public
        ],
        "shipments": [_parcel(parcel) for sent in order.fulfilments for parcel in sent.parcels],
        "returns": [_return(each) for each in order.returns],
        "refunds": [_refund(each) for each in order.refunds],
        "payments": [_payment(session, each) for each in payments.payments_of_order(session, order.id)],
        "invoices": [
            {"kind": each.kind, "number": each.number, "issued_at": each.issued_at.isoformat(), "paper": each.paper}
            for each in invoices.invoices_of_order(session, order.id)
        ],
    }


def _lines(order: PlacedOrder) -> list[Json]:
    return [
        {
            "title": each.title,
            "variant": each.variant_title,
            "quantity": each.quantity,
            "total_minor": each.total.amount_minor,
        }
        for each in order.lines
    ]


def _parcel(parcel: Parcel) -> Json:
    return {
        "carrier": parcel.carrier,
        "tracking_number": parcel.tracking_number,
        "tracking_url": parcel.tracking_url,
        "shipped_at": parcel.shipped_at.isoformat(),
    }


def _refund(given_back: GivenBack) -> Json:
    return {
        "amount_minor": given_back.amount.amount_minor,
        "reason": given_back.reason,
        "state": given_back.state,
        "at": given_back.created_at.isoformat(),
    }


def _return(sent_back: SentBack) -> Json:
    return {
        "kind": sent_back.kind,
        "state": sent_back.state,
        "reason": sent_back.reason,
        "note": sent_back.note,
        "has_photo": sent_back.photo_asset_id is not None,
        "requested_at": sent_back.requested_at.isoformat(),
    }


def _payment(session: Session, payment: Payment) -> Json:
    return {
        "method": payment.method,
        "state": payment.state,
        "amount_minor": payment.amount_minor,
        "currency": payment.currency,
        "email": payment.email,
        "provider_ids": [each for each in (payment.intent_id, payment.charge_id) if each],
        "started_at": payment.started_at.isoformat(),
        "refunds": [
            {
                "amount_minor": each.amount_minor,
                "reason": each.reason,
                "state": each.state,
                "at": each.started_at.isoformat(),
            }
            for each in payments.refunds_of_payment(session, payment.id or 0)
        ],
    }
