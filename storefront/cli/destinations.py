"""`storefront destinations`: closing a country for every shop of the zone, and opening it again."""

import getpass
import json

import click

from storefront import law
from storefront.cli.opened import opened_database
from storefront.cli.printing import printable


@click.group()
def destinations() -> None:
    """Close, open and list destinations for all shops at once. A closed market shows its goods on enquiry."""


@destinations.command("close")
@click.argument("country")
@click.option("--reason", required=True, help="Why, for those who run the zone and its merchants.")
@click.option("--by", default=getpass.getuser, help="Who closes it. Default: the user that runs the command.")
def close(country: str, reason: str, by: str) -> None:
    """Sell nothing to COUNTRY (two letters) any more; every shop follows within a second."""
    with opened_database() as database, database.platform() as session:
        try:
            law.close_destination(session, country.upper(), reason=reason, by=by or "unknown")
        except law.AlreadyClosed:
            click.echo(f"{country.upper()}: was closed already")
            return
    click.echo(f"{country.upper()}: closed")


@destinations.command("open")
@click.argument("country")
@click.option("--by", default=getpass.getuser, help="Who opens it. Default: the user that runs the command.")
def open_again(country: str, by: str) -> None:
    """Let shops sell to COUNTRY again."""
    with opened_database() as database, database.platform() as session:
        try:
            law.open_destination(session, country.upper(), by=by or "unknown")
        except law.NotClosed:
            click.echo(f"{country.upper()}: was open already")
            return
    click.echo(f"{country.upper()}: open again")


@destinations.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_closed(as_json: bool) -> None:
    """List the closed destinations."""
    with opened_database() as database, database.platform() as session:
        closed = law.closed_destinations(session)
    if as_json:
        for each in closed:
            click.echo(
                json.dumps(each.model_dump(mode="json", include={"country", "reason", "closed_by", "closed_at"}))
            )
        return
    click.echo(f"{'COUNTRY':<8} {'SINCE':<10}  {'BY':<20}  REASON")
    for each in closed:
        since = each.closed_at.date().isoformat()
        click.echo(f"{each.country:<8} {since:<10}  {printable(each.closed_by):<20}  {printable(each.reason)}")
