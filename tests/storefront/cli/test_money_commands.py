"""`storefront fx` and `storefront prices`: each does its whole work or none, and says which in one line."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from storefront import catalog
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop, a_product, a_shop
from tests.storefront.cli.commands import environment
from tests.storefront.cli.conftest import Said

SAMPLE = (Path(__file__).parents[2] / "data" / "ecb_sample.xml").read_bytes()
TODAY = datetime.now(UTC).date()


def a_file(folder: Path, content: bytes = SAMPLE, *, days_old: int = 0) -> str:
    """The sample, as if it had been published so many days ago."""
    path = folder / "rates.xml"
    path.write_bytes(content.replace(b"2026-11-23'", f"{TODAY - timedelta(days=days_old)}'".encode()))
    return str(path)


@pytest.fixture
def run(storefront: Callable[..., Said], settings: Settings) -> Callable[..., Said]:
    return lambda *arguments: storefront(*arguments, variables=environment(settings, STOREFRONT_RATES_URL=""))


@pytest.fixture
def shop(database: Database) -> AShop:
    shop = a_shop(database)
    with shop.session() as session:
        a_product(session, shop, "Shawl", amounts=20_00, variants=(catalog.NewVariant(sku="SHAWL"),))
    return shop


def slug(shop: AShop) -> str:
    with shop.session() as session:
        return lifecycle.tenant_by_id(session, shop.tenant_id).slug


def count(shop: AShop, query: str) -> int:
    with shop.session() as session:
        return int(session.execute(text(query)).scalar_one())


def test_rates_are_taken_from_a_file_and_every_shop_has_its_job(
    run: Callable[..., Said], shop: AShop, tmp_path: Path
) -> None:
    said = run("fx", "update", "--from", a_file(tmp_path))
    assert (said.status, said.out, said.err) == (0, f"{TODAY}: 29 rates of 1 day\n", "")
    assert count(shop, "select count(*) from reference_rate") == 29
    assert count(shop, "select count(*) from procrastinate_jobs where task_name = 'pricing.reprice'") == 1
    assert f"MYR  4.771  ECB  {TODAY}\n" in run("fx", "list").out


@pytest.mark.parametrize(
    ("content", "days_old", "reason"),
    [
        (SAMPLE[:1000], 0, "not whole XML"),
        (SAMPLE, 30, "more than 5 business days ago"),
        (SAMPLE, -1, "still to come"),
        (SAMPLE.replace(b"<gesmes:E", b"<!DOCTYPE x><gesmes:E"), 0, "document type"),
        (SAMPLE.replace(b"4.7710", b"5.7710"), 0, "MYR from 4.7710"),
    ],
)
def test_rates_that_can_not_be_believed_are_refused_in_one_line(
    run: Callable[..., Said], shop: AShop, tmp_path: Path, content: bytes, days_old: int, reason: str
) -> None:
    run("fx", "update", "--from", a_file(tmp_path, days_old=1))
    said = run("fx", "update", "--from", a_file(tmp_path, content, days_old=days_old))
    assert (said.status, said.out) == (2, "")
    assert reason in said.err
    assert said.err.count("\n") == 1
    assert count(shop, f"select count(*) from reference_rate where day <> date '{TODAY - timedelta(days=1)}'") == 0


def test_a_leap_that_somebody_has_checked_is_taken(run: Callable[..., Said], tmp_path: Path) -> None:
    run("fx", "update", "--from", a_file(tmp_path, days_old=1))
    leap = a_file(tmp_path, SAMPLE.replace(b"4.7710", b"5.7710"))
    assert run("fx", "update", "--from", leap).status == 2
    assert run("fx", "update", "--from", leap, "--accept", "myr").status == 0


def test_where_rates_come_from_has_to_be_said(run: Callable[..., Said], tmp_path: Path) -> None:
    assert "STOREFRONT_RATES_URL is empty" in run("fx", "update").err
    assert "can not be read" in run("fx", "update", "--from", str(tmp_path / "none.xml")).err
    refused = run("fx", "update", "--from", "http://127.0.0.1:8009/rates.xml")
    assert (refused.status, refused.err) == (2, "storefront: 127.0.0.1 is not a public address\n")


def test_a_rate_is_set_by_hand(run: Callable[..., Said], shop: AShop) -> None:
    assert run("fx", "set", "kzt", "600.5").out == "1 EUR = 600.5 KZT\n"
    assert run("fx", "list").out == f"KZT  600.5  platform  {TODAY}\n"
    for wrong in (("KZT", "-1"), ("KZT", "0"), ("XQQ", "1"), ("KZT", "many")):
        assert run("fx", "set", *wrong[:1], "--", *wrong[1:]).status == 2
    assert run("fx", "list").out == f"KZT  600.5  platform  {TODAY}\n"


def test_price_lists_go_out_and_come_back(run: Callable[..., Said], shop: AShop, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    assert run("prices", "export", slug(shop), str(path)).out == "1 prices\n"
    lines = path.read_text().splitlines()
    assert lines[0] == "variant,sku,product,market,currency,price,compare_at,origin"
    assert lines[1].endswith(",SHAWL,Shawl,my,MYR,20.00,,fixed")
    path.write_text(f"{lines[0]}\n{lines[1].replace('20.00', '18.50')}\n")
    dry = run("prices", "import", slug(shop), str(path), "--dry-run")
    assert (dry.status, dry.out) == (0, "Nothing written. 1 set, 0 cleared, 0 converted ones passed over\n")
    assert count(shop, "select amount_minor from price") == 20_00
    assert run("prices", "import", slug(shop), str(path)).status == 0
    assert count(shop, "select amount_minor from price") == 18_50


def test_a_wrong_row_is_named_and_nothing_is_written(run: Callable[..., Said], shop: AShop, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("sku,market,price\nSHAWL,my,1\nNOPE,my,1\n")
    said = run("prices", "import", slug(shop), str(path))
    assert (said.status, said.out) == (1, "Nothing written: 1 row is wrong\n")
    assert said.err == "line 3, sku: 'NOPE' is not a stock number of the shop\n"
    assert count(shop, "select amount_minor from price") == 20_00
    assert run("prices", "import", "nobody", str(path)).status == 2
