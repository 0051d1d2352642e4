"""Changing what an order consists of before it is sent: worked out like a new order, and held to what was reviewed.

What was agreed on keeps its price and its discount. What comes to it costs what it costs in the order's market now.
Delivery, taxes and duties are worked out anew for all of it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from storefront import cart, inventory, orders, payments, tax
from storefront.cart import Cart, CartLine
from storefront.checkout.actions import paying
from storefront.checkout.actions.placing import delivery_choice, new_line
from storefront.checkout.actions.quoting import SOLD_OUT, Seller, quote_with
from storefront.checkout.errors import BadChange, NotAmendable, NotToBeAdded, QuoteChanged, SoldOut
from storefront.checkout.rules.amendments import Amendment, Change, amended, still_off
from storefront.checkout.rules.fingerprint import changed_parts
from storefront.checkout.rules.quotes import Quote
from storefront.checkout.rules.wishes import Wishes
from storefront.money import Money
from storefront.orders import OrderAmendment, PlacedLine, PlacedOrder
from storefront.payments import PaymentState
from tenants.kit import clock

NOT_FOR_SALE = "not_for_sale"


def amendment(session: Session, seller: Seller, order: PlacedOrder, change: Change, *, at: datetime) -> Amendment:
    """What the order would come to. It writes nothing. Raises BadChange, NotAmendable, NotToBeAdded."""
    _check_amendable(seller, order)
    lines = _lines(session, seller, order, change)
    goods = _as_cart(seller, order, lines)
    found = quote_with(
        session, seller, goods, _wishes(order), at=at, taken_off=lambda delivery: still_off(order, lines, delivery)
    )
    _check_added(found, order, change)
    return amended(order, found, _new(order, found))


def amend_order(
    session: Session, seller: Seller, order_id: int, change: Change, *, reviewed: str, order_page: str
) -> Amendment:
    """Make the change in the caller's transaction, and ask for what it costs more, or give back what it costs less.

    `reviewed` is the fingerprint of the quote that was looked at; `order_page` the address of order pages, the order's
    own token is put after it. Raises QuoteChanged, SoldOut, payments.MethodRefused, orders.PaymentUnderWay and what
    `amendment` and `orders.amend_order` raise: then all is as it was.
    """
    orders.locked_order(session, order_id)
    order = orders.order_by_id(session, order_id)
    found = amendment(session, seller, order, change, at=clock.now())
    if reviewed != found.quote.fingerprint:
        raise QuoteChanged(changed_parts(reviewed, found.quote.fingerprint))
    if any(each.state == PaymentState.PROCESSING for each in payments.payments_of_order(session, order_id)):
        raise orders.PaymentUnderWay(f"order {order.number}")
    try:
        orders.amend_order(session, seller.tenant_id, order_id, found.new)
    except inventory.OutOfStock as error:
        raise SoldOut(error.short) from error
    address = paying.Address(f"{order_page}{order.token}")
    paying.ask_anew(session, seller.providers, seller.tenant_id, order_id, address=address)
    return found


def _check_amendable(seller: Seller, order: PlacedOrder) -> None:
    if not order.landed_cost or not order.shipping_choice.get("key"):
        raise NotAmendable("quotation")  # its prices were agreed on by hand
    if (seller.view.market_id, seller.view.currency) != (order.market_id, order.currency):
        raise NotAmendable("market")


def _lines(session: Session, seller: Seller, order: PlacedOrder, change: Change) -> tuple[CartLine, ...]:
    """The order's lines as a cart's: those that stay under their own ids, those that come under ids below nothing."""
    kept, more = _wanted(order, change)
    now = cart.lines_now(session, seller.view, more)
    known = cart.lines_now(session, seller.view, {each.variant_id: 1 for each in order.lines if each.variant_id})
    _check_to_be_had(more, now)
    new = []
    for variant_id, count in more.items():
        same = next((each for each in order.lines if kept.get(each.id) and _fits(each, now[variant_id])), None)
        if same is not None:
            kept[same.id] += count
        else:
            new.append(replace(now[variant_id], id=-variant_id))
    stay = [_as_cart_line(each, kept[each.id], known.get(each.variant_id)) for each in order.lines if kept.get(each.id)]
    if not stay and not new:
        raise BadChange("quantities")  # an order of nothing is a cancelled one
    if len(stay) + len(new) > cart.MOST_LINES:
        raise BadChange("lines")
    return (*stay, *new)


def _wanted(order: PlacedOrder, change: Change) -> tuple[dict[int, int], Counter[int]]:
    """How many of each line stay, and how many of each variant come to them. Raises BadChange."""
    kept, more = {each.id: each.quantity for each in order.lines}, Counter[int]()
    variants = {each.id: each.variant_id for each in order.lines}
    for line_id, count in change.quantities.items():
        if line_id not in kept or not 0 <= count <= cart.MOST_OF_ONE:
            raise BadChange("quantity")
        if count > kept[line_id]:
            more[variants[line_id]] += count - kept[line_id]
        kept[line_id] = min(count, kept[line_id])
    for variant_id, count in change.added.items():
        if not 1 <= count <= cart.MOST_OF_ONE:
            raise BadChange("quantity")
        more[variant_id] += count
    if not more and kept == {each.id: each.quantity for each in order.lines}:
        raise BadChange("nothing")
    return kept, more


def _check_to_be_had(more: Mapping[int, int], now: Mapping[int, CartLine]) -> None:
    for variant_id in more:
        line = now.get(variant_id)
        if line is None or not (line.is_available or line.most):
            title = line.title if line else str(variant_id)
            raise NotToBeAdded(title, NOT_FOR_SALE if line is None or not line.unit_price else SOLD_OUT)
        if not line.is_ready:
            raise NotToBeAdded(line.title, SOLD_OUT, line.most)


def _fits(line: PlacedLine, now: CartLine) -> bool:
    """Whether what comes can be told with a line that is there: the same at the same price, and nothing off."""
    return (line.variant_id, line.unit_price) == (now.variant_id, now.unit_price) and not line.discount


def _as_cart_line(line: PlacedLine, quantity: int, known: CartLine | None) -> CartLine:
    """A line of the order as a quote takes it, with what the catalogue, if it still has it, says of how it is sent."""
    return CartLine(
        id=line.id,
        variant_id=line.variant_id,
        product_id=line.product_id,
        title=line.title,
        variant_title=line.variant_title,
        sku=line.sku,
        quantity=quantity,
        unit_price=line.unit_price,
        compare_at=line.compare_at,
        line_total=line.unit_price * quantity,
        path=line.path,
        picture=known.picture if known else None,
        weight_grams=line.weight_grams,
        hs_code=line.hs_code or None,
        origin_country=line.origin_country or None,
        material=line.material,
        tags=known.tags if known else (),
        product_type=known.product_type if known else "",
        collection_ids=known.collection_ids if known else (),
        is_available=True,
        most=quantity,
        is_repriced=False,
        no_withdrawal=line.no_withdrawal,
    )


def _as_cart(seller: Seller, order: PlacedOrder, lines: Sequence[CartLine]) -> Cart:
    return Cart(
        id=0,
        token="",
        share_token="",
        customer_id=order.customer_id,
        market_id=order.market_id,
        market_handle=order.market_handle,
        language=order.language,
        currency=order.currency,
        lines=tuple(lines),
        note=order.note,
        gift_message=order.gift_message,
        is_gift=order.is_gift,
        discount_codes=(),
        subtotal=Money.total((each.line_total for each in lines), order.currency),
        notices=(),
    )


def _wishes(order: PlacedOrder) -> Wishes:
    """What its buyer said when it was placed."""
    bill = order.billing_address
    return Wishes(
        email=order.email,
        country=order.country,
        address={name: str(value or "") for name, value in order.shipping_address.items()},
        shipping_key=str(order.shipping_choice["key"]),
        method=order.payment_method,
        company=str(bill.get("company") or ""),
        vat_number=str(bill.get("vat_number") or ""),
        billing={"country": str(bill.get("country") or "")},
        vat_answer=bill.get("vat_answer") or {},
    )


def _check_added(found: Quote, order: PlacedOrder, change: Change) -> None:
    """What was sold stays sold; what comes to it has to be let in and sent there."""
    if found.option is None:
        raise NotAmendable("no_delivery")
    raised = {each.id for each in order.lines if change.quantities.get(each.id, 0) > each.quantity}
    for each in found.lines:
        if each.problem and (each.line.id < 0 or each.line.id in raised):
            raise NotToBeAdded(each.line.title, each.problem)


def _new(order: PlacedOrder, found: Quote) -> OrderAmendment:
    choice = delivery_choice(found)
    if choice["key"] == order.shipping_choice["key"]:  # when it comes was promised
        choice = {**order.shipping_choice, "price_minor": choice["price_minor"], "taxes": choice["taxes"]}
    return OrderAmendment(
        kept={each.line.id: new_line(each) for each in found.lines if each.line.id > 0},
        added=tuple(new_line(each) for each in found.lines if each.line.id < 0),
        totals=found.totals,
        shipping_choice=choice,
        landed_cost=tax.landed_cost_as_json(found.cost) if found.cost else {},
        discounts={**order.discounts, "shipping_minor": found.discounting.shipping_amount.amount_minor},
    )
