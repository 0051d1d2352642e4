"""Theme code: which themes there are, what is wrong with one, and installing one for a shop."""

import json
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import click

from storefront import media, theming
from storefront.cli.opened import printable
from storefront.cli.opened_shop import opened_shop
from tenants.kit.errors import Invalid
from themes import engine
from themes.engine import Finding, ThemeLibrary, ThemeRefused
from themes.engine.lint import browser
from themes.engine.wall import saved_pages

_PLACE_FOR_CHECKS = "theme"


class NoThemeThere(Invalid):
    """The path leads to neither a folder nor a zip."""


@click.command("list")
@click.option("--shop", "shop_slug", metavar="SLUG", help="Also those that this shop installed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_themes(shop_slug: str | None, as_json: bool) -> None:
    """List the built-in themes, and with --shop those that one shop brought along."""
    rows = list(_built_in())
    if shop_slug is not None:
        with opened_shop(shop_slug) as shop, shop.session() as session:
            rows += [
                {"slug": theme.slug, "version": theme.version, "parent": theme.parent, "shop": shop_slug.lower()}
                for theme in theming.installed_themes(session)
            ]
    for line in map(json.dumps, rows) if as_json else _as_table(rows):
        click.echo(line)


def _built_in() -> Iterator[dict[str, str]]:
    library = ThemeLibrary()
    for slug in library.slugs():
        package = library.theme(slug).package
        yield {"slug": slug, "version": package.version, "parent": "".join(package.lineage[1:2]), "shop": ""}


def _as_table(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    yield f"{'SLUG':<24}  {'VERSION':<10}  {'PARENT':<12}  SHOP"
    for row in rows:
        whose = row["shop"] or "(built in)"
        yield f"{row['slug']:<24}  {row['version']:<10}  {row['parent'] or '-':<12}  {whose}"


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--parents",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with the themes it may build on, instead of the built-in ones.",
)
@click.option("--no-browser", is_flag=True, help="Leave out what only a browser can see.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
def check(path: Path, parents: Path | None, no_browser: bool, as_json: bool) -> None:
    """Say what is wrong with the theme in a folder or zip: file, line, reason and mend, one finding a line.

    Every page is rendered in five languages; where a Chromium is installed it also looks for what overflows a narrow
    screen, prices that break there and characters that no font can draw. Parents are looked for beside a folder, too;
    installing knows the built-in ones alone. Exit status 0: nothing to mend; 1: there are findings; 2: nothing could
    be read.
    """
    _require_theme(path)
    findings = _findings(path, parents or ThemeLibrary().root, chromium=None if no_browser else browser.find_browser())
    if as_json:
        found = {"path": str(path), "findings": [finding.as_json() for finding in findings]}
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(_line(finding))
        click.echo(f"{path}: {_summary(findings)}", err=True)
    if findings:
        sys.exit(1)


@click.command()
@click.argument("slug")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--name", help="The theme's name in the shop. Default: that of the folder or zip, without a version.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
def install(slug: str, path: Path, name: str | None, as_json: bool) -> None:
    """Install the theme in a folder or zip for the shop SLUG alone, or update it there.

    It is unpacked within limits, compiled and rendered once before the shop gets it. A refused one changes nothing.
    An update never touches what the shop chose in its theme. Exit status 0: installed; 1: refused, each reason with
    file and line; 2: nothing could be read.
    """
    _require_theme(path)
    theme_slug = name if name is not None else _default_name(path)
    with ExitStack() as stack:
        shop = stack.enter_context(opened_shop(slug))
        store = stack.enter_context(closing(media.open_store(shop.settings)))
        try:
            theme = theming.install_theme(shop.database, store, tenant_id=shop.tenant_id, slug=theme_slug, source=path)
        except theming.ThemePackageRefused as refused:
            _print_refusals(slug, path, refused.findings, as_json=as_json)
            sys.exit(1)
    if as_json:
        fields = {"slug", "version", "parent", "digest", "size"}
        click.echo(json.dumps({"shop": slug.lower(), **theme.model_dump(include=fields)}))
    else:
        built_on = f", built on {theme.parent}" if theme.parent else ""
        click.echo(f"{slug.lower()}: {theme.slug} {theme.version} is installed{built_on}")


def _print_refusals(slug: str, path: Path, findings: Iterable[Finding], *, as_json: bool) -> None:
    listed = list(findings)
    if as_json:
        refused = {"shop": slug.lower(), "path": str(path), "findings": [finding.as_json() for finding in listed]}
        click.echo(json.dumps(refused, ensure_ascii=False))
    for finding in listed:
        click.echo(_line(finding), err=True)
    reasons = _count(len(listed), "reason")
    click.echo(f"storefront: {path} was refused for {reasons}; nothing has changed in {slug.lower()}", err=True)


def _findings(path: Path, parents: Path, *, chromium: str | None) -> list[Finding]:
    """What the limits of unpacking say, and the lint. A folder is looked at where it lies, beside its parents."""
    is_in_place = path.is_dir() and path.resolve().name == _folder_name(path)
    refusals: list[Finding] = []
    with tempfile.TemporaryDirectory(prefix="theme-check-") as workshop:
        folder = Path(workshop) / _folder_name(path)
        try:
            engine.unpack(path, folder)
        except ThemeRefused as error:
            refusals = [Finding(error.file, error.line, error.reason, is_refusal=True)]
        if is_in_place:
            folder = path
        elif refusals:
            return refusals
        findings = engine.check(folder, parents=parents)
        if chromium and not any(finding.is_refusal for finding in (*refusals, *findings)):
            findings += browser.looked_at(chromium, saved_pages(folder, parents=parents))
    return sorted({(found.file, found.line, found.reason): found for found in (*refusals, *findings)}.values())


def _folder_name(path: Path) -> str:
    try:
        return theming.theme_name(path.resolve().name)
    except theming.BadThemeName:
        return _PLACE_FOR_CHECKS


def _default_name(path: Path) -> str:
    try:
        return theming.theme_name(path.resolve().name)
    except theming.BadThemeName as error:
        raise click.UsageError(f"{error}: give it one with --name") from None


def _require_theme(path: Path) -> None:
    if not path.exists():
        raise NoThemeThere(f"{path}: there is no such folder or zip")
    if not path.is_dir() and not zipfile.is_zipfile(path):
        raise NoThemeThere(f"{path} is neither a folder nor a zip that can be read")


def _line(finding: Finding) -> str:
    """`file:line: reason – mend`, in characters that a terminal only shows; a file's name may be anybody's."""
    mend = f" – {finding.mend}" if finding.mend else ""
    return printable(f"{finding.file}:{finding.line}: {finding.reason}{mend}")


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "nothing to mend"
    refusals = sum(finding.is_refusal for finding in findings)
    keeping = "1 of which keeps" if refusals == 1 else f"{refusals or 'none'} of which keep"
    return f"{_count(len(findings), 'finding')}, {keeping} it from being installed"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
