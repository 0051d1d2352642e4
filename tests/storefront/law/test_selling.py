"""What a market asks of a sale, on a day."""

from datetime import date

import pytest

from storefront import law, tax

TODAY = date(2026, 11, 27)


def test_germany_asks_for_all_that_the_union_does() -> None:
    found = law.selling_law("DE", TODAY)
    assert (found.prices_with_tax, found.needs_unit_price, found.lowest_price_days) == (True, True, 30)
    assert found.withdrawal == law.Withdrawal(
        days=14, needs_function=True, exceptions=("custom_made", "perishable", "unsealed_hygiene")
    )
    assert (found.needs_product_safety, found.order_button) == (True, "Order with obligation to pay")
    assert {rule.kind for rule in found.rules} >= {"withdrawal_function", "product_safety", "lowest_price_days"}


def test_the_withdrawal_function_begins_on_its_day() -> None:
    before, after = law.selling_law("FR", date(2026, 6, 18)), law.selling_law("FR", date(2026, 6, 19))
    assert before.withdrawal is not None
    assert after.withdrawal is not None
    assert (before.withdrawal.needs_function, after.withdrawal.needs_function) == (False, True)


def test_britain_keeps_the_fourteen_days_without_the_unions_newer_rules() -> None:
    found = law.selling_law("GB", TODAY)
    assert found.withdrawal is not None
    assert (found.withdrawal.days, found.withdrawal.needs_function) == (14, False)
    assert (found.needs_product_safety, found.lowest_price_days) == (False, None)


@pytest.mark.parametrize(
    ("country", "with_tax"), [("US", False), ("CA", False), ("AE", True), ("JP", True), ("IS", None)]
)
def test_prices_are_shown_with_or_without_tax_as_the_market_asks(country: str, with_tax: bool | None) -> None:
    found = law.selling_law(country, TODAY)
    assert (found.prices_with_tax, found.withdrawal, found.order_button) == (with_tax, None, law.PAY_NOW)


def test_the_two_kinds_of_law_agree_on_prices_with_tax() -> None:
    for rule in tax.shipped_rules():
        said = law.selling_law(rule.country, TODAY).prices_with_tax
        assert said in (None, rule.consumer_prices_include_tax), rule.country


def test_every_rule_has_a_source() -> None:
    for country in ("DE", "GB", "US", "JP"):
        assert all(rule.source_title for rule in law.selling_law(country, TODAY).rules)
