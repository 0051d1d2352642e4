"""A merchant leaves with all of the shop's data, and with nothing of another's, nor with what lets somebody in."""

import json
import re
from pathlib import Path

import psycopg
from sqlmodel import Session

from storefront import customers, notify
from storefront.cli.tenants.exporting import LEFT_OUT, SECRETS, tables
from storefront.payments import TestAnswer
from storefront.tables import METADATA
from tenants import identity, lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.database import TestDatabase
from tests.factories.catalog import a_shop
from tests.factories.checkouts import Sale, a_sale, run_jobs
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
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}
    again = storefront("tenants", "export", slug, "--out", str(out), variables=variables)
    assert (again.status, again.err) == (2, f"storefront: {out} is not empty\n")
    strange = storefront("tenants", "export", "nobody", "--out", str(tmp_path / "none"), variables=variables)
    assert (strange.status, (tmp_path / "none").exists()) == (2, False)


OWNER = "owner@shop.example"
SECRET = re.compile(r"token|secret|password|digest|url|^text$|^html$")
# Addresses that everybody may follow, and what tells one content from another.
PLAIN = {
    "installed_theme.digest",
    "media_asset.digest",
    "menu_item.url",
    "shipment.tracking_url",
    "term.text",
    "translation_mark.digests",
}


def a_letter(session: Session, sale: Sale, kind: str, button: str, **facts: str) -> None:
    brand = notify.Brand("Shop", "https://shop.example", "shop@example.com")
    letter = notify.Letter(
        kind=kind, key=kind, about=kind, to=OWNER, language="en", brand=brand, facts=facts, button=button
    )
    notify.write_mail(session, sale.tenant_id, letter)


def secrets_of(sale: Sale, database: TestDatabase) -> set[str]:
    """Each word by which somebody would be let in to something of the shop, made where there was none."""
    run_jobs(sale, database.superuser_url)  # among them the mails about the order, with their links
    with sale.shop.database.platform() as session:
        owner = identity.enrol_person(session, OWNER, name="Owner")
        identity.grant_membership(session, sale.tenant_id, owner.id or 0, identity.Role.OWNER)
        password = identity.issue_password_link(session, owner.id or 0)
    with sale.session() as session:
        link = customers.issue_link(session, sale.tenant_id, OWNER, language="en")
        a_letter(session, sale, "staff-password", f"https://admin.example/password/{password}", hours="24")
        a_letter(session, sale, "sign-in", f"https://shop.example/account/sign-in/{link}", minutes="20")
    found = {password, link}
    with psycopg.connect(database.superuser_url) as connection:
        for table, column in (
            ("cart", "share_token"),
            ("checkout", "token"),
            ("payment", "token"),
            ("sales_order", "token"),
        ):
            rows = connection.execute(f'select "{column}" from "{table}" where tenant_id = %s', [sale.tenant_id])
            values = {value for (value,) in rows.fetchall()}
            assert values, table
            found |= values
        texts = " ".join(text for (text,) in connection.execute("select text from mail").fetchall())
        addresses = connection.execute("select return_url || cancel_url || redirect_url from payment").fetchall()
    assert password in texts
    assert link in texts
    assert any(secret in texts for secret in found - {password, link})
    assert any(secret in address for (address,) in addresses for secret in found)
    return found


def test_nothing_leaves_that_lets_somebody_in_and_the_shop_itself_does(
    storefront: Command, settings: Settings, database: Database, test_database: TestDatabase, tmp_path: Path
) -> None:
    sale, out = a_sale(a_shop(database), stock=9), tmp_path / "shop"
    sale.answer(sale.buy(), TestAnswer.SUCCEED)
    sale.basket()
    secrets = secrets_of(sale, test_database)
    with sale.session() as session:
        shop = lifecycle.tenant_by_id(session, sale.tenant_id)
    assert storefront("tenants", "export", shop.slug, "--out", str(out), variables=environment(settings)).status == 0
    files = {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    assert [(name, secret) for name, text in files.items() for secret in secrets if secret in text] == []
    mails = [json.loads(line) for line in files["mail.jsonl"].splitlines()]
    assert {"staff-password", "sign-in"} < {mail["kind"] for mail in mails}
    assert all(mail["subject"] and mail["created_at"] and mail["status"] for mail in mails)
    told = json.loads(files["shop.json"])
    assert told["owners"] == [OWNER]
    assert {name: told[name] for name in lifecycle.Tenant.model_fields} == shop.model_dump(mode="json")


def test_each_column_that_could_let_somebody_in_is_left_out_or_known_to_be_plain() -> None:
    telling = {f"{table.name}.{each.name}" for table in tables() for each in table.columns if SECRET.search(each.name)}
    left_out = {f"{table}.{column}" for table, columns in SECRETS.items() for column in columns}
    assert telling == left_out | PLAIN


def test_what_is_left_out_is_there_and_everything_else_of_shops_leaves() -> None:
    of_shops = {table.name for table in METADATA.tables.values() if "tenant_id" in table.columns}
    assert {table.name for table in METADATA.tables.values()} >= LEFT_OUT
    assert {table.name for table in tables()} == of_shops - LEFT_OUT
