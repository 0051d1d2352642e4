"""`storefront themes check`: what is wrong with a theme, said without a database."""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from storefront.cli.themes.findings import counted, line_of, require_theme
from themes import engine
from themes.engine import Finding, ThemeLibrary, ThemeRefused
from themes.engine.lint import browser
from themes.engine.wall import saved_pages

_PLACE_FOR_CHECKS = "theme"


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
    require_theme(path)
    findings = _findings(path, parents or ThemeLibrary().root, chromium=None if no_browser else browser.find_browser())
    if as_json:
        found = {"path": str(path), "findings": [finding.as_json() for finding in findings]}
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(line_of(finding))
        click.echo(f"{path}: {_summary(findings)}", err=True)
    if findings:
        sys.exit(1)


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
    name = engine.upload_name(path.resolve().name)
    return name if engine.is_theme_name(name) else _PLACE_FOR_CHECKS


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "nothing to mend"
    refusals = sum(finding.is_refusal for finding in findings)
    keeping = "1 of which keeps" if refusals == 1 else f"{refusals or 'none'} of which keep"
    return f"{counted(len(findings), 'finding')}, {keeping} it from being installed"
