"""`storefront translations`: a shop's texts out to translators and in again, and how complete each language is."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from sqlmodel import Session

from storefront import localization
from storefront import translations as domain
from storefront.cli.checks import require_ready_database
from storefront.cli.printing import printable
from storefront.translations import Completeness, FileFormat, Languages, TranslationsRefused, Unit
from tenants import lifecycle
from tenants.isolation import Database, bind_tenant
from tenants.kit.settings import load_settings

_FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in FileFormat]),
    help="Default: by the file's name, .csv, .xlf, .xliff or .po.",
)
_LANGUAGE = click.option("--language", required=True, help="The language to translate to, such as ms or zh-Hans.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")


@click.group()
def translations() -> None:
    """Take a shop's texts out to translators and bring them in again."""


@translations.command("export")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_LANGUAGE
@_FORMAT
@click.option("--only", type=click.Choice(["missing", "stale", "open"]), help="Only these units; open: both.")
def export_file(slug: str, file: Path, language: str, form: str | None, only: str | None) -> None:
    """Write the texts of the shop SLUG to FILE, with what there is of them in a language."""
    chosen = FileFormat(form) if form else domain.format_of(file)
    with _bound_shop(slug) as (session, tenant_id):
        languages = _languages(session, tenant_id, language)
        units = [unit for unit in domain.units(session, tenant_id, languages.target) if _is_wanted(unit, only)]
    file.write_bytes(domain.written_file(units, languages, chosen))
    click.echo(f"{slug.lower()}: {_count(len(units), 'text')} from {languages.source} to {languages.target}: {file}")


@translations.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@_LANGUAGE
@_FORMAT
@click.option("--dry-run", is_flag=True, help="Check every unit and write nothing.")
@_JSON
def import_file(slug: str, file: Path, language: str, form: str | None, dry_run: bool, as_json: bool) -> None:
    """Bring the translations in FILE into the shop SLUG, all of them or none.

    Units without a translation are passed over. Exit status 0: done; 1: refused, each reason with its unit, and
    nothing has changed; 2: nothing could be read.
    """
    chosen = FileFormat(form) if form else domain.format_of(file)
    content = file.read_bytes()
    try:
        with _bound_shop(slug) as (session, tenant_id):
            languages = _languages(session, tenant_id, language)
            entries = domain.read_file(content, languages, chosen)
            done = domain.import_translations(
                session, tenant_id, language=languages.target, entries=entries, dry_run=dry_run
            )
    except TranslationsRefused as refused:
        _print_refusals(slug, file, refused, as_json=as_json)
        sys.exit(1)
    counts = {"written": done.written, "stale": done.stale, "unchanged": done.unchanged, "empty": done.empty}
    if as_json:
        click.echo(json.dumps({"shop": slug.lower(), "language": languages.target, "dry_run": dry_run, **counts}))
        return
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"{'Nothing written. ' if dry_run else ''}{slug.lower()}, {languages.target}: {told}")


@translations.command()
@click.argument("slug")
@_JSON
def status(slug: str, as_json: bool) -> None:
    """Say how complete the shop SLUG is in each of its languages, and how much of that is stale."""
    with _bound_shop(slug) as (session, tenant_id):
        own = localization.source_language(session, tenant_id)
        spoken = [each for market in localization.markets(session) for each in market.languages]
        found = {
            language: domain.completeness(domain.units(session, tenant_id, language))
            for language in dict.fromkeys(spoken)
            if language != own
        }
    if as_json:
        click.echo(json.dumps({"shop": slug.lower(), "source": own, "languages": _as_json(found)}))
        return
    click.echo(f"{'LANGUAGE':<10}  {'TEXTS':<13}  {'TOTAL':>6}  {'MISSING':>7}  {'STALE':>6}  {'THERE':>5}")
    for language, kinds in found.items():
        for kind, count in {"all": _sum(kinds), **kinds}.items():
            figures = f"{count.total:>6}  {count.missing:>7}  {count.stale:>6}  {count.percent:>4}%"
            click.echo(f"{language:<10}  {kind:<13}  {figures}")


def _as_json(found: dict[str, dict[str, Completeness]]) -> dict[str, dict[str, dict[str, int]]]:
    return {
        language: {
            kind: {"total": count.total, "missing": count.missing, "stale": count.stale, "percent": count.percent}
            for kind, count in {"all": _sum(kinds), **kinds}.items()
        }
        for language, kinds in found.items()
    }


def _sum(kinds: dict[str, Completeness]) -> Completeness:
    counts = kinds.values()
    return Completeness(
        sum(count.total for count in counts),
        sum(count.missing for count in counts),
        sum(count.stale for count in counts),
    )


def _is_wanted(unit: Unit, only: str | None) -> bool:
    return only is None or unit.state == only or (only == "open" and unit.state != "current")


def _languages(session: Session, tenant_id: int, language: str) -> Languages:
    return Languages(localization.source_language(session, tenant_id), str(localization.tag(language)))


def _print_refusals(slug: str, file: Path, refused: TranslationsRefused, *, as_json: bool) -> None:
    if as_json:
        problems = [
            {"unit": problem.unit, "reason": problem.reason.value, "detail": problem.detail}
            for problem in refused.problems
        ]
        click.echo(json.dumps({"shop": slug.lower(), "file": str(file), "problems": problems}, ensure_ascii=False))
    for problem in refused.problems:
        click.echo(printable(str(problem)), err=True)
    reasons = _count(len(refused.problems), "reason")
    click.echo(f"storefront: {file} was refused for {reasons}; nothing has changed in {slug.lower()}", err=True)


@contextmanager
def _bound_shop(slug: str) -> Iterator[tuple[Session, int]]:
    """One transaction of the platform role, bound to the shop: its registry entry holds a text, too."""
    settings = load_settings()
    require_ready_database(settings)
    with closing(Database(settings)) as database, database.platform() as session:
        tenant = lifecycle.tenant_by_slug(session, slug.lower())
        assert tenant.id is not None, "a stored row has its id"
        bind_tenant(session, tenant.id)
        yield session, tenant.id


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
