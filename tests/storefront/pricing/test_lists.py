"""Price lists out to a spreadsheet and back: to the cent, without formulas, whole or not at all."""

import csv
import io
from pathlib import Path

import pytest

from storefront import catalog, pricing
from storefront.pricing import Problem
from tenants.isolation import Database
from tenants.kit.csv_lines import UnreadableFile
from tests.factories.catalog import AShop, a_product, a_shop, an_option

HEADER = "sku,market,price,compare_at\n"


@pytest.fixture
def shop(database: Database) -> AShop:
    shop = a_shop(database, markets=(("my", "MYR"), ("jp", "JPY")))
    with shop.session() as session:
        a_product(
            session,
            shop,
            '=cmd|"/c calc"!A1',
            amounts=[20_00, 30_00],
            options=(an_option("size", "s", "m"),),
            variants=(catalog.NewVariant({"size": "s"}, sku="S-1"), catalog.NewVariant({"size": "m"}, sku="-M,1")),
        )
    return shop


def exported(shop: AShop) -> str:
    with shop.session() as session:
        file = io.StringIO()
        pricing.export_prices(session, file, language="en")
    return file.getvalue()


def amounts(shop: AShop) -> dict[tuple[str, str], tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(exported(shop)))
    return {(row["sku"].lstrip("'"), row["market"]): (row["price"], row["compare_at"]) for row in rows}


def imported(shop: AShop, tmp_path: Path, content: str | bytes, *, dry_run: bool = False) -> pricing.PriceImport:
    path = tmp_path / "prices.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with shop.session() as session:
        return pricing.import_prices(session, shop.tenant_id, path, dry_run=dry_run)


BEFORE = {
    ("S-1", "my"): ("20.00", ""),
    ("S-1", "jp"): ("2000", ""),
    ("-M,1", "my"): ("30.00", ""),
    ("-M,1", "jp"): ("3000", ""),
}


def test_an_export_has_every_price_and_nothing_that_a_spreadsheet_would_run(shop: AShop) -> None:
    assert amounts(shop) == BEFORE
    cells = [cell for row in csv.reader(io.StringIO(exported(shop))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_an_export_that_comes_back_changes_nothing(shop: AShop, tmp_path: Path) -> None:
    found = imported(shop, tmp_path, exported(shop))
    assert (found.set, found.cleared, found.problems) == (4, 0, ())
    assert amounts(shop) == BEFORE


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_sets_and_clears_prices(shop: AShop, tmp_path: Path, mark: bytes, delimiter: str) -> None:
    lines = [["SKU", "Market", "Price", "Compare_at"], ["S-1", "my", "15.5", "20"], ["S-1", "jp", "", ""], [], []]
    content = "\r\n".join(delimiter.join(line) for line in lines)
    found = imported(shop, tmp_path, mark + content.encode())
    assert (found.set, found.cleared, found.problems) == (1, 1, ())
    left = {key: value for key, value in BEFORE.items() if key != ("S-1", "jp")}
    assert amounts(shop) == left | {("S-1", "my"): ("15.50", "20.00")}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("S-9,my,1,", "sku", "not a stock number"),
        (",my,1,", "sku", "is empty"),
        ("S-1,mars,1,", "market", "not a market"),
        ("S-1,my,abc,", "price", "not an amount of MYR"),
        ("S-1,my,-5,", "price", "above zero"),
        ("S-1,my,0,", "price", "above zero"),
        ("S-1,my,1.234,", "price", "not an amount of MYR"),
        ("S-1,jp,1.5,", "price", "not an amount of JPY"),
        ('S-1,my,"1,50",', "price", "not an amount of MYR"),
        ("S-1,my,99999999999999999999,", "price", "beyond"),
        ("S-1,my,5,5", "compare_at", "not above"),
        ("S-1,my,,5", "price", "is empty"),
        ("S-1,my,1,2,3", "", "more cells"),
        ('S-1,my,"1,2', "", "quotation mark"),
        ("'-M,my,1,", "sku", "not a stock number"),
    ],
)
def test_one_wrong_row_is_named_and_nothing_is_written(
    shop: AShop, tmp_path: Path, row: str, column: str, reason: str
) -> None:
    found = imported(shop, tmp_path, f"{HEADER}S-1,jp,100,\n{row}\n")
    [problem] = found.problems
    assert (problem.line, problem.column) == (3, column)
    assert reason in problem.reason
    assert amounts(shop) == BEFORE


def test_two_prices_for_one_thing_are_one_too_many(shop: AShop, tmp_path: Path) -> None:
    found = imported(shop, tmp_path, f"{HEADER}S-1,my,10,\nS-1,my,11,\n")
    assert found.problems == (Problem(3, "market", "line 2 has a price for this variant in this market already"),)


def test_a_dry_run_writes_nothing(shop: AShop, tmp_path: Path) -> None:
    found = imported(shop, tmp_path, f"{HEADER}S-1,my,10,\n", dry_run=True)
    assert (found.set, found.problems) == (1, ())
    assert amounts(shop) == BEFORE


def test_a_converted_price_is_passed_over(shop: AShop, tmp_path: Path) -> None:
    found = imported(shop, tmp_path, "sku,market,price,origin\nS-1,my,10,converted\nS-1,jp,900,fixed\n")
    assert (found.set, found.passed_over) == (1, 1)
    assert amounts(shop) == BEFORE | {("S-1", "jp"): ("900", "")}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("sku,market\n", "column price is missing"),
        ("market,price\n", "variant or sku is missing"),
        ("sku,market,price,colour\n", "'colour' is not known"),
        ("sku,sku,market,price\n", "sku is there twice"),
        ("", "missing"),
        ("sku,market,price\n".encode("utf-16-le"), "UTF-16"),
    ],
)
def test_what_is_no_price_list_is_refused_as_a_whole(
    shop: AShop, tmp_path: Path, content: str | bytes, reason: str
) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        imported(shop, tmp_path, content)


def test_another_shops_variants_are_nobody_here(shop: AShop, database: Database, tmp_path: Path) -> None:
    other = a_shop(database)
    with other.session() as session:
        [theirs] = a_product(session, other, variants=(catalog.NewVariant(sku="THEIRS"),)).variant_ids
    found = imported(shop, tmp_path, f"variant,sku,market,price\n{theirs},,my,1\n,THEIRS,my,1\n")
    assert [(each.line, each.column) for each in found.problems] == [(2, "variant"), (3, "sku")]
