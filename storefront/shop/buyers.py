"""Who buys in a checkout: a guest, or a customer, for whom what the shop knows is filled in."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace

from sqlmodel import Session

from storefront import addresses, customers
from storefront.checkout import GUEST, Buyer, Wishes
from storefront.customers import Customer, CustomerAddress
from storefront.localization import View
from storefront.shop.request import ShopRequest
from storefront.shop.views.orders import address_lines

# Those used last; the account's page has them all.
_MOST_OFFERED = 6


def buyer_of(customer: Customer | None) -> Buyer:
    """Who buys, for the discounts that are kept for groups; without an account, a guest."""
    return GUEST if customer is None else Buyer(customer.id, frozenset(customer.groups))


def filled_in(session: Session, view: View, customer: Customer | None, wishes: Wishes) -> Wishes:
    """The wishes with the customer's e-mail address and last address where nothing was typed yet."""
    if customer is None:
        return wishes
    wishes = replace(wishes, email=wishes.email or customer.email)
    if any(wishes.address.values()):
        return wishes
    for kept in _offered(session, view, customer):
        if wishes.country in ("", kept.fields["country"]):
            return _with_address(wishes, kept.fields)
    return replace(wishes, address={"name": customer.name})


def with_saved_address(session: Session, view: View, customer: Customer, which: str, wishes: Wishes) -> Wishes:
    """The wishes with one of the customer's own addresses; one that is not theirs, or not of this market, is none."""
    for kept in _offered(session, view, customer):
        if str(kept.id) == which:
            return _with_address(wishes, kept.fields)
    return wishes


def saved_addresses(
    session: Session, request: ShopRequest, customer: Customer | None, wishes: Wishes
) -> list[dict[str, object]]:
    """What a customer may choose from, as the template `checkout.html` asks for it."""
    if customer is None:
        return []
    return [
        {
            "id": kept.id,
            "lines": address_lines(kept.fields, request.view.language),
            "is_chosen": _with_address(wishes, kept.fields) == wishes,
        }
        for kept in _offered(session, request.view, customer)
    ]


def remember_address(session: Session, tenant_id: int, customer: Customer | None, wishes: Wishes) -> None:
    """Keep the address of an order that was placed, where its buyer asked for it and there is room."""
    if customer is None or not wishes.keeps_address:
        return
    checked = asdict(addresses.checked_address(wishes.address, wishes.country))
    with suppress(customers.TooManyAddresses):
        customers.add_address(session, tenant_id, customer.id or 0, checked)


def _offered(session: Session, view: View, customer: Customer) -> list[CustomerAddress]:
    """The customer's addresses in the market's countries, the one that was changed last first."""
    kept = customers.addresses_of(session, customer.id or 0)
    return [each for each in kept if each.fields.get("country") in view.countries][:_MOST_OFFERED]


def _with_address(wishes: Wishes, kept: Mapping[str, str]) -> Wishes:
    typed = {name: kept.get(name, "") for name in addresses.FIELDS if name != "country"}
    return replace(wishes, country=kept["country"], address=typed)
