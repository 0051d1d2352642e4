"""The ways to pay that a shopper is offered, and why one is not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from storefront import localization
from storefront.money import (
    AmountTooLarge,
    Money,
    NotChargeable,
    currency,
    stripe_amount,
    stripe_minimum,
)
from storefront.payments.errors import MethodRefused, Refusal


class ProviderName(StrEnum):
    STRIPE = "stripe"
    MANUAL = "manual"
    TEST = "test"


class ManualKind(StrEnum):
    BANK_TRANSFER = "bank_transfer"
    CASH_ON_DELIVERY = "cash_on_delivery"


ONLINE = "online"
TEST = "test"
BANK_TRANSFER = ManualKind.BANK_TRANSFER.value
CASH_ON_DELIVERY = ManualKind.CASH_ON_DELIVERY.value


@dataclass(frozen=True, slots=True)
class PaymentMethod:
    """A way to pay an order. `fee` is what choosing it adds to the order, which the order's total has to hold.

    `types` are the provider's own words for what it takes, such as card and fpx; which of them a buyer sees is the
    provider's decision. `leaves` says that the buyer is led to a page to pay there.
    """

    provider: ProviderName
    method: str
    leaves: bool
    fee: Money | None = None
    types: tuple[str, ...] = ()
    instructions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RefusedMethod:
    """A way to pay that the shop has, and why this order can not be paid in it."""

    method: str
    reason: Refusal
    limit: Money | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a manual method is taken. No countries: everywhere. Amounts in the method's own currency."""

    countries: tuple[str, ...]
    currency: str
    least_minor: int | None
    most_minor: int | None


def amount_refusal(method: str, amount: Money) -> MethodRefused | None:
    """Why Stripe would not take the amount: before it is asked, and with the limit it would not tell."""
    if currency(amount.currency).stripe_exponent is None:
        return MethodRefused(method, Refusal.CURRENCY)
    least = stripe_minimum(amount.currency)
    if least is not None and amount < least:
        return MethodRefused(method, Refusal.TOO_SMALL, least)
    try:
        stripe_amount(amount)
    except AmountTooLarge:
        return MethodRefused(method, Refusal.TOO_LARGE)
    except NotChargeable:
        return MethodRefused(method, Refusal.NOT_EXACT)
    return None


def limits_refusal(method: str, limits: Limits, amount: Money, country: str) -> MethodRefused | None:
    """Why a manual method does not do for this order."""
    if limits.currency != amount.currency:
        return MethodRefused(method, Refusal.CURRENCY)
    if limits.countries and country not in limits.countries:
        return MethodRefused(method, Refusal.COUNTRY)
    if limits.least_minor is not None and amount.amount_minor < limits.least_minor:
        return MethodRefused(method, Refusal.TOO_SMALL, Money(limits.least_minor, amount.currency))
    if limits.most_minor is not None and amount.amount_minor > limits.most_minor:
        return MethodRefused(method, Refusal.TOO_LARGE, Money(limits.most_minor, amount.currency))
    return None


def method_name(method: str, language: str) -> str:
    """What a shopper reads beside the choice."""
    words = localization.words(language)
    return {
        ONLINE: words.gettext("Pay online"),
        BANK_TRANSFER: words.gettext("Bank transfer"),
        CASH_ON_DELIVERY: words.gettext("Cash on delivery"),
        TEST: words.gettext("Test payment – no money moves"),
    }[method]


def refusal_text(refused: RefusedMethod | MethodRefused, view: localization.View) -> str:
    """Why not, in a shopper's words."""
    words = localization.words(view.language)
    if refused.limit is not None:
        limit = localization.format_price(refused.limit, view.locale)
        if refused.reason is Refusal.TOO_SMALL:
            return words.gettext("For orders of %(amount)s or more.") % {"amount": limit}
        return words.gettext("For orders of %(amount)s at most.") % {"amount": limit}
    return {
        Refusal.NOT_OFFERED: words.gettext("The shop does not offer this way to pay."),
        Refusal.CURRENCY: words.gettext("Not possible in this currency."),
        Refusal.COUNTRY: words.gettext("Not possible in your country."),
        Refusal.NOT_EXACT: words.gettext("Not possible for this amount."),
        Refusal.TOO_SMALL: words.gettext("The amount is too small."),
        Refusal.TOO_LARGE: words.gettext("The amount is too large."),
    }[refused.reason]
