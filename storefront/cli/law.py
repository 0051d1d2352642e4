"""`storefront law`: what the law of each market asks of a sale, which changes without a release."""

import getpass
import json
from pathlib import Path

import click

from storefront import law as laws
from storefront.cli.opened import opened_database
from storefront.cli.printing import printable
from tenants.kit import clock

_LARGEST_BYTES = 1_000_000


@click.group()
def law() -> None:
    """Record and list what markets ask of a sale: prices with tax, withdrawal, the words of the order button."""


@law.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--by", default=getpass.getuser, help="Who records them. Default: the user that runs the command.")
@click.option("--dry-run", is_flag=True, help="Check the file and write nothing.")
def import_file(file: Path, by: str, dry_run: bool) -> None:
    """Put the rules of a JSON FILE in force for the whole zone; every shop follows within a second.

    All or none. A rule replaces the one of its kind and place that begins on the same day; what is replaced stays
    readable. Safe to run again. Exit status 0: done; 2: the file is refused, with place and reason.
    """
    rules = laws.selling_rules_in(_text(file))
    changed: tuple[str, ...] = ()
    with opened_database() as database:
        if not dry_run:
            with database.platform() as session:
                changed = laws.record_selling_rules(session, rules, by=by or "unknown")
    for key in changed:
        click.echo(f"{key}: recorded")
    done = "Nothing written. " if dry_run else ""
    unchanged = 0 if dry_run else len(rules) - len(changed)
    click.echo(f"{done}{len(rules)} rules: {len(changed)} recorded, {unchanged} as they were")


@law.command("list")
@click.option("--stale", is_flag=True, help=f"Only rules last checked more than {laws.STALE_DAYS} days ago.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_rules(stale: bool, as_json: bool) -> None:
    """List the rules in force, with the day on which each was last checked."""
    with opened_database() as database, database.platform() as session:
        rules = laws.selling_rules(session, is_stale=stale)
    today = clock.now().date()
    if not as_json:
        heads = f"{'PLACE':<6} {'KIND':<22} {'FROM':<10}  {'CHECKED':<10}  {'AGE':>5}  {'SURE':<6}"
        click.echo(f"{heads}  VALUE; SOURCE")
    for rule in rules:
        if as_json:
            days = {name: str(getattr(rule, name) or "") for name in ("valid_from", "valid_to", "as_of")}
            said = {"kind": rule.kind, "place": rule.place, "value": rule.value, "confidence": rule.confidence}
            click.echo(json.dumps({**said, **days, "source": rule.source_title}))
            continue
        age = f"{(today - rule.as_of).days}d"
        value = json.dumps(rule.value)
        click.echo(
            f"{rule.place:<6} {rule.kind:<22} {rule.valid_from.isoformat():<10}  {rule.as_of.isoformat():<10}"
            f"  {age:>5}  {rule.confidence:<6}  {printable(value)}; {printable(rule.source_title)}"
        )


def _text(file: Path) -> str:
    if file.stat().st_size > _LARGEST_BYTES:
        raise laws.BadSellingRule(str(file), "larger than 1 MB")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise laws.BadSellingRule(str(file), "not UTF-8") from None
