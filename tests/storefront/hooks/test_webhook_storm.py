"""A storm of messages: doubled, shuffled, forged, true ones on false facts. In the end all is as Stripe has it."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from storefront import payments
from storefront.app import create_app
from storefront.money import Money, from_stripe_amount
from storefront.payments import PaymentState, RefundState
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.database import TestDatabase
from tests.factories.payments import work_off
from tests.storefront.payments.messages import FORGERIES, Message, genuine, paid_event
from tests.storefront.payments.stripe_shop import StripeShop, a_stripe_shop, stripe_settings
from tests.stripe_standin import Stripe

CARDS = ("4242424242424242", "4242424242424242", "4000000000000002", "4000000000005126", "4000000000007726")
AMOUNTS = (Money(120_00, "MYR"), Money(1_235, "JPY"), Money(5_120, "KWD"), Money(50_00, "EUR"), Money(70_000, "UGX"))
ORDERS = 12


@dataclass
class Story:
    """A payment, and what has to be known of it in the end."""

    shop: StripeShop
    payment: payments.Payment
    state: PaymentState = PaymentState.WAITING
    refunded: list[tuple[RefundState, Money]] = field(default_factory=list)


@pytest.fixture
def client(settings: Settings, stripe: Stripe) -> Iterator[TestClient]:
    with TestClient(create_app(stripe_settings(settings, stripe)), base_url="http://api.localhost:8000") as client:
        yield client


@pytest.fixture
def shops(
    database: Database, providers: payments.Providers, stripe: Stripe, test_database: TestDatabase
) -> list[StripeShop]:
    return [a_stripe_shop(database, providers, stripe, test_database.superuser_url) for _ in range(2)]


def lived(dice: random.Random, shop: StripeShop) -> Story:
    """An order that goes its way at Stripe, which tells us nothing yet."""
    amount = dice.choice(AMOUNTS)
    story = Story(shop, shop.online(amount=amount))
    pulled = {"account": shop.account, "session": story.payment.session_id}
    if amount.currency == "EUR" and dice.random() < 0.6:
        shop.pay(story.payment, method="sepa_debit")
        story.state = PaymentState.PROCESSING
        if dice.random() < 0.7:
            succeeds = dice.random() < 0.6
            shop.stripe.pull("settle", **pulled, succeeds=succeeds)
            story.state = PaymentState.PAID if succeeds else PaymentState.FAILED
        return story
    for card in dice.choices(CARDS, k=dice.randint(0, 2)):
        intent = shop.pay(story.payment, card=card)
        if intent["status"] == "succeeded":
            story.state = PaymentState.PAID
            give_back(dice, story, intent["latest_charge"], card)
            break
    return story


def give_back(dice: random.Random, story: Story, charge: str, card: str) -> None:
    """Some of it goes back, at Stripe's own desk."""
    for _ in range(dice.randint(0, 2)):
        wanted = {"charge": charge, "amount": str(10 * 100)}
        made = story.shop.stripe.pull("refund", account=story.shop.account, params=wanted)
        amount = from_stripe_amount(made["amount"], made["currency"])
        state = {"4000000000005126": RefundState.FAILED, "4000000000007726": RefundState.PENDING}.get(card)
        story.refunded.append((state or RefundState.SUCCEEDED, amount))


def messages(dice: random.Random, stories: list[Story], stripe: Stripe) -> list[tuple[Message, bool]]:
    """Every delivery with whether it is genuine: all events, a third again, some forged, some on false facts."""
    accounts = {story.shop.account for story in stories}
    true = [event for event in stripe.pull("events")["data"] if event.get("account") in accounts]
    found = [(genuine(event), True) for event in true + dice.sample(true, k=len(true) // 3)]
    for number, story in enumerate(stories):
        name = f"evt_false_{number}"
        false = dice.choice(
            (
                paid_event(story.payment, name, amount_received=story.payment.amount_minor + 1),
                paid_event(story.payment, name, currency="usd"),
                paid_event(story.payment, name, metadata={}),
                {**paid_event(story.payment, name), "account": stories[number - 1].shop.account + "x"},
            )
        )
        found.append((genuine(false), True))
        body = json.dumps(paid_event(story.payment, f"evt_forged_{number}")).encode()
        found.append((dice.choice([forge for name, forge in FORGERIES.items() if "ASCII" not in name])(body), False))
    dice.shuffle(found)
    return found


def told(story: Story) -> tuple[PaymentState, list[tuple[str, Money]], Money]:
    """What our own books say of it."""
    shop, number = story.shop, story.payment.id or 0
    with shop.session() as session:
        payment = payments.payment_by_id(session, number)
        refunds = [(each.state, each.amount) for each in payments.refunds_of_payment(session, number)]
        return PaymentState(payment.state), sorted(refunds, key=str), payments.refundable_of(session, payment)


def expected(story: Story) -> tuple[PaymentState, list[tuple[str, Money]], Money]:
    paid = story.payment.amount if story.state is PaymentState.PAID else Money(0, story.payment.currency)
    gone = [amount for state, amount in story.refunded if state is not RefundState.FAILED]
    refunds: list[tuple[str, Money]] = [(state, amount) for state, amount in story.refunded]
    return story.state, sorted(refunds, key=str), paid - Money.total(gone, paid.currency)


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
