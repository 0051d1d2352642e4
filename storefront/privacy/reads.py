"""Whom a shop knows by an address, and whether it still has to."""

from collections.abc import Collection

from sqlalchemy import text
from sqlmodel import Session

from storefront import cart, checkout, customers, enquiries, notify, orders
from storefront.cart import StoredCart
from storefront.customers import Customer
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
        or checkout.checkouts_of(session, email)
        or notify.mails_to(session, email)
    )
    if not left:
        raise UnknownBuyer("the shop knows nobody by this address")
    return guest


def orders_of(session: Session, customer: Customer) -> list[PlacedOrder]:
    """What a customer has ordered, also before there was an account, by the address."""
    found = orders.order_ids_of_buyer(session, customer.id or 0, email=customer.email)
    return [orders.order_by_id(session, each) for each in found]


def carts_of(session: Session, customer: Customer) -> list[StoredCart]:
    """Those of the account, and those with which somebody went to a checkout that became no order, as this address.

    Whoever is signed in may type another's address: the cart of another's account is not among these.
    """
    left = [each.cart_id for each in checkout.checkouts_of(session, customer.email) if each.order_id is None]
    return cart.carts_of(session, customer_id=customer.id or 0, cart_ids=left)


def orders_under_way(session: Session, customer: Customer) -> list[int]:
    """The numbers of orders for which the shop still has to know who the buyer is."""
    return [each.number for each in orders_of(session, customer) if _is_under_way(each)]


def unused_pictures(session: Session, asset_ids: Collection[int]) -> list[int]:
    """Those that no product, collection, page, theme or other return shows: the same content is kept once."""
    return list(session.execute(_UNUSED, {"ids": list(asset_ids)}).scalars())


def _is_under_way(order: PlacedOrder) -> bool:
    is_open = order.state in (OrderState.DRAFT, OrderState.PLACED)
    comes_back = any(each.state in _OPEN_RETURNS for each in order.returns)
    goes_back = any(each.state is RefundState.PENDING for each in order.refunds)
    return is_open or comes_back or goes_back
