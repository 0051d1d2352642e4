"""Ways to pay, by account, currency and amount, and what each does when it is used."""

from dataclasses import dataclass
from typing import Literal

from storefront.standins.stripe.amounts import settled

Course = Literal["card", "at_once", "later"]


@dataclass(frozen=True, slots=True)
class Method:
    """`currencies` empty: all. `least` and `most` are ringgit; `course` is how the money comes."""

    name: str
    countries: tuple[str, ...]
    currencies: tuple[str, ...]
    course: Course
    least: int = 0
    most: int = 10**9


METHODS = (
    Method("card", (), (), "card"),
    Method("fpx", ("MY",), ("myr",), "at_once", least=1, most=30_000),
    Method("grabpay", ("MY", "SG"), ("myr", "sgd"), "at_once", most=1_500),
    Method("alipay", ("MY", "SG", "GB"), ("cny", "myr", "sgd", "gbp"), "at_once"),
    Method("konbini", (), ("jpy",), "later", least=4, most=8_000),
    Method("sepa_debit", (), ("eur",), "later"),
)

# The test cards that Stripe publishes, and what becomes of each.
SUCCEEDS = "4242424242424242"
DECLINES = {
    "4000000000000002": "generic_decline",
    "4000000000009995": "insufficient_funds",
    "4000000000009987": "lost_card",
    "4000000000000069": "expired_card",
    "4000000000000127": "incorrect_cvc",
}
ASKS_FIRST = frozenset({"4000002500003155", "4000002760003184", "4000000000003220"})
DISPUTED = "4000000000000259"
REFUND_FAILS = "4000000000005126"
REFUND_WAITS = "4000000000007726"
CARDS = frozenset({SUCCEEDS, DISPUTED, REFUND_FAILS, REFUND_WAITS, *DECLINES, *ASKS_FIRST})


def methods_for(country: str, currency: str, amount: int) -> list[str]:
    """What an account of this country takes for this amount."""
    worth = settled(amount, currency, "myr") / 100
    return [
        each.name
        for each in METHODS
        if (not each.countries or country in each.countries)
        and (not each.currencies or currency in each.currencies)
        and each.least <= worth <= each.most
    ]


def methods_of_account(country: str) -> list[str]:
    """Ways to pay that an account in this country (ISO 3166-1, two letters) can offer."""
    return [each.name for each in METHODS if not each.countries or country in each.countries]


def course_of(name: str) -> Course:
    """How a way to pay goes: by card, settled at once, or later. The name is one of METHODS."""
    return next(each.course for each in METHODS if each.name == name)
