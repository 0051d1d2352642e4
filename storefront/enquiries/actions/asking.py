"""Asking for a price."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from storefront import addresses, catalog, checkout, law
from storefront.audience import Audience
from storefront.enquiries.actions.journal import record
from storefront.enquiries.errors import BadEnquiry
from storefront.enquiries.models import Enquiry
from storefront.enquiries.rules.lines import MOST_LINES, MOST_QUANTITY, AskedLine, asked_as_json
from storefront.enquiries.rules.states import Actor, EnquiryState
from storefront.localization import View
from tenants.kit import clock

_TOKEN_BYTES = 24
_MOST_NAME = 200
_MOST_MESSAGE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEnquiry:
    """What the buyer wrote. `wanted` are quantities by variant; what the catalogue lacks stands in the message."""

    name: str
    email: str
    country: str
    message: str = ""
    company: str = ""
    phone: str = ""
    wanted: Mapping[int, int] = field(default_factory=dict)


def make_enquiry(session: Session, tenant_id: int, view: View, new: NewEnquiry) -> Enquiry:
    """Keep what was asked for, give it its secret link, and tell buyer and shop by mail.

    Raises BadEnquiry with every field that is wrong, law.DestinationClosed.
    """
    phone = addresses.checked_phone(new.phone, new.country) if new.phone and new.country else new.phone
    lines = _lines(session, view, new.wanted)
    errors = _errors(view, new)
    if phone is None:
        errors["phone"] = "bad_phone"
    if len(lines) < len(new.wanted):
        errors["product"] = "not_here"
    if errors:
        raise BadEnquiry(errors)
    law.require_open(session, new.country)
    now = clock.now()
    enquiry = Enquiry(
        tenant_id=tenant_id,
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        market_id=view.market_id,
        market_handle=view.market_handle,
        language=view.language,
        name=new.name,
        email=new.email,
        phone=phone or "",
        company=new.company,
        country=new.country,
        lines=[asked_as_json(each) for each in lines],
        message=new.message,
        state=EnquiryState.OPEN,
        created_at=now,
        changed_at=now,
    )
    session.add(enquiry)
    session.flush()
    record(session, enquiry, "asked", actor=Actor.BUYER)
    return enquiry


def _errors(view: View, new: NewEnquiry) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not new.name:
        errors["name"] = "required"
    if not checkout.is_email(new.email):
        errors["email"] = "required" if not new.email else "bad_email"
    if new.country not in view.countries:
        errors["country"] = "required" if not new.country else "unknown_country"
    if not new.wanted and not new.message:
        errors["message"] = "required"
    for name, most in (("name", _MOST_NAME), ("company", _MOST_NAME), ("message", _MOST_MESSAGE)):
        if len(getattr(new, name)) > most:
            errors[name] = "too_long"
    if len(new.wanted) > MOST_LINES or any(not 0 < each <= MOST_QUANTITY for each in new.wanted.values()):
        errors["quantity"] = "bad_quantity"
    return errors


def _lines(session: Session, view: View, wanted: Mapping[int, int]) -> list[AskedLine]:
    """What of it the market's catalogue shows, as it is called in the buyer's language."""
    audience = Audience(view.fallbacks, view.market_id, view.is_enquiry)
    found = catalog.sellables(session, audience, variant_ids=wanted)
    return [
        AskedLine(each.variant_id, each.product_id, each.title, each.variant_title, each.sku, wanted[each.variant_id])
        for each in (found[key] for key in wanted if key in found)
        if each.path
    ]
