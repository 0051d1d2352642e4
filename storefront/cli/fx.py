"""`storefront fx`: reference rates of exchange for all shops of the zone."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal, InvalidOperation

import click

from storefront import pricing
from storefront.cli.checks import require_ready_database
from tenants.isolation import Database
from tenants.kit import clock
from tenants.kit.outgoing import Outgoing
from tenants.kit.settings import Settings, load_settings


@click.group()
def fx() -> None:
    """Update, set and list rates of exchange. Prices that follow them are made anew by the worker."""


@fx.command()
@click.option("--from", "source", metavar="FILE|URL", help="Instead of STOREFRONT_RATES_URL.")
@click.option(
    "--accept", multiple=True, metavar="CODE", help="A currency whose leap or absence you have checked; repeatable."
)
def update(source: str | None, accept: tuple[str, ...]) -> None:
    """Take the newest rates in the European Central Bank's format, daily, of 90 days or all. Safe to repeat.

    A file that is old, cut off, or tells of a move of more than 10 % is refused whole: exit status 2, nothing stored.
    """
    with _opened_database() as (settings, database):
        wanted = source or settings.rates_url
        if wanted is None:
            raise click.UsageError("STOREFRONT_RATES_URL is empty: say --from FILE or --from URL")
        content = pricing.read_feed(wanted, Outgoing())
        stored = pricing.take_rates(database, content, accepted=tuple(code.upper() for code in accept))
    days = "1 day" if stored.days == 1 else f"{stored.days} days"
    click.echo(f"{stored.day.isoformat()}: {stored.rates} rates of {days}")


@fx.command("set")
@click.argument("code")
@click.argument("rate")
def set_rate(code: str, rate: str) -> None:
    """Say how much of currency CODE is worth one euro, for one that the bank does not publish. Holds for a month."""
    try:
        value = Decimal(rate)
    except InvalidOperation:
        raise click.UsageError(f"{rate!r} is not a number") from None
    with _opened_database() as (_, database):
        pricing.set_zone_rate(database, code.upper(), value)
    click.echo(f"1 EUR = {value} {code.upper()}")


@fx.command("list")
def list_rates() -> None:
    """List what is known of each currency: for one euro, by whom, of which day."""
    with _opened_database() as (_, database), database.unbound() as session:
        known = pricing.known_rates(session, today=clock.now().date())
        for code, quote in sorted(known.quotes.items()):
            mark = "  stale" if known.rate("EUR", code).is_stale else ""
            click.echo(f"{code}  {quote.value.normalize():f}  {quote.source}  {quote.day.isoformat()}{mark}")


@contextmanager
def _opened_database() -> Iterator[tuple[Settings, Database]]:
    settings = load_settings()
    require_ready_database(settings)
    with closing(Database(settings)) as database:
        yield settings, database
