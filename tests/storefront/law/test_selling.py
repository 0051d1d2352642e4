"""What a market asks of a sale, on a day, and how the platform changes it without a release."""

import json
from datetime import date

import pytest

from storefront import law, localization, tax
from storefront.withdrawal import NoWithdrawal
from tenants.isolation import Database
from tests.factories.catalog import a_shop

TODAY = date(2026, 11, 27)
RULES = law.shipped_selling_rules()


def shipped(country: str, at: date) -> law.SellingLaw:
    return law.law_of(RULES, country, at)


def test_germany_asks_for_all_that_the_union_does() -> None:
    found = shipped("DE", TODAY)
    assert (found.prices_with_tax, found.needs_unit_price, found.lowest_price_days) == (True, True, 30)
    assert found.withdrawal is not None
    assert (found.withdrawal.days, found.withdrawal.needs_function) == (14, True)
    assert set(found.withdrawal.exceptions) == set(NoWithdrawal)
    assert (found.needs_product_safety, found.order_button) == (True, "Order with obligation to pay")
    assert {rule.kind for rule in found.rules} >= {"withdrawal_function", "product_safety", "lowest_price_days"}


@pytest.mark.parametrize("kind", NoWithdrawal)
def test_each_exception_names_its_reason_and_where_it_is_written(kind: NoWithdrawal) -> None:
    german, british = (law.withdrawal_exception(shipped(country, TODAY), kind) for country in ("DE", "GB"))
    assert german is not None
    assert british is not None
    assert (german.kind, "2011/83/EU" in german.source_title, german.number[:3]) == (kind, True, "16(")
    assert "Consumer Contracts Regulations" in british.source_title
    assert localization.words("de").gettext(german.reason) != german.reason
    assert law.withdrawal_exception(shipped("MY", TODAY), kind) is None
    assert law.withdrawal_exception(shipped("DE", TODAY), "") is None


def test_the_withdrawal_function_begins_on_its_day() -> None:
    before, after = shipped("FR", date(2026, 6, 18)), shipped("FR", date(2026, 6, 19))
    assert before.withdrawal is not None
    assert after.withdrawal is not None
    assert (before.withdrawal.needs_function, after.withdrawal.needs_function) == (False, True)


def test_britain_keeps_the_fourteen_days_without_the_unions_newer_rules() -> None:
    found = shipped("GB", TODAY)
    assert found.withdrawal is not None
    assert (found.withdrawal.days, found.withdrawal.needs_function) == (14, False)
    assert (found.needs_product_safety, found.lowest_price_days) == (False, None)


@pytest.mark.parametrize(
    ("country", "with_tax"), [("US", False), ("CA", False), ("AE", True), ("JP", True), ("IS", None)]
)
def test_prices_are_shown_with_or_without_tax_as_the_market_asks(country: str, with_tax: bool | None) -> None:
    found = shipped(country, TODAY)
    assert (found.prices_with_tax, found.withdrawal, found.order_button) == (with_tax, None, law.PAY_NOW)


def test_the_two_kinds_of_law_agree_on_prices_with_tax() -> None:
    for rule in tax.shipped_rules():
        said = shipped(rule.country, TODAY).prices_with_tax
        assert said in (None, rule.consumer_prices_include_tax), rule.country


def test_every_rule_has_a_source() -> None:
    for country in ("DE", "GB", "US", "JP"):
        assert all(rule.source_title for rule in shipped(country, TODAY).rules)


def a_file(**changes: object) -> str:
    row = {
        "kind": "withdrawal_days",
        "countries": ["DE"],
        "value": 30,
        "valid_from": "2027-01-01",
        "source": "NEW",
        "confidence": "high",
    }
    sources = {"NEW": {"title": "A new law", "url": "https://law.example/1"}}
    return json.dumps({"as_of": "2026-11-27", "sources": sources, "rules": [row | changes]})


def test_a_countrys_own_rule_counts_before_the_unions_and_from_its_day_on() -> None:
    rules = (*RULES, *law.selling_rules_in(a_file()))
    days = [law.law_of(rules, country, on).withdrawal for country, on in (("DE", TODAY), ("DE", date(2027, 1, 1)))]
    assert [each.days for each in days if each] == [14, 30]
    later_for_all = law.selling_rules_in(a_file(countries=["EU"], value=21, valid_from="2027-02-01"))
    both = (*rules, *later_for_all)
    found = [law.law_of(both, country, date(2027, 3, 1)).withdrawal for country in ("DE", "FR")]
    assert [each.days for each in found if each] == [30, 21]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "colour"}, "rules.0.value"),
        ({"value": 0}, "rules.0.value"),
        ({"value": True}, "rules.0.value"),
        ({"value": "14"}, "rules.0.value"),
        ({"kind": "order_button", "value": "Buy, perhaps"}, "rules.0.value"),
        ({"kind": "withdrawal_exceptions", "value": ["everything"]}, "rules.0.value"),
        ({"countries": []}, "rules.0"),
        ({"countries": ["Germany"]}, "rules.0"),
        ({"countries": ["DE", "DE"]}, "withdrawal_days DE/2027-01-01"),
        ({"valid_to": "2026-12-31"}, "rules.0"),
        ({"valid_from": "soon"}, "rules.0"),
        ({"confidence": "sure"}, "rules.0"),
        ({"source": "OLD"}, "rules.0"),
    ],
)
def test_a_file_that_says_something_wrong_is_refused_with_its_place(changes: dict[str, object], field: str) -> None:
    with pytest.raises(law.BadSellingRule) as refused:
        law.selling_rules_in(a_file(**changes))
    assert refused.value.field == field


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rules": []}', '{"rules"', "[" * 100_000])
def test_what_is_no_file_of_rules_is_refused(text: str) -> None:
    with pytest.raises(law.BadSellingRule):
        law.selling_rules_in(text)


def test_the_rules_that_ship_are_those_in_the_database(database: Database) -> None:
    with database.platform() as session:
        assert sorted(law.selling_rules(session), key=str) == sorted(RULES, key=str)


def test_the_platform_changes_a_rule_without_a_release(database: Database) -> None:
    shop, day = a_shop(database), date(2027, 1, 1)
    for wanted in (("withdrawal_days DE/2027-01-01",), ()):
        with database.platform() as session:
            assert law.record_selling_rules(session, law.selling_rules_in(a_file()), by="test") == wanted
    with database.platform() as session:
        law.record_selling_rules(session, law.selling_rules_in(a_file(value=31)), by="test")
    with shop.session() as session:
        found = law.selling_law(session, "DE", day)
        assert found.withdrawal is not None
        assert (found.withdrawal.days, found.withdrawal.needs_function) == (31, True)
        assert len(law.selling_rules(session)) == len(RULES) + 1
        assert law.selling_rules(session, is_stale=True) == ()
