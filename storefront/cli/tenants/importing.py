"""`storefront tenants import`: bulk onboarding, told row by row."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

from storefront import onboarding
from storefront.cli.opened import opened_database
from storefront.cli.printing import printable
from storefront.onboarding import Difference, Fate, Onboarding, Outcome, Rejection, RejectsFile
from tenants import zones
from tenants.isolation import DatabaseUnavailable
from tenants.kit.settings import load_settings

_PLAIN_PROGRESS_ROWS = 500


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check every row and write nothing.")
@click.option(
    "--errors", "errors_file", type=click.Path(path_type=Path), help="Write the rejected rows to this CSV file."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
def import_file(file: Path, dry_run: bool, errors_file: Path | None, as_json: bool) -> None:
    """Make a working shop of each row of a .csv or .xlsx FILE.

    Safe to run again: businesses that have a shop are left as they are, with a line for each cell that says something
    else, and a run that was cut off goes on. Exit status 0: every row has its shop; 1: some rows were rejected, each
    named with its reason; 2: nothing could be read.
    """
    if errors_file is not None and errors_file.resolve() == file.resolve():
        raise click.UsageError("--errors must name another file than the one that is read")
    settings = load_settings()
    with opened_database() as database:
        zone = zones.load_zone(settings.zone_file)
        table = onboarding.open_table(file)
        run = Onboarding(database, table, zone=zone, platform_domain=settings.platform_domain, dry_run=dry_run)
        with ExitStack() as stack:
            rejects = stack.enter_context(RejectsFile(errors_file, table.columns)) if errors_file else None
            result = _carry_out(run, rejects)
    if table.ends_open:
        click.echo(f"{file}: ends without a line break; if it was cut off, its last shop lacks what follows", err=True)
    _print_summary(file, result, dry_run=dry_run, as_json=as_json)
    if result.interruption:
        click.echo(f"storefront: stopped there: {printable(result.interruption)}; run it again to go on", err=True)
    if result.rejected or result.interruption:
        sys.exit(1)


@dataclass(slots=True)
class _Result:
    fates: Counter[Fate] = field(default_factory=Counter)
    rejected: list[Rejection] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    interruption: str = ""  # what kept the run from its last rows


def _carry_out(run: Onboarding, rejects: RejectsFile | None) -> _Result:
    result = _Result()
    try:
        for outcome in _with_progress(run.run(), run.row_count):
            result.fates[outcome.fate] += 1
            result.differences += outcome.differences
            if outcome.rejection is not None:
                result.rejected.append(outcome.rejection)
                if rejects is not None:
                    rejects.write(outcome.rejection)
    except DatabaseUnavailable as error:
        if not result.fates:
            raise
        result.interruption = str(error)
    return result


def _with_progress(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """A bar on a terminal, a line now and then elsewhere; on stderr, so that stdout holds the result alone."""
    if sys.stderr.isatty():
        with click.progressbar(outcomes, length=total, label="Shops", file=sys.stderr) as watched:
            yield from watched
        return
    for done, outcome in enumerate(outcomes, start=1):
        yield outcome
        if done % _PLAIN_PROGRESS_ROWS == 0 or done == total:
            click.echo(f"{done} of {total} rows", err=True)


def _print_summary(file: Path, result: _Result, *, dry_run: bool, as_json: bool) -> None:
    for cell in result.differences:
        said = f"the shop {cell.slug} keeps {cell.kept!r}, the file says {cell.written!r}"
        click.echo(f"line {cell.line}, {cell.column}: {printable(said)}", err=True)
    fates, rejected = result.fates, result.rejected
    for each in rejected:
        where = f"line {each.line.number}" + (f", {each.column}" if each.column else "")
        click.echo(f"{where}: {printable(each.reason)}", err=True)
    counts = {fate.value: fates[fate] for fate in Fate}
    if as_json:
        errors = [{"line": each.line.number, "column": each.column, "reason": each.reason} for each in rejected]
        summary = {
            "file": str(file),
            "dry_run": dry_run,
            "rows": fates.total(),
            **counts,
            "errors": errors,
            "differences": [asdict(cell) for cell in result.differences],
            "interruption": result.interruption,
        }
        click.echo(json.dumps(summary, ensure_ascii=False))
        return
    told = ", ".join(f"{count} {fate}" for fate, count in counts.items())
    rows = "1 row" if fates.total() == 1 else f"{fates.total()} rows"
    click.echo(f"{'Nothing written. ' if dry_run else ''}{rows}: {told}")
