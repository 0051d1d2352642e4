"""The landed cost of a shop's parcel, by the rules in the database, at the cart's prices."""

from datetime import date
from decimal import Decimal

import pytest

from storefront import tax
from storefront.money import MixedCurrencies, Money
from tenants.isolation import Database
from tests.factories.catalog import AShop, a_shop
from tests.storefront.tax.shipments import RATES, TODAY, consignment

SILK, PEPPER = "621410", "090411"
SINCE_NEW_YEAR = (date(2026, 1, 1), None)


def euro(amount: str) -> Money:
    return Money.parse(amount, "EUR")


def asked(database: Database, shop: AShop, parcel: tax.Consignment) -> tax.LandedCost:
    with shop.session() as session:
        return tax.landed_cost(session, parcel, rates=RATES)


def registered(shop: AShop, kind: str, country: str, number: str) -> None:
    with shop.session() as session:
        tax.register(session, shop.tenant_id, kind=kind, country=country, number=number, days=SINCE_NEW_YEAR)


def test_prices_with_tax_are_what_a_french_shopper_pays_and_duty_comes_on_top(database: Database) -> None:
    """24 + 5 hold the tax of 20%. Duty is 3 for one code, and 0.60 of tax lies on it; France asks 2 for the parcel."""
    shop = a_shop(database)
    registered(shop, "ioss", "EU", "IM2460000018")
    parcel = consignment("FR", (SILK, 1, "24"), freight="5", prices_include_tax=True, incoterm="DDP")
    cost = asked(database, shop, parcel)
    assert (cost.goods, cost.freight) == (euro("20.00"), euro("4.17"))
    assert (cost.duty, cost.vat, cost.fees) == (euro("3.00"), euro("5.43"), euro("2.00"))
    assert cost.goods + cost.freight + cost.vat == euro("29.60")
    assert (cost.total, cost.due_now, cost.due_at_delivery) == (euro("34.60"), euro("34.60"), euro("0"))
    assert (cost.incoterm, cost.collection, cost.rule_key) == ("DDP", "point_of_sale", "FR/2026-01-01")


def test_at_place_the_duty_is_paid_at_the_door_and_the_schemes_tax_at_the_sale(database: Database) -> None:
    shop = a_shop(database)
    registered(shop, "ioss", "EU", "IM2460000018")
    cost = asked(database, shop, consignment("DE", (SILK, 1, "24"), freight="5"))
    assert (cost.vat, cost.due_now, cost.due_at_delivery) == (euro("6.08"), euro("35.08"), euro("3.00"))
    assert [(line.kind, line.due) for line in cost.lines] == [
        ("goods", "now"),
        ("freight", "now"),
        ("duty", "delivery"),
        ("vat", "now"),
    ]


def test_without_a_registration_customs_take_the_tax(database: Database) -> None:
    cost = asked(database, a_shop(database), consignment("DE", (SILK, 1, "24"), freight="5"))
    assert (cost.collection, cost.due_now, cost.due_at_delivery) == ("import", euro("29.00"), euro("9.08"))


def test_each_number_is_explained_with_rule_source_and_day(database: Database) -> None:
    cost = asked(database, a_shop(database), consignment("FR", (SILK, 1, "24"), (PEPPER, 2, "3"), freight="5"))
    duty = next(line for line in cost.lines if line.kind == "duty")
    assert duty == tax.ExplainedLine(
        kind="duty",
        amount=euro("6.00"),
        text_key="Duty: %(count)s × %(amount)s, for each kind of goods by its customs code",
        text_args={"amount": euro("3.00"), "count": 2},
        due="delivery",
        rule_key="FR/2026-01-01",
        source_title="EU EUR 3 duty, Delegated Reg. (EU) 2026/1022, Reg. (EU) 2026/382",
        source_url="https://globalimportblog.bakermckenzie.com/2026/07/02/eu-low-value-consignment-relief-abolished-and-eur-3-customs-duty-introduced-from-1-july-2026/",
        valid_from=date(2026, 1, 1),
        as_of=date(2026, 11, 24),
        confidence="medium",
        notes=duty.notes,
    )
    fee = next(line for line in cost.lines if line.kind == "fee")
    assert (fee.amount, fee.valid_from, fee.text_args["fee"]) == (euro("4"), date(2026, 3, 1), "FR small parcel tax")


def test_ringgit_become_euros_exactly_and_come_back_rounded_once(database: Database) -> None:
    """MYR 735 are EUR 150 at 4.90: within the limit. Duty is EUR 3, MYR 14.70."""
    shop = a_shop(database)
    within = asked(database, shop, consignment("DE", (SILK, 1, "735.00"), currency="MYR"))
    above = asked(database, shop, consignment("DE", (SILK, 1, "735.01"), currency="MYR"))
    assert within.duty == Money.parse("14.70", "MYR")
    assert within.vat == Money.parse("142.44", "MYR")  # 19% of EUR 153 is EUR 29.07
    assert [(rate.currency, rate.source, rate.on) for rate in within.rates] == [
        ("MYR", "European Central Bank", date(2026, 11, 26))
    ]
    assert [notice.key for notice in above.warnings] == ["estimate", "unknown_tariff"]


