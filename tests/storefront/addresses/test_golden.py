"""Addresses of many countries as their people type them, as they are kept, and as their post reads them."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from storefront import addresses
from storefront.addresses import Address

GOLDEN = json.loads(Path(__file__).with_name("golden").joinpath("addresses.json").read_text(encoding="utf-8"))
each_address = pytest.mark.parametrize("case", GOLDEN, ids=lambda case: f"{case['country']}-{case['written']['name']}")


@each_address
def test_an_address_is_kept_in_the_canonical_spelling_of_its_country(case: dict[str, Any]) -> None:
    address = addresses.checked_address(case["written"], case["country"])
    assert {field: text for field, text in asdict(address).items() if text} == case["address"]


@each_address
def test_an_address_reads_as_its_post_wants_it(case: dict[str, Any]) -> None:
    assert list(addresses.address_lines(Address(**case["address"]), "en")) == case["lines"]


@each_address
def test_a_checked_address_passes_the_check_again_unchanged(case: dict[str, Any]) -> None:
    kept = Address(**case["address"])
    assert addresses.checked_address(asdict(kept), kept.country) == kept


def test_the_golden_addresses_span_the_worlds_scripts_and_orders() -> None:
    assert len({case["country"] for case in GOLDEN}) >= 20
