"""The platform's rules and closed destinations, from the command line."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from storefront import tax
from storefront.cli.main import cli
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import a_product, a_shop
from tests.storefront.cli.commands import environment
from tests.storefront.cli.conftest import Command

HONG_KONG = {
    "country": "HK",
    "name": "Hong Kong SAR",
    "region": "Asia",
    "currency": "HKD",
    "threshold_currency": "HKD",
    "duty": {
        "de_minimis": None,
        "basis": "goods",
        "compare": "le",
        "below": {"mode": "none"},
        "above": {"mode": "none"},
    },
    "vat": {"name": "none", "rate": "0", "base": "goods"},
    "consumer_prices_include_tax": True,
    "confidence": "high",
    "as_of": "2026-11-27",
    "sources": [{"title": "Inland Revenue Department"}],
    "valid_from": "2027-01-01",
}


def file_of(folder: Path, *rules: object) -> str:
    path = folder / "rules.json"
    path.write_text(json.dumps({"rules": rules}), encoding="utf-8")
    return str(path)


def test_rules_are_imported_once_and_listed_with_their_age(
    storefront: Command, settings: Settings, tmp_path: Path
) -> None:
    variables, path = environment(settings), file_of(tmp_path, HONG_KONG)
    first = storefront("tax", "import", path, variables=variables)
    assert (first.status, first.err) == (0, "")
    assert first.out == "HK/2027-01-01: recorded\n1 rules: 1 recorded, 0 as they were\n"
    again = storefront("tax", "import", path, "--json", variables=variables)
    assert json.loads(again.out)["unchanged"] == ["HK/2027-01-01"]
    listed = [json.loads(line) for line in storefront("tax", "list", "--json", variables=variables).out.splitlines()]
    assert [(each["valid_from"], each["recorded_by"] == "shipped") for each in listed if each["country"] == "HK"] == [
        ("2026-01-01", True),
        ("2027-01-01", False),
    ]
    table = storefront("tax", "list", variables=variables).out.splitlines()
    assert len(table) == 1 + len(listed) == 2 + len(tax.shipped_rules())


def test_rates_are_imported_once_and_listed_with_their_age(
    storefront: Command, settings: Settings, tmp_path: Path
) -> None:
    variables, path = environment(settings), tmp_path / "rates.json"
    row = {"kind": "vat", "place": "DE", "hs_prefix": "4901", "rate": "5", "source": {"title": "A new law"}}
    days = {"valid_from": "2026-12-01", "as_of": "2026-01-01", "confidence": "high"}
    path.write_text(json.dumps({"rates": [row | days]}), encoding="utf-8")
    dry = storefront("tax", "rates", "import", str(path), "--dry-run", variables=variables)
    assert dry.out == "Nothing written. 1 rates: 0 recorded, 0 as they were\n"
    first = storefront("tax", "rates", "import", str(path), variables=variables)
    assert (first.status, first.err) == (0, "")
    assert first.out == "vat DE/4901/2026-12-01: recorded\n1 rates: 1 recorded, 0 as they were\n"
    again = storefront("tax", "rates", "import", str(path), "--json", variables=variables)
    assert json.loads(again.out)["unchanged"] == ["vat DE/4901/2026-12-01"]
    old = storefront("tax", "rates", "list", "--stale", "--json", variables=variables).out.splitlines()
    assert [(each["place"], each["rate"], each["kind"]) for each in map(json.loads, old)] == [("DE", "5.0000", "vat")]
    table = storefront("tax", "rates", "list", "--place", "gb", variables=variables).out.splitlines()
    assert len(table) > 10
    assert all(line.split()[1] == "GB" for line in table[1:])
    path.write_text(json.dumps({"rates": [row]}), encoding="utf-8")
    refused = storefront("tax", "rates", "import", str(path), variables=variables)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == "storefront: rates.0.valid_from: Field required\n"


def test_rules_on_sales_are_imported_once_and_listed_with_their_age(
    storefront: Command, settings: Settings, tmp_path: Path
) -> None:
    variables, path = environment(settings), tmp_path / "law.json"
    row = {"kind": "product_safety", "countries": ["NO", "CH"], "value": True, "source": "X", "confidence": "medium"}
    content = {"as_of": "2026-01-01", "sources": {"X": {"title": "A new law"}}}
    path.write_text(json.dumps({**content, "rules": [row | {"valid_from": "2027-01-01"}]}), encoding="utf-8")
    dry = storefront("law", "import", str(path), "--dry-run", variables=variables)
    assert dry.out == "Nothing written. 2 rules: 0 recorded, 0 as they were\n"
    first = storefront("law", "import", str(path), variables=variables)
    recorded = "product_safety NO/2027-01-01: recorded\nproduct_safety CH/2027-01-01: recorded\n"
    assert (first.status, first.out) == (0, f"{recorded}2 rules: 2 recorded, 0 as they were\n")
    again = storefront("law", "import", str(path), variables=variables)
    assert again.out == "2 rules: 0 recorded, 2 as they were\n"
    old = storefront("law", "list", "--stale", "--json", variables=variables).out.splitlines()
    assert [(each["place"], each["value"]) for each in map(json.loads, old)] == [("CH", True), ("NO", True)]
    assert "order_button" in storefront("law", "list", variables=variables).out
    path.write_text(json.dumps({**content, "rules": [row]}), encoding="utf-8")
    refused = storefront("law", "import", str(path), variables=variables)
    assert (refused.status, refused.err) == (2, "storefront: rules.0: KeyError: 'valid_from'\n")


def test_a_shop_answers_for_rates_that_are_held_off(
    storefront: Command, settings: Settings, database: Database
) -> None:
    shop, variables = a_shop(database, markets=(("au", "AUD"),)), environment(settings)
    with shop.session() as session:
        session.execute(text("update market set countries = '{AU}'"))
        a_product(session, shop, "Pepper", hs_code="090411")
        a_product(session, shop, "Shawl", hs_code="621410")
        slug = lifecycle.tenant_by_id(session, shop.tenant_id).slug
    held = storefront("tax", "rates", "held", slug, variables=variables)
    assert (held.status, [line.split()[:3] for line in held.out.splitlines()]) == (0, [["AU", "0904", "0"]])
    refused = storefront("tax", "rates", "use", slug, "AU", variables=variables)
    assert (refused.status, "--reason" in refused.err) == (2, True)
    used = storefront("tax", "rates", "use", slug, "au", "--reason", "the ATO's list", variables=variables)
    assert (used.status, used.out) == (0, f"{slug} AU: reduced rates from today on\n")
    assert storefront("tax", "rates", "held", slug, variables=variables).out == ""
    storefront("tax", "rates", "use", slug, "AU", "--stop", variables=variables)
    assert len(storefront("tax", "rates", "held", slug, variables=variables).out.splitlines()) == 1


def test_a_dry_run_writes_nothing(storefront: Command, settings: Settings, tmp_path: Path) -> None:
    variables = environment(settings)
    said = storefront("tax", "import", file_of(tmp_path, HONG_KONG), "--dry-run", variables=variables)
    assert (said.status, said.out.startswith("Nothing written.")) == (0, True)
    assert "2027-01-01" not in storefront("tax", "list", variables=variables).out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"country": "Hongkong"}, "Ho.country"),
        ({"vat": {"name": "VAT", "rate": 0.1, "base": "goods"}}, "HK.vat.rate"),
        ({"vat": {"name": "VAT", "rate": "-1", "base": "goods"}}, "HK.vat.rate"),
        ({"threshold_currency": "XXX"}, "HK.threshold_currency"),
        ({"sources": []}, "HK.sources"),
        ({"sources": ["S99"]}, "HK.sources"),
        ({"valid_to": "2026-01-01"}, "valid_to is before valid_from"),
        ({"surprise": 1}, "HK.surprise"),
    ],
)
def test_a_file_with_one_bad_rule_changes_nothing(
    storefront: Command, settings: Settings, tmp_path: Path, change: dict[str, object], said: str
) -> None:
    variables = environment(settings)
    path = file_of(tmp_path, HONG_KONG | {"valid_from": "2028-01-01"}, HONG_KONG | change)
    refused = storefront("tax", "import", path, variables=variables)
    assert (refused.status, refused.out) == (2, "")
    assert said in refused.err
    assert refused.err.count("\n") == 1
    assert "2028-01-01" not in storefront("tax", "list", variables=variables).out


def test_a_destination_is_closed_listed_and_opened(storefront: Command, settings: Settings) -> None:
    variables = environment(settings)

    def run(*arguments: str) -> str:
        said = storefront("destinations", *arguments, variables=variables)
        assert (said.status, said.err) == (0, "")
        return said.out

    assert run("close", "ru", "--reason", "Cards can not be charged") == "RU: closed\n"
    assert run("close", "RU", "--reason", "again") == "RU: was closed already\n"
    [listed] = [json.loads(line) for line in run("list", "--json").splitlines()]
    assert (listed["country"], listed["reason"]) == ("RU", "Cards can not be charged")
    assert run("open", "RU") == "RU: open again\n"
    assert run("open", "RU") == "RU: was open already\n"
    assert run("list").splitlines()[1:] == []


def test_closing_needs_a_reason_and_a_country(storefront: Command, settings: Settings) -> None:
    assert storefront("destinations", "close", "RU", variables=environment(settings)).status == 2
    said = storefront("destinations", "close", "Russia", "--reason", "x", variables=environment(settings))
    assert (said.status, "country" in said.err) == (2, True)
    assert {"tax", "destinations"} <= set(cli.commands)
