"""A process that sells is killed fifty times, each time at another statement. The next one finishes, and it adds up."""

import contextlib
import multiprocessing
import os
import random
import signal
from collections import Counter
from multiprocessing.context import ForkContext

import pytest
from sqlalchemy import Engine, event, text

from storefront import checkout, orders, payments
from storefront.checkout import Submission
from storefront.orders import OrderState, PaymentState
from storefront.payments import TestAnswer
from tenants.isolation import Database
from tenants.kit.errors import StorefrontError
from tenants.kit.settings import Settings
from tests.database import TestDatabase
from tests.factories.catalog import AShop, a_shop
from tests.factories.checkouts import Sale, a_sale, run_jobs
from tests.factories.stock import OnShelf, on_shelf

KILLS, BUYERS, STOCK = 50, 40, 1_000
# About as many statements as two orders take from the cart to the goods.
LONGEST_LIFE = 120


@pytest.mark.slow
def test_fifty_kills_leave_no_charge_without_order_no_order_twice_and_no_stock_lost(
    database: Database, settings: Settings, test_database: TestDatabase
) -> None:
    sale = a_sale(a_shop(database), stock=STOCK)
    sent = [sale.reviewed(sale.basket(quantity=1 + place % 3)) for place in range(BUYERS)]
    database.close()  # no connection is shared with a process that is about to be killed
    fork: ForkContext = multiprocessing.get_context("fork")
    chance = random.Random(20261127)
    for _ in range(KILLS):
        statements = chance.randint(1, LONGEST_LIFE)
        life = fork.Process(
            target=sell_until_killed, args=(settings, sale, sent, test_database.superuser_url, statements)
        )
        life.start()
        life.join()
        assert life.exitcode == -signal.SIGKILL
        sent = sent[1:] + sent[:1]  # each begins with another buyer
    sell(settings, sale, sent, test_database.superuser_url)
    run_jobs(sale, test_database.superuser_url)
    check(sale, sent)


def sell_until_killed(settings: Settings, sale: Sale, sent: list[Submission], url: str, statements: int) -> None:
    """Sell until so many statements and commits have been sent; the last one is not."""
    left = statements

    def count(*told: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    sell(settings, sale, sent, url)


def sell(settings: Settings, sale: Sale, sent: list[Submission], url: str) -> None:
    """Everything that happens between an order and its goods, each step as often as it is asked for."""
    database = Database(settings)
    own = Sale(AShop(database, sale.tenant_id, sale.shop.markets, sale.shop.currencies), sale.variant_id)
    for each in sent:
        with contextlib.suppress(StorefrontError):
            placed = own.place(each)
            own.answer(placed, TestAnswer.SUCCEED)
    with contextlib.suppress(StorefrontError):
        run_jobs(own, url)
    database.close()


def check(sale: Sale, sent: list[Submission]) -> None:
    with sale.session() as session:
        found = [orders.order_by_id(session, each.id) for each in orders.orders_page(session, limit=200)]
        paid = Counter(
            payment.order_id
            for order in found
            for payment in payments.payments_of_order(session, order.id)
            if payment.state == payments.PaymentState.PAID
        )
        known = [checkout.checkout_by_token(session, each.token).order_id for each in sent]
        lost = session.execute(
            text("select count(*) from payment where not exists (select 1 from sales_order where id = order_id)")
        ).scalar_one()
        shelf = on_shelf(session, sale.variant_id)
        waiting = session.execute(text("select count(*) from stock_reservation where state = 'held'")).scalar_one()
    assert lost == waiting == 0
    assert sorted(each.id for each in found) == sorted(each or 0 for each in known)
    assert sorted(each.number for each in found) == list(range(orders.FIRST_NUMBER, orders.FIRST_NUMBER + len(sent)))
    assert all(paid[order.id] == 1 for order in found)
    for order in found:
        assert (order.state, order.payment_state) == (OrderState.PLACED, PaymentState.PAID)
        assert order.books.charged == order.books.kept == order.total
    sold = sum(line.quantity for order in found for line in order.lines)
    assert shelf == [OnShelf(STOCK - sold)]
