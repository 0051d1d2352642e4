"""From an accepted quotation to an order, at exactly the prices that were quoted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time, timedelta

from sqlmodel import Session

from storefront import addresses, catalog, checkout, inventory, law, localization, orders
from storefront.addresses import Address, BadAddress
from storefront.audience import Audience
from storefront.checkout import HELD_FOR, Placed
from storefront.enquiries import reads
from storefront.enquiries.actions.journal import move, record
from storefront.enquiries.actions.ways import ways_to_pay
from storefront.enquiries.errors import BadAcceptance, NotToBeHad, QuotationLapsed, QuotationWithdrawn
from storefront.enquiries.models import Enquiry, Quotation
from storefront.enquiries.rules.lines import QuotedLine, offered_totals
from storefront.enquiries.rules.paper import quotation_name
from storefront.enquiries.rules.states import Actor, EnquiryState, QuotationState, has_lapsed
from storefront.money import Money
from storefront.orders import NewLine, NewOrder
from storefront.payments import PaymentMethod, Providers
from tenants.kit import clock

_TRANSFER_TAKES = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What the buyer sent: where the goods go, in the country that was quoted for, and how they are paid."""

    token: str
    address: Mapping[str, str]
    method: str


def accept_quotation(
    session: Session, tenant_id: int, providers: Providers, acceptance: Acceptance, *, order_page: str
) -> Placed:
    """One order, however often it is sent: whoever comes second finds the first one's.

    In this transaction the order has its number, its goods are held and its payment is written down. `order_page` is
    the address of order pages; the order's token is put after it. Raises NoSuchQuotation, QuotationLapsed,
    QuotationWithdrawn, law.DestinationClosed, BadAcceptance, NotToBeHad, payments.MethodRefused: then all is as it was.
    """
    enquiry_id = reads.quotation_by_token(session, acceptance.token).enquiry_id
    enquiry = reads.locked_enquiry(session, enquiry_id)
    quotation = reads.quotation_by_token(session, acceptance.token)
    session.refresh(quotation)  # it may have been answered while the enquiry was waited for
    if quotation.order_id is not None:
        known = orders.order_by_id(session, quotation.order_id)
        return Placed(known.id, known.token, None, is_new=False)
    _check(session, enquiry, quotation)
    address = _checked(acceptance, enquiry)
    lines, total = reads.quoted_lines(quotation), Money(quotation.total_minor, quotation.currency)
    ways = ways_to_pay(session, providers, tenant_id=tenant_id, amount=total, country=enquiry.country)
    method = next((each for each in ways if each.method == acceptance.method), None)
    if method is None:
        raise BadAcceptance({"method": "choose_method"})
    until = _held_until(quotation, method)
    new = _new_order(enquiry, quotation, address, method=method, expires_at=until)
    new = replace(new, lines=_described(session, new))
    key = orders.draft_order(session, tenant_id, new)
    _hold(session, tenant_id, lines, order_id=key.id, until=until)
    order = orders.order_by_id(session, key.id)
    payment_id = checkout.have_it_paid(
        session, providers, tenant_id, order, method=method, address=checkout.Address(f"{order_page}{key.token}")
    )
    quotation.state, quotation.order_id, quotation.changed_at = QuotationState.ACCEPTED, key.id, clock.now()
    move(enquiry, EnquiryState.ORDERED)
    record(session, enquiry, "accepted", actor=Actor.BUYER, quotation_id=quotation.id)
    return Placed(key.id, key.token, payment_id, is_new=True)


def _check(session: Session, enquiry: Enquiry, quotation: Quotation) -> None:
    if quotation.state == QuotationState.WITHDRAWN:
        raise QuotationWithdrawn(quotation_name(quotation.number))
    if quotation.state == QuotationState.LAPSED or has_lapsed(quotation.valid_until, clock.now().date()):
        raise QuotationLapsed(quotation.valid_until)
    law.require_open(session, enquiry.country)


def _checked(acceptance: Acceptance, enquiry: Enquiry) -> Address:
    try:
        return addresses.checked_address(acceptance.address, enquiry.country)
    except BadAddress as error:
        raise BadAcceptance({field: str(reason.value) for field, reason in error.errors.items()}) from error


def _held_until(quotation: Quotation, method: PaymentMethod) -> datetime:
    """The goods wait as long as the offer held, and for as long as paying takes."""
    end = datetime.combine(quotation.valid_until + timedelta(days=1), time(), UTC)
    return max(end, clock.now() + (HELD_FOR if method.leaves else _TRANSFER_TAKES))


def _new_order(
    enquiry: Enquiry, quotation: Quotation, address: Address, *, method: PaymentMethod, expires_at: datetime
) -> NewOrder:
    lines, delivery = reads.quoted_lines(quotation), Money(quotation.delivery_minor, quotation.currency)
    words = localization.words(enquiry.language)
    return NewOrder(
        market_id=enquiry.market_id,
        market_handle=enquiry.market_handle,
        language=enquiry.language,
        currency=quotation.currency,
        email=enquiry.email,
        phone=address.phone or enquiry.phone,
        lines=tuple(_new_line(each) for each in lines),
        totals=offered_totals(lines, delivery),
        shipping_address=asdict(address),
        billing_address=asdict(address),
        shipping_choice={
            "key": f"quotation-{quotation.number}",
            "name": words.gettext("Delivery as in quotation %(number)s") % {"number": quotation_name(quotation.number)},
            "kind": "delivery",
            "duties": "dap",
            "price_minor": quotation.delivery_minor,
        },
        prices_include_tax=False,
        payment_method=method.method,
        expires_at=expires_at,
    )


def _new_line(line: QuotedLine) -> NewLine:
    nothing = Money(0, line.unit_price.currency)
    return NewLine(
        variant_id=line.variant_id,
        product_id=line.product_id,
        title=line.description,
        sku=line.sku,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount=nothing,
        tax=nothing,
        duty=nothing,
        included_tax=nothing,
    )


def _described(session: Session, new: NewOrder) -> tuple[NewLine, ...]:
    """The lines with what customs ask of them, as the catalogue knows it now."""
    audience = Audience((new.language,), new.market_id)
    known = catalog.sellables(session, audience, variant_ids=[each.variant_id for each in new.lines if each.variant_id])
    return tuple(
        replace(
            line,
            hs_code=found.hs_code or "",
            origin_country=found.origin_country or "",
            material=found.material,
            weight_grams=found.weight_grams,
        )
        if (found := known.get(line.variant_id))
        else line
        for line in new.lines
    )


def _hold(session: Session, tenant_id: int, lines: tuple[QuotedLine, ...], *, order_id: int, until: datetime) -> None:
    """What the catalogue counts is this order's while it is paid. Raises NotToBeHad."""
    quantities: dict[int, int] = {}
    for each in lines:
        if each.variant_id:
            quantities[each.variant_id] = quantities.get(each.variant_id, 0) + each.quantity
    if not quantities:
        return
    try:
        inventory.reserve(session, tenant_id, order_id=order_id, quantities=quantities, until=until)
    except inventory.OutOfStock as error:
        raise NotToBeHad(error.short) from error
