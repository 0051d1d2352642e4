"""Answering an enquiry: with a quotation, by taking one back, or by closing it."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text
from sqlmodel import Session

from storefront import invoices, law, localization
from storefront.documents import Party
from storefront.enquiries import reads
from storefront.enquiries.actions.journal import move, record
from storefront.enquiries.actions.ways import ways_to_pay
from storefront.enquiries.errors import BadQuotation, EnquiryClosed, NoWayToPay
from storefront.enquiries.models import Enquiry, Quotation
from storefront.enquiries.rules.lines import MOST_LINES, QuotedLine, line_problem, offered_totals, quoted_as_json
from storefront.enquiries.rules.paper import Offer, quotation_paper
from storefront.enquiries.rules.states import STANDING, Actor, EnquiryState, QuotationState
from storefront.money import Money
from storefront.payments import Providers
from tenants.kit import clock

_TOKEN_BYTES = 24
_MOST_NOTE = 5_000
LONGEST_VALIDITY = timedelta(days=365)
# The row stays locked to the end of the transaction: whoever quotes next waits, and a rollback gives the number back.
_NEXT_NUMBER = text("""
    insert into quotation_sequence (tenant_id, last_number) values (:tenant_id, 1)
    on conflict (tenant_id) do update set last_number = quotation_sequence.last_number + 1
    returning last_number""")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuotation:
    """An offer, all of it in the delivery's currency. It holds to the end of the day `valid_until`."""

    lines: tuple[QuotedLine, ...]
    delivery: Money
    valid_until: date
    note: str = ""


def quote_enquiry(
    session: Session, tenant_id: int, providers: Providers, enquiry_id: int, new: NewQuotation, *, person_id: int
) -> Quotation:
    """Send the buyer an offer, numbered and frozen with its pro-forma; one that was open before is withdrawn.

    Raises EnquiryClosed, BadQuotation, law.DestinationClosed, NoWayToPay.
    """
    enquiry = _standing(session, enquiry_id)
    _check(new)
    law.require_open(session, enquiry.country)
    totals = offered_totals(new.lines, new.delivery)
    if not ways_to_pay(session, providers, tenant_id=tenant_id, amount=totals.total, country=enquiry.country):
        raise NoWayToPay(new.delivery.currency, enquiry.country)
    _take_back(session, enquiry, person_id)
    quotation = _numbered(session, enquiry, new, totals.total)
    session.add(quotation)
    session.flush()
    move(enquiry, EnquiryState.QUOTED)
    record(session, enquiry, "quoted", actor=Actor.STAFF, quotation_id=quotation.id, person_id=person_id)
    return quotation


def _numbered(session: Session, enquiry: Enquiry, new: NewQuotation, total: Money) -> Quotation:
    """Call it as late as can be: from here on, quotations of the shop wait for the end of this transaction."""
    now = clock.now()
    number = int(session.execute(_NEXT_NUMBER, {"tenant_id": enquiry.tenant_id}).scalar_one())
    paper = quotation_paper(_offer(session, enquiry, new, number), invoices.seller_of(session, enquiry.tenant_id))
    return Quotation(
        tenant_id=enquiry.tenant_id,
        enquiry_id=enquiry.id or 0,
        number=number,
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        currency=new.delivery.currency,
        lines=[quoted_as_json(each) for each in new.lines],
        delivery_minor=new.delivery.amount_minor,
        total_minor=total.amount_minor,
        note=new.note,
        valid_until=new.valid_until,
        paper=invoices.paper_as_json(paper),
        state=QuotationState.SENT,
        created_at=now,
        changed_at=now,
    )


def _offer(session: Session, enquiry: Enquiry, new: NewQuotation, number: int) -> Offer:
    return Offer(
        number=number,
        language=enquiry.language,
        locale=_locale(session, enquiry),
        buyer=_buyer(enquiry),
        country=enquiry.country,
        lines=new.lines,
        delivery=new.delivery,
        note=new.note,
        on=clock.now().date(),
        valid_until=new.valid_until,
    )