def test_a_tariff_that_is_not_known_is_said_and_never_paid_in_advance(database: Database) -> None:
    shop = a_shop(database)
    unknown = asked(database, shop, consignment("US", (SILK, 1, "100"), currency="USD", incoterm="DDP"))
    assert (unknown.duty, unknown.incoterm, unknown.confidence) == (Money(0, "USD"), "DAP", "low")
    assert {"unknown_tariff", "not_prepaid"} <= {notice.key for notice in unknown.warnings}
    with shop.session() as session:
        tax.set_own_tariff_rate(
            session,
            shop.tenant_id,
            tax.OwnRate(
                place="US",
                hs_prefix="6214",
                rate=Decimal("11.3"),
                valid_from=date(2026, 1, 1),
                reason="Our broker's letter of January",
            ),
        )
    known = asked(database, shop, consignment("US", (SILK, 1, "100"), currency="USD", incoterm="DDP"))
    [duty] = [line for line in known.lines if line.kind == "duty"]
    assert (known.duty, known.incoterm, duty.source_title) == (
        Money.parse("11.30", "USD"),
        "DDP",
        "Our broker's letter of January",
    )


def test_tariff_lines_sum_to_the_duty_and_name_each_code(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        for prefix, rate in (("6214", "10"), ("09", "3")):
            tax.set_own_tariff_rate(
                session,
                shop.tenant_id,
                tax.OwnRate(place="GB", hs_prefix=prefix, rate=Decimal(rate), valid_from=TODAY, reason="Trade tariff"),
            )
    parcel = consignment("GB", (SILK, 1, "100.01"), (PEPPER, 3, "33.33"), currency="GBP", freight="10")
    cost = asked(database, shop, parcel)
    duties = [(line.text_args["code"], line.amount.decimal) for line in cost.lines if line.kind == "duty"]
    assert duties == [(SILK, "10.50"), (PEPPER, "3.15")]
    assert cost.duty == Money.parse("13.65", "GBP")


def test_switzerland_takes_no_duty_on_industrial_goods(database: Database) -> None:
    cost = asked(database, a_shop(database), consignment("CH", (SILK, 1, "100"), currency="CHF"))
    [duty] = [line for line in cost.lines if line.kind == "duty"]
    assert (cost.duty, duty.rule_key, cost.vat) == (Money(0, "CHF"), "CH/62/2024-01-01", Money.parse("8.10", "CHF"))


def test_a_country_without_a_rule_or_a_rate_is_said_to_be_unknown(database: Database) -> None:
    shop = a_shop(database)
    for destination, key in (("IS", "unknown_country"), ("KW", "unknown_exchange")):
        cost = asked(database, shop, consignment(destination, (SILK, 1, "24"), incoterm="DDP", prices_include_tax=True))
        assert (cost.total, cost.incoterm, cost.confidence) == (euro("24"), "DAP", "unknown")
        assert [notice.key for notice in cost.warnings] == [key]


def test_goods_without_a_code_count_as_kinds_of_their_own(database: Database) -> None:
    cost = asked(database, a_shop(database), consignment("DE", ("", 1, "10"), ("", 1, "10"), (SILK, 1, "10")))
    assert cost.duty == euro("9.00")
    assert "no_code" in {notice.key for notice in cost.warnings}


def test_an_order_keeps_its_landed_cost_and_its_question_as_json(database: Database) -> None:
    shop = a_shop(database)
    parcel = consignment("RO", (SILK, 1, "124.50"), currency="MYR", freight="25", prices_include_tax=True)
    cost = asked(database, shop, parcel)
    assert tax.landed_cost_from_json(tax.landed_cost_as_json(cost)) == cost
    again = tax.consignment_from_json(tax.consignment_as_json(parcel))
    assert again == parcel
    assert asked(database, shop, again) == cost


def test_what_makes_no_sense_is_refused(database: Database) -> None:
    shop = a_shop(database)
    line = consignment("DE", (SILK, 1, "10")).lines[0]
    in_pounds = tax.ConsignmentLine(key="x", hs_code=SILK, origin_country="MY", quantity=1, unit_price=Money(1, "GBP"))
    for lines in (
        (),
        (line, line),
        (tax.ConsignmentLine(key="0", hs_code=SILK, origin_country="MY", quantity=0, unit_price=euro("1")),),
    ):
        with pytest.raises(tax.BadConsignment):
            asked(database, shop, consignment("DE", lines=lines))
    with pytest.raises(tax.BadConsignment):
        asked(database, shop, consignment("Germany", (SILK, 1, "10")))
    with pytest.raises(MixedCurrencies):
        asked(database, shop, consignment("DE", lines=(line, in_pounds)))
