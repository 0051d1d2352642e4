"""What can go wrong with payments."""

from enum import StrEnum

from storefront.money import Money
from tenants.kit.errors import Conflict, Denied, Invalid, NotFound, StorefrontError


class NoSuchPayment(NotFound):
    """The shop has no such payment."""


class NoSuchRefund(NotFound):
    """The shop has no such refund."""


class NoPaymentAccount(NotFound):
    """The shop is not connected to the payment provider."""


class PaymentUnavailable(StorefrontError):
    """The provider does not answer, or answers nonsense. Nothing is lost: the same step may be tried again later."""


class Refusal(StrEnum):
    """Why a method of payment can not be used for an order."""

    NOT_OFFERED = "not_offered"
    CURRENCY = "currency"
    COUNTRY = "country"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_EXACT = "not_exact"


class MethodRefused(Invalid):
    """The order can not be paid in this way. `limit` is the least or the most that could be, where that is why."""

    def __init__(self, method: str, reason: Refusal, limit: Money | None = None) -> None:
        super().__init__(f"{method} can not be used: {reason.value.replace('_', ' ')}")
        self.method = method
        self.reason = reason
        self.limit = limit


class ProviderRefused(Invalid):
    """The provider answers that it will not do this; `code` is its own word for the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the payment provider refuses: {code}")
        self.code = code


class ReferenceTaken(Conflict):
    """Another payment, of other facts, was started under this reference."""


class NotInThisState(Conflict):
    """What was asked for does not fit the state the payment is in."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the payment is {state}")
        self.state = state


class RefundExceedsPayment(Invalid):
    """More than what is left of the payment."""

    def __init__(self, refundable: Money) -> None:
        super().__init__(f"no more than {refundable} can be refunded")
        self.refundable = refundable


class ForgedEvent(Denied):
    """A message that the provider did not sign, or signed too long ago."""


class UnreadableEvent(Invalid):
    """The message is signed, and still no event."""


class PlayMoneyOnly(Conflict):
    """A shop for learners takes no real money."""


class AccountCountryRefused(Invalid):
    """The platform's account at the provider and the shop are in different countries."""

    def __init__(self, platform: str, shop: str) -> None:
        super().__init__(f"the platform's account is in {platform}, the shop in {shop}")
        self.platform = platform
        self.shop = shop
