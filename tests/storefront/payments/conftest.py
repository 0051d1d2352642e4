"""A shop with a payment or two, and what waits to be done about them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from storefront import payments
from storefront.money import Money
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.database import TestDatabase
from tests.factories.payments import PaidShop, a_paid_shop, waiting_jobs
from tests.storefront.payments.stripe_shop import StripeShop, a_stripe_shop, listening, stripe_settings
from tests.stripe_standin import Stripe, running_standin

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


@pytest.fixture(scope="session")
def stripe() -> Iterator[Stripe]:
    with running_standin() as running:
        yield running


@pytest.fixture
def providers(settings: Settings, stripe: Stripe) -> payments.Providers:
    return payments.open_providers(stripe_settings(settings, stripe))


@pytest.fixture
def stripe_shop(
    database: Database, providers: payments.Providers, stripe: Stripe, test_database: TestDatabase
) -> StripeShop:
    """One whose events nobody listens to."""
    return a_stripe_shop(database, providers, stripe, test_database.superuser_url)


@pytest.fixture
def webhook_port(settings: Settings, stripe: Stripe) -> Iterator[int]:
    with listening(settings, stripe) as port:
        yield port


@pytest.fixture
def heard_shop(webhook_port: int, stripe_shop: StripeShop) -> StripeShop:
    """One whose events arrive at the webhook."""
    stripe_shop.stripe.pull("delivery")
    return stripe_shop
