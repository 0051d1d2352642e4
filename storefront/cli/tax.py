"""`storefront tax`: the zone's rules of taxes and duties, which change without a release."""

import getpass
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
from sqlmodel import Session

from storefront import catalog, localization
from storefront import tax as taxes
from storefront.cli.opened import opened_database
from storefront.cli.printing import printable
from tenants import lifecycle
from tenants.isolation import bind_tenant
from tenants.kit import clock

_LARGEST_BYTES = 5_000_000


@click.group()
def tax() -> None:
    """Record and list the rules by which parcels are taxed. docs/landed-cost.md says how they are used."""


@tax.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", default=getpass.getuser, help="Who records them. Default: the user that runs the command.")
@click.option("--dry-run", is_flag=True, help="Check the file and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
def import_file(file: Path, by: str, dry_run: bool, as_json: bool) -> None:
    """Put the rules of a JSON FILE in force for the whole zone.

    All or none. A rule replaces the one of its country that begins on the same day; what is replaced stays readable for
    estimates of an earlier day. Safe to run again. Exit status 0: done; 2: the file is refused, with place and reason.
    """
    rules = taxes.rules_in(_text(file))
    recorded = _recorded(lambda session: taxes.record_rules(session, rules, by=by or "unknown"), dry_run=dry_run)
    _tell(file, "rules", len(rules), recorded, dry_run=dry_run, as_json=as_json)


@tax.command("list")
@click.option("--stale", is_flag=True, help=f"Only rules last checked more than {taxes.STALE_DAYS} days ago.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_rules(stale: bool, as_json: bool) -> None:
    """List the rules in force, with the day on which each was last checked."""
    with opened_database() as database, database.platform() as session:
        rows = taxes.rules(session, is_stale=stale)
    for line in _as_json(rows) if as_json else _as_table(rows):
        click.echo(line)


@tax.group()
def rates() -> None:
    """Record and list rates of duty and reduced rates of tax, by the beginning of the code of goods."""


@rates.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", default=getpass.getuser, help="Who records them. Default: the user that runs the command.")
@click.option("--dry-run", is_flag=True, help="Check the file and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
def import_rates(file: Path, by: str, dry_run: bool, as_json: bool) -> None:
    """Put the rates of a JSON FILE in force for the whole zone.

    All or none. A rate replaces the one of the same place, code and origin that begins on the same day; what it
    replaces stays readable. Safe to run again. Exit status 0: done; 2: the file is refused, with place and reason.
    """
    found = taxes.rates_in(_text(file))
    recorded = _recorded(lambda session: taxes.record_rates(session, found, by=by or "unknown"), dry_run=dry_run)
    _tell(file, "rates", len(found), recorded, dry_run=dry_run, as_json=as_json)


@rates.command("list")
@click.option("--stale", is_flag=True, help=f"Only rates last checked more than {taxes.STALE_DAYS} days ago.")
@click.option("--place", default="", help="Only those of a country, or EU.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_rates(stale: bool, place: str, as_json: bool) -> None:
    """List the rates in force, with the day on which each was last checked."""
    with opened_database() as database, database.platform() as session:
        rows = taxes.zone_rates(session, is_stale=stale)
    shown = [(kind, row) for kind, row in rows if place.upper() in ("", row.place)]
    if as_json:
        for kind, row in shown:
            click.echo(json.dumps({"kind": kind, **row.model_dump(mode="json", exclude={"id", "withdrawn_at"})}))
        return
    today = clock.now().date()
    heads = f"{'KIND':<5} {'PLACE':<6} {'CODE':<7} {'RATE':>8}  {'FROM':<10}  {'CHECKED':<10}  {'AGE':>5}  {'SURE':<6}"
    click.echo(f"{heads}  SOURCE")
    for kind, row in shown:
        age = f"{(today - row.as_of).days}d"
        click.echo(
            f"{kind:<5} {row.place:<6} {row.hs_prefix:<7} {row.rate.normalize():>8f}  {row.valid_from.isoformat():<10}"
            f"  {row.as_of.isoformat():<10}  {age:>5}  {row.confidence:<6}  {printable(row.source_title)}"
        )


@rates.command("held")
@click.argument("shop")
def list_held(shop: str) -> None:
    """List the reduced rates of tax that may hold for the goods of SHOP and are not charged: they are not sure."""
    with opened_database() as database, database.platform() as session:
        bind_tenant(session, _tenant_id(session, shop))
        countries = {country for market in localization.markets(session) for country in market.countries}
        held = taxes.held_rates(session, countries, catalog.goods_codes(session), clock.now().date())
    for rate in held:
        click.echo(f"{rate.place:<6} {rate.hs_prefix:<7} {rate.rate.normalize():>8f}  {printable(rate.source.title)}")
    click.echo(f"{len(held)} rates held off in {shop.lower()}; `storefront tax rates use` has them charged", err=True)


@rates.command("use")
@click.argument("shop")
@click.argument("country")
@click.option("--reason", default="", help="How the shop made sure of them: needed, unless --stop.")
@click.option("--stop", is_flag=True, help="Charge the full rate again, from today on.")
def use_held(shop: str, country: str, reason: str, stop: bool) -> None:
    """From today on charge COUNTRY's reduced rates of low confidence in SHOP, on the shop's own word."""
    if not localization.is_country(country.upper()):
        raise click.UsageError(f"{country!r} is not a country of two letters")
    if not reason and not stop:
        raise click.UsageError("say with --reason how the shop made sure of the rates")
    with opened_database() as database, database.platform() as session:
        tenant_id = _tenant_id(session, shop)
        bind_tenant(session, tenant_id)
        if stop:
            taxes.stop_answering_for_rates(session, country=country.upper())
        else:
            taxes.answer_for_rates(session, tenant_id, country=country.upper(), reason=reason)
    click.echo(f"{shop.lower()} {country.upper()}: {'full rates' if stop else 'reduced rates'} from today on")


def _tenant_id(session: Session, slug: str) -> int:
    return int(lifecycle.tenant_by_slug(session, slug.lower()).id or 0)


def _recorded(record: Callable[[Session], taxes.Recorded], *, dry_run: bool) -> taxes.Recorded:
    """What was recorded; a dry run finds a database that is ready, and writes nothing."""
    with opened_database() as database:
        if dry_run:
            return taxes.Recorded((), ())
        with database.platform() as session:
            return record(session)


def _tell(file: Path, what: str, count: int, recorded: taxes.Recorded, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        counts = {what: count, "changed": recorded.changed, "unchanged": recorded.unchanged}
        click.echo(json.dumps({"file": str(file), "dry_run": dry_run, **counts}))
        return
    for key in recorded.changed:
        click.echo(f"{key}: recorded")
    done = "Nothing written. " if dry_run else ""
    click.echo(f"{done}{count} {what}: {len(recorded.changed)} recorded, {len(recorded.unchanged)} as they were")


def _text(file: Path) -> str:
    if file.stat().st_size > _LARGEST_BYTES:
        raise taxes.BadRule(str(file), "larger than 5 MB")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise taxes.BadRule(str(file), "not UTF-8") from None


def _as_json(rows: Iterable[taxes.TaxRule]) -> Iterator[str]:
    fields = {"country", "valid_from", "valid_to", "as_of", "confidence", "recorded_by", "recorded_at", "facts"}
    for row in rows:
        yield row.model_dump_json(include=fields)


def _as_table(rows: Iterable[taxes.TaxRule]) -> Iterator[str]:
    today = clock.now().date()
    yield f"{'COUNTRY':<8} {'FROM':<10}  {'UNTIL':<10}  {'CHECKED':<10}  {'AGE':>5}  {'SURE':<6}  SOURCE"
    for row in rows:
        age = f"{(today - row.as_of).days}d"
        until = row.valid_to.isoformat() if row.valid_to else "-"
        source = printable(row.facts["sources"][0]["title"])
        yield (
            f"{row.country:<8} {row.valid_from.isoformat():<10}  {until:<10}  {row.as_of.isoformat():<10}"
            f"  {age:>5}  {row.confidence:<6}  {source}"
        )
