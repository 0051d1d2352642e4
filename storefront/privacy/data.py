"""What a shop keeps of a buyer, asked of each domain, to take along. `catalogue` says where each table of buyers is."""

from typing import Any

from sqlmodel import Session

from storefront import cart, checkout, customers, enquiries, notify
from storefront.cart import StoredCart
from storefront.customers import Customer
from storefront.enquiries import Enquiry
from storefront.privacy.bought import order_as_json
from storefront.privacy.reads import carts_of, orders_of

Json = dict[str, Any]  # Any: JSON


def data_of(session: Session, customer: Customer) -> Json:
    """All that a buyer may take along, under plain names; sums in the minor unit, times in UTC."""
    email, customer_id = customer.email, customer.id or 0
    asked = customers.news_request_of(session, email)
    return {
        "customer": _person(customer),
        "addresses": [each.fields for each in customers.addresses_of(session, customer_id)],
        "passkeys": [
            {"name": each.name, "host": each.host, "made_at": each.created_at.isoformat()}
            for each in customers.passkeys_of(session, customer_id)
        ],
        "consents": [
            {
                "purpose": each.purpose,
                "is_given": each.is_given,
                "wording": each.wording,
                "language": each.language,
                "at": each.at.isoformat(),
            }
            for each in customers.consents_of(session, email)
        ],
        "asked_for_news": asked.asked_at.isoformat() if asked else None,
        "waiting_for": [each.variant_id for each in customers.alerts_of(session, email)],
        "carts": [_cart(session, each) for each in carts_of(session, customer)],
        "checkouts": [
            {"email": each.email, "wishes": each.wishes, "changed_at": each.changed_at.isoformat()}
            for each in checkout.checkouts_of(session, email)
        ],
        "orders": [order_as_json(session, each) for each in orders_of(session, customer)],
        "enquiries": [_enquiry(session, each) for each in enquiries.enquiries_of(session, email)],
        "mails": [
            # Not their text: it has links that let whoever holds them in, and who asks has got it.
            {"to": each.to_address, "subject": each.subject, "state": each.status, "at": each.created_at.isoformat()}
            for each in notify.mails_to(session, email)
        ],
    }


def _person(customer: Customer) -> Json:
    return {
        "email": customer.email,
        "name": customer.name,
        "phone": customer.phone,
        "language": customer.language,
        "groups": list(customer.groups),
        "since": customer.created_at.isoformat() if customer.id else None,  # a guest has no account
    }


def _cart(session: Session, kept: StoredCart) -> Json:
    return {
        "note": kept.note,
        "is_gift": kept.is_gift,
        "gift_message": kept.gift_message,
        "discount_codes": kept.discount_codes,
        "touched_at": kept.touched_at.isoformat(),
        "lines": [
            {"variant_id": each.variant_id, "quantity": each.quantity} for each in cart.lines_of(session, kept.id or 0)
        ],
    }


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
