"""For theme designers: `python -m themes.engine.cli render aurora product --language ar --out page.html`.

The saved page is self-contained: styles, scripts and fonts are inside, pictures are drawn.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from themes.engine import samples, wall
from themes.engine.errors import ThemeError
from themes.engine.intake import unpack
from themes.engine.library import ThemeLibrary
from themes.engine.lint import browser
from themes.engine.preview import preview, self_contained
from themes.engine.schema import PAGE_KINDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 done, 1 the theme is at fault, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except ThemeError as error:
        print(error, file=sys.stderr)  # noqa: T201  # a command's own output
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m themes.engine.cli", description="Preview and check a theme.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    render = commands.add_parser("render", help="save one page of a theme, filled with samples")
    render.add_argument("theme", help="a theme's name, or the path of its folder")
    render.add_argument("page", choices=PAGE_KINDS)
    render.add_argument("--language", choices=samples.LANGUAGES, default="en")
    render.add_argument("--out", type=Path, help="where to save the page; without it, standard output")
    render.add_argument("--bare", action="store_true", help="the page as a server sends it, with addresses")
    render.add_argument("--as-installed", action="store_true", help="the theme's own page, without filled gaps")
    render.set_defaults(command=_render)
    check = commands.add_parser("check", help="say what is wrong with a theme: file, line, reason, mend")
    check.add_argument("theme", help="a theme's name, or the path of its folder or zip")
    check.add_argument("--json", action="store_true", help="one finding a line, as JSON")
    check.set_defaults(command=_check)
    return parser


def _render(options: argparse.Namespace) -> int:
    library, slug = find_theme(options.theme)
    theme = library.theme(slug)
    html, faults = preview(theme, options.page, options.language, filled=not options.as_installed, bare=options.bare)
    if not options.bare:
        html = self_contained(html, library)
    if options.out:
        options.out.write_text(html, encoding="utf-8")
    else:
        sys.stdout.write(html)
    for fault in faults:
        print(f"left out: {fault}", file=sys.stderr)  # noqa: T201  # a command's own output
    return 1 if faults else 0


def _check(options: argparse.Namespace) -> int:
    path = Path(options.theme)
    with tempfile.TemporaryDirectory() as workshop:
        if path.is_file():
            path = unpack(path, Path(workshop) / "theme")
        elif not path.is_dir():
            path = ThemeLibrary().folder(options.theme)
        findings = wall.check(path)
        found_browser = browser.find_browser()
        if found_browser and not any(finding.is_refusal for finding in findings):
            findings.extend(browser.looked_at(found_browser, wall.saved_pages(path)))
    for finding in findings:
        print(json.dumps(finding.as_json()) if options.json else finding)  # noqa: T201  # a command's own output
    return 1 if findings else 0


def find_theme(name: str) -> tuple[ThemeLibrary, str]:
    """A theme of ours by its name, or any by the path of its folder."""
    ours = ThemeLibrary()
    path = Path(name)
    if ours.has(name) or not path.is_dir():
        return ours, name
    path = path.resolve()
    return ThemeLibrary(path.parent, base=ours), path.name


if __name__ == "__main__":
    sys.exit(main())
