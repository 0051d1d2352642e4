"""Orders paid through Stripe: the real library over HTTP against the stand-in, whose events come to our webhook."""

import pytest

from storefront import payments
from storefront.money import Money
from storefront.payments import PaymentState, RefundState
from tests.factories.payments import RINGGIT
from tests.storefront.payments.stripe_shop import StripeShop

DECLINED = "4000000000000002"
ASKS_FIRST = "4000002500003155"
DISPUTED = "4000000000000259"
REFUND_FAILS = "4000000000005126"
REFUND_WAITS = "4000000000007726"


def test_a_card_payment_is_told_by_the_webhook_with_what_it_cost(heard_shop: StripeShop) -> None:
    payment = heard_shop.online(language="zh-Hans")
    assert payment.redirect_url.startswith(f"{heard_shop.stripe.base}/c/pay/cs_test_")
    heard_shop.pay(payment)
    heard_shop.work()
    paid = heard_shop.read(payment)
    assert (paid.state, paid.amount, paid.is_live) == (PaymentState.PAID, RINGGIT, False)
    # 3 % and one ringgit to Stripe, and the plan's 1 % to the platform.
    assert paid.fee == Money(3_60 + 1_00 + 1_20, "MYR")
    assert paid.intent_id.startswith("pi_")
    assert paid.charge_id.startswith("ch_")
    assert heard_shop.trail(payment.id or 0) == ["started", "waiting", "paid"]
    assert {outcome for _, outcome in heard_shop.outcomes()} <= {"applied", "looked up"}


def test_a_declined_card_leaves_the_page_open_for_another(heard_shop: StripeShop) -> None:
    payment = heard_shop.online()
    heard_shop.pay(payment, card=DECLINED)
    heard_shop.work()
    assert heard_shop.now(payment) is PaymentState.WAITING
    heard_shop.pay(payment)
    heard_shop.work()
    assert heard_shop.now(payment) is PaymentState.PAID


@pytest.mark.parametrize(("confirmed", "state"), [(True, PaymentState.PAID), (False, PaymentState.WAITING)])
def test_a_bank_that_asks_first_decides(heard_shop: StripeShop, confirmed: bool, state: PaymentState) -> None:
    payment = heard_shop.online()
    assert heard_shop.pay(payment, card=ASKS_FIRST)["status"] == "requires_action"
    heard_shop.work()
    assert heard_shop.now(payment) is PaymentState.WAITING
    heard_shop.pay(payment, card=ASKS_FIRST, confirmed=confirmed)
    heard_shop.work()
    assert heard_shop.now(payment) is state


@pytest.mark.parametrize(("succeeds", "state"), [(True, PaymentState.PAID), (False, PaymentState.FAILED)])
def test_money_that_comes_days_later_is_waited_for(heard_shop: StripeShop, succeeds: bool, state: PaymentState) -> None:
    payment = heard_shop.online(amount=Money(50_00, "EUR"), country="DE")
    heard_shop.pay(payment, method="sepa_debit")
    heard_shop.work()
    assert heard_shop.now(payment) is PaymentState.PROCESSING
    heard_shop.stripe.pull("settle", account=heard_shop.account, session=payment.session_id, succeeds=succeeds)
    heard_shop.work()
    assert heard_shop.now(payment) is state
    assert heard_shop.trail(payment.id or 0)[-2:] == ["processing", state.value]


def test_a_page_that_closes_unused_ends_the_payment(heard_shop: StripeShop) -> None:
    payment = heard_shop.online()
    state = payments.close_payment(
        heard_shop.database, heard_shop.providers, tenant_id=heard_shop.tenant_id, payment_id=payment.id or 0
    )
    assert state is PaymentState.EXPIRED
    heard_shop.work()
    assert heard_shop.now(payment) is PaymentState.EXPIRED


def test_a_payment_made_at_the_last_moment_wins_over_its_closing(stripe_shop: StripeShop) -> None:
    payment = stripe_shop.online()
    stripe_shop.pay(payment)
    state = payments.close_payment(
        stripe_shop.database, stripe_shop.providers, tenant_id=stripe_shop.tenant_id, payment_id=payment.id or 0
    )
    assert state is PaymentState.PAID


def test_what_a_lost_message_would_have_told_is_found_by_the_check(stripe_shop: StripeShop) -> None:
    payment = stripe_shop.online()
    stripe_shop.pay(payment)
    assert stripe_shop.now(payment) is PaymentState.WAITING
    assert stripe_shop.check(payment.id or 0) is PaymentState.PAID
    assert stripe_shop.read(payment).fee is not None


