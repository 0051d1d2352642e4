"""The one recalculation: what a cart comes to for a buyer's wishes. It writes nothing and takes nothing on trust."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from storefront import discounts, law, payments, pricing, shipping, tax
from storefront.cart import Cart, CartLine
from storefront.checkout.rules.buyers import GUEST, Buyer
from storefront.checkout.rules.quotes import Quote, QuotedLine
from storefront.checkout.rules.totals import Dues, TaxShare, dues, no_dues, shares, tax_shares
from storefront.checkout.rules.wishes import Wishes
from storefront.discounts import Basket, BasketLine, Discounting
from storefront.localization import View
from storefront.money import Money
from storefront.payments import PaymentMethod, Providers, RefusedMethod
from storefront.shipping import Destination, Duties, Goods, OptionKind, Parcel, ShippingOption
from storefront.tax import Consignment, ConsignmentLine, Rates, ReferenceRate
from tenants import lifecycle
from tenants.kit import clock

SOLD_OUT = "sold_out"
NOT_SENT_THERE = "not_sent_there"
NOT_ALLOWED_THERE = "not_allowed_there"


TakenOff = Callable[[Money | None], Discounting]


@dataclass(frozen=True, slots=True)
class Seller:
    """The shop that sells in a view, as a quote needs to know it. `countries` are those that it sells to now."""

    tenant_id: int
    country: str
    view: View
    countries: tuple[str, ...]
    providers: Providers
    rates: Rates


def quote(session: Session, seller: Seller, cart: Cart, wishes: Wishes, *, at: datetime, buyer: Buyer = GUEST) -> Quote:
    """What the cart comes to for a buyer. The same cart, wishes, moment and buyer give the same quote."""
    basket = _basket(cart, wishes.email, buyer)

    def taken_off(delivery: Money | None) -> Discounting:
        return _discounting(session, seller.view, cart, replace(basket, shipping=delivery), at=at)

    return quote_with(session, seller, cart, wishes, at=at, taken_off=taken_off)


def quote_with(
    session: Session, seller: Seller, cart: Cart, wishes: Wishes, *, at: datetime, taken_off: TakenOff
) -> Quote:
    """As `quote`, with what is taken off decided by the caller, who is told the price of the delivery once known."""
    country = wishes.country if wishes.country in seller.countries else ""
    destination = Destination(country, wishes.address.get("region", ""), wishes.address.get("postcode", ""))
    goods_off = taken_off(None)
    options = _options(session, seller, cart, destination, value=cart.subtotal - goods_off.goods_amount, at=at)
    option = _chosen(options, wishes.shipping_key)
    price = option.price if option else None
    discounting = taken_off(price)
    shown = cart.subtotal - discounting.total + (price or Money(0, cart.currency))
    cost = None
    if option:
        parcel = _consignment(seller, cart, destination, option, discounting=discounting, at=at)
        channel = tax.channel_to(session, seller=seller.country, destination=country, on=at.date())
        parcel = replace(parcel, buyer=_business(wishes), channel=channel)
        cost = tax.landed_cost(session, parcel, rates=seller.rates)
    owed = dues(cost, shown) if cost else no_dues(cart.currency)
    methods, refused = _methods(session, seller, _total(shown, owed), country)
    taxed = tax_shares(
        cost, _worth(cart, discounting), (price or Money(0, cart.currency)) - discounting.shipping_amount
    )
    return Quote(
        cart=cart,
        country=country,
        lines=_lines(cart, discounting, owed, taxed, _kept_back(session, cart, destination, at)),
        delivery_taxes=tuple(taxed.get("", ())),
        options=options,
        option=option,
        discounting=discounting,
        cost=cost,
        dues=owed,
        methods=methods,
        refused_methods=refused,
        method=_chosen_method(methods, wishes.method),
        at=at,
    )


def _total(shown: Money, owed: Dues) -> Money:
    return shown + owed.tax - owed.relief + owed.duty + owed.handling


def cart_discounting(
    session: Session, view: View, cart: Cart, *, at: datetime, email: str = "", buyer: Buyer = GUEST
) -> Discounting:
    """What is taken off a cart before its delivery is known, and which of its codes do nothing, and why."""
    return _discounting(session, view, cart, _basket(cart, email, buyer), at=at)


def _basket(cart: Cart, email: str, buyer: Buyer) -> Basket:
    return Basket(
        lines=tuple(
            BasketLine(
                key=each.id,
                variant_id=each.variant_id,
                product_id=each.product_id,
                collection_ids=frozenset(each.collection_ids),
                quantity=each.quantity,
                unit_price=each.unit_price,
            )
            for each in cart.lines
        ),
        market_id=cart.market_id,
        currency=cart.currency,
        customer_key=customer_key(email),
        customer_groups=buyer.groups,
    )


def _discounting(session: Session, view: View, cart: Cart, basket: Basket, *, at: datetime) -> Discounting:
    return discounts.evaluate(session, basket, codes=cart.discount_codes, at=at, languages=view.fallbacks)


def customer_key(email: str) -> str:
    """By what a customer's uses of a discount are counted: the address, without what does not tell people apart."""
    return email.strip().casefold()


def _options(
    session: Session, seller: Seller, cart: Cart, destination: Destination, *, value: Money, at: datetime
) -> tuple[ShippingOption, ...]:
    if not destination.country or not cart.lines:
        return ()
    parcel = Parcel(
        weight_grams=sum(each.weight_grams * each.quantity for each in cart.lines),
        item_count=sum(each.quantity for each in cart.lines),
        value=value,
        tags=frozenset(tag for each in cart.lines for tag in each.tags),
        product_types=frozenset(each.product_type for each in cart.lines if each.product_type),
        hs_codes=frozenset(each.hs_code for each in cart.lines if each.hs_code),
    )
    return shipping.shipping_options(
        session,
        market_id=cart.market_id,
        destination=destination,
        parcel=parcel,
        at=at,
        languages=seller.view.fallbacks,
    )


