"""Many buyers at once: nothing is sold twice, nobody is refused while something is left, no order comes twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from storefront import checkout, discounts, orders
from storefront.checkout import Placed
from storefront.money import Money
from storefront.orders import OrderState, PaymentState
from storefront.payments import TestAnswer
from tenants.isolation import Database
from tests.factories.catalog import a_shop
from tests.factories.checkouts import Sale, a_sale
from tests.factories.stock import OnShelf, on_shelf

BUYERS, UNITS = 500, 100
AT_ONCE = 8  # as many as the server has connections for


def all_at_once(deeds: list[Callable[[], Placed | None]]) -> list[Placed | None]:
    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        return list(threads.map(lambda deed: deed(), deeds))


def buying(sale: Sale, sent: checkout.Submission) -> Callable[[], Placed | None]:
    def buy() -> Placed | None:
        try:
            return sale.place(sent)
        except (checkout.SoldOut, checkout.QuoteChanged, checkout.DiscountGone):
            return None

    return buy


def paying(sale: Sale, placed: Placed) -> Callable[[], None]:
    return lambda: sale.answer(placed, TestAnswer.SUCCEED)


@pytest.mark.slow
def test_five_hundred_buyers_of_a_hundred_units_make_exactly_a_hundred_orders(database: Database) -> None:
    sale = a_sale(a_shop(database), stock=UNITS)
    first = sale.reviewed(sale.basket())
    submissions = [first, *(sale.reviewed_alike(sale.basket(), first) for _ in range(BUYERS - 1))]
    placed = [each for each in all_at_once([buying(sale, sent) for sent in submissions]) if each is not None]
    assert len(placed) == UNITS
    with sale.session() as session:
        assert on_shelf(session, sale.variant_id) == [OnShelf(UNITS, reserved=UNITS)]
        numbers = session.execute(text("select array_agg(number order by number) from sales_order")).scalar_one()
    assert numbers == list(range(orders.FIRST_NUMBER, orders.FIRST_NUMBER + UNITS))
    all_at_once([paying(sale, each) for each in placed])
    assert {(order.state, order.payment_state) for order in map(sale.order, placed)} == {
        (OrderState.PLACED, PaymentState.PAID)
    }
    with sale.session() as session:
        assert on_shelf(session, sale.variant_id) == [OnShelf(0)]


def test_fifty_who_reviewed_a_code_of_ten_uses_pay_what_they_saw_or_are_told(database: Database) -> None:
    """Ten get the lower price; nobody else is charged at all, and each of those is told and may look again."""
    sale = a_sale(a_shop(database), stock=None)
    with sale.session() as session:
        terms = discounts.NewDiscount(
            kind=discounts.DiscountKind.PERCENT, titles={}, code="HALF", percent_off=50, use_limit=10
        )
        number = discounts.create_discount(session, sale.tenant_id, terms).id or 0
    baskets = [sale.basket(code="HALF") for _ in range(50)]
    submissions = [sale.reviewed(basket) for basket in baskets]
    answers = all_at_once([buying(sale, sent) for sent in submissions])
    placed = [each for each in answers if each is not None]
    assert {sale.order(each).totals.discount.amount_minor for each in placed} == {5_00}
    assert len(placed) == 10
    all_at_once([paying(sale, each) for each in placed])
    books = [sale.order(each).books for each in placed]
    assert Money.total((each.charged for each in books), "MYR") == Money(10 * 13_00, "MYR")
    with sale.session() as session:
        charges = session.execute(text("select order_id, amount_minor, state from payment")).all()
        assert {(order_id, amount, state) for order_id, amount, state in charges} == {
            (each.order_id, 13_00, "paid") for each in placed
        }
        assert len(charges) == 10
        assert discounts.discount_by_id(session, number).used == 10
        assert session.execute(text("select count(*) from sales_order")).scalar_one() == 10
    refused = next(place for place, each in enumerate(answers) if each is None)
    anew = sale.place(sale.reviewed(baskets[refused], token=submissions[refused].token))
    assert sale.order(anew).totals.discount.amount_minor == 0


def test_ten_buyers_who_send_twenty_times_each_make_ten_orders(database: Database) -> None:
    sale = a_sale(a_shop(database), stock=None)
    submissions = [sale.reviewed(sale.basket()) for _ in range(10)]
    placed = all_at_once([buying(sale, sent) for _ in range(20) for sent in submissions])
    assert None not in placed
    assert len({each.order_id for each in placed if each}) == 10
    assert len({each.payment_id for each in placed if each}) == 10
    assert sum(each.is_new for each in placed if each) == 10
    with sale.session() as session:
        assert session.execute(text("select count(*) from sales_order")).scalar_one() == 10
        assert session.execute(text("select count(*) from payment")).scalar_one() == 10
