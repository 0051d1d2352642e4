"""A storm of messages: doubled, shuffled, forged, true ones on false facts. In the end all is as Stripe has it."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from storefront import payments
from storefront.app import create_app
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.database import TestDatabase
from tests.factories.payments import work_off
from tests.storefront.hooks.storm import expected, lived, messages, told
from tests.storefront.payments.stripe_shop import StripeShop, a_stripe_shop, stripe_settings
from tests.stripe_standin import Stripe

ORDERS = 12


@pytest.fixture
def client(settings: Settings, stripe: Stripe) -> Iterator[TestClient]:
    with TestClient(create_app(stripe_settings(settings, stripe)), base_url="http://api.localhost:8000") as client:
        yield client


@pytest.fixture
def shops(
    database: Database, providers: payments.Providers, stripe: Stripe, test_database: TestDatabase
) -> list[StripeShop]:
    return [a_stripe_shop(database, providers, stripe, test_database.superuser_url) for _ in range(2)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_the_order_the_books_agree_with_stripe(
    client: TestClient, shops: list[StripeShop], stripe: Stripe, seed: int
) -> None:
    dice = random.Random(seed)
    stories = [lived(dice, dice.choice(shops)) for _ in range(ORDERS)]
    services: dict[str, Any] = {"payments": shops[0].providers}
    for message, is_genuine in messages(dice, stories, stripe):
        status = message.sent(client)
        assert (status == 200) == is_genuine
        assert is_genuine or status == 400
        if dice.random() < 0.2:
            work_off(shops[0].database, shops[0].jobs_url, services)
    work_off(shops[0].database, shops[0].jobs_url, services)
    assert [told(story) for story in stories] == [expected(story) for story in stories]


@pytest.mark.slow
def test_the_same_storm_twice_changes_nothing_the_second_time(
    client: TestClient, shops: list[StripeShop], stripe: Stripe
) -> None:
    dice = random.Random(4)
    stories = [lived(dice, dice.choice(shops)) for _ in range(4)]
    storm = [message for message, is_genuine in messages(dice, stories, stripe) if is_genuine]
    services: dict[str, Any] = {"payments": shops[0].providers}

    def books() -> list[object]:
        return [(told(story), story.shop.trail(story.payment.id or 0)) for story in stories]

    for message in storm:
        message.sent(client)
    work_off(shops[0].database, shops[0].jobs_url, services)
    before = books()
    for message in storm:
        assert replace(message).sent(client) == 200
    assert work_off(shops[0].database, shops[0].jobs_url, services) == []
    assert books() == before
