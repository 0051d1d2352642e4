"""A payment from the order's commit to its end, through the test provider and by hand, on the real database."""

from datetime import timedelta

import pytest
import time_machine

from storefront import payments
from storefront.money import Money
from storefront.payments import PaymentState, Refusal, TestAnswer
from tenants.isolation import Database
from tenants.kit import clock
from tests.factories.payments import RINGGIT, PaidShop, a_paid_shop, a_request
from tests.storefront.payments.conftest import Waiting


def answer(shop: PaidShop, payment: payments.Payment, what: TestAnswer) -> PaymentState:
    with shop.session() as session:
        return PaymentState(payments.answer_test_payment(session, payment.token, what).state)


def test_a_payment_is_written_with_its_key_before_anybody_is_asked(shop: PaidShop, waiting: Waiting) -> None:
    payment_id = shop.start()
    payment = shop.payment(payment_id)
    assert (payment.state, payment.amount, payment.redirect_url) == (PaymentState.STARTED, RINGGIT, "")
    assert len(payment.idempotency_key) > 30
    [check] = waiting("payments.check")
    assert (check["tenant_id"], check["payment_id"]) == (shop.tenant_id, payment_id)
    assert timedelta(minutes=1) < check["at"] - clock.now() <= timedelta(minutes=2)


def test_the_buyer_is_led_to_the_test_page_of_the_shops_own_host(shop: PaidShop, waiting: Waiting) -> None:
    payment_id = shop.start()
    step = shop.go_on(payment_id)
    payment = shop.payment(payment_id)
    assert step.url == f"http://shop.localhost:8000/checkout/pay/{payment.token}"
    assert (step.state, step.leaves) == (PaymentState.WAITING, True)
    assert shop.go_on(payment_id) == step
    assert shop.trail(payment_id) == ["started", "waiting"]
    assert [job["payment_id"] for job in waiting("checkout.payment_changed")] == [payment_id]


def test_the_same_request_is_the_same_payment_and_another_under_its_reference_is_refused(shop: PaidShop) -> None:
    first = shop.start(reference="A-1", order_id=7)
    assert shop.start(reference="A-1", order_id=7) == first
    for change in ({"order_id": 8}, {"order_id": 7, "amount": Money(1_00, "MYR")}):
        with pytest.raises(payments.ReferenceTaken):
            shop.start(reference="A-1", **change)
    with shop.session() as session:
        assert [each.id for each in payments.payments_of_order(session, 7)] == [first]


def test_another_shop_may_use_the_same_reference_and_sees_nothing(database: Database, shop: PaidShop) -> None:
    other = a_paid_shop(database)
    mine, theirs = shop.start(reference="A-1"), other.start(reference="A-1")
    with other.session() as session, pytest.raises(payments.NoSuchPayment):
        payments.payment_by_id(session, mine)
    with other.session() as session, pytest.raises(payments.NoSuchPayment):
        payments.answer_test_payment(session, shop.payment(mine).token, TestAnswer.SUCCEED)
    assert (shop.state(mine), other.state(theirs)) == (PaymentState.STARTED, PaymentState.STARTED)


@pytest.mark.parametrize(
    ("what", "state"),
    [
        (TestAnswer.SUCCEED, PaymentState.PAID),
        (TestAnswer.CONFIRM, PaymentState.PAID),
        (TestAnswer.DECLINE, PaymentState.FAILED),
        (TestAnswer.LATER, PaymentState.PROCESSING),
    ],
)
def test_each_answer_of_the_test_page_ends_as_it_says(shop: PaidShop, what: TestAnswer, state: PaymentState) -> None:
    payment = shop.begin()
    assert answer(shop, payment, what) is state
    stored = shop.payment(payment.id or 0)
    assert (stored.paid_at is not None) == (state is PaymentState.PAID)
    assert stored.failure == ("declined" if state is PaymentState.FAILED else "")
    assert not stored.is_live


def test_a_second_answer_finds_the_payment_ended(shop: PaidShop) -> None:
    payment = shop.begin()
    assert answer(shop, payment, TestAnswer.DECLINE) is PaymentState.FAILED
    assert answer(shop, payment, TestAnswer.SUCCEED) is PaymentState.FAILED
    with pytest.raises(payments.NotInThisState):
        shop.go_on(payment.id or 0)


