"""Landed costs worked out by hand from the published rules, country by country and on both sides of each limit."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from storefront import tax
from tests.storefront.tax.shipments import rule, shipment

Goods = tuple[str, int, str, str]
SILK, PEPPER = "621410", "090411"


def one(price: str, rate: str = "0") -> list[Goods]:
    return [(SILK, 1, price, rate)]


REGISTERED = {"seller_registered": True}
SALE, IMPORT = "point_of_sale", "import"
CBEC = {"seller_registered": True, "channel": "cbec"}
# country, goods, what else, then duty, tax, fees, total, and who collects the tax.
CASES: list[tuple[str, list[Goods], dict[str, Any], str, str, str, str, str]] = [
    # Brazil: 60% less USD 20, and a tax that is part of its own base: 140 × 0.17 ÷ 0.83.
    ("BR", one("100"), {}, "40", "28.67", "0", "168.67", IMPORT),
    ("BR", one("50"), REGISTERED, "0", "10.24", "0", "60.24", SALE),
    ("BR", one("50"), REGISTERED | {"ship_date": date(2026, 5, 11)}, "10", "12.29", "0", "72.29", SALE),
    ("BR", one("50"), {}, "10", "12.29", "0", "72.29", IMPORT),
    ("BR", one("50.01"), REGISTERED, "10.01", "12.29", "0", "72.31", IMPORT),
    ("BR", one("3000.01", "20"), {}, "600", "737.35", "0", "4337.36", IMPORT),
    # The European Union: nothing before July 2026, EUR 3 for each code until June 2028, the tariff above EUR 150.
    ("FR", one("24"), REGISTERED | {"freight": "5", "ship_date": date(2026, 2, 28)}, "0", "5.80", "0", "34.80", SALE),
    ("FR", one("24"), REGISTERED | {"freight": "5", "ship_date": date(2026, 6, 30)}, "0", "5.80", "2", "36.80", SALE),
    ("FR", one("24"), REGISTERED | {"freight": "5", "ship_date": date(2026, 7, 1)}, "3", "6.40", "2", "40.40", SALE),
    ("FR", [(SILK, 1, "24", "0"), (PEPPER, 9, "1", "0")], REGISTERED, "6", "7.80", "4", "50.80", SALE),
    ("FR", one("24"), REGISTERED | {"ship_date": date(2028, 6, 30)}, "3", "5.40", "2", "34.40", SALE),
    ("FR", one("24"), REGISTERED | {"ship_date": date(2028, 7, 1)}, "0", "4.80", "2", "30.80", SALE),
    ("FR", one("150"), REGISTERED, "3", "30.60", "2", "185.60", SALE),
    ("FR", one("150.01", "12"), REGISTERED, "18", "33.60", "0", "201.61", IMPORT),
    ("DE", [(SILK, 3, "20", "8")], REGISTERED | {"freight": "10"}, "3", "13.87", "0", "86.87", SALE),
    ("DE", [(SILK, 3, "20", "8")], {"freight": "10"}, "3", "13.87", "0", "86.87", IMPORT),
    ("FI", one("100"), REGISTERED, "3", "26.27", "0", "129.27", SALE),
    ("RO", one("50"), REGISTERED | {"fx": {"RON": Fraction("0.2")}}, "3", "11.13", "5", "69.13", SALE),
    ("IT", one("50"), REGISTERED | {"fees_on": {"IT_PARCEL_CONTRIBUTION"}}, "3", "11.66", "2", "66.66", SALE),
    # Britain: the seller charges up to GBP 135, registered or not.
    ("GB", one("135", "8"), {"freight": "10"}, "0", "29", "0", "174", SALE),
    ("GB", one("135.01", "8"), {"freight": "10"}, "11.60", "31.32", "0", "187.93", IMPORT),
    # Switzerland: a tax of CHF 5 or less is not collected, unless the seller is registered.
    ("CH", one("50"), {"freight": "10"}, "0", "0", "0", "60", IMPORT),
    ("CH", one("61.73"), {}, "0", "0", "0", "61.73", IMPORT),
    ("CH", one("52"), {"freight": "10"}, "0", "5.02", "0", "67.02", IMPORT),
    ("CH", one("50"), REGISTERED | {"freight": "10"}, "0", "4.86", "0", "64.86", SALE),
    # Norway: below NOK 3,000 for each item, however many; a half øre goes up.
    ("NO", [(SILK, 2, "2999.99", "10")], REGISTERED | {"freight": "100"}, "0", "1525", "0", "7624.98", SALE),
    ("NO", one("3000", "10"), REGISTERED | {"freight": "100"}, "310", "852.50", "0", "4262.50", IMPORT),
    ("NO", one("50", "10"), {}, "5", "13.75", "0", "68.75", IMPORT),
    ("NO", one("50", "10"), REGISTERED | {"scheme_excluded": True}, "5", "13.75", "0", "68.75", IMPORT),
    # America: duty on the value without freight; the courier's rate of Mexico holds the tax.
    ("US", one("100", "12.5"), {"freight": "20"}, "12.50", "0", "0", "132.50", IMPORT),
    ("CA", one("20", "18"), {"freight": "5"}, "0", "0", "0", "25", IMPORT),
    ("CA", one("20.01", "18"), {"freight": "5"}, "3.60", "1.43", "0", "30.04", IMPORT),
    ("CA", one("100", "18"), {"vat_rate_override": "13"}, "18", "15.34", "0", "133.34", IMPORT),
    ("MX", one("100"), {"freight": "10"}, "36.85", "0", "0", "146.85", IMPORT),
    ("MX", one("2500.01", "20"), {}, "500", "0", "0", "3000.01", IMPORT),
    # China: 70% of the tax in cross-border e-commerce, within the order's and the year's limit.
    ("CN", one("1000", "5"), CBEC, "0", "91", "0", "1091", SALE),
    ("CN", one("1000", "5"), CBEC | {"vat_rate_override": "9"}, "0", "63", "0", "1063", SALE),
    ("CN", one("1000", "5"), CBEC | {"annual_used": "25000"}, "0", "91", "0", "1091", SALE),
    ("CN", one("1000", "5"), CBEC | {"annual_used": "25000.01"}, "50", "136.50", "0", "1186.50", IMPORT),
    ("CN", one("1000", "5"), REGISTERED, "50", "136.50", "0", "1186.50", IMPORT),
    ("CN", one("5000.01", "5"), CBEC, "250", "682.50", "0", "5932.51", IMPORT),
    # Asia. Yen, won's dollars, and the dong have limits of their own.
    ("HK", one("1000", "5"), {"freight": "10"}, "0", "0", "0", "1010", IMPORT),
    ("TW", one("2000", "5"), {}, "0", "0", "0", "2000", IMPORT),
    ("TW", one("2001", "5"), {}, "100.05", "105.05", "0", "2206.10", IMPORT),
    ("JP", one("9000", "5"), {"freight": "1000"}, "0", "0", "0", "10000", IMPORT),
    ("JP", one("9001", "5"), {"freight": "1000"}, "500", "1050", "0", "11551", IMPORT),
    ("KR", one("150", "8"), {"freight": "20"}, "0", "0", "0", "170", IMPORT),
    ("KR", one("150.01", "8"), {"freight": "20"}, "13.60", "18.36", "0", "201.97", IMPORT),
    ("SG", [(SILK, 1, "300", "0"), (PEPPER, 1, "200", "0")], REGISTERED | {"freight": "30"},
     "0", "47.70", "0", "577.70", SALE),
    ("SG", one("400.01"), REGISTERED, "0", "36", "0", "436.01", IMPORT),
    ("SG", one("380"), {"freight": "20"}, "0", "0", "0", "400", IMPORT),
    ("SG", one("380.01"), {"freight": "20"}, "0", "36", "0", "436.01", IMPORT),
    ("MY", one("400", "10"), REGISTERED | {"freight": "50"}, "0", "40", "0", "490", SALE),
    ("MY", [(SILK, 2, "400", "10")], REGISTERED | {"freight": "50"}, "85", "80", "0", "1015", SALE),
    ("MY", one("500", "10"), {}, "0", "0", "0", "500", IMPORT),
    ("TH", one("100", "10"), {"freight": "50"}, "15", "11.55", "0", "176.55", IMPORT),
    ("TH", one("1500", "10"), {"ship_date": date(2025, 12, 31)}, "0", "105", "0", "1605", IMPORT),
    ("VN", one("1000000", "10"), {}, "0", "100000", "0", "1100000", IMPORT),
    ("VN", one("1000001", "10"), {}, "100000", "110000", "0", "1210001", IMPORT),
    ("ID", one("3"), {}, "0", "0.33", "0", "3.33", IMPORT),
    ("ID", one("100"), {"freight": "20"}, "9", "14.19", "0", "143.19", IMPORT),
    ("ID", one("100"), {"duty_rate_override": "25"}, "25", "13.75", "0", "138.75", IMPORT),
    ("ID", one("1500.01", "25"), {}, "375", "206.25", "0", "2081.26", IMPORT),
    ("IN", one("100"), {"freight": "20"}, "12", "23.76", "0", "155.76", IMPORT),
    ("IN", one("100"), {"freight": "20", "ship_date": date(2026, 3, 31)}, "24", "25.92", "0", "169.92", IMPORT),
    ("PH", one("10000", "15"), {}, "0", "0", "0", "10000", IMPORT),
    ("PH", one("10000.01", "15"), {}, "1500", "1380", "0", "12880.01", IMPORT),
    # The Gulf: Saudi Arabia counts freight, and only what is below SAR 1,000 is free.
    ("AE", one("1000"), {"freight": "100"}, "0", "55", "0", "1155", IMPORT),
    ("AE", one("1000.01"), {"freight": "100"}, "55", "57.75", "0", "1212.76", IMPORT),
    ("SA", one("950"), {"freight": "49.99"}, "0", "150", "0", "1149.99", IMPORT),
    ("SA", one("950"), {"freight": "50"}, "50", "157.50", "0", "1207.50", IMPORT),
    ("BH", one("300"), {}, "0", "30", "0", "330", IMPORT),
    ("BH", one("300.001"), {"freight": "10"}, "15.500", "32.550", "0", "358.051", IMPORT),
    ("KW", one("100.001"), {}, "5", "0", "0", "105.001", IMPORT),
    ("QA", one("1000.01"), {}, "50", "0", "0", "1050.01", IMPORT),
    ("OM", one("100.001"), {}, "5", "5.250", "0", "110.251", IMPORT),
    # Israel has one limit for the tax and another for duty.
    ("IL", one("75", "12"), {}, "0", "0", "0", "75", IMPORT),
    ("IL", one("75.01", "12"), {}, "0", "13.50", "0", "88.51", IMPORT),
    ("IL", one("500.01", "12"), {}, "60", "100.80", "0", "660.81", IMPORT),
    ("TR", one("30", "20"), {}, "6", "7.20", "0", "43.20", IMPORT),
    # Russia and Kazakhstan: 5%, at least one euro a kilogram; the tax leaves out the freight.
    ("RU", one("200"), {"weight_kg": "40"}, "0", "0", "0", "200", IMPORT),
    ("RU", one("250"), {"weight_kg": "2", "freight": "30"}, "12.50", "57.75", "0", "350.25", IMPORT),
    ("RU", one("201"), {"weight_kg": "12"}, "12", "46.86", "0", "259.86", IMPORT),
    ("KZ", one("201"), {"weight_kg": "12"}, "12", "34.08", "0", "247.08", IMPORT),
    # Africa: South Africa adds a tenth to the value before the tax.
    ("ZA", one("500"), {"freight": "50"}, "100", "97.50", "0", "747.50", IMPORT),
    ("ZA", one("1000", "45"), {"freight": "100"}, "450", "232.50", "0", "1782.50", IMPORT),
    ("NG", one("300", "20"), {}, "0", "0", "0", "300", IMPORT),
    ("NG", one("300.01", "20"), {}, "60", "27", "0", "387.01", IMPORT),
    ("KE", one("100", "25"), {}, "25", "20", "0", "145", IMPORT),
    ("EG", one("100", "25"), {}, "25", "17.50", "0", "142.50", IMPORT),
    # Oceania: the seller collects, or nobody does up to the limit.
    ("AU", one("1000", "5"), REGISTERED | {"freight": "50"}, "0", "105", "0", "1155", SALE),
    ("AU", one("1000", "5"), {"freight": "50"}, "0", "0", "0", "1050", IMPORT),
    ("AU", one("1000.01", "5"), {"freight": "50"}, "50", "110", "0", "1210.01", IMPORT),
    ("NZ", one("1000", "10"), REGISTERED | {"freight": "50"}, "0", "157.50", "0", "1207.50", SALE),
    ("NZ", [(SILK, 2, "600", "10")], REGISTERED, "120", "180", "0", "1500", SALE),
    ("NZ", one("1000.01", "10"), {}, "100", "165", "0", "1265.01", IMPORT),
    ("NZ", one("1000", "10"), {"freight": "50"}, "0", "0", "0", "1050", IMPORT),
]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "goods", "changes", "duty", "vat", "fees", "total", "collection"),
    CASES,
    ids=[f"{case[0]}-{place}" for place, case in enumerate(CASES)],
)
def test_a_landed_cost_is_what_was_worked_out_by_hand(
    country: str,
    goods: list[Goods],
    changes: dict[str, Any],
    duty: str,
    vat: str,
    fees: str,
    total: str,
    collection: str,
) -> None:
    asked = shipment(*goods, **changes)
    found = tax.landed_cost_v1(rule(country, asked.ship_date), asked)
    charged = sum((amount for _, amount in found.fees), Fraction(0))
    assert (found.duty, found.vat, charged) == (Fraction(duty), Fraction(vat), Fraction(fees))
    assert (found.total, found.collection) == (Fraction(total), collection)


def test_every_way_of_finding_duty_and_tax_is_among_the_cases() -> None:
    reached = set()
    for country, goods, changes, *_ in CASES:
        asked = shipment(*goods, **changes)
        found = tax.landed_cost_v1(rule(country, asked.ship_date), asked)
        reached |= {found.duty_mode.mode, found.vat_branch, found.collection}
    modes = {"none", "flat_per_hs6", "percent", "percent_minus", "percent_min_per_kg", "tariff"}
    assert reached == modes | {"charged", "included_in_duty", "exempt", "waived", "point_of_sale", "import"}


def test_a_fee_in_a_currency_without_a_rate_is_not_guessed() -> None:
    with pytest.raises(tax.NoRateKnown) as refusal:
        tax.landed_cost_v1(rule("RO"), shipment((SILK, 1, "50", "0")))
    assert refusal.value.currency == "RON"


def test_there_is_a_rule_for_each_of_sixty_two_countries_and_each_has_its_sources() -> None:
    rules = tax.shipped_rules()
    assert len({each.country for each in rules if each.valid_to is None}) == 62
    assert all(each.sources and each.sources[0].title for each in rules)
    assert all(rule(country).as_of == date(2026, 11, 24) for country in {each.country for each in rules})
    assert {each.country for each in rules} >= tax.EU_COUNTRIES
