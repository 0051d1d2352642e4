"""Shops that are paid, and the payments of their orders, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import psycopg
from sqlmodel import Session

from storefront import payments
from storefront.money import Money
from tenants.isolation import Database, JobContext, registered_jobs
from tests.factories.tenants import a_tenant

_numbers = count(1)
RINGGIT = Money(120_00, "MYR")


@dataclass(frozen=True, slots=True)
class PaidShop:
    """A shop, and the providers that its payments go through."""

    database: Database
    tenant_id: int
    providers: payments.Providers = field(default_factory=payments.Providers)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.database.tenant(self.tenant_id) as session:
            yield session

    def start(self, **changes: Any) -> int:  # Any: of whatever the request's fields hold
        """The id of a payment whose order is committed, before its provider is asked."""
        with self.session() as session:
            request = a_request(**changes)
            payment = payments.start_payment(session, self.providers, tenant_id=self.tenant_id, request=request)
            assert payment.id is not None
            return payment.id

    def go_on(self, payment_id: int) -> payments.NextStep:
        return payments.continue_payment(self.database, self.providers, tenant_id=self.tenant_id, payment_id=payment_id)

    def begin(self, **changes: Any) -> payments.Payment:
        """A payment that waits for its buyer."""
        payment_id = self.start(**changes)
        self.go_on(payment_id)
        return self.payment(payment_id)

    def payment(self, payment_id: int) -> payments.Payment:
        with self.session() as session:
            return payments.payment_by_id(session, payment_id)

    def state(self, payment_id: int) -> payments.PaymentState:
        return payments.PaymentState(self.payment(payment_id).state)

    def trail(self, payment_id: int) -> list[str]:
        with self.session() as session:
            return [event.kind for event in payments.events_of_payment(session, payment_id)]

    def check(self, payment_id: int) -> payments.PaymentState:
        return payments.check_payment(self.database, self.providers, tenant_id=self.tenant_id, payment_id=payment_id)


def a_paid_shop(database: Database, *, providers: payments.Providers | None = None, kind: str = "exporter") -> PaidShop:
    with database.platform() as session:
        tenant = a_tenant(session, kind=kind)
        assert tenant.id is not None
        return PaidShop(database, tenant.id, providers or payments.Providers())


def a_request(**changes: Any) -> payments.PaymentRequest:
    number = next(_numbers)
    values: dict[str, Any] = {
        "order_id": number,
        "reference": f"order-{number}",
        "amount": RINGGIT,
        "method": payments.TEST,
        "country": "MY",
        "language": "en",
        "return_url": f"http://shop.localhost:8000/orders/{number}",
        "cancel_url": "http://shop.localhost:8000/checkout",
        "email": f"buyer-{number}@shoppers.example",
    }
    return payments.PaymentRequest(**(values | changes))


def waiting_jobs(url: str, name: str) -> list[dict[str, Any]]:
    """The arguments of the jobs of this name that wait, in order, and when each is due."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "select args, scheduled_at from procrastinate_jobs where task_name = %s and status = 'todo' order by id",
            [name],
        ).fetchall()
    return [{**arguments, "at": at} for arguments, at in rows]


def work_off(database: Database, url: str, services: dict[str, Any], *, prefix: str = "payments.") -> list[str]:
    """Run the jobs that are due, and those that come of them, as a worker would; say which were run."""
    known = {each.name: each for each in registered_jobs()}
    ran: list[str] = []
    with psycopg.connect(url, autocommit=True) as connection:
        while True:
            row = connection.execute(
                "select id, task_name, args from procrastinate_jobs where status = 'todo' and task_name like %s"
                " and (scheduled_at is null or scheduled_at <= now()) order by id limit 1",
                [f"{prefix}%"],
            ).fetchone()
            if row is None:
                return ran
            number, name, arguments = row
            ran.append(name)
            known[name].run(JobContext(database, services), **arguments)
            connection.execute("delete from procrastinate_jobs where id = %s", [number])
