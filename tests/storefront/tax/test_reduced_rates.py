"""Reduced rates of tax: each kind of goods at its own, in prices or on top, and rows that the platform changes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import tax
from storefront.money import Money
from storefront.tax.rules.country import Source
from storefront.tax.rules.facts import DOMESTIC, Facts, OwnChoice, TariffRate
from storefront.tax.rules.landing import landed_cost_of
from tenants.isolation import Database
from tenants.kit import clock
from tests.factories.catalog import a_shop
from tests.storefront.tax.shipments import RATES, TODAY, consignment, rule

SHAWL, BOOK, PEPPER = "621410", "490199", "090411"


def reduced(place: str, **percent: str) -> dict[str, TariffRate]:
    codes = {"book": BOOK, "pepper": PEPPER}
    source = Source(title="a test")
    return {
        codes[name]: TariffRate(place, codes[name], "", Decimal(rate), source, TODAY, TODAY, "low")
        for name, rate in percent.items()
    }


def facts_of(place: str, *kinds: str, **percent: str) -> Facts:
    return Facts(
        rule=rule(place),
        seller_rule=rule("MY"),
        registrations=frozenset(kinds),
        reduced=reduced(place, **percent),
        rates=RATES,
        today=TODAY,
    )


def vat_lines(cost: tax.LandedCost) -> list[tuple[int, str]]:
    return [
        (line.amount.amount_minor, tax.explanation(line, language="en", locale="en"))
        for line in cost.lines
        if line.kind == "vat"
    ]


def test_goods_of_two_rates_share_freight_and_duty_by_value() -> None:
    # EUR 75 + 25 goods, 10 freight, 2 x 3 duty: a base of 116, of which 87 at 19% and 29 at 7%.
    parcel = consignment("DE", (SHAWL, 1, "75.00"), (BOOK, 1, "25.00"), freight="10.00")
    cost = landed_cost_of(parcel, facts_of("DE", "ioss", book="7"))
    assert cost.vat == Money.parse("18.56", "EUR")  # 16.53 + 2.03
    assert vat_lines(cost) == [(16_53, "VAT by IOSS: 19% of €87.00"), (2_03, "VAT by IOSS: 7% of €29.00")]
    assert [line.confidence for line in cost.lines if line.kind == "vat"] == ["high", "low"]
    assert cost.confidence == "low"


def test_goods_of_one_reduced_rate_bear_it_alone() -> None:
    parcel = consignment("GB", (PEPPER, 2, "10.00"), currency="GBP", freight="5.00")
    cost = landed_cost_of(parcel, facts_of("GB", "gb_vat", pepper="0"))
    assert (cost.vat.amount_minor, len(vat_lines(cost))) == (0, 1)
    assert cost.total == Money.parse("25.00", "GBP")


def test_prices_with_tax_hold_each_kinds_own() -> None:
    parcel = consignment(
        "GB", (SHAWL, 1, "60.00"), (BOOK, 1, "20.00"), currency="GBP", freight="0", prices_include_tax=True
    )
    cost = landed_cost_of(parcel, facts_of("GB", "gb_vat", book="0"))
    assert (cost.goods.amount_minor, cost.vat.amount_minor) == (70_00, 10_00)
    assert cost.total == Money.parse("80.00", "GBP")


def test_at_home_each_kind_bears_its_own_rate_too() -> None:
    parcel = consignment("DE", (SHAWL, 1, "119.00"), (BOOK, 1, "107.00"), prices_include_tax=True)
    parcel = replace(parcel, seller_country="DE")
    cost = landed_cost_of(parcel, replace(facts_of("DE", DOMESTIC, book="7"), seller_rule=rule("DE")))
    assert [amount for amount, _ in vat_lines(cost)] == [19_00, 7_00]
    assert cost.goods == Money.parse("200.00", "EUR")


def test_the_shops_own_rate_is_before_every_reduced_one() -> None:
    parcel = consignment("DE", (BOOK, 1, "100.00"))
    facts = facts_of("DE", "ioss", book="7")
    from_shop = replace(facts, own=OwnChoice(vat_rate=Decimal(5), reason="a ruling", set_on=TODAY))
    assert landed_cost_of(parcel, from_shop).vat == Money.parse("5.15", "EUR")  # 5% of 100 + 3 duty


def warned(cost: tax.LandedCost) -> list[str]:
    held = (each for each in cost.warnings if each.key == "held_rate")
    return [tax.explanation(each, language="en", locale="en") for each in held]


def test_a_rate_that_is_not_sure_is_told_and_not_charged() -> None:
    parcel = consignment("DE", (SHAWL, 1, "75.00"), (BOOK, 1, "25.00"))
    facts = replace(facts_of("DE", "ioss"), held=reduced("DE", book="7"))
    cost = landed_cost_of(parcel, facts)
    assert vat_lines(cost) == [(20_14, "VAT by IOSS: 19% of €106.00")]
    assert warned(cost) == [
        "A reduced rate of 7% may hold for goods of code 490199. It is not confirmed, so the full rate is charged."
    ]


def test_a_rate_that_is_not_sure_is_told_at_home_too_and_only_where_tax_is_taken() -> None:
    parcel = replace(consignment("DE", (BOOK, 1, "119.00"), prices_include_tax=True), seller_country="DE")
    facts = replace(facts_of("DE", seller_kind := DOMESTIC), seller_rule=rule("DE"), held=reduced("DE", book="7"))
    cost = landed_cost_of(parcel, facts)
    assert (cost.vat, len(warned(cost))) == (Money.parse("19.00", "EUR"), 1)
    assert warned(landed_cost_of(parcel, replace(facts, registrations=facts.registrations - {seller_kind}))) == []
    with_own = replace(facts, own=OwnChoice(vat_rate=Decimal(5), reason="a ruling", set_on=TODAY))
    assert warned(landed_cost_of(parcel, with_own)) == []


def test_no_rate_that_ships_is_charged_on_general_knowledge_alone(database: Database) -> None:
    shop = a_shop(database)
    unsure = {each.place: each.hs_prefix for each in tax.shipped_vat_rates() if each.confidence == "low"}
    assert unsure.keys() >= {"AU", "ES", "IT", "PL"}
    with shop.session() as session:
        for country, code in sorted(unsure.items()):
            parcel = consignment(country, (code.ljust(6, "0"), 1, "10"), currency="MYR")
            rates = {each: tax.ReferenceRate(each, Decimal(4), "a bank", TODAY) for each in ("AUD", "CNY", "MYR")}
            cost = tax.landed_cost(session, parcel, rates=rates)
            assert all(line.rule_key.count("/") == 1 for line in cost.lines if line.kind == "vat"), (country, code)
    sure = [each for each in tax.shipped_vat_rates() if each.confidence != "low"]
    assert all(each.source.url for each in sure)


def test_a_shop_that_answers_for_a_countrys_rates_charges_them_until_it_stops(database: Database) -> None:
    shop = a_shop(database)
    parcel = consignment("AU", (PEPPER, 1, "10.00"), currency="AUD")
    rates = {"AUD": tax.ReferenceRate("AUD", Decimal("1.77"), "a bank", TODAY)}
    with shop.session() as session:
        tax.register(session, shop.tenant_id, kind="au_gst", country="AU", number="51824753556", days=(TODAY, None))
        figures = tax.OwnFigures(country="AU", valid_from=date(2026, 1, 1), reason="a broker", duty_rate=Decimal(2))
        tax.override(session, shop.tenant_id, figures)

    def charged() -> tuple[int, int, list[str]]:
        with shop.session() as session:
            cost = tax.landed_cost(session, parcel, rates=rates)
            held = tax.held_rates(session, ["AU"], [PEPPER, SHAWL], TODAY)
            return cost.vat.amount_minor, len(warned(cost)), [each.hs_prefix for each in held]

    assert charged() == (1_00, 1, ["0904"])
    for _ in range(2):
        with shop.session() as session:
            tax.answer_for_rates(session, shop.tenant_id, country="AU", reason="the ATO's food list")
        assert charged() == (0, 0, [])
    with shop.session() as session:
        assert [each.duty_rate for each in tax.overrides(session)] == [2]
        tax.stop_answering_for_rates(session, country="AU")
    assert charged() == (1_00, 1, ["0904"])


def test_a_word_for_reduced_rates_and_own_figures_begin_and_end_apart(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended figures charge no longer, planned ones leave the word alone, and shoppers read the figure's own source."""
    shop, later = a_shop(database), TODAY + timedelta(days=9)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 27, tzinfo=UTC))
    with shop.session() as session:
        for starts, rate, source in ((date(2026, 1, 1), 7, "a ruling"), (later, 5, "a new law")):
            figures = tax.OwnFigures(country="AU", valid_from=starts, reason=source, vat_rate=Decimal(rate))
            tax.override(session, shop.tenant_id, figures)
        tax.answer_for_rates(session, shop.tenant_id, country="AU", reason="our accountant")
        chosen = [tax.find_own_choice(session, "AU", on) for on in (TODAY, later)]
        assert [(each.vat_rate, each.reason) for each in chosen if each] == [
            (Decimal(7), "a ruling"),
            (Decimal(5), "a new law"),
        ]
        assert [*tax.rates_answers(session, TODAY), *tax.rates_answers(session, later)] == ["AU", "AU"]
        tax.end_override(session, country="AU", valid_from=date(2026, 1, 1))
        assert tax.find_own_choice(session, "AU", TODAY) is None
        monkeypatch.setattr(clock, "now", lambda: datetime(2027, 1, 1, tzinfo=UTC))
        tax.stop_answering_for_rates(session, country="AU")
        assert set(tax.rates_answers(session, date(2026, 12, 31))) == {"AU"}
        assert tax.rates_answers(session, date(2027, 1, 1)) == {}


