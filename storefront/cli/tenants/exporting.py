"""`storefront tenants export`: all of a shop's data to take along, as JSON lines, a file for each table.

Pictures are in the media store below the shop's own folder, and are copied from there.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import click
from sqlalchemy import Table, text
from sqlmodel import Session

from storefront.cli.opened import opened_database
from storefront.tables import METADATA
from tenants import identity, lifecycle
from tenants.isolation import bind_tenant
from tenants.kit import clock
from tenants.kit.errors import Conflict

# What lets somebody in, which leaves with nobody; and what is made from other rows.
LEFT_OUT = frozenset({"api_token", "customer_session", "passkey_challenge", "sign_in_link", "search_document"})
# What lets somebody in from within a row that leaves: tokens, and addresses and texts that hold them. A mail's text may
# hold a link to set a password, and whoever gets it may own another shop, too.
SECRETS: Mapping[str, frozenset[str]] = {
    "cart": frozenset({"token_digest", "share_token"}),
    "checkout": frozenset({"token"}),
    "domain": frozenset({"verification_token"}),
    "enquiry": frozenset({"token"}),
    "mail": frozenset({"text", "html"}),
    "newsletter_request": frozenset({"token_digest"}),
    "payment": frozenset({"token", "return_url", "cancel_url", "redirect_url"}),
    "quotation": frozenset({"token"}),
    "sales_order": frozenset({"token"}),
}
_ROWS_AT_ONCE = 500


class FolderInUse(Conflict):
    """The folder has something in it already, which might be another shop's."""


@click.command()
@click.argument("slug")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="A new or empty folder for the files.",
)
def export(slug: str, out: Path) -> None:
    """Write all that is kept of the shop SLUG into a folder: TABLE.jsonl, one row a line, and shop.json.

    All files show one moment; shop.json holds the shop itself and its owners' addresses. Sessions and tokens that let
    somebody in are left out with all that holds them, which is the text of mails and the addresses of payments' pages;
    and so is what a search index is made of. Sums are in the minor unit of their currency, times in UTC. It holds the
    data of customers: the files are readable by their owner alone.
    """
    with opened_database() as database, database.platform() as session:
        session.execute(text("set transaction isolation level repeatable read, read only"))
        shop = lifecycle.tenant_by_slug(session, slug.lower())
        _prepare(out)
        facts = {**_shop(shop), "owners": identity.owner_emails(session, [shop.id or 0])[shop.id or 0]}
        bind_tenant(session, shop.id or 0)
        counts = {table.name: _write(session, table, shop.id or 0, out) for table in tables()}
    with _new(out / "shop.json") as file:
        json.dump({**facts, "exported_at": clock.now().isoformat(), "rows": counts}, file, ensure_ascii=False, indent=2)
    click.echo(f"{shop.slug}: {sum(counts.values())} rows of {len(counts)} tables in {out}")


def tables() -> list[Table]:
    """Every table of shops' rows that leaves with its shop."""
    return [
        table
        for table in sorted(METADATA.tables.values(), key=lambda each: each.name)
        if "tenant_id" in table.columns and table.name not in LEFT_OUT
    ]


def _shop(shop: lifecycle.Tenant) -> dict[str, Any]:  # Any: JSON
    """All that is kept of the shop as such; none of it is secret."""
    return shop.model_dump(mode="json")


def _prepare(out: Path) -> None:
    """Raises FolderInUse."""
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise FolderInUse(f"{out} is not empty")


def _write(session: Session, table: Table, tenant_id: int, out: Path) -> int:
    count = 0
    with _new(out / f"{table.name}.jsonl") as file:
        for row in _rows(session, table, tenant_id):
            file.write(f"{row}\n")
            count += 1
    return count


def _rows(session: Session, table: Table, tenant_id: int) -> Iterator[str]:
    """The shop's rows as PostgreSQL writes JSON, in the order of their keys. The shop is named: some roles see more."""
    order = ", ".join(f'each."{column.name}"' for column in table.primary_key)
    asked = text(
        f'select (to_jsonb(each) - cast(:secrets as text[]))::text from "{table.name}" each'
        f" where tenant_id = :tenant_id order by {order}"
    )
    found = session.execute(
        asked,
        {"secrets": sorted(SECRETS.get(table.name, ())), "tenant_id": tenant_id},
        execution_options={"yield_per": _ROWS_AT_ONCE},
    )
    return iter(found.scalars())


def _new(path: Path) -> TextIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8")
