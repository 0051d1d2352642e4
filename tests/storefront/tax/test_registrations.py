"""What a shop is registered for, its own figures, and how they change what a parcel costs."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from storefront import tax
from storefront.money import Money
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_shop
from tests.storefront.tax.shipments import RATES, TODAY, consignment, rule

SILK = "621410"
IOSS = "IM2460000018"


def cost(shop: AShop, parcel: tax.Consignment) -> tax.LandedCost:
    with shop.session() as session:
        return tax.landed_cost(session, parcel, rates=RATES)


def register(shop: AShop, kind: str, country: str, number: str, *days: date) -> None:
    starts, ends = (*days, None)[:2] if days else (date(2026, 1, 1), None)
    assert starts is not None
    with shop.session() as session:
        tax.register(session, shop.tenant_id, kind=kind, country=country, number=number, days=(starts, ends))


def test_a_registration_counts_on_its_days_only_and_for_its_shop_only(database: Database) -> None:
    shop, other = a_shop(database), a_shop(database)
    register(shop, "ioss", "EU", IOSS, date(2026, 11, 1), date(2026, 11, 30))
    by_day = {
        day: cost(shop, consignment("DE", (SILK, 1, "24"), ship_date=day)).collection
        for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1))
    }
    assert list(by_day.values()) == ["import", "point_of_sale", "point_of_sale", "import"]
    assert cost(other, consignment("DE", (SILK, 1, "24"))).collection == "import"


def test_a_registration_can_be_ended_and_another_begun(database: Database) -> None:
    shop = a_shop(database)
    register(shop, "ioss", "EU", IOSS)
    with pytest.raises(tax.OverlappingPeriods):
        register(shop, "ioss", "EU", IOSS, date(2027, 1, 1))
    with shop.session() as session:
        [held] = tax.registrations(session)
        tax.end_registration(session, held.id or 0, last_day=date(2026, 12, 31))
    register(shop, "ioss", "EU", IOSS, date(2027, 1, 1))
    with shop.session() as session:
        assert [each.valid_from for each in tax.registrations(session)] == [date(2026, 1, 1), date(2027, 1, 1)]


@pytest.mark.parametrize(
    ("kind", "country", "number", "field"),
    [
        ("ioss", "EU", "IM246000001", "number"),
        ("ioss", "DE", IOSS, "country"),
        ("gb_vat", "GB", "980780685", "number"),
        ("voec", "NO", "12", "number"),
        ("magic", "EU", "1", "kind"),
        ("domestic", "Germany", "DE136695976", "country"),
        ("domestic", "DE", "DE136695978", "number"),
    ],
)
def test_a_number_that_is_not_of_its_kind_is_refused(
    database: Database, kind: str, country: str, number: str, field: str
) -> None:
    shop = a_shop(database)
    with pytest.raises(tax.BadRegistration) as refusal:
        register(shop, kind, country, number)
    assert refusal.value.field == field
    with shop.session() as session:
        assert tax.registrations(session) == []


def test_an_ioss_number_is_known_to_be_secret_and_others_are_not() -> None:
    assert {kind for kind, facts in tax.REGISTRATION_KINDS.items() if facts.is_secret} == {"ioss"}


def test_food_never_goes_by_norways_scheme(database: Database) -> None:
    shop = a_shop(database)
    register(shop, "voec", "NO", "2023456")
    with_rate = {**RATES, "NOK": tax.ReferenceRate("NOK", Decimal("11.70"), "a bank", TODAY)}
    with shop.session() as session:
        silk, food = (
            tax.landed_cost(session, consignment("NO", (code, 1, "24")), rates=with_rate) for code in (SILK, "090411")
        )
    assert (silk.collection, food.collection) == ("point_of_sale", "import")


def test_the_shops_own_figures_hold_from_their_day_on_with_its_reason(database: Database) -> None:
    shop = a_shop(database)
    figures = tax.OwnFigures(
        country="CH", valid_from=date(2026, 11, 27), vat_rate=Decimal("2.6"), reason="Food, by our broker"
    )
    with shop.session() as session:
        tax.override(session, shop.tenant_id, figures)
        tax.override(session, shop.tenant_id, figures)
        assert len(tax.overrides(session)) == 1
    before, after = (
        cost(shop, consignment("CH", (SILK, 1, "1000"), currency="CHF", ship_date=day))
        for day in (date(2026, 11, 26), date(2026, 11, 27))
    )
    assert (before.vat, after.vat) == (Money.parse("81", "CHF"), Money.parse("26", "CHF"))
    assert after.lines[-1].source_title == "Food, by our broker"


@pytest.mark.parametrize("change", [{"vat_rate": Decimal(-1)}, {"duty_rate": Decimal(100)}, {"reason": " "}])
def test_an_own_figure_needs_a_reason_and_a_possible_rate(database: Database, change: dict[str, Decimal]) -> None:
    shop = a_shop(database)
    values = {"country": "CH", "valid_from": TODAY, "reason": "x"} | change
    with shop.session() as session:
        with pytest.raises(tax.BadRule):
            tax.override(session, shop.tenant_id, tax.OwnFigures(**values))  # type: ignore[arg-type]
        assert tax.overrides(session) == []


def test_at_home_a_registered_shop_takes_its_countrys_tax_and_an_unregistered_one_none(database: Database) -> None:
    shop = a_shop(database)
    parcel = consignment("DE", (SILK, 1, "119.00"), seller_country="DE", prices_include_tax=True)
    assert (cost(shop, parcel).vat, cost(shop, parcel).collection) == (Money(0, "EUR"), "none")
    register(shop, "domestic", "DE", "DE136695976")
    found = cost(shop, parcel)
    assert (found.goods, found.vat, found.total) == (Money(100_00, "EUR"), Money(19_00, "EUR"), Money(119_00, "EUR"))
    assert (found.duty, found.fees, found.due_at_delivery) == (Money(0, "EUR"),) * 3


def test_within_the_union_the_one_stop_shop_takes_the_buyers_rate(database: Database) -> None:
    shop = a_shop(database)
    register(shop, "domestic", "DE", "DE136695976")
    parcel = consignment("FR", (SILK, 1, "100"), seller_country="DE")
    assert cost(shop, parcel).vat == Money(19_00, "EUR")
    register(shop, "oss", "EU", "DE136695976")
    assert cost(shop, parcel).vat == Money(20_00, "EUR")


def test_a_business_with_a_checked_number_in_another_member_state_accounts_for_the_tax_itself(
    database: Database,
) -> None:
    shop = a_shop(database)
    register(shop, "domestic", "DE", "DE136695976")
    buyer = tax.Buyer(is_business=True, vat_number="FR83404833048", has_checked_number=True)
    parcel = consignment("FR", (SILK, 1, "119"), seller_country="DE", prices_include_tax=True, buyer=buyer)
    found = cost(shop, parcel)
    assert (found.collection, found.vat, found.total) == ("reverse_charge", Money(0, "EUR"), Money(100_00, "EUR"))
    unchecked = cost(shop, consignment("FR", (SILK, 1, "100"), seller_country="DE", buyer=tax.Buyer(is_business=True)))
    assert unchecked.vat == Money(19_00, "EUR")


def test_a_british_business_accounts_for_the_tax_on_a_small_parcel(database: Database) -> None:
    buyer = tax.Buyer(is_business=True, has_checked_number=True)
    parcel = consignment("GB", (SILK, 1, "120"), currency="GBP", prices_include_tax=True, buyer=buyer)
    found = cost(a_shop(database), parcel)
    assert (found.collection, found.goods, found.vat) == ("reverse_charge", Money(100_00, "GBP"), Money(0, "GBP"))
    assert found.lines[-1].due == "nobody"


def test_an_estimate_can_be_run_again_by_what_was_known_before_a_rule_changed(database: Database) -> None:
    shop = a_shop(database)
    parcel = consignment("DE", (SILK, 1, "100"))
    first = cost(shop, parcel)
    german = rule("DE")
    newer = german.model_copy(update={"vat": german.vat.model_copy(update={"rate": Decimal(21)})})
    with database.platform() as session:
        recorded = tax.record_rules(session, [newer], by="test")
        assert recorded.changed == ("DE/2026-01-01",)
        [moment] = [row.recorded_at for row in tax.rules(session) if row.recorded_by == "test"]
    assert (first.vat, cost(shop, parcel).vat) == (Money.parse("19.57", "EUR"), Money.parse("21.63", "EUR"))
    with shop.session() as session:
        then, now = (
            tax.landed_cost(session, parcel, rates=RATES, known_at=known_at)
            for known_at in (datetime(2026, 11, 25, tzinfo=UTC), moment)
        )
    assert (then, now.vat) == (first, Money.parse("21.63", "EUR"))


def test_a_rule_for_later_waits_for_its_day(database: Database) -> None:
    shop = a_shop(database)
    german = rule("DE")
    later = german.model_copy(
        update={"valid_from": date(2027, 1, 1), "vat": german.vat.model_copy(update={"rate": Decimal(25)})}
    )
    with database.platform() as session:
        tax.record_rules(session, [later], by="test")
    eve, day = (
        cost(shop, consignment("DE", (SILK, 1, "97"), ship_date=each))
        for each in (date(2026, 12, 31), date(2027, 1, 1))
    )
    assert (eve.vat, eve.rule_key) == (Money.parse("19", "EUR"), "DE/2026-01-01")
    assert (day.vat, day.rule_key) == (Money.parse("25", "EUR"), "DE/2027-01-01")


def test_the_rules_that_ship_are_those_in_the_database(database: Database) -> None:
    with database.platform() as session:
        assert tax.record_rules(session, tax.shipped_rules(), by="test").changed == ()
