"""Telling buyer and shop by mail what has happened to an enquiry, each event once."""

from sqlmodel import Session

from storefront import checkout, localization, notify
from storefront.checkout import OriginOf
from storefront.enquiries import reads
from storefront.enquiries.models import Enquiry, EnquiryEvent, Quotation
from storefront.enquiries.rules.letters import Told, ToldOffer, accepted_letters, asked_letters, quoted_letters
from storefront.localization import View
from storefront.money import Money
from storefront.notify import Letter
from tenants import lifecycle

_STAFF = "admin"


def tell(session: Session, tenant_id: int, event_id: int, *, origin_of: OriginOf) -> None:
    """Write the mails that an event asks for. Safe to repeat: a mail is written once."""
    event = reads.event_by_id(session, event_id)
    for letter in _letters(session, tenant_id, event, origin_of):
        notify.write_mail(session, tenant_id, letter)


def _letters(session: Session, tenant_id: int, event: EnquiryEvent, origin_of: OriginOf) -> list[Letter]:
    enquiry = reads.enquiry_by_id(session, event.enquiry_id)
    if not enquiry.email:
        return []  # whoever asked was forgotten meanwhile
    told = _told(session, tenant_id, event, enquiry, origin_of)
    if event.quotation_id is None:
        return asked_letters(told)
    quotation = reads.quotation_by_id(session, event.quotation_id)
    offer = _offer(told, quotation)
    return quoted_letters(told, offer) if event.kind == "quoted" else accepted_letters(told, offer)


def _told(session: Session, tenant_id: int, event: EnquiryEvent, enquiry: Enquiry, origin_of: OriginOf) -> Told:
    tenant = lifecycle.tenant_by_id(session, tenant_id)
    views = localization.views_of(localization.markets(session))
    without = localization.view_without_market
    own = views[0] if views else without(tenant.primary_language, tenant.currency)
    view = _view(views, enquiry) if views else without(enquiry.language, tenant.currency)
    origin = origin_of(tenant.slug, localization.find_host(session, view))
    return Told(
        event_id=event.id or 0,
        enquiry_id=enquiry.id or 0,
        name=enquiry.name,
        email=enquiry.email,
        message=enquiry.message,
        asked=reads.asked_lines(enquiry),
        view=view,
        shop_view=own,
        shop_email=tenant.contact_email,
        brand=checkout.brand_of(session, tenant, origin),
        buyer_url=f"{origin}{view.prefix}/enquiries/{enquiry.token}" if views else "",
        staff_url=f"{origin_of(_STAFF, None)}/shops/{tenant.slug}/enquiries/{enquiry.id}",
    )


def _view(views: tuple[View, ...], enquiry: Enquiry) -> View:
    """The view that it was asked in; where it is no more, one of the same language, else the shop's first."""
    same_language = [each for each in views if each.language == enquiry.language]
    exact = [each for each in same_language if each.market_handle == enquiry.market_handle]
    return (exact or same_language or list(views))[0]


def _offer(told: Told, quotation: Quotation) -> ToldOffer:
    return ToldOffer(
        number=quotation.number,
        lines=reads.quoted_lines(quotation),
        delivery=Money(quotation.delivery_minor, quotation.currency),
        total=Money(quotation.total_minor, quotation.currency),
        valid_until=localization.format_date(quotation.valid_until, told.view.locale),
        note=quotation.note,
        url=f"{told.brand.url}{told.view.prefix}/quotations/{quotation.token}" if told.buyer_url else "",
    )
