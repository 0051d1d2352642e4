"""A merchant leaves with all of the shop's data, and with nothing of another's."""

import json
from pathlib import Path

from storefront.cli.tenants.exporting import LEFT_OUT, tables
from storefront.tables import METADATA
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import a_shop
from tests.factories.checkouts import a_sale
from tests.storefront.cli.commands import environment
from tests.storefront.cli.conftest import Command


def test_a_shop_leaves_with_every_row_of_its_own_and_none_of_anothers(
    storefront: Command, settings: Settings, database: Database, tmp_path: Path
) -> None:
    mine, other = a_sale(a_shop(database), stock=9), a_sale(a_shop(database), stock=9)
    for sale in (mine, other):
        sale.place(sale.reviewed(sale.basket()))
    with mine.session() as session:
        slug = lifecycle.tenant_by_id(session, mine.tenant_id).slug
    out, variables = tmp_path / "shop", environment(settings)
    told = storefront("tenants", "export", slug.upper(), "--out", str(out), variables=variables)
    facts = json.loads((out / "shop.json").read_text(encoding="utf-8"))
    total = sum(facts["rows"].values())
    assert (told.status, told.out) == (0, f"{slug}: {total} rows of {len(tables())} tables in {out}\n")
    files = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in out.glob("*.jsonl")}
    assert {name: len(lines) for name, lines in files.items()} == facts["rows"]
    rows = {name: [json.loads(line) for line in lines] for name, lines in files.items()}
    assert {row["tenant_id"] for each in rows.values() for row in each} == {mine.tenant_id}
    for name in ("product", "variant", "price", "sales_order", "order_line", "payment", "market", "stock_level"):
        assert rows[name], name
    assert not any("token" in row for each in rows.values() for row in each)
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}
    again = storefront("tenants", "export", slug, "--out", str(out), variables=variables)
    assert (again.status, again.err) == (2, f"storefront: {out} is not empty\n")
    strange = storefront("tenants", "export", "nobody", "--out", str(tmp_path / "none"), variables=variables)
    assert (strange.status, (tmp_path / "none").exists()) == (2, False)


def test_what_is_left_out_is_there_and_everything_else_of_shops_leaves() -> None:
    of_shops = {table.name for table in METADATA.tables.values() if "tenant_id" in table.columns}
    assert {table.name for table in METADATA.tables.values()} >= LEFT_OUT
    assert {table.name for table in tables()} == of_shops - LEFT_OUT