def withdraw_quotation(session: Session, enquiry_id: int, *, person_id: int) -> None:
    """Take the open offer back; the enquiry waits for the shop again. Safe to repeat. Raises EnquiryClosed."""
    enquiry = _standing(session, enquiry_id)
    if _take_back(session, enquiry, person_id):
        move(enquiry, EnquiryState.OPEN)
        session.flush()


def close_enquiry(session: Session, enquiry_id: int, *, person_id: int) -> None:
    """Nothing comes of it; an open offer is taken back. Safe to repeat. Raises EnquiryClosed once it is an order."""
    enquiry = reads.locked_enquiry(session, enquiry_id)
    if enquiry.state == EnquiryState.CLOSED:
        return
    if enquiry.state not in STANDING:
        raise EnquiryClosed(enquiry.state)
    _take_back(session, enquiry, person_id)
    move(enquiry, EnquiryState.CLOSED)
    record(session, enquiry, "closed", actor=Actor.STAFF, person_id=person_id)


def lapse_quotations(session: Session) -> int:
    """End the offers whose last day is over; their enquiries wait for the shop again. Returns how many that were."""
    today, count = clock.now().date(), 0
    for enquiry_id in reads.enquiries_with_lapsed_quotations(session, today):
        enquiry = reads.locked_enquiry(session, enquiry_id)
        quotation = reads.find_open_quotation(session, enquiry_id)
        if quotation is None or quotation.valid_until >= today:
            continue
        quotation.state, quotation.changed_at = QuotationState.LAPSED, clock.now()
        move(enquiry, EnquiryState.OPEN)
        record(session, enquiry, "lapsed", actor=Actor.SYSTEM, quotation_id=quotation.id)
        count += 1
    return count


def _standing(session: Session, enquiry_id: int) -> Enquiry:
    enquiry = reads.locked_enquiry(session, enquiry_id)
    if enquiry.state not in STANDING:
        raise EnquiryClosed(enquiry.state)
    return enquiry


def _take_back(session: Session, enquiry: Enquiry, person_id: int) -> bool:
    known = reads.find_open_quotation(session, enquiry.id or 0)
    if known is None:
        return False
    known.state, known.changed_at = QuotationState.WITHDRAWN, clock.now()
    session.flush()
    record(session, enquiry, "withdrawn", actor=Actor.STAFF, quotation_id=known.id, person_id=person_id)
    return True


def _check(new: NewQuotation) -> None:
    errors: dict[str, str] = {}
    today = clock.now().date()
    if not new.lines or len(new.lines) > MOST_LINES:
        errors["lines"] = "required"
    for place, line in enumerate(new.lines):
        if problem := line_problem(line, new.delivery.currency):
            errors[f"{problem}-{place}"] = "bad_line"
    if new.delivery.amount_minor < 0:
        errors["delivery"] = "negative"
    if not today <= new.valid_until <= today + LONGEST_VALIDITY:
        errors["valid_until"] = "bad_day"
    if len(new.note) > _MOST_NOTE:
        errors["note"] = "too_long"
    if not errors and not offered_totals(new.lines, new.delivery).total:
        errors["lines"] = "nothing"
    if errors:
        raise BadQuotation(errors)


def _buyer(enquiry: Enquiry) -> Party:
    country = localization.territory_name(enquiry.country, enquiry.language)
    lines = tuple(line for line in (enquiry.name if enquiry.company else "", country) if line)
    return Party(enquiry.company or enquiry.name, lines, enquiry.email, enquiry.phone)


def _locale(session: Session, enquiry: Enquiry) -> str:
    """How the market writes figures in the buyer's language; the language alone where the market is no more."""
    views = localization.views_of(localization.markets(session))
    here = (each for each in views if each.market_handle == enquiry.market_handle)
    return next((each.locale for each in here if each.language == enquiry.language), enquiry.language)
