"""`storefront prices`: a shop's price lists out to a spreadsheet and back."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from storefront import pricing
from storefront.cli.checks import require_ready_database
from storefront.cli.printing import printable
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import load_settings


@click.group()
def prices() -> None:
    """Import and export the price lists of a shop's markets."""


@prices.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check every row and write nothing.")
def import_file(slug: str, file: Path, dry_run: bool) -> None:
    """Set the prices of a CSV FILE for the shop SLUG: all of them, or none where a row is wrong.

    Columns: variant or sku, market, price; also compare_at, currency, origin and product, as an export has them. An
    empty price takes it away. Exit status 1: rows were wrong, each named with its line, column and reason.
    """
    with _opened_shop(slug) as (database, tenant), database.tenant(_id(tenant)) as session:
        found = pricing.import_prices(session, _id(tenant), file, dry_run=dry_run)
    for problem in found.problems:
        where = f"line {problem.line}" + (f", {problem.column}" if problem.column else "")
        click.echo(f"{where}: {printable(problem.reason)}", err=True)
    if found.problems:
        count = len(found.problems)
        click.echo(f"Nothing written: {count} {'row is' if count == 1 else 'rows are'} wrong")
        sys.exit(1)
    said = f"{found.set} set, {found.cleared} cleared, {found.passed_over} converted ones passed over"
    click.echo(f"{'Nothing written. ' if dry_run else ''}{said}")


@prices.command("export")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path))
def export_file(slug: str, file: Path) -> None:
    """Write every price of the shop SLUG to a CSV FILE, which `prices import` takes back."""
    handle, half = tempfile.mkstemp(dir=file.resolve().parent, prefix=f".{file.name}.")
    try:
        with (
            os.fdopen(handle, "w", encoding="utf-8", newline="") as written,
            _opened_shop(slug) as (database, tenant),
            database.tenant(_id(tenant)) as session,
        ):
            count = pricing.export_prices(session, written, language=tenant.primary_language)
        Path(half).replace(file)
    finally:
        Path(half).unlink(missing_ok=True)
    click.echo(f"{count} prices")


@contextmanager
def _opened_shop(slug: str) -> Iterator[tuple[Database, lifecycle.Tenant]]:
    settings = load_settings()
    require_ready_database(settings)
    with closing(Database(settings)) as database:
        with database.platform() as session:
            tenant = lifecycle.tenant_by_slug(session, slug.lower())
        yield database, tenant


def _id(tenant: lifecycle.Tenant) -> int:
    assert tenant.id is not None, "a stored tenant has its id"
    return tenant.id