def test_a_payment_that_comes_later_arrives_after_a_while(shop: PaidShop, waiting: Waiting) -> None:
    payment = shop.begin()
    answer(shop, payment, TestAnswer.LATER)
    [arrival] = waiting("payments.settle_test")
    assert arrival["at"] > clock.now()
    for _ in range(2):
        with shop.session() as session:
            payments.settle_test_payment(session, arrival["payment_id"])
    assert shop.state(payment.id or 0) is PaymentState.PAID
    assert shop.trail(payment.id or 0) == ["started", "waiting", "processing", "paid"]


def test_a_payment_that_nobody_went_on_with_after_a_crash_is_found_and_mended(shop: PaidShop) -> None:
    payment_id = shop.start()
    assert shop.check(payment_id) is PaymentState.WAITING
    assert shop.go_on(payment_id).leaves


def test_a_payment_that_nobody_made_expires_and_can_not_be_made_any_more(shop: PaidShop, waiting: Waiting) -> None:
    payment = shop.begin(expires_at=clock.now() + timedelta(hours=2))
    assert payment.expires_at is not None
    assert shop.check(payment.id or 0) is PaymentState.WAITING
    with time_machine.travel(payment.expires_at + timedelta(seconds=1), tick=False):
        assert shop.check(payment.id or 0) is PaymentState.EXPIRED
    assert answer(shop, payment, TestAnswer.SUCCEED) is PaymentState.EXPIRED


def test_a_closed_payment_is_paid_no_more_and_a_paid_one_can_not_be_closed(shop: PaidShop) -> None:
    payment = shop.begin()
    close = {"tenant_id": shop.tenant_id, "payment_id": payment.id or 0}
    assert payments.close_payment(shop.database, shop.providers, **close) is PaymentState.CANCELLED
    assert answer(shop, payment, TestAnswer.SUCCEED) is PaymentState.CANCELLED
    paid = shop.begin()
    answer(shop, paid, TestAnswer.SUCCEED)
    close["payment_id"] = paid.id or 0
    assert payments.close_payment(shop.database, shop.providers, **close) is PaymentState.PAID


def test_open_payments_that_were_lost_sight_of_are_looked_at_again(shop: PaidShop, waiting: Waiting) -> None:
    payment_id = shop.start()
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False), shop.session() as session:
        assert payments.reconcile(session) == 1
    with shop.session() as session:
        assert payments.reconcile(session) == 0
    assert [job["payment_id"] for job in waiting("payments.check")] == [payment_id]


def test_the_ways_to_pay_say_their_fee_and_why_they_are_not_possible(hand_shop: PaidShop) -> None:
    def offered(amount: Money, country: str) -> dict[str, Money | None]:
        with hand_shop.session() as session:
            found = payments.methods_for(
                session, hand_shop.providers, tenant_id=hand_shop.tenant_id, amount=amount, country=country
            )
        return {each.method: each.fee for each in found}

    def refused(amount: Money, country: str) -> dict[str, tuple[Refusal, Money | None]]:
        with hand_shop.session() as session:
            found = payments.refused_methods(
                session, hand_shop.providers, tenant_id=hand_shop.tenant_id, amount=amount, country=country
            )
        return {each.method: (each.reason, each.limit) for each in found}

    fee = Money(5_00, "MYR")
    assert offered(RINGGIT, "MY") == {"test": None, "bank_transfer": None, "cash_on_delivery": fee}
    assert refused(RINGGIT, "DE") == {"cash_on_delivery": (Refusal.COUNTRY, None)}
    assert refused(Money(9_99, "MYR"), "MY") == {"cash_on_delivery": (Refusal.TOO_SMALL, Money(10_00, "MYR"))}
    assert refused(Money(500_01, "MYR"), "SG") == {"cash_on_delivery": (Refusal.TOO_LARGE, Money(500_00, "MYR"))}
    assert refused(Money(100_00, "EUR"), "MY") == {
        "bank_transfer": (Refusal.CURRENCY, None),
        "cash_on_delivery": (Refusal.CURRENCY, None),
    }


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"method": "cash_on_delivery", "country": "DE"}, Refusal.COUNTRY),
        ({"method": "cash_on_delivery", "amount": Money(505_01, "MYR")}, Refusal.TOO_LARGE),
        ({"method": "online"}, Refusal.NOT_OFFERED),
        ({"method": "gift"}, Refusal.NOT_OFFERED),
    ],
)
def test_a_way_that_is_not_offered_starts_nothing(
    hand_shop: PaidShop, changes: dict[str, object], reason: Refusal
) -> None:
    with pytest.raises(payments.MethodRefused) as refusal:
        hand_shop.start(order_id=5, method_fee=Money(5_00, "MYR"), **changes)
    assert refusal.value.reason is reason
    with hand_shop.session() as session:
        assert payments.payments_of_order(session, 5) == []


