"""Money back: never more than came in, each decision once."""

import pytest

from storefront import payments
from storefront.money import MixedCurrencies, Money, NegativeAmount
from storefront.payments import RefundState, TestAnswer
from tests.factories.payments import PaidShop
from tests.storefront.payments.conftest import Waiting


@pytest.fixture
def payment_id(shop: PaidShop) -> int:
    payment = shop.begin(amount=Money(100_00, "MYR"))
    with shop.session() as session:
        payments.answer_test_payment(session, payment.token, TestAnswer.SUCCEED)
    assert payment.id is not None
    return payment.id


def give_back(shop: PaidShop, payment_id: int, amount: Money, reference: str = "R-1") -> int:
    with shop.session() as session:
        made = payments.refund(
            session, shop.tenant_id, payment_id=payment_id, amount=amount, reference=reference, reason="returned"
        )
    assert made.id is not None
    return made.id


def states(shop: PaidShop, payment_id: int) -> list[tuple[str, Money]]:
    with shop.session() as session:
        return [(each.state, each.amount) for each in payments.refunds_of_payment(session, payment_id)]


def left(shop: PaidShop, payment_id: int) -> Money:
    with shop.session() as session:
        return payments.refundable_of(session, payments.payment_by_id(session, payment_id))


def test_a_refund_is_decided_first_and_sent_by_a_job(shop: PaidShop, payment_id: int, waiting: Waiting) -> None:
    refund_id = give_back(shop, payment_id, Money(30_00, "MYR"))
    assert states(shop, payment_id) == [(RefundState.STARTED, Money(30_00, "MYR"))]
    [job] = waiting("payments.send_refund")
    assert (job["tenant_id"], job["refund_id"]) == (shop.tenant_id, refund_id)
    for _ in range(2):
        payments.send_refund(shop.database, shop.providers, tenant_id=shop.tenant_id, refund_id=refund_id)
    assert states(shop, payment_id) == [(RefundState.SUCCEEDED, Money(30_00, "MYR"))]
    assert shop.trail(payment_id)[-2:] == ["refund_started", "refund_succeeded"]
    assert left(shop, payment_id) == Money(70_00, "MYR")
    assert [job["payment_id"] for job in waiting("checkout.payment_changed")] == [payment_id]


def test_the_same_reference_is_the_same_refund(shop: PaidShop, payment_id: int) -> None:
    first = give_back(shop, payment_id, Money(30_00, "MYR"))
    assert give_back(shop, payment_id, Money(30_00, "MYR")) == first
    with pytest.raises(payments.ReferenceTaken):
        give_back(shop, payment_id, Money(31_00, "MYR"))
    assert states(shop, payment_id) == [(RefundState.STARTED, Money(30_00, "MYR"))]


@pytest.mark.parametrize(
    ("amount", "error"),
    [
        (Money(70_01, "MYR"), payments.RefundExceedsPayment),
        (Money(0, "MYR"), payments.RefundExceedsPayment),
        (Money(-1, "MYR"), NegativeAmount),
        (Money(1_00, "EUR"), MixedCurrencies),
    ],
)
def test_more_than_is_left_nothing_and_other_money_are_refused(
    shop: PaidShop, payment_id: int, amount: Money, error: type[Exception]
) -> None:
    give_back(shop, payment_id, Money(30_00, "MYR"))
    with pytest.raises(error):
        give_back(shop, payment_id, amount, "R-2")
    assert len(states(shop, payment_id)) == 1
    assert left(shop, payment_id) == Money(70_00, "MYR")


def test_what_was_not_paid_is_not_refunded(shop: PaidShop) -> None:
    payment = shop.begin()
    with pytest.raises(payments.NotInThisState):
        give_back(shop, payment.id or 0, Money(1_00, "MYR"))
    assert states(shop, payment.id or 0) == []
    assert left(shop, payment.id or 0) == Money(0, "MYR")
