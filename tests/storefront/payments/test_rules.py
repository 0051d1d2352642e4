"""States of payments under any facts in any order, and what is left to refund."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from storefront.money import Money
from storefront.payments import rules
from storefront.payments.rules import Charge, Facts, PaymentState, RefundState

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
ENDINGS = (PaymentState.PAID, PaymentState.FAILED, PaymentState.CANCELLED, PaymentState.EXPIRED)
any_state = some.sampled_from(PaymentState)

CHARGE = Charge(
    tenant_id=1, payment_id=2, order_id=3, reference="R", amount=Money(100, "JPY"), application_fee=Money(1, "JPY"),
    account_id="acct_1", country="JP", language="ja", email=None, description="", return_url="", cancel_url="",
    token="", idempotency_key="k", session_id="cs_1", intent_id="pi_1", charge_id="", expires_at=None,
)  # fmt: skip
TRUE_FACTS = Facts(
    PaymentState.PAID, amount=Money(100, "JPY"), account_id="acct_1", session_id="cs_1", intent_id="pi_1",
    tenant_id=1, order_id=3, payment_id=2,
)  # fmt: skip


def after(*told: PaymentState) -> PaymentState:
    state = PaymentState.STARTED
    for each in told:
        state = rules.next_state(state, each)
    return state


@given(some.lists(any_state, max_size=12))
def test_money_that_arrived_is_the_last_word_whatever_is_told_before_or_after(told: list[PaymentState]) -> None:
    assert (after(*told) is PaymentState.PAID) == (PaymentState.PAID in told)


@given(some.lists(any_state, max_size=12))
def test_telling_everything_twice_changes_nothing(told: list[PaymentState]) -> None:
    assert after(*(each for one in told for each in (one, one))) is after(*told)


@given(some.lists(any_state, min_size=1, max_size=12))
def test_an_ended_payment_never_opens_again(told: list[PaymentState]) -> None:
    state = PaymentState.STARTED
    for each in told:
        before, state = state, rules.next_state(state, each)
        assert before not in ENDINGS or state in ENDINGS


@pytest.mark.parametrize(
    "story",
    [
        (PaymentState.WAITING, PaymentState.PROCESSING, PaymentState.PAID),
        (PaymentState.WAITING, PaymentState.PROCESSING, PaymentState.FAILED),
        (PaymentState.WAITING, PaymentState.EXPIRED),
    ],
)
def test_a_story_ends_as_it_ends_in_whatever_order_it_is_told(story: tuple[PaymentState, ...]) -> None:
    assert {after(*order) for order in permutations(story)} == {story[-1]}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, ""),
        ({"account_id": "acct_2"}, "account"),
        ({"account_id": ""}, "account"),
        ({"tenant_id": 9}, "tenant"),
        ({"tenant_id": None}, "tenant"),
        ({"order_id": 9}, "order"),
        ({"order_id": None}, "order"),
        ({"payment_id": 9}, "payment"),
        ({"payment_id": None}, "payment"),
        ({"amount": Money(99, "JPY")}, "amount"),
        ({"amount": Money(101, "JPY")}, "amount"),
        ({"amount": Money(100, "KRW")}, "currency"),
        ({"amount": None}, "currency"),
        ({"session_id": "cs_2"}, "session"),
        ({"intent_id": "pi_2"}, "intent"),
        ({"session_id": ""}, ""),
    ],
)
def test_facts_count_only_where_each_of_them_is_the_payments_own(change: dict[str, object], fault: str) -> None:
    facts = replace(TRUE_FACTS, **change)  # type: ignore[arg-type]
    assert rules.binding_fault(CHARGE, facts) == fault


@given(
    some.integers(1, 10**9),
    some.lists(some.tuples(some.sampled_from(RefundState), some.integers(1, 10**6)), max_size=8),
)
def test_what_is_left_to_refund_is_the_payment_less_all_that_did_not_come_back(
    paid: int, refunds: list[tuple[RefundState, int]]
) -> None:
    gone = sum(amount for state, amount in refunds if state is not RefundState.FAILED)
    left = rules.refundable(Money(paid, "MYR"), [(state, Money(amount, "MYR")) for state, amount in refunds])
    assert left == Money(paid - gone, "MYR")


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ((RefundState.SUCCEEDED, RefundState.PENDING), RefundState.SUCCEEDED),
        ((RefundState.SUCCEEDED, RefundState.FAILED, RefundState.SUCCEEDED), RefundState.FAILED),
        ((RefundState.PENDING, RefundState.STARTED), RefundState.PENDING),
    ],
)
def test_a_refund_goes_forward_only_and_may_bounce_at_last(told: tuple[RefundState, ...], state: RefundState) -> None:
    now = RefundState.STARTED
    for each in told:
        now = rules.next_refund_state(now, each)
    assert now is state


@pytest.mark.parametrize(("wished", "minutes"), [(None, 60), (5, 45), (60, 60), (180, 180), (3 * 24 * 60, 23 * 60)])
def test_a_deadline_leaves_the_provider_its_half_hour_and_no_more_than_its_day(
    wished: int | None, minutes: int
) -> None:
    asked = None if wished is None else NOW + timedelta(minutes=wished)
    assert rules.payment_deadline(asked, NOW) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(("age", "pause"), [(0, 2), (2, 2), (20, 10), (60, 30), (24 * 60, 6 * 60)])
def test_a_silent_payment_is_looked_at_ever_more_seldom(age: int, pause: int) -> None:
    assert rules.next_check_at(NOW - timedelta(minutes=age), NOW) == NOW + timedelta(minutes=pause)


@pytest.mark.parametrize(
    ("amount", "reason", "limit"),
    [
        (Money(2_00, "MYR"), None, None),
        (Money(1_99, "MYR"), "too_small", Money(2_00, "MYR")),
        (Money(49, "JPY"), "too_small", Money(50, "JPY")),
        (Money(1_235, "KRW"), None, None),
        (Money(5_120, "KWD"), None, None),
        (Money(5_124, "KWD"), "not_exact", None),
        (Money(1_005, "BHD"), "not_exact", None),
        (Money(5, "ISK"), None, None),
        (Money(700, "UGX"), None, None),
        (Money(100_000_000, "MYR"), "too_large", None),
        (Money(100_000_000, "JPY"), "too_large", None),
        (Money(100, "IRR"), "currency", None),
    ],
)
def test_an_amount_that_the_provider_would_not_take_is_known_beforehand(
    amount: Money, reason: str | None, limit: Money | None
) -> None:
    refusal = rules.amount_refusal(rules.ONLINE, amount)
    told = (None, None) if refusal is None else (refusal.reason.value, refusal.limit)
    assert told == (reason, limit)
