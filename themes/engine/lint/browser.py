"""What only a browser can say: pages that overflow a narrow screen, prices that break there, letters without a font.

Needs a Chromium on the machine; without one there is nothing to report. Scripts of the pages do not run.
"""

import html
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from themes.engine import samples
from themes.engine.findings import Finding

WIDTH: Final = 320  # CSS pixels: WCAG 2.2, 1.4.10
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_SECONDS: Final = 60
_SECONDS_A_PAGE: Final = 1
_SCRIPT: Final = (Path(__file__).parent / "browser.js").read_text(encoding="utf-8")
_OPEN, _CLOSE = '<pre id="report">', "</pre>"


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page that opens by itself: nothing in it is loaded from elsewhere."""

    kind: str
    language: str
    html: str


def find_browser() -> str | None:
    """The program that `CHROMIUM` names, else the first of those that is installed."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


def looked_at(browser: str, pages: Sequence[SavedPage]) -> Iterator[Finding]:
    """Look at every page on a screen of WIDTH pixels."""
    frames = "".join(
        f'<iframe sandbox="allow-same-origin" width="{WIDTH}" height="800" data-page="{html.escape(page.html)}"'
        f' data-prices="{html.escape(json.dumps(samples.sample_prices(page.language)))}"></iframe>'
        for page in pages
    )
    document = f"<!doctype html><meta charset=utf-8><body>{frames}<script>{_SCRIPT}</script>"
    reports = _reports(browser, document, seconds=_SECONDS + len(pages) * _SECONDS_A_PAGE)
    if len(reports) != len(pages):
        yield Finding("theme.toml", 0, "the browser could not look at the pages", f"see whether {browser} starts")
    for page, report in zip(pages, reports, strict=False):
        yield from _findings(page, report)


def _reports(browser: str, document: str, *, seconds: int) -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "pages.html"
        place.write_text(document, encoding="utf-8")
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND",  # a theme under test reaches nobody
            f"--user-data-dir={folder}/profile", "--virtual-time-budget=20000", "--dump-dom", place.as_uri(),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return []
    found = done.stdout.decode("utf-8", "replace").partition(_OPEN)[2].partition(_CLOSE)[0]
    if not found:
        return []
    reports: list[dict[str, object]] = json.loads(html.unescape(found))
    return reports


def _findings(page: SavedPage, report: dict[str, object]) -> Iterator[Finding]:
    name, where = f"templates/{page.kind}.toml", f"the {page.kind} page in {page.language}"
    if report.get("overflow"):
        reason = f"{where} is wider than {WIDTH} pixels: {report['overflow']}"
        yield Finding(name, 0, reason, "let it wrap, shrink or scroll inside itself")
    if report.get("broken"):
        reason = f"{where} breaks a price over two lines at {WIDTH} pixels: {report['broken']}"
        yield Finding(name, 0, reason, "white-space: nowrap, and a smaller size or a line of its own for long prices")
    if report.get("missing"):
        reason = f"{where} has characters that no font can draw: {report['missing']}"
        yield Finding(name, 0, reason, "add a font of that script to the stack")
