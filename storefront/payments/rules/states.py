"""The states of a payment and of a refund, and which may follow which.

Facts come twice, late and in any order. Money that arrived is the last word: it follows from any other state, and
nothing follows from it; what goes back is a refund's story.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from storefront import localization
from storefront.money import Money


class PaymentState(StrEnum):
    """`started`: the provider has not answered yet; `waiting`: the buyer's turn; `processing`: money is on its way."""

    STARTED = "started"
    WAITING = "waiting"
    PROCESSING = "processing"
    PAID = "paid"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class RefundState(StrEnum):
    STARTED = "started"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


OPEN_STATES = frozenset({PaymentState.STARTED, PaymentState.WAITING, PaymentState.PROCESSING})

_ENDINGS = frozenset({PaymentState.FAILED, PaymentState.CANCELLED, PaymentState.EXPIRED})
_FOLLOWS: dict[PaymentState, frozenset[PaymentState]] = {
    PaymentState.STARTED: frozenset({PaymentState.WAITING, PaymentState.PROCESSING, PaymentState.PAID}) | _ENDINGS,
    PaymentState.WAITING: frozenset({PaymentState.PROCESSING, PaymentState.PAID}) | _ENDINGS,
    PaymentState.PROCESSING: frozenset({PaymentState.PAID, PaymentState.FAILED, PaymentState.CANCELLED}),
    **{ending: frozenset({PaymentState.PAID}) for ending in _ENDINGS},
    PaymentState.PAID: frozenset(),
}
# A refund that arrived may still bounce, weeks later, from an account that was closed.
_REFUND_FOLLOWS: dict[RefundState, frozenset[RefundState]] = {
    RefundState.STARTED: frozenset({RefundState.PENDING, RefundState.SUCCEEDED, RefundState.FAILED}),
    RefundState.PENDING: frozenset({RefundState.SUCCEEDED, RefundState.FAILED}),
    RefundState.SUCCEEDED: frozenset({RefundState.FAILED}),
    RefundState.FAILED: frozenset(),
}

_SHORTEST = timedelta(minutes=45)
_USUAL = timedelta(hours=1)
_LONGEST = timedelta(hours=23)
_FIRST_CHECK = timedelta(minutes=2)
_LAST_CHECK = timedelta(hours=6)


def next_state(current: str, told: str) -> PaymentState:
    """The state after a fact. A fact that can not follow changes nothing, so order and repetition do not matter."""
    now, new = PaymentState(current), PaymentState(told)
    return new if new in _FOLLOWS[now] else now


def next_refund_state(current: str, told: str) -> RefundState:
    """Where a refund goes on being told a state; news that comes late changes nothing."""
    now, new = RefundState(current), RefundState(told)
    return new if new in _REFUND_FOLLOWS[now] else now


def refundable(paid: Money, refunds: Iterable[tuple[str, Money]]) -> Money:
    """What is left of a payment, all that is on its way back taken off."""
    gone = (amount for state, amount in refunds if state != RefundState.FAILED)
    return paid - Money.total(gone, paid.currency)


def payment_deadline(wished: datetime | None, now: datetime) -> datetime:
    """When the provider's page closes: as the order wishes, within what Stripe allows (30 minutes to 24 hours).

    The floor is higher than Stripe's, so that a first call that got lost can be repeated word for word.
    """
    if wished is None:
        return now + _USUAL
    return min(max(wished, now + _SHORTEST), now + _LONGEST)


def next_check_at(started_at: datetime, now: datetime) -> datetime:
    """When to ask the provider again about an open payment of which nothing was heard: ever more seldom."""
    return now + min(max(_FIRST_CHECK, (now - started_at) / 2), _LAST_CHECK)


def state_name(state: str, language: str) -> str:
    """The state in a shopper's words."""
    words = localization.words(language)
    return {
        PaymentState.STARTED: words.gettext("Payment started"),
        PaymentState.WAITING: words.gettext("Waiting for payment"),
        PaymentState.PROCESSING: words.gettext("Payment on its way"),
        PaymentState.PAID: words.gettext("Paid"),
        PaymentState.FAILED: words.gettext("Payment failed"),
        PaymentState.CANCELLED: words.gettext("Payment cancelled"),
        PaymentState.EXPIRED: words.gettext("Payment expired"),
    }[PaymentState(state)]
