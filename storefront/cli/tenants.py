"""`storefront tenants`: bulk onboarding, and the registry of shops."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

from storefront.cli.checks import require_ready_database
from storefront.cli.tenant_export import export
from storefront.provision import onboarding
from storefront.provision.onboarding import Difference, Fate, Onboarding, Outcome, Rejection, RejectsFile
from tenants import lifecycle, zones
from tenants.isolation import Database, DatabaseUnavailable
from tenants.kit.settings import Settings, load_settings

_PAGE = 500
_PLAIN_PROGRESS_ROWS = 500


@click.group()
def tenants() -> None:
    """Open, list, suspend and resume shops, and export what is kept of one."""


tenants.add_command(export)


@tenants.command("import")
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
    with _opened_database() as (settings, database):
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
        click.echo(f"storefront: stopped there: {_printable(result.interruption)}; run it again to go on", err=True)
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
        click.echo(f"line {cell.line}, {cell.column}: {_printable(said)}", err=True)
    fates, rejected = result.fates, result.rejected
    for each in rejected:
        where = f"line {each.line.number}" + (f", {each.column}" if each.column else "")
        click.echo(f"{where}: {_printable(each.reason)}", err=True)
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
        }
        click.echo(json.dumps(summary, ensure_ascii=False))
        return
    told = ", ".join(f"{count} {fate}" for fate, count in counts.items())
    rows = "1 row" if fates.total() == 1 else f"{fates.total()} rows"
    click.echo(f"{'Nothing written. ' if dry_run else ''}{rows}: {told}")


@tenants.command("list")
@click.option("--status", type=click.Choice([status.value for status in lifecycle.TenantStatus]), help="Only these.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_tenants(status: str | None, as_json: bool) -> None:
    """List the shops of the zone by slug."""
    wanted = lifecycle.TenantStatus(status) if status else None
    with _opened_database() as (_, database):
        shops = _every_tenant(database, wanted)
        for line in _as_json(shops) if as_json else _as_table(shops):
            click.echo(line)


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
        yield f"{shop.slug:<40}  {shop.status:<9}  {shop.plan:<10}  {opened:<10}  {_printable(shop.name)}"


@tenants.command()
@click.argument("slug")
def suspend(slug: str) -> None:
    """Close a shop for now: its hosts answer 503 within a second."""
    with _opened_database() as (_, database), database.platform() as session:
        is_changed = lifecycle.suspend_tenant(session, slug.lower())
    click.echo(f"{slug}: {'suspended' if is_changed else 'was suspended already'}")


@tenants.command()
@click.argument("slug")
def resume(slug: str) -> None:
    """Open a suspended shop again."""
    with _opened_database() as (_, database), database.platform() as session:
        is_changed = lifecycle.resume_tenant(session, slug.lower())
    click.echo(f"{slug}: {'live again' if is_changed else 'was live already'}")


@contextmanager
def _opened_database() -> Iterator[tuple[Settings, Database]]:
    settings = load_settings()
    require_ready_database(settings)
    with closing(Database(settings)) as database:
        yield settings, database


def _printable(text: str) -> str:
    """A terminal acts on control characters, so they are shown and not sent."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
