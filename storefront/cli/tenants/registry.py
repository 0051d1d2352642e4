"""The shops that there are: listed, suspended, resumed."""

from collections.abc import Iterable, Iterator

import click

from storefront.cli.opened import opened_database
from storefront.cli.printing import printable
from tenants import lifecycle
from tenants.isolation import Database

_PAGE = 500


@click.command("list")
@click.option("--status", type=click.Choice([status.value for status in lifecycle.TenantStatus]), help="Only these.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_tenants(status: str | None, as_json: bool) -> None:
    """List the shops of the zone by slug."""
    wanted = lifecycle.TenantStatus(status) if status else None
    with opened_database() as database:
        shops = _every_tenant(database, wanted)
        for line in _as_json(shops) if as_json else _as_table(shops):
            click.echo(line)


@click.command()
@click.argument("slug")
def suspend(slug: str) -> None:
    """Close a shop for now: its hosts answer 503 within a second."""
    with opened_database() as database, database.platform() as session:
        is_changed = lifecycle.suspend_tenant(session, slug.lower())
    click.echo(f"{slug}: {'suspended' if is_changed else 'was suspended already'}")


@click.command()
@click.argument("slug")
def resume(slug: str) -> None:
    """Open a suspended shop again."""
    with opened_database() as database, database.platform() as session:
        is_changed = lifecycle.resume_tenant(session, slug.lower())
    click.echo(f"{slug}: {'live again' if is_changed else 'was live already'}")


def _every_tenant(database: Database, status: lifecycle.TenantStatus | None) -> Iterator[lifecycle.Tenant]:
    after = ""
    while True:
        with database.platform() as session:
            page = lifecycle.tenants_page(session, status=status, after_slug=after, limit=_PAGE)
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1].slug


def _as_json(shops: Iterable[lifecycle.Tenant]) -> Iterator[str]:
    fields = {"slug", "name", "registration_no", "status", "plan", "kind", "country", "primary_language", "opened_at"}
    for shop in shops:
        yield shop.model_dump_json(include=fields)


def _as_table(shops: Iterable[lifecycle.Tenant]) -> Iterator[str]:
    """The name comes last: scripts of other widths would break the columns."""
    yield f"{'SLUG':<40}  {'STATUS':<9}  {'PLAN':<10}  {'OPENED':<10}  NAME"
    for shop in shops:
        opened = shop.opened_at.date().isoformat()
        yield f"{shop.slug:<40}  {shop.status:<9}  {shop.plan:<10}  {opened:<10}  {printable(shop.name)}"
