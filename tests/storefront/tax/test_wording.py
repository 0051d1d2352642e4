"""Every reason is told in every language, with figures as the language writes them."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from storefront import law, tax
from storefront.tax.rules import telling
from storefront.tax.rules.facts import Facts, OwnChoice
from storefront.tax.rules.landing import landed_cost_of
from storefront.withdrawal import NoWithdrawal
from tests.storefront.tax.shipments import RATES, TODAY, consignment, rule

ROOT = Path(__file__).parents[3]
SILK = "621410"


def cost(parcel: tax.Consignment, **changes: Any) -> tax.LandedCost:  # Any: fields of Facts
    facts: dict[str, Any] = {"rule": rule(parcel.destination_country), "rates": RATES, "today": TODAY}
    return landed_cost_of(parcel, Facts(**(facts | changes)))


def told(found: tax.LandedCost, language: str, locale: str) -> list[str]:
    return [tax.explanation(line, language=language, locale=locale).replace("\u00a0", " ") for line in found.lines]


def test_a_german_reads_why_the_parcel_costs_what_it_does() -> None:
    parcel = consignment("DE", (SILK, 1, "24"), ("090411", 2, "3"), freight="5", prices_include_tax=True)
    found = cost(parcel, registrations=frozenset({"ioss"}))
    assert told(found, "de", "de-DE") == [
        "Waren ohne Steuer",
        "Versand ohne Steuer",
        "Zoll: 2 × 3,00 €, je Warenart nach Zolltarifnummer",
        "Mehrwertsteuer nach IOSS: 19 % von 35,41 €",
    ]


def test_a_rate_is_never_rounded_away() -> None:
    own = OwnChoice(vat_rate=Decimal("12.625"), reason="A letter of our broker", set_on=TODAY)
    found = cost(consignment("CH", (SILK, 1, "100"), currency="CHF"), own=own)
    assert told(found, "en", "en-CH")[-1] == "VAT: 12.625 % of CHF 100.00"
    assert found.lines[-1].source_title == "A letter of our broker"


def test_a_rule_is_stale_from_its_ninety_first_day_on_and_says_so() -> None:
    parcel = consignment("CH", (SILK, 1, "100"), currency="CHF")
    on_the_last_day, later = cost(parcel, today=date(2027, 2, 22)), cost(parcel, today=date(2027, 2, 23))
    assert "stale" not in {notice.key for notice in on_the_last_day.warnings}
    [stale] = [notice for notice in later.warnings if notice.key == "stale"]
    said = tax.explanation(stale, language="fr", locale="fr-CH")
    assert said == "La règle a été vérifiée pour la dernière fois le 24 novembre 2026, il y a plus de 90 jours."


@pytest.mark.parametrize("language", ["en", "ms", "zh-Hans", "ru", "ar", "de", "fr"])
def test_no_reason_is_missing_in_any_language(language: str) -> None:
    with (ROOT / "storefront" / "locales" / f"{language}.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.string}
    assert reasons() - known == set()


def reasons() -> set[str]:
    """Every text that rules can tell, the names in the rules that ship, and what the law says."""
    tree = ast.parse(Path(telling.__file__).read_text(encoding="utf-8"))
    pairs = [
        node.value.elts for node in ast.walk(tree) if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple)
    ]
    texts = {pair[0].value for pair in pairs if isinstance(pair[0], ast.Constant) and isinstance(pair[0].value, str)}
    assert len(texts) > 10
    texts |= {value for name, value in vars(telling).items() if name.isupper() and isinstance(value, str)}
    texts |= {*telling.FEES.values(), law.PAY_NOW}
    german = law.law_of(law.shipped_selling_rules(), "DE", TODAY)
    excepted = (law.withdrawal_exception(german, kind) for kind in NoWithdrawal)
    texts |= {each.reason for each in excepted if each}
    for each in tax.shipped_rules():
        fees = [str(telling.fee_told(fee)[1]["fee"]) for fee in each.fees]
        texts |= {*fees} | ({each.vat.name} & {"VAT", "GST", "Sales tax", "Consumption tax", "Business tax"})
    texts |= {law.law_of(law.shipped_selling_rules(), country, TODAY).order_button for country in ("DE", "GB", "US")}
    goods = ROOT / "storefront" / "law" / "data" / "goods_2026_11_24.json"
    return texts | {each.reason_key for each in law.restrictions_in(goods.read_text(encoding="utf-8"))}
