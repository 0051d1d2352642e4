"""The machines: what may follow what, and that the database knows the same words."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import orders
from storefront.orders import Actor, FulfilmentState, OrderState, PaymentState, RefundState, ReturnKind, ReturnState
from storefront.orders.rules import states
from storefront.tables import METADATA


@pytest.mark.parametrize(
    ("table", "column", "known"),
    [
        ("sales_order", "state", OrderState),
        ("sales_order", "payment_state", PaymentState),
        ("sales_order", "fulfilment_state", FulfilmentState),
        ("order_event", "actor", Actor),
        ("order_return", "kind", ReturnKind),
        ("order_return", "state", ReturnState),
        ("order_refund", "state", RefundState),
    ],
)
def test_the_database_knows_exactly_the_words_of_the_machine(table: str, column: str, known: type[StrEnum]) -> None:
    checks = {str(each.name): each for each in METADATA.tables[table].constraints}
    text = str(getattr(checks[f"{table}_{column}_is_known"], "sqltext"))  # noqa: B009
    assert text == f"{column} in {tuple(each.value for each in known)}"


@given(st.sampled_from(OrderState), st.sampled_from(OrderState))
def test_an_order_moves_only_as_written(state: OrderState, wanted: OrderState) -> None:
    allowed = {
        (OrderState.DRAFT, OrderState.PLACED),
        (OrderState.DRAFT, OrderState.CANCELLED),
        (OrderState.PLACED, OrderState.COMPLETED),
        (OrderState.PLACED, OrderState.CANCELLED),
        (OrderState.CANCELLED, OrderState.PLACED),
    }
    if (state, wanted) in allowed:
        assert states.moved(states.ORDER, state, wanted) is wanted
    else:
        with pytest.raises(orders.RefusedTransition) as refusal:
            states.moved(states.ORDER, state, wanted)
        assert (refusal.value.state, refusal.value.wanted) == (state, wanted)


@given(st.sampled_from(PaymentState), st.sampled_from(PaymentState))
def test_money_that_was_taken_is_never_forgotten(state: PaymentState, wanted: PaymentState) -> None:
    if orders.is_paid(state) and not orders.is_paid(wanted):
        with pytest.raises(orders.RefusedTransition):
            states.moved(states.PAYMENT, state, wanted)


def test_every_state_has_a_row_in_its_machine() -> None:
    for machine, known in (
        (states.ORDER, OrderState),
        (states.PAYMENT, PaymentState),
        (states.FULFILMENT, FulfilmentState),
        (states.RETURN, ReturnState),
        (states.REFUND, RefundState),
    ):
        assert set(machine) == set(known)
