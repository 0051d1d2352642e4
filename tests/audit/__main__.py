"""`make audit`: what the themes promise of every page, asked of every kind of page in two views of each theme.

make audit                              everything, on a demo of its own
make audit ARGS="bazaar product"        only pages whose theme, view or kind is among the words
make audit ARGS="--port 8000"           of a demo that runs on this port
"""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from tests.audit import inspectors, zone
from tests.audit.inspectors import Seen, Visit, Weight
from tests.audit.zone import AuditedPage

FULL = ("accessibility", "best-practices", "seo")
LEAST_PERFORMANCE = 98
MOST_BYTES = 60 * 1024
MOST_SCRIPT_BYTES = 12 * 1024
LEGEND = f"""
Lighthouse on mobile settings: {LEAST_PERFORMANCE} in performance (the best of up to three runs) and 100 in the rest;
what is kept out of search engines on purpose (search, error) is not asked to be found by them, nor an error page to
answer 200.
axe: on a phone in light and at a desk in dark colours; layout shift while each is scrolled to its end.
KB: compressed, before pictures, with all CSS, at most {MOST_BYTES // 1024}; JavaScript alone
at most {MOST_SCRIPT_BYTES // 1024}."""
NO_JAVA = "not checked: the Nu HTML checker wants Java 11 or newer (Debian: apt-get install default-jre-headless)"


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that was found out about a page. `html_errors` is None where there was nobody to ask."""

    seen: Seen
    visit: Visit
    weight: Weight
    html_errors: list[str] | None

    @property
    def shift(self) -> float:
        return max(self.seen.shift, self.visit.shift)

    def misses(self) -> Iterator[str]:
        """Each promise that is not kept, and what is in the way."""
        if self.seen.error:
            yield f"Lighthouse: {self.seen.error}"
        for name in FULL:
            if self.seen.scores[name] < 100:
                yield f"{name} {self.seen.scores[name]} instead of 100"
        if self.seen.scores["performance"] < LEAST_PERFORMANCE:
            yield f"performance {self.seen.scores['performance']} instead of {LEAST_PERFORMANCE}"
        if any(self.seen.scores[name] < 100 for name in FULL) or self.seen.scores["performance"] < LEAST_PERFORMANCE:
            yield f"  in the way: {'; '.join(self.seen.failing)}"
        yield from (f"axe: {violation}" for violation in self.visit.violations)
        yield from (f"HTML: {error}" for error in ([NO_JAVA] if self.html_errors is None else self.html_errors))
        if self.weight.total > MOST_BYTES:
            yield f"{_kilobytes(self.weight.total)} KB before pictures instead of {MOST_BYTES // 1024}"
        if self.weight.scripts > MOST_SCRIPT_BYTES:
            yield f"{_kilobytes(self.weight.scripts)} KB of JavaScript instead of {MOST_SCRIPT_BYTES // 1024}"
        if round(self.shift, 3) > 0:
            yield f"layout shift {self.shift:.3f} instead of 0"


def main() -> None:
    arguments = _arguments()
    browser = inspectors.chromium()
    if browser is None:
        sys.exit("the audit wants Chromium: install Debian's chromium, or name another in CHROMIUM")
    with contextlib.ExitStack() as stack:
        port = arguments.port or stack.enter_context(zone.demo())
        pages = [page for page in zone.pages(port) if _is_wanted(page, arguments.words)]
        if not pages:
            sys.exit(f"no page is called {' '.join(arguments.words)}")
        print(f"{len(pages)} pages: {len(zone.VIEWS)} themes, two views of each\n", flush=True)
        zone.wait_for_pictures(pages)
        results = _look(pages, browser)
    misses = {page: found for page, figures in results if (found := list(figures.misses()))}
    _report(misses, len(results))
    sys.exit(1 if misses or len(results) < len(pages) else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make audit", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--port", type=int, help="a demo that runs already")
    parser.add_argument("words", nargs="*", help="themes, views and kinds of pages")
    return parser.parse_args()


def _is_wanted(page: AuditedPage, words: list[str]) -> bool:
    """The page has one of the words for each of the things that words were given for."""
    own = {"theme": page.theme, "view": page.view or "/", "kind": page.kind}
    known = {"theme": set(zone.VIEWS), "view": {view or "/" for _, views in zone.VIEWS.values() for view in views}}
    asked = {"theme": known["theme"] & set(words), "view": known["view"] & set(words)}
    asked["kind"] = set(words) - known["theme"] - known["view"]
    return all(not wanted or own[name] in wanted for name, wanted in asked.items())


def _look(pages: list[AuditedPage], browser: str) -> list[tuple[AuditedPage, Figures]]:
    weights = {page: inspectors.weight(page) for page in pages}
    java = inspectors.java()
    html_errors = inspectors.nu_errors(pages, java) if java else {}
    visits = dict(inspectors.visits(pages, browser))
    print(
        f"{'theme':8} {'view':12} {'page':12}{'perf':>6}{'a11y':>6}{'best':>6}{'seo':>6}"
        f"{'axe':>6}{'html':>6}{'KB':>7}{'JS KB':>7}{'shift':>8}"
    )
    results = []
    for page, seen in inspectors.lighthouse(pages, browser):
        figures = Figures(seen, visits[page], weights[page], html_errors.get(page))
        print(_row(page, figures), flush=True)
        results.append((page, figures))
    return results


def _row(page: AuditedPage, figures: Figures) -> str:
    scores = figures.seen.scores
    html = "–" if figures.html_errors is None else str(len(figures.html_errors))
    return (
        f"{page.theme:8} {page.view or '/':12} {page.kind:12}{scores['performance']:>6}{scores['accessibility']:>6}"
        f"{scores['best-practices']:>6}{scores['seo']:>6}{len(figures.visit.violations):>6}{html:>6}"
        f"{_kilobytes(figures.weight.total):>7}{_kilobytes(figures.weight.scripts):>7}{figures.shift:>8.3f}"
        f"{'  MISSED' if any(figures.misses()) else ''}"
    )


def _kilobytes(count: int) -> str:
    return f"{count / 1024:.1f}"


def _report(misses: dict[AuditedPage, list[str]], looked_at: int) -> None:
    print(LEGEND)
    for page, found in misses.items():
        print(f"\n{page.name}  {page.url}")
        for miss in found:
            print(f"  MISSED {miss}")
    print(f"\n{looked_at - len(misses)} of {looked_at} pages keep every promise")


if __name__ == "__main__":
    main()
