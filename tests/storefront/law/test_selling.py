"""What a market asks of a sale, on a day, and how the platform changes it without a release."""

import json
from dataclasses import replace
from datetime import date

import pytest

from storefront import law, localization
from storefront.withdrawal import NoWithdrawal
from tenants.isolation import Database
from tests.factories.catalog import a_shop

TODAY = date(2026, 11, 27)
RULES = law.shipped_selling_rules()


def shipped(country: str, at: date) -> law.SellingLaw:
    return law.law_of(RULES, country, at)


def test_germany_asks_for_all_that_the_union_does() -> None:
    found = shipped("DE", TODAY)
    assert found.lowest_price_days == law.LOWEST_PRICE_DAYS == 30
    assert found.withdrawal is not None
    assert found.withdrawal.days == 14
    assert set(found.withdrawal.exceptions) == set(NoWithdrawal)
    assert (found.needs_product_safety, found.order_button) == (True, "Order with obligation to pay")
    assert {rule.kind for rule in found.rules} >= {"withdrawal_days", "product_safety", "lowest_price_days"}


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


def test_digital_content_is_not_excepted_since_nobody_is_asked_for_the_consent_that_this_takes() -> None:
    """Also where rules that were imported before, or a product of old, still name it."""
    assert "digital_begun" not in set(NoWithdrawal)
    old = [
        replace(each, value={**each.value, "digital_begun": "16(m)"}) if each.kind == "withdrawal_exceptions" else each
        for each in RULES
    ]
    assert law.withdrawal_exception(law.law_of(old, "DE", TODAY), "digital_begun") is None


def test_a_rule_begins_on_its_day() -> None:
    before, after = shipped("FR", date(2024, 12, 12)), shipped("FR", date(2024, 12, 13))
    assert (before.needs_product_safety, after.needs_product_safety) == (False, True)


def test_britain_keeps_the_fourteen_days_without_the_unions_newer_rules() -> None:
    found = shipped("GB", TODAY)
    assert found.withdrawal is not None
    assert found.withdrawal.days == 14
    assert (found.needs_product_safety, found.lowest_price_days) == (False, None)


@pytest.mark.parametrize("country", ["US", "AE", "JP", "IS"])
def test_where_nothing_is_written_nothing_is_granted_beyond_what_every_shopper_may_expect(country: str) -> None:
    found = shipped(country, TODAY)
    assert (found.withdrawal, found.lowest_price_days, found.order_button) == (None, None, law.PAY_NOW)


def test_every_rule_that_ships_decides_something() -> None:
    """A row that changes nothing would promise what no shop does."""
    for rule in RULES:
        country = "DE" if rule.place == "EU" else rule.place
        others = [each for each in RULES if each != rule]
        with_it, without = law.law_of(RULES, country, TODAY), law.law_of(others, country, TODAY)
        assert replace(with_it, rules=()) != replace(without, rules=()), rule.key


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
        ({"kind": "lowest_price_days", "value": 60}, "rules.0.value"),
        ({"kind": "unit_price", "value": True}, "rules.0.value"),
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
        assert found.withdrawal.days == 31
        assert len(law.selling_rules(session)) == len(RULES) + 1
        assert law.selling_rules(session, is_stale=True) == ()
