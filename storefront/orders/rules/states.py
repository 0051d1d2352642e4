"""The state machines of an order, each written out: from where to where it may go. All else is refused."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from storefront.orders.errors import RefusedTransition


class OrderState(StrEnum):
    """A draft is frozen and numbered, but its payment has not been accepted yet."""

    DRAFT = "draft"
    PLACED = "placed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class PaymentState(StrEnum):
    UNPAID = "unpaid"
    PENDING = "pending"
    FAILED = "failed"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    DISPUTED = "disputed"


class FulfilmentState(StrEnum):
    UNFULFILLED = "unfulfilled"
    PARTIAL = "partial"
    FULFILLED = "fulfilled"


class ReturnState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    RECEIVED = "received"


class RefundState(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class Actor(StrEnum):
    """Who did something: `system` is a job or the payment provider."""

    SHOPPER = "shopper"
    STAFF = "staff"
    SYSTEM = "system"


class ReturnKind(StrEnum):
    """A withdrawal is the buyer's right by law; a return is what shop and buyer agree on."""

    RETURN = "return"
    WITHDRAWAL = "withdrawal"


State = TypeVar("State", bound=StrEnum)
Machine = Mapping[State, frozenset[State]]


def _machine(ways: Mapping[State, Iterable[State]]) -> Machine[State]:
    return {state: frozenset(nexts) for state, nexts in ways.items()}


ORDER: Machine[OrderState] = _machine(
    {
        OrderState.DRAFT: [OrderState.PLACED, OrderState.CANCELLED],
        OrderState.PLACED: [OrderState.COMPLETED, OrderState.CANCELLED],
        OrderState.COMPLETED: [],
        # Money that comes after an order has lapsed brings it back, if its goods are still to be had.
        OrderState.CANCELLED: [OrderState.PLACED],
    }
)
_SETTLED = [PaymentState.PAID, PaymentState.PARTLY_REFUNDED, PaymentState.REFUNDED, PaymentState.DISPUTED]
PAYMENT: Machine[PaymentState] = _machine(
    {
        PaymentState.UNPAID: [PaymentState.PENDING, PaymentState.FAILED, PaymentState.PAID],
        PaymentState.PENDING: [PaymentState.PENDING, PaymentState.FAILED, PaymentState.PAID],
        PaymentState.FAILED: [PaymentState.PENDING, PaymentState.PAID],
        # A second payment may arrive, and a refund may be followed by another: where it ends is the ledger's answer.
        PaymentState.PAID: _SETTLED,
        PaymentState.PARTLY_REFUNDED: _SETTLED,
        PaymentState.REFUNDED: _SETTLED,
        PaymentState.DISPUTED: _SETTLED,
    }
)
FULFILMENT: Machine[FulfilmentState] = _machine(
    {
        FulfilmentState.UNFULFILLED: [FulfilmentState.PARTIAL, FulfilmentState.FULFILLED],
        FulfilmentState.PARTIAL: [FulfilmentState.PARTIAL, FulfilmentState.FULFILLED],
        FulfilmentState.FULFILLED: [],
    }
)
RETURN: Machine[ReturnState] = _machine(
    {
        ReturnState.REQUESTED: [ReturnState.APPROVED, ReturnState.REJECTED],
        ReturnState.APPROVED: [ReturnState.RECEIVED],
        ReturnState.REJECTED: [],
        ReturnState.RECEIVED: [],
    }
)
REFUND: Machine[RefundState] = _machine(
    {
        RefundState.PENDING: [RefundState.SUCCEEDED, RefundState.FAILED],
        RefundState.SUCCEEDED: [],
        RefundState.FAILED: [RefundState.PENDING],
    }
)


def moved(machine: Machine[State], state: State, wanted: State) -> State:
    """The wanted state. Raises RefusedTransition."""
    if wanted not in machine[state]:
        raise RefusedTransition(type(state).__name__, state, wanted)
    return wanted


def is_paid(state: PaymentState) -> bool:
    """Whether money for the order was taken, whatever became of it since."""
    return state in _SETTLED