@given(
    st.lists(st.tuples(st.sampled_from([SHAWL, BOOK, PEPPER]), st.integers(1, 5), st.integers(1, 40_00)), min_size=1),
    st.integers(0, 40_00),
    st.booleans(),
)
def test_every_line_sums_to_the_whole_and_a_shown_price_is_what_is_paid(
    goods: list[tuple[str, int, int]], freight: int, holds_tax: bool
) -> None:
    lines = tuple((code, pieces, f"{minor / 100:.2f}") for code, pieces, minor in goods)
    parcel = consignment("DE", *lines, freight=f"{freight / 100:.2f}", prices_include_tax=holds_tax)
    cost = landed_cost_of(parcel, facts_of("DE", "ioss", book="7", pepper="5.5"))
    assert Money.total((line.amount for line in cost.lines), "EUR") == cost.total
    assert all(line.amount.amount_minor >= 0 for line in cost.lines)


def file_of(**changes: object) -> str:
    row = {
        "kind": "vat",
        "place": "DE",
        "hs_prefix": "4901",
        "rate": "5",
        "source": {"title": "A new law"},
        "valid_from": "2026-12-01",
        "as_of": "2026-11-27",
        "confidence": "high",
    }
    return json.dumps({"rates": [row | changes]})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rate": 7.5}, "rates.0.rate"),
        ({"rate": "-1"}, "rates.0.rate"),
        ({"rate": "NaN"}, "rates.0.rate"),
        ({"rate": "100"}, "rates.0"),
        ({"place": "Germany"}, "rates.0.place"),
        ({"place": "EU"}, "rates.0"),
        ({"hs_prefix": "4"}, "rates.0.hs_prefix"),
        ({"hs_prefix": "４９"}, "rates.0.hs_prefix"),
        ({"origin": "MY"}, "rates.0"),
        ({"source": "S9"}, "rates.0.source"),
        ({"valid_to": "2026-01-01"}, "rates.0"),
        ({"confidence": "sure"}, "rates.0.confidence"),
        ({"price": "1"}, "rates.0.price"),
    ],
)
def test_a_file_that_says_something_wrong_is_refused_with_its_place(changes: dict[str, object], field: str) -> None:
    with pytest.raises(tax.BadRule) as refused:
        tax.rates_in(file_of(**changes))
    assert refused.value.field == field


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rates": []}', '{"rates": [1]}', '{"rates"', "[" * 100_000])
def test_what_is_no_file_of_rates_is_refused(text: str) -> None:
    with pytest.raises(tax.BadRule):
        tax.rates_in(text)


def test_the_same_row_twice_is_refused() -> None:
    row = json.loads(file_of())["rates"][0]
    with pytest.raises(tax.BadRule, match="twice"):
        tax.rates_in(json.dumps({"rates": [row, row]}))


def test_a_recorded_rate_counts_from_its_day_and_what_it_replaces_stays_readable(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        tax.register(session, shop.tenant_id, kind="ioss", country="EU", number="IM4420001201", days=(TODAY, None))

    def vat_on(day: date) -> Callable[[], int]:
        def asked() -> int:
            with shop.session() as session:
                parcel = replace(consignment("DE", (BOOK, 1, "100.00")), ship_date=day)
                return tax.landed_cost(session, parcel, rates=RATES).vat.amount_minor

        return asked

    now, later = vat_on(date(2026, 11, 30)), vat_on(date(2026, 12, 1))
    assert (now(), later()) == (7_21, 7_21)
    for _ in range(2):
        with database.platform() as session:
            recorded = tax.record_rates(session, tax.rates_in(file_of()), by="a test")
    assert recorded.unchanged == ("vat DE/4901/2026-12-01",)
    assert (now(), later()) == (7_21, 5_15)
    with database.platform() as session:
        tax.record_rates(session, tax.rates_in(file_of(rate="6")), by="a test")
    assert later() == 6_18
    with database.platform() as session:
        kept = [row.rate for kind, row in tax.zone_rates(session) if kind == "vat" and row.recorded_by == "a test"]
    assert kept == [6]
