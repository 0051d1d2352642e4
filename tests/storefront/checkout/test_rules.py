"""What a checkout comes to, from facts alone: paid now is what the landed cost says, in every currency."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import checkout
from storefront.checkout.rules.fingerprint import PARTS, changed_parts, fingerprint
from storefront.checkout.rules.totals import dues, no_dues, shares
from storefront.money import Money
from storefront.tax import ExplainedLine, LandedCost

CURRENCIES = ("MYR", "EUR", "JPY", "KWD")
amounts = st.integers(min_value=0, max_value=10**9)


def a_cost(goods: int, freight: int, currency: str, **due: tuple[int, str]) -> LandedCost:
    """`due` gives vat, duty and fee each an amount and when it falls due: now or delivery."""

    def line(kind: str, amount: int, when: str) -> ExplainedLine:
        money = Money(amount, currency)
        return ExplainedLine(kind=kind, amount=money, text_key="x", text_args={}, due=when)  # type: ignore[arg-type]

    lines = (
        line("goods", goods, "now"),
        line("freight", freight, "now"),
        *(line(kind, amount, when) for kind, (amount, when) in due.items()),
    )

    def total(**wanted: str) -> Money:
        found = (each.amount for each in lines if all(getattr(each, name) == value for name, value in wanted.items()))
        return Money.total(found, currency)

    return LandedCost(
        destination_country="DE",
        ship_date=date(2026, 11, 27),
        goods=total(kind="goods"),
        freight=total(kind="freight"),
        duty=total(kind="duty"),
        vat=total(kind="vat"),
        fees=total(kind="fee"),
        total=total(),
        due_now=total(due="now"),
        due_at_delivery=total(due="delivery"),
        incoterm="DDP",
        collection="import",
        confidence="high",
        as_of=None,
        rule_key="",
        rates=(),
        lines=lines,
        warnings=(),
    )


@given(amounts, amounts, amounts, amounts, amounts, st.booleans(), st.booleans(), st.sampled_from(CURRENCIES))
def test_paid_now_is_exactly_what_the_landed_cost_says(
    goods: int, freight: int, vat: int, duty: int, fee: int, is_now: bool, holds_tax: bool, currency: str
) -> None:
    when = "now" if is_now else "delivery"
    cost = a_cost(goods, freight, currency, vat=(vat, when), duty=(duty, when), fee=(fee, when))
    shown = Money(goods + freight + (vat if holds_tax else 0), currency)
    found = dues(cost, shown)
    paid = shown + found.tax - found.relief + found.duty + found.handling
    assert paid == cost.due_now
    assert found.at_delivery == cost.due_at_delivery
    assert not (found.tax and found.relief)
    assert all(getattr(found, name).amount_minor >= 0 for name in found.__slots__)


@pytest.mark.parametrize(
    ("cost", "shown", "tax", "included", "relief"),
    [
        # Prices without tax, taken at the sale: it comes on top.
        (a_cost(100_00, 10_00, "EUR", vat=(20_90, "now")), 110_00, 20_90, 0, 0),
        # Prices with tax, taken at the sale: it is in them.
        (a_cost(82_64, 8_26, "EUR", vat=(19_10, "now")), 110_00, 0, 19_10, 0),
        # Prices with tax, which customs take: the goods cost less now.
        (a_cost(82_64, 8_26, "EUR", vat=(19_10, "delivery")), 110_00, 0, 0, 19_10),
        # The same where there is nothing smaller than a yen.
        (a_cost(7_273, 727, "JPY", vat=(800, "now")), 8_800, 0, 800, 0),
    ],
)
def test_tax_is_added_included_or_left_out(cost: LandedCost, shown: int, tax: int, included: int, relief: int) -> None:
    found = dues(cost, Money(shown, cost.goods.currency))
    assert (found.tax.amount_minor, found.included_tax.amount_minor, found.relief.amount_minor) == (
        tax,
        included,
        relief,
    )


@given(amounts, st.lists(amounts, min_size=1, max_size=6), amounts)
def test_the_lines_never_have_more_of_an_amount_than_there_is(amount: int, lines: list[int], rest: int) -> None:
    found = shares(Money(amount, "EUR"), [Money(each, "EUR") for each in lines], Money(rest, "EUR"))
    assert len(found) == len(lines)
    assert Money.total(found, "EUR") <= Money(amount, "EUR")
    if not rest and any(lines):
        assert Money.total(found, "EUR") == Money(amount, "EUR")


def test_nothing_is_due_while_the_country_is_unknown() -> None:
    assert no_dues("KWD").at_delivery == Money(0, "KWD")


@given(st.fixed_dictionaries(dict.fromkeys(PARTS, amounts)), st.sampled_from(PARTS), amounts)
def test_a_fingerprint_changes_with_each_part_and_names_it(figures: dict[str, int], part: str, other: int) -> None:
    before = fingerprint(figures, ["MYR"])
    after = fingerprint({**figures, part: other}, ["MYR"])
    assert changed_parts(before, after) == (() if other == figures[part] else (part,))
    assert changed_parts(before, fingerprint(figures, ["SGD"])) == ("goods",)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("a@example.com", True),
        ("a.b+c@sub.example.co.uk", True),
        ("пример@пример.рф", True),
        ("a@localhost", False),
        ("a b@example.com", False),
        ("a@@example.com", False),
        ("a@example.com\nbcc: b@example.com", False),
        ("<a@example.com>", False),
        ("a@" + "x" * 250 + ".com", False),
        ("", False),
    ],
)
def test_an_address_is_taken_when_a_mail_could_go_there(text: str, is_one: bool) -> None:
    assert checkout.is_email(text) is is_one