@pytest.mark.parametrize(
    ("amount", "charged"),
    [
        (Money(1_235, "JPY"), 1_235),
        (Money(15_000, "KRW"), 15_000),
        (Money(5_120, "KWD"), 5_120),
        (Money(12_340, "BHD"), 12_340),
        (Money(1_500, "ISK"), 150_000),
        (Money(70_000, "UGX"), 7_000_000),
        (Money(99_90, "EUR"), 9_990),
    ],
)
def test_each_currency_is_charged_in_its_own_decimals_and_nothing_is_converted(
    stripe_shop: StripeShop, amount: Money, charged: int
) -> None:
    payment = stripe_shop.online(amount=amount)
    intent = stripe_shop.pay(payment)
    assert (intent["amount_received"], intent["currency"]) == (charged, amount.currency.lower())
    assert stripe_shop.check(payment.id or 0) is PaymentState.PAID
    fee = stripe_shop.read(payment).fee
    assert fee is not None
    assert fee.currency == "MYR"


def test_the_platforms_share_follows_the_plan(stripe_shop: StripeShop) -> None:
    payment = stripe_shop.online(amount=Money(12_345, "JPY"))
    assert payment.application_fee_minor == 123
    assert stripe_shop.pay(payment)["application_fee_amount"] == 123


def test_an_amount_below_the_providers_least_is_refused_with_the_limit(stripe_shop: StripeShop) -> None:
    with pytest.raises(payments.MethodRefused) as refusal:
        stripe_shop.start(method=payments.ONLINE, amount=Money(1_99, "MYR"), order_id=9)
    assert (refusal.value.reason, refusal.value.limit) == (payments.Refusal.TOO_SMALL, Money(2_00, "MYR"))
    with stripe_shop.session() as session:
        assert payments.payments_of_order(session, 9) == []


def test_an_amount_that_only_the_provider_finds_too_small_fails_with_the_reason(stripe_shop: StripeShop) -> None:
    # A tenth of a dinar is less than a ringgit and a half.
    payment_id = stripe_shop.start(method=payments.ONLINE, amount=Money(100, "KWD"))
    with pytest.raises(payments.MethodRefused) as refusal:
        stripe_shop.go_on(payment_id)
    assert refusal.value.reason is payments.Refusal.TOO_SMALL
    assert stripe_shop.payment(payment_id).failure == "amount_too_small"
    assert stripe_shop.state(payment_id) is PaymentState.FAILED


def give_back(shop: StripeShop, payment: payments.Payment, amount: Money, reference: str) -> None:
    with shop.session() as session:
        payments.refund(session, shop.tenant_id, payment_id=payment.id or 0, amount=amount, reference=reference)
    shop.work()


def refunds(shop: StripeShop, payment: payments.Payment) -> list[tuple[str, Money]]:
    with shop.session() as session:
        return [(each.state, each.amount) for each in payments.refunds_of_payment(session, payment.id or 0)]


def left(shop: StripeShop, payment: payments.Payment) -> Money:
    with shop.session() as session:
        return payments.refundable_of(session, payments.payment_by_id(session, payment.id or 0))


def paid_with(shop: StripeShop, card: str = "4242424242424242") -> payments.Payment:
    payment = shop.online()
    shop.pay(payment, card=card)
    shop.work()
    assert shop.now(payment) is PaymentState.PAID
    return payment


def test_a_payment_is_refunded_in_parts_and_then_whole(heard_shop: StripeShop) -> None:
    payment = paid_with(heard_shop)
    give_back(heard_shop, payment, Money(20_00, "MYR"), "R-1")
    give_back(heard_shop, payment, Money(100_00, "MYR"), "R-2")
    assert refunds(heard_shop, payment) == [
        (RefundState.SUCCEEDED, Money(20_00, "MYR")),
        (RefundState.SUCCEEDED, Money(100_00, "MYR")),
    ]
    assert left(heard_shop, payment) == Money(0, "MYR")


def test_a_refund_that_bounces_weeks_later_is_there_to_be_made_again(heard_shop: StripeShop) -> None:
    payment = paid_with(heard_shop, REFUND_FAILS)
    give_back(heard_shop, payment, Money(120_00, "MYR"), "R-1")
    assert refunds(heard_shop, payment) == [(RefundState.FAILED, Money(120_00, "MYR"))]
    assert left(heard_shop, payment) == RINGGIT