def _chosen(options: Sequence[ShippingOption], key: str) -> ShippingOption | None:
    """The one that was chosen, else the first that brings the goods to the door."""
    by_key = {each.key: each for each in options}
    first = next((each for each in options if each.kind is OptionKind.DELIVERY), options[0] if options else None)
    return by_key.get(key, first)


def _business(wishes: Wishes) -> tax.Buyer:
    """A number frees from tax where it is of the country that the goods go to."""
    is_there = wishes.bill_country == wishes.country
    return tax.Buyer(
        is_business=bool(wishes.company or wishes.vat_number),
        vat_number=wishes.vat_number,
        has_checked_number=is_there and wishes.has_confirmed_number,
    )


def _consignment(
    seller: Seller,
    cart: Cart,
    destination: Destination,
    option: ShippingOption,
    *,
    discounting: Discounting,
    at: datetime,
) -> Consignment:
    nothing = Money(0, cart.currency)
    return Consignment(
        seller_country=seller.country,
        destination_country=destination.country,
        region=destination.region,
        postcode=destination.postcode,
        market_id=cart.market_id,
        ship_date=at.date(),
        lines=tuple(
            ConsignmentLine(
                key=str(each.id),
                hs_code=each.hs_code,
                origin_country=each.origin_country,
                quantity=each.quantity,
                unit_price=each.unit_price,
                discount=discounting.line_amounts.get(each.id, nothing),
                title=each.title,
            )
            for each in cart.lines
        ),
        freight=option.price - discounting.shipping_amount,
        prices_include_tax=seller.view.prices_include_tax,
        weight_grams=sum(each.weight_grams * each.quantity for each in cart.lines),
        incoterm="DDP" if option.duties is Duties.DDP else "DAP",
    )


def _worth(cart: Cart, discounting: Discounting) -> dict[str, Money]:
    """What each line costs as shown, by the key that it has in a consignment."""
    nothing = Money(0, cart.currency)
    return {str(each.id): each.line_total - discounting.line_amounts.get(each.id, nothing) for each in cart.lines}


def _lines(
    cart: Cart,
    discounting: Discounting,
    owed: Dues,
    taxed: Mapping[str, Sequence[TaxShare]],
    kept_back: Mapping[int, str],
) -> tuple[QuotedLine, ...]:
    nothing = Money(0, cart.currency)
    borne = [next(iter(taxed.get(str(each.id), ())), None) for each in cart.lines]
    whole = [each.amount if each else nothing for each in borne]
    of_delivery = Money.total((each.amount for each in taxed.get("", ())), cart.currency)
    added = shares(owed.tax, whole, of_delivery)
    duties = shares(owed.duty, list(_worth(cart, discounting).values()), nothing)
    return tuple(
        QuotedLine(
            line=each,
            discount=discounting.line_amounts.get(each.id, nothing),
            tax=on_top,
            duty=duty,
            included_tax=tax_of_line - on_top,
            taxed=its,
            problem=_problem(each, kept_back),
        )
        for each, its, tax_of_line, on_top, duty in zip(cart.lines, borne, whole, added, duties, strict=True)
    )


def _kept_back(session: Session, cart: Cart, destination: Destination, at: datetime) -> Mapping[int, str]:
    """Lines that the destination does not let in, or that the shop does not send there."""
    if not destination.country:
        return {}
    goods = [Goods(each.id, frozenset(each.tags), each.product_type, each.hs_code) for each in cart.lines]
    found = dict.fromkeys(shipping.restrictions(session, destination, goods), NOT_SENT_THERE)
    known = [law.Goods(str(each.id), each.hs_code, tuple(each.tags)) for each in cart.lines]
    for finding in law.restrictions(session, destination.country, known, on=at.date()):
        if finding.blocks:
            found[int(finding.goods_key)] = NOT_ALLOWED_THERE
    return found


def _problem(line: CartLine, kept_back: Mapping[int, str]) -> str:
    return kept_back.get(line.id, "") if line.is_ready else SOLD_OUT


def _methods(
    session: Session, seller: Seller, total: Money, country: str
) -> tuple[tuple[PaymentMethod, ...], tuple[RefusedMethod, ...]]:
    """An order of nothing needs no payment."""
    if not country or not total:
        return (), ()
    found = payments.methods_for(session, seller.providers, tenant_id=seller.tenant_id, amount=total, country=country)
    refused = payments.refused_methods(
        session, seller.providers, tenant_id=seller.tenant_id, amount=total, country=country
    )
    return found, refused


def _chosen_method(methods: Sequence[PaymentMethod], wanted: str) -> PaymentMethod | None:
    by_name = {each.method: each for each in methods}
    return by_name.get(wanted, methods[0] if methods else None)


def seller_of(session: Session, tenant_id: int, view: View, providers: Providers) -> Seller:
    """The shop as it sells in a view now: to the market's countries that are not closed, at today's rates."""
    today = clock.now().date()
    closed = law.closed_countries(session)
    quotes = pricing.known_rates(session, today=today).quotes
    return Seller(
        tenant_id=tenant_id,
        country=lifecycle.tenant_by_id(session, tenant_id).country,
        view=view,
        countries=tuple(each for each in view.countries if each not in closed),
        providers=providers,
        rates={code: ReferenceRate(code, each.value, each.source, each.day) for code, each in quotes.items()},
    )
