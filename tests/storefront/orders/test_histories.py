"""A thousand orders live through random histories, beside a model of a few numbers that knows what must be true."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from sqlmodel import Session

from storefront import orders
from storefront.money import Money
from storefront.orders import Account, FulfilmentState, OrderState, PaymentState, RefundState
from tenants.kit.errors import Conflict, Invalid
from tests.factories.catalog import AShop
from tests.factories.orders import GERMAN_ADDRESS, a_new_line, a_new_order, an_amendment

HISTORIES = 1_000
BATCHES = 20


@dataclass
class Life:
    """One order, and what the model knows of its money without looking into its books."""

    session: Session
    shop: AShop
    chance: random.Random
    order_id: int
    currency: str
    charged: int = 0
    refunded: int = 0
    payments: list[orders.TakenPayment] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.order = self.read()

    def read(self) -> orders.PlacedOrder:
        self.order = orders.order_by_id(self.session, self.order_id)
        return self.order

    def some(self, most: int) -> Money:
        return Money(self.chance.randint(0, max(most, 1)), self.currency)


def pay(life: Life) -> None:
    total = life.order.total
    payment = orders.TakenPayment(
        f"payment:{len(life.payments)}", total, fee=Money(total.amount_minor // 40, life.currency)
    )
    orders.mark_paid(life.session, life.shop.tenant_id, life.order_id, payment)
    life.payments.append(payment)
    life.charged += total.amount_minor


def hear_of_a_payment_again(life: Life) -> None:
    if life.payments:
        orders.mark_paid(life.session, life.shop.tenant_id, life.order_id, life.chance.choice(life.payments))


def fail_to_pay(life: Life) -> None:
    orders.mark_payment_failed(life.session, life.shop.tenant_id, life.order_id, reason="declined")


def begin_to_pay(life: Life) -> None:
    orders.mark_payment_pending(life.session, life.shop.tenant_id, life.order_id, method="test")


def refund(life: Life) -> None:
    new = orders.NewRefund(life.some(life.charged + 500), "goodwill")
    orders.refund_order(life.session, life.shop.tenant_id, life.order_id, new)


def settle(life: Life) -> None:
    order = life.order
    if order.refunds:
        chosen = life.chance.choice(order.refunds)
        orders.settle_refund(life.session, life.shop.tenant_id, chosen.id)
        if chosen.state is not RefundState.SUCCEEDED:
            life.refunded += chosen.amount.amount_minor


def fail_to_refund(life: Life) -> None:
    order = life.order
    if order.refunds:
        chosen = life.chance.choice(order.refunds)
        orders.fail_refund(life.session, life.shop.tenant_id, chosen.id, reason="closed")


def refund_outside(life: Life) -> None:
    kept = life.order.refundable.amount_minor
    if kept:
        amount = life.chance.randint(1, kept)
        reference = f"outside:{life.refunded}:{life.chance.random()}"
        orders.record_refund(
            life.session, life.shop.tenant_id, life.order_id, reference=reference, amount=Money(amount, life.currency)
        )
        life.refunded += amount


def amend(life: Life) -> None:
    """Some quantities go up or down, sometimes something new comes, and delivery and handling cost something else."""
    kept = {each.id: again(life, each, life.chance.randint(-1, 5)) for each in life.order.lines}
    added = (a_new_line(9, quantity=life.chance.randint(1, 3), unit=700, tax=5, currency=life.currency),)
    new = an_amendment(
        life.order,
        kept={line_id: line for line_id, line in kept.items() if line.quantity},
        added=added if life.chance.random() < 0.3 else (),
        shipping=life.some(2_000),
    )
    dearer = orders.amend_order(life.session, life.shop.tenant_id, life.order_id, new)
    assert dearer == new.totals.total - life.order.total


def again(life: Life, line: orders.PlacedLine, quantity: int) -> orders.NewLine:
    most = line.unit_price.amount_minor * max(quantity, 0)
    return a_new_line(
        line.variant_id,
        quantity=quantity,
        unit=line.unit_price.amount_minor,
        discount=min(line.discount.amount_minor, most),
        tax=life.chance.randint(0, 500),
        duty=line.duty.amount_minor,
        currency=life.currency,
    )


def pay_what_is_due(life: Life) -> None:
    due = life.order.due
    if not due:
        return
    payment = orders.TakenPayment(f"payment:{len(life.payments)}", due)
    orders.mark_paid(life.session, life.shop.tenant_id, life.order_id, payment)
    life.payments.append(payment)
    life.charged += due.amount_minor


def place(life: Life) -> None:
    orders.place_order(life.session, life.shop.tenant_id, life.order_id)


def cancel(life: Life) -> None:
    orders.cancel_order(life.session, life.shop.tenant_id, life.order_id, reason="changed_mind")


def cancel_rest(life: Life) -> None:
    orders.cancel_rest(life.session, life.shop.tenant_id, life.order_id, reason="broken")


def revive(life: Life) -> None:
    orders.revive_order(life.session, life.shop.tenant_id, life.order_id)


def send(life: Life) -> None:
    line = life.chance.choice(life.order.lines)
    orders.fulfil(life.session, life.shop.tenant_id, life.order_id, quantities={line.id: life.chance.randint(0, 3)})


def send_back(life: Life) -> None:
    line = life.chance.choice(life.order.lines)
    new = orders.NewReturn({line.id: life.chance.randint(0, 3)}, "broken")
    orders.request_return(life.session, life.shop.tenant_id, life.order_id, new)


def take_back(life: Life) -> None:
    found = life.order.returns
    if found:
        chosen = life.chance.choice(found)
        orders.approve_return(life.session, life.shop.tenant_id, life.order_id, chosen.id)
        value = orders.receive_return(life.session, life.shop.tenant_id, life.order_id, chosen.id, is_restocked=False)
        if value:
            orders.refund_order(
                life.session, life.shop.tenant_id, life.order_id, orders.NewRefund(value, "return", return_id=chosen.id)
            )


def withdraw(life: Life) -> None:
    orders.withdraw(
        life.session, life.shop.tenant_id, life.order_id, orders.Statement(name="Jana", email="jana@example.com")
    )


def dispute(life: Life) -> None:
    orders.mark_disputed(life.session, life.shop.tenant_id, life.order_id, reason="fraudulent")


def lose(life: Life) -> None:
    order = life.order
    if order.payment_state is not PaymentState.DISPUTED:
        return
    lost = life.some(order.total.amount_minor)  # perhaps of what is just being given back
    reference = f"dispute:{life.chance.random()}"
    orders.end_dispute(life.session, life.shop.tenant_id, life.order_id, reference=reference, lost=lost)
    life.refunded += lost.amount_minor


DEEDS: tuple[Callable[[Life], None], ...] = (
    *(pay, pay, hear_of_a_payment_again, fail_to_pay, begin_to_pay, refund, refund, settle, settle, settle),
    *(
        fail_to_refund,
        refund_outside,
        amend,
        amend,
        pay_what_is_due,
        pay_what_is_due,
        place,
        place,
        cancel,
        cancel_rest,
        revive,
        send,
        send,
        send_back,
        take_back,
    ),
    *(withdraw, dispute, lose),
)


def a_life(session: Session, shop: AShop, seed: int) -> Life:
    chance = random.Random(seed)
    currency = chance.choice(["MYR", "JPY", "KWD", "EUR"])
    lines = []
    for number in range(chance.randint(1, 3)):
        quantity, unit = chance.randint(1, 4), chance.randint(1, 9_999)
        discount = chance.randint(0, quantity * unit) if chance.random() < 0.4 else 0
        lines.append(
            a_new_line(
                number + 1,
                quantity=quantity,
                unit=unit,
                discount=discount,
                tax=chance.randint(0, 500),
                duty=chance.choice([0, chance.randint(0, 500)]),
                currency=currency,
            )
        )
    worth = sum((each.unit_price * each.quantity - each.discount).amount_minor for each in lines)
    changes = {"shipping_address": GERMAN_ADDRESS} if chance.random() < 0.5 else {}
    new = a_new_order(
        lines,
        shipping=chance.randint(0, 2_000),
        handling=chance.choice([0, 250]),
        currency=currency,
        relief=chance.choice([0, worth // 6]),
        **changes,
    )
    return Life(session, shop, chance, orders.draft_order(session, shop.tenant_id, new).id, currency)


def check(life: Life, order: orders.PlacedOrder) -> None:
    books = order.books
    assert (books.charged.amount_minor, books.refunded.amount_minor) == (life.charged, life.refunded)
    assert books.charged - books.refunded == Money.total(books.paid_for.values(), life.currency)
    assert all(each.amount_minor >= 0 for purpose, each in books.paid_for.items() if purpose is not Account.OVERPAID)
    assert order.refundable.amount_minor >= 0
    assert Money(0, life.currency) <= order.due <= order.total
    assert order.state is not OrderState.CANCELLED or not order.due
    lines = Money.total((each.total + each.tax + each.duty for each in order.lines), life.currency)
    rest = order.totals.shipping + order.totals.handling
    assert order.total == lines + rest - order.totals.relief
    sent = sum(each.fulfilled for each in order.lines)
    is_whole = sent > 0 and sent == sum(each.quantity for each in order.lines)
    is_settled = orders.is_paid(order.payment_state) and not order.due
    assert (order.fulfilment_state is FulfilmentState.FULFILLED) is is_whole
    assert (order.fulfilment_state is FulfilmentState.UNFULFILLED) is (sent == 0)
    assert order.state is not OrderState.PLACED or not (is_whole and is_settled)
    for line in order.lines:
        assert 0 <= line.returned <= line.fulfilled <= line.quantity <= line.ordered_quantity


def live(life: Life) -> None:
    for _ in range(life.chance.randint(4, 12)):
        known = (life.charged, life.refunded, list(life.payments))
        saved = life.session.begin_nested()
        try:
            life.chance.choice(DEEDS)(life)
        except (Conflict, Invalid):
            saved.rollback()  # by which the order is as it was
            life.session.expire_all()
            life.charged, life.refunded, life.payments = known
        else:
            saved.commit()
            check(life, life.read())


def end(life: Life) -> None:
    """All money that is owed to the buyer goes back; a cancelled order has kept nothing."""
    for each in life.order.refunds:
        if each.state is RefundState.PENDING:
            orders.settle_refund(life.session, life.shop.tenant_id, each.id)
            life.refunded += each.amount.amount_minor
    order = life.read()
    check(life, order)
    failed = any(each.state is RefundState.FAILED for each in order.refunds)
    paid_late = any(
        each.kind == "paid" and any(other.kind == "cancelled" for other in order.events[:place])
        for place, each in enumerate(order.events)
    )
    if order.state is OrderState.CANCELLED and not failed and not paid_late:
        assert order.books.kept.amount_minor <= 0


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_charged_less_refunded_is_the_sum_of_lines_in_every_history(shop: AShop, batch: int) -> None:
    for seed in range(batch * HISTORIES // BATCHES, (batch + 1) * HISTORIES // BATCHES):
        with shop.session() as session:
            life = a_life(session, shop, seed)
            live(life)
            end(life)
