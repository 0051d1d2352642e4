"""Who looks at the pages: Lighthouse, axe in two windows, the Nu HTML checker, and the scales."""

import contextlib
import gzip
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.audit.zone import Answer, AuditedPage, get

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
# What is kept out of search engines on purpose can not be asked to be found by them, and a browser writes the status
# of a page that is not there into its console.
_ON_PURPOSE = {
    **{kind: ["is-crawlable"] for kind in ("search", "cart", "checkout")},
    "error": ["is-crawlable", "http-status-code", "errors-in-console"],
}
# Both ways in which a visitor may meet a page: a phone by day, a desk by night.
_WINDOWS = (
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True, "device_scale_factor": 2},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
)
_WATCH_SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
_SCROLL = """async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += 400) {
      window.scrollTo(0, top);
      await new Promise((done) => setTimeout(done, 40));
    }
    window.scrollTo(0, 0);
    await new Promise((done) => setTimeout(done, 200));
}"""
_AXE = """async () => {
    const options = { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } };
    const { violations } = await axe.run(document, options);
    return violations.flatMap((one) => one.nodes.map((node) => `${one.id} at ${node.target.join(" ")}`));
}"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What Lighthouse says of a page, in hundredths."""

    scores: dict[str, int]
    shift: float
    failing: tuple[str, ...]
    error: str
    runs: int


@dataclass(frozen=True, slots=True)
class Weight:
    """Compressed bytes before pictures."""

    html: int
    styles: int
    scripts: int

    @property
    def total(self) -> int:
        return self.html + self.styles + self.scripts


@dataclass(slots=True)
class Visit:
    """What a browser saw on a page, in all windows together."""

    violations: list[str] = field(default_factory=list)
    shift: float = 0.0


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next((found for name in names if (found := shutil.which(name))), None)


def lighthouse(pages: Sequence[AuditedPage], browser: str) -> Iterator[tuple[AuditedPage, Seen]]:
    """One after the other, since they would slow each other down."""
    asked = json.dumps(
        [{"url": page.url, "skip": _ON_PURPOSE.get(page.kind, []), "cookies": page.cookies} for page in pages]
    )
    with subprocess.Popen(
        ["node", str(FOLDER / "lighthouse.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "CHROME_PATH": browser},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(asked)
        process.stdin.close()
        for page, line in zip(pages, process.stdout, strict=False):
            yield page, _seen(json.loads(line))


def _seen(report: dict[str, Any]) -> Seen:  # Any: JSON
    scores = {name: round(score * 100) for name, score in report["scores"].items()}
    return Seen(scores, report["shift"], tuple(report["failing"]), report["error"], report["runs"])


@contextlib.contextmanager
def browsing(program: str) -> Iterator[Browser]:
    """A Chromium to which every name below localhost is this machine."""
    arguments = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP *.localhost 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


def visits(pages: Iterable[AuditedPage], program: str) -> Iterator[tuple[AuditedPage, Visit]]:
    """Every page in each window: scrolled to its end, then asked by axe."""
    axe = (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    with browsing(program) as browser:
        for page in pages:
            yield page, _visit(browser, page, axe)


def _visit(browser: Browser, page: AuditedPage, axe: str) -> Visit:
    visit = Visit()
    for window in _WINDOWS:
        context = browser.new_context(**window)
        for cookie in filter(None, page.cookies.split("; ")):
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": page.url}])
        tab: Page = context.new_page()
        tab.add_init_script(_WATCH_SHIFTS)
        if page.answer:
            tab.route(page.url, partial(_answer_again, answer=page.answer))
        tab.goto(page.url, wait_until="networkidle")
        tab.evaluate(_SCROLL)
        tab.wait_for_load_state("networkidle")
        visit.shift = max(visit.shift, tab.evaluate("window.shifted"))
        tab.evaluate(axe)
        visit.violations += tab.evaluate(_AXE)
        context.close()
    return visit


def _answer_again(route: Route, answer: Answer) -> None:
    route.fulfill(status=answer.status, headers=answer.headers, body=answer.content)


def weight(page: AuditedPage) -> Weight:
    html = page.content.decode()
    origin = page.url[: page.url.index("/", len("http://"))]
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', html)
    return Weight(
        len(gzip.compress(page.content)) if page.answer else _compressed(page.url, page.cookies),
        *(sum(_compressed(origin + each) for each in kind) for kind in (styles, scripts)),
    )


def _compressed(url: str, cookies: str = "") -> int:
    return len(get(url, compressed=True, cookies=cookies).content)


def java() -> str | None:
    """A Java that can run the Nu HTML checker."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=f"{home}/bin" if home else None) or shutil.which("java")


def nu_errors(pages: Sequence[AuditedPage], program: str) -> dict[AuditedPage, list[str]]:
    """What the Nu HTML checker calls an error, of all pages in one run."""
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for number, page in enumerate(pages):
            file = Path(folder) / f"{number}.html"
            file.write_bytes(page.content)
            files[file.as_uri().replace("file:///", "file:/")] = page
        jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
        command = [program, "-jar", str(jar), "--format", "json", "--exit-zero-always", folder]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
    errors: dict[AuditedPage, list[str]] = {page: [] for page in pages}
    for message in json.loads(done.stderr or done.stdout)["messages"]:
        if message["type"] != "info":
            page = files[message["url"].replace("file:///", "file:/")]
            errors[page].append(f"{message['message']} (line {message.get('lastLine', 0)})")
    return errors