def test_a_refund_may_take_its_time(heard_shop: StripeShop) -> None:
    payment = paid_with(heard_shop, REFUND_WAITS)
    give_back(heard_shop, payment, Money(120_00, "MYR"), "R-1")
    assert refunds(heard_shop, payment) == [(RefundState.PENDING, Money(120_00, "MYR"))]
    with heard_shop.session() as session:
        [row] = payments.refunds_of_payment(session, payment.id or 0)
    heard_shop.stripe.pull("end_refund", account=heard_shop.account, refund=row.refund_id, succeeds=True)
    heard_shop.work()
    assert refunds(heard_shop, payment) == [(RefundState.SUCCEEDED, Money(120_00, "MYR"))]


def test_a_refund_made_at_the_providers_own_desk_is_known_here(heard_shop: StripeShop) -> None:
    payment = paid_with(heard_shop)
    wanted = {"charge": heard_shop.read(payment).charge_id, "amount": "3000"}
    heard_shop.stripe.pull("refund", account=heard_shop.account, params=wanted)
    heard_shop.work()
    assert refunds(heard_shop, payment) == [(RefundState.SUCCEEDED, Money(30_00, "MYR"))]
    with pytest.raises(payments.RefundExceedsPayment) as refusal:
        give_back(heard_shop, payment, Money(90_01, "MYR"), "R-1")
    assert refusal.value.refundable == Money(90_00, "MYR")


def test_a_refund_whose_answer_was_lost_is_made_once(heard_shop: StripeShop, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = paid_with(heard_shop)
    monkeypatch.setattr("storefront.payments.gateway.stripe.transport.WHOLE_CALL_SECONDS", 0.3)
    heard_shop.stripe.pull("fault", kind="lost", seconds=1)
    with heard_shop.session() as session:
        made = payments.refund(
            session, heard_shop.tenant_id, payment_id=payment.id or 0, amount=Money(50_00, "MYR"), reference="R-1"
        )
    send = {"tenant_id": heard_shop.tenant_id, "refund_id": made.id or 0}
    with pytest.raises(payments.PaymentUnavailable):
        payments.send_refund(heard_shop.database, heard_shop.providers, **send)
    payments.send_refund(heard_shop.database, heard_shop.providers, **send)
    heard_shop.work()
    assert refunds(heard_shop, payment) == [(RefundState.SUCCEEDED, Money(50_00, "MYR"))]
    charge = heard_shop.read(payment).charge_id
    events = heard_shop.stripe.pull("events")["data"]
    assert (
        sum(event["type"] == "refund.created" and event["data"]["object"]["charge"] == charge for event in events) == 1
    )


def test_a_dispute_is_written_down_with_its_payment_and_how_it_ended(heard_shop: StripeShop) -> None:
    payment = paid_with(heard_shop, DISPUTED)
    charge = heard_shop.read(payment).charge_id
    dispute = heard_shop.stripe.pull("dispute", account=heard_shop.account, charge=charge)
    heard_shop.work()

    def disputes() -> list[tuple[str, Money]]:
        with heard_shop.session() as session:
            return [(each.state, each.amount) for each in payments.disputes_of_payment(session, payment.id or 0)]

    assert disputes() == [("needs_response", RINGGIT)]
    heard_shop.stripe.pull("close_dispute", account=heard_shop.account, dispute=dispute["id"], won=False)
    heard_shop.work()
    assert disputes() == [("lost", RINGGIT)]
    assert heard_shop.now(payment) is PaymentState.PAID


def test_payouts_are_shown_as_they_go(heard_shop: StripeShop) -> None:
    paid_with(heard_shop)
    payout = heard_shop.stripe.pull("payout", account=heard_shop.account)
    heard_shop.work()

    def payouts() -> list[tuple[str, Money]]:
        with heard_shop.session() as session:
            return [(each.state, each.amount) for each in payments.newest_payouts(session)]

    # What was paid, less what Stripe and the platform kept.
    assert payouts() == [("in_transit", Money(120_00 - 5_80, "MYR"))]
    heard_shop.stripe.pull("end_payout", account=heard_shop.account, payout=payout["id"], paid=True)
    heard_shop.work()
    assert payouts() == [("paid", Money(114_20, "MYR"))]


def test_an_account_that_is_taken_away_is_charged_no_more(heard_shop: StripeShop) -> None:
    heard_shop.stripe.pull("disconnect", account=heard_shop.account)
    heard_shop.work()
    with pytest.raises(payments.MethodRefused) as refusal:
        heard_shop.start(method=payments.ONLINE)
    assert refusal.value.reason is payments.Refusal.NOT_OFFERED
