"""A storm of messages: orders that go their ways at Stripe, and what is delivered of them, true and false."""

import json
import random
from dataclasses import dataclass, field

from storefront import payments
from storefront.money import Money, from_stripe_amount
from storefront.payments import PaymentState, RefundState
from tests.storefront.payments.messages import FORGERIES, Message, genuine, paid_event
from tests.storefront.payments.stripe_shop import StripeShop
from tests.stripe_standin import Stripe

CARDS = ("4242424242424242", "4242424242424242", "4000000000000002", "4000000000005126", "4000000000007726")
AMOUNTS = (Money(120_00, "MYR"), Money(1_235, "JPY"), Money(5_120, "KWD"), Money(50_00, "EUR"), Money(70_000, "UGX"))


@dataclass
class Story:
    """A payment, and what has to be known of it in the end."""

    shop: StripeShop
    payment: payments.Payment
    state: PaymentState = PaymentState.WAITING
    refunded: list[tuple[RefundState, Money]] = field(default_factory=list)


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
        wanted = {"charge": charge, "amount": "500"}
        made = story.shop.stripe.pull("refund", account=story.shop.account, params=wanted)
        amount = from_stripe_amount(made["amount"], made["currency"])
        state = {"4000000000005126": RefundState.FAILED, "4000000000007726": RefundState.PENDING}.get(card)
        story.refunded.append((state or RefundState.SUCCEEDED, amount))


def messages(
    dice: random.Random, stories: list[Story], stripe: Stripe, *, again: int = 0, forged: int = 0, false: int = 0
) -> list[tuple[Message, bool]]:
    """Every delivery with whether it is genuine: all events, so many again, so many forged, so many on false facts.

    0: a third of the events again, and a forged and a false one for each story.
    """
    accounts = {story.shop.account for story in stories}
    true = [event for event in stripe.pull("events")["data"] if event.get("account") in accounts]
    repeated = dice.choices(true, k=again) if again else dice.sample(true, k=len(true) // 3)
    found = [(genuine(event), True) for event in true + repeated]
    # What is signed for the future comes true while a long storm lasts.
    forgeries = [forge for name, forge in FORGERIES.items() if "ASCII" not in name and "ahead" not in name]
    for number in range(forged or len(stories)):
        body = json.dumps(paid_event(dice.choice(stories).payment, f"evt_forged_{number}")).encode()
        found.append((forgeries[number % len(forgeries)](body), False))
    for number in range(false or len(stories)):
        story, name = stories[number % len(stories)], f"evt_false_{number}"
        lie = dice.choice(
            (
                paid_event(story.payment, name, amount_received=story.payment.amount_minor + 1),
                paid_event(story.payment, name, currency="usd"),
                paid_event(story.payment, name, metadata={}),
                {**paid_event(story.payment, name), "account": story.shop.account + "x"},
            )
        )
        found.append((genuine(lie), True))
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
