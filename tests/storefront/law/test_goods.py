"""Goods that a destination forbids or licenses are found by code and by tag, with the source of the rule."""

import json
from datetime import date

import pytest
from psycopg import errors
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from storefront import law
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_shop

TODAY = date(2026, 11, 27)
NEST = law.Goods("nest", "0410900010")
WINE = law.Goods("wine", "220421")
GAHARU = law.Goods("chips", "121190", ("gaharu", "incense"))
SHAWL = law.Goods("shawl", "621410")


def found(shop: AShop, country: str, *goods: law.Goods, on: date = TODAY) -> dict[str, tuple[str, bool]]:
    with shop.session() as session:
        told = law.restrictions(session, country, goods, on=on)
    return {each.goods_key: (each.restriction.key, each.blocks) for each in told}


def test_what_is_forbidden_is_blocked_and_what_is_free_is_not_spoken_of(database: Database) -> None:
    shop = a_shop(database)
    assert found(shop, "SA", WINE, SHAWL) == {"wine": ("sa-alcohol", True)}
    assert found(shop, "FR", WINE, SHAWL) == {}


def test_a_tag_counts_in_every_country(database: Database) -> None:
    shop = a_shop(database)
    assert found(shop, "JP", GAHARU) == {"chips": ("cites-agarwood", True)}


def test_the_unions_rules_hold_for_its_members_only(database: Database) -> None:
    shop = a_shop(database)
    seeds = law.Goods("seeds", "120991")
    assert found(shop, "DE", seeds) == {"seeds": ("eu-seeds", True)}
    assert found(shop, "CH", seeds) == {}


def test_what_is_restricted_may_be_sold_with_its_condition(database: Database) -> None:
    shop = a_shop(database)
    assert found(shop, "US", law.Goods("pepper", "090411")) == {"pepper": ("us-food-notice", False)}


def test_a_permit_frees_licensed_goods_for_its_days_and_this_shop_alone(database: Database) -> None:
    shop, other = a_shop(database), a_shop(database)
    assert found(shop, "CN", NEST) == {"nest": ("cn-birds-nest-maker", True)}
    days = (date(2026, 1, 1), date(2026, 12, 31))
    with shop.session() as session:
        law.hold_permit(session, shop.tenant_id, rule_key="cn-birds-nest-maker", number="CMYS0401", days=days)
    assert found(shop, "CN", NEST) == {"nest": ("cn-birds-nest-maker", False)}
    assert found(shop, "CN", NEST, on=date(2027, 1, 1)) == {"nest": ("cn-birds-nest-maker", True)}
    assert found(other, "CN", NEST) == {"nest": ("cn-birds-nest-maker", True)}


@pytest.mark.parametrize(("key", "number"), [("sa-alcohol", "1"), ("no-such-rule", "1"), ("cites-agarwood", " ")])
def test_a_permit_is_for_a_rule_that_asks_for_one_and_has_a_number(database: Database, key: str, number: str) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        with pytest.raises(law.BadGoodsRule):
            law.hold_permit(session, shop.tenant_id, rule_key=key, number=number, days=(TODAY, None))
        assert law.permits(session) == []


def test_the_platform_records_a_rule_and_withdraws_what_it_replaces(database: Database) -> None:
    shop = a_shop(database)
    rule = {
        "key": "sa-alcohol",
        "country": "SA",
        "hs_prefix": "2208",
        "status": "prohibited",
        "reason": "Alcohol may not be imported.",
        "source": "S",
        "valid_from": "2026-01-01",
        "as_of": "2026-11-27",
        "confidence": "high",
    }
    rules = law.restrictions_in(json.dumps({"sources": {"S": {"title": "Customs"}}, "rules": [rule]}))
    with database.platform() as session:
        assert law.record_goods_rules(session, rules, by="test") == 7
        assert law.record_goods_rules(session, rules, by="test") == 0
    assert found(shop, "SA", WINE) == {}
    assert found(shop, "SA", law.Goods("spirits", "220830")) == {"spirits": ("sa-alcohol", True)}


@pytest.mark.parametrize(
    "change", [{"status": "odd"}, {"hs_prefix": "220"}, {"country": "Saudi"}, {"source": "?"}, {"valid_from": "soon"}]
)
def test_a_file_with_a_bad_rule_is_refused(change: dict[str, str]) -> None:
    rule = {
        "key": "sa-alcohol", "country": "SA", "hs_prefix": "2208", "status": "prohibited", "reason": "No.",
        "source": "S", "valid_from": "2026-01-01", "as_of": "2026-11-27", "confidence": "high",
    }  # fmt: skip
    with pytest.raises(law.BadGoodsRule) as refusal:
        law.restrictions_in(json.dumps({"sources": {"S": {"title": "Customs"}}, "rules": [rule | change]}))
    assert refusal.value.field == "rules.0"


def test_a_shop_can_not_change_the_zones_rules(database: Database) -> None:
    shop = a_shop(database)
    for table in ("goods_rule", "closed_destination", "tax_rule", "tariff_rate"):
        with pytest.raises(ProgrammingError) as refusal, shop.session() as session:
            session.execute(text(f"delete from {table}"))
        assert isinstance(refusal.value.orig, errors.InsufficientPrivilege)
