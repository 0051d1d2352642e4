"""From what was reviewed to an order: worked out again, held to what was reviewed, and all of it in one transaction."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from storefront import addresses, cart, discounts, inventory, orders, tax
from storefront.addresses import Address, BadAddress
from storefront.checkout import reads
from storefront.checkout.actions import paying
from storefront.checkout.actions.quoting import Seller, customer_key, quote
from storefront.checkout.errors import BadWishes, DiscountGone, EmptyCart, QuoteChanged, SoldOut
from storefront.checkout.rules.bills import bill_errors, billing_address
from storefront.checkout.rules.buyers import GUEST, Buyer
from storefront.checkout.rules.fingerprint import changed_parts
from storefront.checkout.rules.quotes import Quote, QuotedLine
from storefront.checkout.rules.totals import TaxShare
from storefront.checkout.rules.wishes import Wishes, is_email
from storefront.orders import Actor, NewLine, NewOrder, PlacedOrder
from storefront.payments import PaymentMethod, Providers
from tenants.isolation import enqueue
from tenants.kit import clock

LAPSE_JOB = "checkout.lapse"
# How long goods are held while a buyer pays: the provider's page closes before (payments.rules: 45 minutes at least).
HELD_FOR = timedelta(minutes=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The order as the buyer sent it. `reviewed` is the fingerprint of the quote that the buyer saw."""

    token: str
    wishes: Wishes
    reviewed: str
    buyer: Buyer = GUEST


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of it. Without a payment there was nothing to pay. `is_new`: it had not been placed before."""

    order_id: int
    order_token: str
    payment_id: int | None
    is_new: bool


def place_order(session: Session, seller: Seller, submission: Submission, *, order_page: str) -> Placed:
    """One order, however often it is sent: whoever comes second finds the first one's.

    `order_page` is the address of order pages; the order's own token is put after it. In this transaction stock is
    held, discounts are counted, the order has its number, and its payment is written down; nobody outside is asked.
    Raises BadWishes, EmptyCart, QuoteChanged, SoldOut, DiscountGone, payments.MethodRefused: then all is as it was.
    """
    row = reads.locked_checkout(session, submission.token)
    if row.order_id is not None:
        known = orders.order_by_id(session, row.order_id)
        return Placed(known.id, known.token, paying.newest_payment_id(session, known.id), is_new=False)
    bought = cart.cart_by_id(session, seller.view, row.cart_id)
    if not bought.lines:
        raise EmptyCart("there is nothing to buy")
    address = _checked(submission.wishes)
    now = clock.now()
    found = quote(session, seller, bought, submission.wishes, at=now, buyer=submission.buyer)
    _check(found, submission)
    expires_at = now + HELD_FOR
    new = _new_order(found, submission, address, language=row.language, expires_at=expires_at)
    key = orders.draft_order(session, seller.tenant_id, replace(new, locale=seller.view.locale))
    _hold(session, seller.tenant_id, found, key.id, submission.wishes, expires_at)
    for replaced in reads.orders_of_cart(session, row.cart_id):
        enqueue(session, LAPSE_JOB, tenant_id=seller.tenant_id, order_id=replaced)  # where it is still a draft
    row.order_id = key.id
    session.flush()
    if found.method is None or not found.method.leaves:
        cart.remove_cart(session, row.cart_id)  # else it stays until the money is there
    order = orders.order_by_id(session, key.id)
    payment_id = have_it_paid(
        session,
        seller.providers,
        seller.tenant_id,
        order,
        method=found.method,
        address=paying.Address(f"{order_page}{key.token}"),
    )
    return Placed(order.id, order.token, payment_id, is_new=True)


def _checked(wishes: Wishes) -> Address:
    errors: dict[str, str] = {}
    if not is_email(wishes.email):
        errors["email"] = "required" if not wishes.email else "bad_email"
    try:
        address = addresses.checked_address(wishes.address, wishes.country)
    except BadAddress as error:
        errors |= {field: str(reason.value) for field, reason in error.errors.items()}
    errors |= bill_errors(wishes)
    if errors:
        raise BadWishes(errors)
    return address


def _check(found: Quote, submission: Submission) -> None:
    """The quote is complete, and the one that was reviewed."""
    if not found.country:
        raise BadWishes({"country": "unknown_country"})
    if found.problems:
        raise QuoteChanged(("lines",))
    if found.option is None:
        raise BadWishes({"shipping": "no_delivery"})
    if submission.reviewed != found.fingerprint:
        raise QuoteChanged(changed_parts(submission.reviewed, found.fingerprint))
    if found.option.key != submission.wishes.shipping_key:
        raise BadWishes({"shipping": "choose_delivery"})
    if found.totals.total and (found.method is None or found.method.method != submission.wishes.method):
        raise BadWishes({"method": "choose_method"})


def _new_order(
    found: Quote, submission: Submission, address: Address, *, language: str, expires_at: datetime
) -> NewOrder:
    bought = found.cart
    return NewOrder(
        market_id=bought.market_id,
        market_handle=bought.market_handle,
        language=language,
        currency=bought.currency,
        customer_id=submission.buyer.customer_id,
        email=submission.wishes.email,
        phone=address.phone,
        lines=tuple(new_line(each) for each in found.lines),
        totals=found.totals,
        shipping_address=asdict(address),
        billing_address=dict(billing_address(submission.wishes, address)),
        shipping_choice=delivery_choice(found),
        landed_cost=tax.landed_cost_as_json(found.cost) if found.cost else {},
        discounts=_discounts(found),
        exchange={"method_fee_minor": found.method_fee.amount_minor},
        note=bought.note,
        gift_message=bought.gift_message,
        is_gift=bought.is_gift,
        prices_include_tax=bool(found.totals.included_tax),
        payment_method=found.method.method if found.method else "",
        expires_at=expires_at,
    )


def new_line(quoted: QuotedLine) -> NewLine:
    """A quoted line as the order keeps it, with what was seen of the goods."""
    line = quoted.line
    return NewLine(
        variant_id=line.variant_id,
        product_id=line.product_id,
        title=line.title,
        variant_title=line.variant_title,
        sku=line.sku,
        path=line.path,
        picture=asdict(line.picture) if line.picture else {},
        quantity=line.quantity,
        unit_price=line.unit_price,
        compare_at=line.compare_at,
        discount=quoted.discount,
        tax=quoted.tax,
        duty=quoted.duty,
        included_tax=quoted.included_tax,
        tax_facts=_taxed(quoted.taxed) if quoted.taxed else {},
        hs_code=line.hs_code or "",
        origin_country=line.origin_country or "",
        material=line.material,
        weight_grams=line.weight_grams,
        no_withdrawal=line.no_withdrawal,
    )


def _taxed(share: TaxShare) -> dict[str, Any]:  # Any: JSON
    """By which rate something of an order is taxed, and how much of it; papers tell it rate by rate."""
    return {"name": share.name, "rate": share.rate, "base_minor": share.base.amount_minor}


def delivery_choice(found: Quote) -> dict[str, Any]:  # Any: JSON
    """The chosen delivery as the order keeps it; nothing where none is needed."""
    option = found.option
    if option is None:
        return {}
    return {
        "key": option.key,
        "name": option.name,
        "kind": option.kind.value,
        "carrier": option.carrier,
        "duties": option.duties.value,
        "price_minor": option.price.amount_minor,
        "earliest": option.earliest.isoformat() if option.earliest else None,
        "latest": option.latest.isoformat() if option.latest else None,
        "instructions": option.instructions,
        "address": asdict(option.address) if option.address else None,
        "taxes": [{**_taxed(each), "tax_minor": each.amount.amount_minor} for each in found.delivery_taxes],
    }


def _discounts(found: Quote) -> dict[str, Any]:  # Any: JSON
    return {
        "applied": [
            {"id": each.discount_id, "code": each.code, "title": each.title, "amount_minor": each.amount.amount_minor}
            for each in found.discounting.applied
        ],
        "shipping_minor": found.discounting.shipping_amount.amount_minor,
    }


def _hold(session: Session, tenant_id: int, found: Quote, order_id: int, wishes: Wishes, expires_at: datetime) -> None:
    """Goods and discounts are this order's while it is paid. Raises SoldOut, DiscountGone."""
    quantities: dict[int, int] = {}
    for each in found.lines:
        quantities[each.line.variant_id] = quantities.get(each.line.variant_id, 0) + each.line.quantity
    try:
        inventory.reserve(session, tenant_id, order_id=order_id, quantities=quantities, until=expires_at)
    except inventory.OutOfStock as error:
        raise SoldOut(error.short) from error
    try:
        discounts.redeem(
            session, tenant_id, found.discounting, order_id=order_id, customer_key=customer_key(wishes.email)
        )
    except discounts.DiscountUsedUp as error:
        raise DiscountGone(str(error)) from error


def have_it_paid(
    session: Session,
    providers: Providers,
    tenant_id: int,
    order: PlacedOrder,
    *,
    method: PaymentMethod | None,
    address: paying.Address,
) -> int | None:
    """An order that is paid on a page waits for it; one that is paid by hand stands at once, as one of nothing does.

    The id of the payment that was written down, if there is one. Raises payments.MethodRefused.
    """
    if method is None:
        inventory.claim(session, tenant_id, order_id=order.id)
        orders.mark_paid(session, tenant_id, order.id, orders.TakenPayment("nothing", order.total))
        return None
    payment = paying.start(session, providers, tenant_id, order, address=address)
    if method.leaves:
        enqueue(session, LAPSE_JOB, tenant_id=tenant_id, at=order.expires_at, order_id=order.id)
    else:
        inventory.claim(session, tenant_id, order_id=order.id)
        orders.place_order(session, tenant_id, order.id, actor=Actor.SHOPPER)
    return payment.id