def test_cash_at_the_door_is_confirmed_by_staff_and_has_no_deadline(hand_shop: PaidShop) -> None:
    payment_id = hand_shop.start(method="cash_on_delivery", amount=Money(505_00, "MYR"), method_fee=Money(5_00, "MYR"))
    step = hand_shop.go_on(payment_id)
    payment = hand_shop.payment(payment_id)
    assert (step.leaves, step.url, payment.expires_at) == (False, payment.return_url, None)
    for _ in range(2):
        with hand_shop.session() as session:
            payments.confirm_manual(session, payment_id=payment_id, person_id=3, note_text="seen")
    assert hand_shop.state(payment_id) is PaymentState.PAID
    assert hand_shop.trail(payment_id) == ["started", "waiting", "paid", "by_hand"]


def test_a_bank_transfer_that_never_comes_expires_after_a_week(hand_shop: PaidShop, waiting: Waiting) -> None:
    payment = hand_shop.begin(method="bank_transfer")
    assert payment.expires_at is not None
    assert timedelta(days=6) < payment.expires_at - clock.now() <= timedelta(days=7)
    [check] = waiting("payments.check")
    assert check["at"] == payment.expires_at
    with time_machine.travel(payment.expires_at, tick=False):
        assert hand_shop.check(payment.id or 0) is PaymentState.EXPIRED
    with hand_shop.session() as session:
        payments.confirm_manual(session, payment_id=payment.id or 0, person_id=3)
    assert hand_shop.state(payment.id or 0) is PaymentState.PAID, "late money is money"


def test_staff_neither_confirm_nor_cancel_what_a_provider_answers_for(shop: PaidShop) -> None:
    payment = shop.begin()
    for act in (payments.confirm_manual, payments.cancel_manual):
        with shop.session() as session, pytest.raises(payments.NoSuchPayment):
            act(session, payment_id=payment.id or 0, person_id=3)
    assert shop.state(payment.id or 0) is PaymentState.WAITING


def test_money_that_has_arrived_is_not_cancelled(hand_shop: PaidShop) -> None:
    payment = hand_shop.begin(method="bank_transfer")
    with hand_shop.session() as session:
        payments.confirm_manual(session, payment_id=payment.id or 0, person_id=3)
    with hand_shop.session() as session, pytest.raises(payments.NotInThisState):
        payments.cancel_manual(session, payment_id=payment.id or 0, person_id=3)
    assert hand_shop.state(payment.id or 0) is PaymentState.PAID


def test_learners_play_with_test_payments_and_nothing_else(database: Database) -> None:
    learner = a_paid_shop(database, kind="learner")
    with learner.session() as session:
        payments.set_manual_methods(
            session, learner.tenant_id, [payments.NewManualMethod(payments.ManualKind.BANK_TRANSFER, Money(0, "MYR"))]
        )
        found = payments.methods_for(
            session, learner.providers, tenant_id=learner.tenant_id, amount=RINGGIT, country="MY"
        )
    assert [(each.method, each.leaves) for each in found] == [("test", True)]


def test_a_forgotten_buyer_leaves_the_amount_and_no_address(shop: PaidShop) -> None:
    payment = shop.begin()
    assert payment.email is not None
    with shop.session() as session:
        payments.forget_buyer(session, order_id=payment.order_id)
    kept = shop.payment(payment.id or 0)
    assert (kept.email, kept.amount) == (None, RINGGIT)


def test_a_deadline_of_the_order_holds_within_what_a_provider_allows(shop: PaidShop) -> None:
    soon = a_request(expires_at=clock.now() + timedelta(minutes=10))
    with shop.session() as session:
        payment = payments.start_payment(session, shop.providers, tenant_id=shop.tenant_id, request=soon)
    assert payment.expires_at is not None
    assert payment.expires_at - clock.now() > timedelta(minutes=44)
