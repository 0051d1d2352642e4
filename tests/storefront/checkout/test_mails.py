"""Buyer and shop are told of what happens, once, in the order's language."""

import pytest

from storefront import notify, orders
from storefront.checkout import Placed
from storefront.orders import NewParcel
from storefront.payments import TestAnswer
from tests.database import TestDatabase
from tests.factories.checkouts import Sale, myr, run_jobs
from tests.factories.orders import GERMAN_ADDRESS, a_new_order, a_paid_order


@pytest.fixture
def url(test_database: TestDatabase) -> str:
    return test_database.superuser_url


def mails(sale: Sale, order_id: int) -> list[tuple[str, str]]:
    """Kind and address of each, in order."""
    with sale.session() as session:
        return sorted((each.kind, each.to_address) for each in notify.mails_about(session, f"order/{order_id}"))


def text_of(sale: Sale, order_id: int, kind: str) -> str:
    with sale.session() as session:
        found = [each for each in notify.mails_about(session, f"order/{order_id}") if each.kind == kind]
    return f"{found[0].subject}\n{found[0].text}"


def bought(sale: Sale) -> Placed:
    placed = sale.buy(2)
    sale.answer(placed, TestAnswer.SUCCEED)
    return placed


def test_a_paid_order_is_confirmed_to_the_buyer_and_told_to_the_shop_once(sale: Sale, url: str) -> None:
    placed = bought(sale)
    for _ in range(2):
        sale.hear(placed.payment_id or 0)
        run_jobs(sale, url)
    kinds = [kind for kind, _ in mails(sale, placed.order_id)]
    assert kinds == ["order-placed", "shop-order"]
    told = text_of(sale, placed.order_id, "order-placed")
    for word in ("#1001", "Aisyah Rahman", "RM\xa028.00", f"/orders/{placed.order_token}"):
        assert word in told, word


def test_a_declined_payment_is_told_and_a_lapsed_draft_is_not(sale: Sale, url: str) -> None:
    placed = sale.buy()
    sale.answer(placed, TestAnswer.DECLINE)
    with sale.session() as session:
        orders.cancel_order(session, sale.tenant_id, placed.order_id, reason=orders.LAPSED, actor=orders.Actor.SYSTEM)
    other = sale.buy()
    sale.answer(other, TestAnswer.DECLINE)
    run_jobs(sale, url)
    assert mails(sale, placed.order_id) == []
    assert mails(sale, other.order_id) == [("payment-failed", "aisyah@example.com")]


def test_parcel_and_refund_are_told_with_their_figures(sale: Sale, url: str) -> None:
    placed = bought(sale)
    with sale.session() as session:
        parcel = NewParcel("Pos Malaysia", "EE123456789MY", "https://track.example/EE123456789MY")
        orders.fulfil(session, sale.tenant_id, placed.order_id, parcel=parcel)
        orders.refund_order(session, sale.tenant_id, placed.order_id, orders.NewRefund(myr(5_00), "goodwill"))
    run_jobs(sale, url)
    assert [kind for kind, _ in mails(sale, placed.order_id)] == [
        "order-placed",
        "order-shipped",
        "refund-made",
        "shop-order",
    ]
    assert "EE123456789MY" in text_of(sale, placed.order_id, "order-shipped")
    assert "RM\xa05.00" in text_of(sale, placed.order_id, "refund-made")


def test_a_withdrawal_has_its_receipt_at_the_address_that_was_given(sale: Sale, url: str) -> None:
    with sale.session() as session:
        order = a_paid_order(session, sale.shop, a_new_order(shipping_address=GERMAN_ADDRESS))
        orders.withdraw(
            session, sale.tenant_id, order.id, orders.Statement(name="Jana Vogel", email="jana@example.com")
        )
    run_jobs(sale, url)
    assert ("withdrawal-received", "jana@example.com") in mails(sale, order.id)
    receipt = text_of(sale, order.id, "withdrawal-received")
    assert "I withdraw from the contract for the goods of order #1001." in receipt
    assert "UTC" in receipt


def test_the_shop_hears_of_returns_and_withdrawals_and_is_led_to_its_own_pages(sale: Sale, url: str) -> None:
    placed = bought(sale)
    with sale.session() as session:
        orders.fulfil(session, sale.tenant_id, placed.order_id)
        line_id = orders.order_by_id(session, placed.order_id).lines[0].id
        back = orders.NewReturn({line_id: 1}, "damaged", "The bowl came with a crack.")
        orders.request_return(session, sale.tenant_id, placed.order_id, back)
        withdrawn = a_paid_order(session, sale.shop, a_new_order(shipping_address=GERMAN_ADDRESS))
        orders.withdraw(
            session, sale.tenant_id, withdrawn.id, orders.Statement(name="Jana Vogel", email="jana@example.com")
        )
    for _ in range(2):
        run_jobs(sale, url)
    returned = text_of(sale, placed.order_id, "shop-message")
    for word in ("Return asked for: #1001", "The bowl came with a crack.", "/orders/1001"):
        assert word in returned, word
    assert placed.order_token not in returned
    assert "Withdrawal from order #1002" in text_of(sale, withdrawn.id, "shop-message")
    told = [kind for kind, _ in mails(sale, withdrawn.id) if kind == "shop-message"]
    assert told == ["shop-message"]
