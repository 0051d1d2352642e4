"""What baskets are reduced by: tables of cents, and laws that hold for every basket."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.discounts.rules import Basket, BasketLine, Offer, Refusal, discounting
from storefront.money import Money

NOW = datetime(2026, 11, 27, tzinfo=UTC)
DAY = timedelta(days=1)


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def line(key: int, cents: int, quantity: int = 1, collections: frozenset[int] = frozenset()) -> BasketLine:
    return BasketLine(key, key * 10, key * 100, collections, quantity, eur(cents))


def basket(*lines: BasketLine, shipping: int | None = 700) -> Basket:
    fee = None if shipping is None else eur(shipping)
    return Basket(lines=lines, market_id=1, currency="EUR", shipping=fee, customer_key="someone")


def offer(kind: str = "percent", number: int = 1, **changes: Any) -> Offer:  # Any: any field of an offer
    plain = Offer(id=number, kind=kind, code=f"CODE{number}", title="Sale", starts_at=NOW - DAY, percent_off=10)
    return replace(plain, **changes)


def off(found: Basket, *offers: Offer, codes: tuple[str, ...] = ("CODE1", "CODE2")) -> tuple[dict[int, int], int]:
    made = discounting(found, offers, codes=codes, at=NOW)
    return {key: amount.amount_minor for key, amount in made.line_amounts.items()}, made.shipping_amount.amount_minor


THREE = basket(line(1, 1_000), line(2, 999), line(3, 333, 2))


@pytest.mark.parametrize(
    ("given_offer", "lines", "shipping"),
    [
        # 10 % of 26.65 is 2.665, so 2.67; shares 1.0019, 1.0009, 0.6672: the last cent goes to the largest remainder
        (offer(), {1: 100, 2: 100, 3: 67}, 0),
        (offer(product_ids=frozenset({200})), {2: 100}, 0),
        (offer(percent_off=100), {1: 1_000, 2: 999, 3: 666}, 0),
        (offer("amount", percent_off=0, amounts_off={"EUR": 500}), {1: 188, 2: 187, 3: 125}, 0),
        (offer("amount", percent_off=0, amounts_off={"EUR": 9_999}), {1: 1_000, 2: 999, 3: 666}, 0),
        (offer("amount", percent_off=0, amounts_off={"MYR": 500}), {}, 0),
        (offer("shipping", percent_off=100), {}, 700),
        (offer("shipping", percent_off=50), {}, 350),
        # buy one get one: 10.00 and 9.99 are bought, both of 3.33 are given
        (offer("gift", percent_off=100, buy_quantity=1, gift_quantity=1), {3: 666}, 0),
        (offer("gift", percent_off=50, buy_quantity=2, gift_quantity=1), {3: 167}, 0),
        (
            offer("gift", percent_off=100, buy_quantity=1, gift_quantity=1, gift_product_ids=frozenset({200})),
            {2: 999},
            0,
        ),
        (offer("gift", percent_off=100, buy_quantity=4, gift_quantity=1), {}, 0),
    ],
)
def test_what_is_taken_off(given_offer: Offer, lines: dict[int, int], shipping: int) -> None:
    assert off(THREE, given_offer, codes=("CODE1",)) == (lines, shipping)


def test_discounts_add_up_each_on_what_the_one_before_left() -> None:
    ten, five = offer(), offer("amount", 2, percent_off=0, amounts_off={"EUR": 500})
    assert off(basket(line(1, 10_000)), five, ten) == ({1: 1_000 + 500}, 0)
    assert off(basket(line(1, 10_000)), ten, replace(five, kind="percent", percent_off=50)) == ({1: 1_000 + 4_500}, 0)


def test_an_exclusive_discount_stands_alone_and_only_where_it_saves_more() -> None:
    small, large = offer(percent_off=10), offer("percent", 2, percent_off=30, is_exclusive=True)
    assert off(basket(line(1, 10_000)), small, large) == ({1: 3_000}, 0)
    made = discounting(basket(line(1, 10_000)), [small, large], codes=["CODE1", "CODE2"], at=NOW)
    assert [(each.code, each.reason) for each in made.refused] == [("CODE1", Refusal.BETTER_WITHOUT)]
    assert off(basket(line(1, 10_000)), replace(small, percent_off=40), large) == ({1: 4_000}, 0)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"starts_at": NOW + DAY}, Refusal.NOT_YET),
        ({"ends_at": NOW}, Refusal.ENDED),
        ({"use_limit": 3, "used": 3}, Refusal.USED_UP),
        ({"use_limit_per_customer": 1, "used_by_customer": 1}, Refusal.USED_UP),
        ({"market_ids": frozenset({2})}, Refusal.NOT_IN_THIS_MARKET),
        ({"customer_groups": frozenset({"trade"})}, Refusal.NOT_FOR_THIS_CUSTOMER),
        ({"collection_ids": frozenset({9})}, Refusal.NOTHING_FITS),
        ({"minimums": {"MYR": 1}}, Refusal.NOT_IN_THIS_MARKET),
        ({"minimums": {"EUR": 2_666}}, Refusal.BELOW_MINIMUM),
        ({"minimum_quantity": 5}, Refusal.TOO_FEW),
    ],
)
def test_a_code_that_does_nothing_says_why(changes: dict[str, Any], reason: Refusal) -> None:
    made = discounting(THREE, [offer(**changes)], codes=["CODE1"], at=NOW)
    assert made.total == eur(0)
    assert [each.reason for each in made.refused] == [reason]
    assert made.refused[0].needed == (eur(2_666) if reason is Refusal.BELOW_MINIMUM else None)


def test_the_least_is_reached_exactly_at_the_least() -> None:
    assert off(THREE, offer(minimums={"EUR": 2_665}), codes=("CODE1",))[0] != {}


def test_an_unknown_code_is_refused_and_the_others_count() -> None:
    made = discounting(THREE, [offer()], codes=["CODE1", "NONSENSE"], at=NOW)
    assert [(each.code, each.reason) for each in made.refused] == [("NONSENSE", Refusal.UNKNOWN)]
    assert made.total == eur(267)


def test_free_delivery_is_promised_before_the_delivery_is_known() -> None:
    made = discounting(
        basket(line(1, 100), shipping=None), [offer("shipping", percent_off=100)], codes=["CODE1"], at=NOW
    )
    assert [each.title for each in made.applied] == ["Sale"]
    assert made.refused == ()


LINES = st.lists(
    st.builds(
        lambda price, quantity, collection: (price, quantity, collection),
        st.integers(1, 500_000),
        st.integers(1, 999),
        st.sampled_from([frozenset[int](), frozenset({1}), frozenset({2})]),
    ),
    min_size=1,
    max_size=6,
)
OFFERS = st.lists(
    st.builds(
        lambda kind, percent, amount, exclusive, collection, buy, gift: {
            "kind": kind,
            "percent_off": 0 if kind == "amount" else percent,
            "amounts_off": {"EUR": amount} if kind == "amount" else {},
            "is_exclusive": exclusive,
            "collection_ids": collection,
            "buy_quantity": buy if kind == "gift" else 0,
            "gift_quantity": gift if kind == "gift" else 0,
        },
        st.sampled_from(["percent", "amount", "shipping", "gift"]),
        st.integers(1, 100),
        st.integers(1, 10**9),
        st.booleans(),
        st.sampled_from([frozenset[int](), frozenset({1})]),
        st.integers(1, 4),
        st.integers(1, 4),
    ),
    max_size=5,
)


@given(LINES, OFFERS, st.integers(0, 10_000), st.randoms())
def test_laws_of_every_discounting(
    lines: list[tuple[int, int, frozenset[int]]], kinds: list[dict[str, Any]], fee: int, shuffle: Random
) -> None:
    found = basket(*(line(n, price, count, group) for n, (price, count, group) in enumerate(lines, 1)), shipping=fee)
    offers = [offer(number=n, **each) for n, each in enumerate(kinds, 1)]
    codes = [each.code or "" for each in offers]
    made = discounting(found, offers, codes=codes, at=NOW)
    shuffled = list(offers)
    shuffle.shuffle(shuffled)
    assert discounting(found, shuffled, codes=codes, at=NOW) == made
    totals = {each.key: each.total for each in found.lines}
    assert all(eur(0) < amount <= totals[key] for key, amount in made.line_amounts.items())
    assert eur(0) <= made.shipping_amount <= eur(fee)
    assert Money.total((each.amount for each in made.applied), "EUR") == made.total
    assert {each.code for each in made.refused}.isdisjoint(each.code for each in made.applied)
    exclusive = [each for each in offers if each.is_exclusive and each.id in {a.discount_id for a in made.applied}]
    assert not exclusive or len(made.applied) == 1
    for alone in offers:
        assert discounting(found, [alone], codes=codes, at=NOW).total <= made.total or not alone.is_exclusive
