"""A shop with a payment or two, and what waits to be done about them."""

from collections.abc import Callable
from typing import Any

import pytest

from storefront import payments
from storefront.money import Money
from tenants.isolation import Database
from tests.database import TestDatabase
from tests.factories.payments import PaidShop, a_paid_shop, waiting_jobs

Waiting = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def shop(database: Database) -> PaidShop:
    return a_paid_shop(database)


@pytest.fixture
def hand_shop(database: Database) -> PaidShop:
    """One that takes bank transfers, and cash at the door at home, for a fee and up to a limit."""
    shop = a_paid_shop(database)
    with shop.session() as session:
        payments.set_manual_methods(
            session,
            shop.tenant_id,
            [
                payments.NewManualMethod(
                    payments.ManualKind.BANK_TRANSFER,
                    Money(0, "MYR"),
                    instructions={"en": "To account 1", "ms": "Ke akaun 1"},
                ),
                payments.NewManualMethod(
                    payments.ManualKind.CASH_ON_DELIVERY,
                    Money(5_00, "MYR"),
                    countries=["MY", "SG"],
                    least=Money(10_00, "MYR"),
                    most=Money(500_00, "MYR"),
                ),
            ],
        )
    return shop


@pytest.fixture
def waiting(test_database: TestDatabase) -> Waiting:
    """The jobs of a name that wait."""
    return lambda name: waiting_jobs(test_database.superuser_url, name)
