"""A customer's account as its page shows it."""

from collections.abc import Sequence

from sqlmodel import Session

from storefront import customers, localization
from storefront.customers import Customer, CustomerAddress, CustomerPasskey
from storefront.orders import OrderSummary
from storefront.shop import accounts
from storefront.shop.request import ShopRequest
from storefront.shop.views import order_words
from storefront.shop.views.orders import address_lines


def account_facts(
    session: Session, request: ShopRequest, customer: Customer, bought: Sequence[OrderSummary]
) -> dict[str, object]:
    """What the template `account.html` asks for."""
    addresses = customers.addresses_of(session, customer.id or 0)
    return {
        "url": request.address(accounts.HOME),
        "customer": {"name": customer.name, "email": customer.email},
        "orders": [_order(request, each) for each in bought],
        "addresses": [_address(request, each) for each in addresses],
        "new_address_url": request.address(f"{accounts.HOME}/addresses/new"),
        "passkeys": [_passkey(request, each) for each in customers.passkeys_of(session, customer.id or 0)],
        "passkeys_url": request.address(f"{accounts.HOME}/passkeys"),
        "passkey_refused": request.query.get("passkey") == "refused",
        "consents": [
            {"name": purpose.value, "text": text, "is_given": customers.is_agreed(session, customer.email, purpose)}
            for purpose, text in accounts.consent_wordings(request.view.language).items()
        ],
        "data_url": request.address(f"{accounts.HOME}/data.json"),
        "erase_url": request.address(f"{accounts.HOME}/erase"),
    }


def _passkey(request: ShopRequest, passkey: CustomerPasskey) -> dict[str, str]:
    words, locale = localization.words(request.view.language), request.view.locale
    made = localization.format_date(passkey.created_at.date(), locale, "medium")
    texts = [words.gettext("Made on %(date)s") % {"date": made}]
    if passkey.used_at is not None:
        used = localization.format_date(passkey.used_at.date(), locale, "medium")
        texts.append(words.gettext("Last used on %(date)s") % {"date": used})
    return {
        "url": request.address(f"{accounts.HOME}/passkeys/{passkey.id}"),
        "name": passkey.name or words.gettext("Passkey"),
        "host": passkey.host if passkey.host != request.origin.partition("://")[2].partition(":")[0] else "",
        "text": " · ".join(texts),
    }


def _order(request: ShopRequest, order: OrderSummary) -> dict[str, str]:
    view = request.view
    words = localization.words(view.language)
    return {
        "title": words.gettext("Order %(number)s") % {"number": f"#{order.number}"},
        "url": request.address(f"/orders/{order.token}"),
        "day": localization.format_date(order.created_at.date(), view.locale, "medium"),
        "iso": order.created_at.date().isoformat(),
        "items": words.gettext("Items: %(count)s") % {"count": localization.format_number(order.items, view.locale)},
        "total": localization.format_price(order.total, view.locale),
        "state": _state(order, view.language),
    }


def _state(order: OrderSummary, language: str) -> str:
    words = localization.words(language)
    if order.state == "cancelled":
        return words.gettext("Order cancelled")
    if order.fulfilment_state == "fulfilled":
        return words.gettext("Sent")
    return order_words.payment_state(order.payment_state, language)


def _address(request: ShopRequest, address: CustomerAddress) -> dict[str, object]:
    return {
        "lines": address_lines(address.fields, request.view.language),
        "url": request.address(f"{accounts.HOME}/addresses/{address.id}"),
    }
