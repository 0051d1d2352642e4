"""`make audit`: what the themes promise of every page, asked of every kind of page in two views of each theme.

make audit                              everything, on a demo of its own
make audit ARGS="bazaar product"        only pages whose theme, view or kind is among the words
make audit ARGS="--port 8000"           of a demo that runs on this port
make audit ARGS="--quick"               without Lighthouse, which wants a quiet machine and half an hour
"""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from tests.audit import inspectors, shopping, zone
from tests.audit.inspectors import Seen, Visit, Weight
from tests.audit.pictures import make_pictures
from tests.audit.zone import AuditedPage

FULL = ("accessibility", "best-practices", "seo")
LEAST_PERFORMANCE = 98
MOST_BYTES = 60 * 1024
MOST_SCRIPT_BYTES = 12 * 1024
LEGEND = f"""
Lighthouse on mobile settings: 100, and {LEAST_PERFORMANCE} in performance (where a first run falls below, the median of
three runs); what is kept out of search engines on purpose (search, error, a visitor's own) is not asked to be found by
them, nor an error page to answer 200.
axe: on a phone in light and at a desk in dark colours; layout shift while each is scrolled to its end.
KB: compressed, before pictures, with all CSS, at most {MOST_BYTES // 1024}; JavaScript alone
at most {MOST_SCRIPT_BYTES // 1024}."""
NO_JAVA = "not checked: the Nu HTML checker wants Java 11 or newer (Debian: apt-get install default-jre-headless)"


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that was found out about a page. `html_errors` and `seen` are None where nobody was asked."""

    seen: Seen | None
    visit: Visit
    weight: Weight
    html_errors: list[str] | None

    @property
    def shift(self) -> float:
        return max(self.seen.shift if self.seen else 0, self.visit.shift)

    def misses(self) -> Iterator[str]:
        """Each promise that is not kept, and what is in the way."""
        if self.seen:
            yield from _missed_scores(self.seen)
        yield from (f"axe: {violation}" for violation in self.visit.violations)
        yield from (f"HTML: {error}" for error in ([NO_JAVA] if self.html_errors is None else self.html_errors))
        if self.weight.total > MOST_BYTES:
            yield f"{_kilobytes(self.weight.total)} KB before pictures instead of {MOST_BYTES // 1024}"
        if self.weight.scripts > MOST_SCRIPT_BYTES:
            yield f"{_kilobytes(self.weight.scripts)} KB of JavaScript instead of {MOST_SCRIPT_BYTES // 1024}"
        if round(self.shift, 3) > 0:
            yield f"layout shift {self.shift:.3f} instead of 0"


def _missed_scores(seen: Seen) -> Iterator[str]:
    if seen.error:
        yield f"Lighthouse: {seen.error}"
    wanted = {**dict.fromkeys(FULL, 100), "performance": LEAST_PERFORMANCE}
    missed = [name for name, least in wanted.items() if seen.scores[name] < least]
    yield from (f"{name} {seen.scores[name]} instead of {wanted[name]}" for name in missed)
    if missed:
        yield f"  in the way: {'; '.join(seen.failing)}"


def main() -> None:
    arguments = _arguments()
    browser = inspectors.chromium()
    if browser is None:
        sys.exit("the audit wants Chromium: install Debian's chromium, or name another in CHROMIUM")
    with contextlib.ExitStack() as stack:
        demo = zone.Demo(arguments.port) if arguments.port else stack.enter_context(zone.demo())
        everywhere = [*zone.pages(demo.port), *_own_pages(demo.port, browser, arguments.words)]
        pages = [page for page in everywhere if _is_wanted(page, arguments.words)]
        if not pages:
            sys.exit(f"no page is called {' '.join(arguments.words)}")
        print(f"{len(pages)} pages: {len(zone.VIEWS)} themes, two views of each\n", flush=True)
        if demo.data_dir is not None:
            print(f"{make_pictures(pages, demo.data_dir)} pictures were made in every size\n", flush=True)
        zone.wait_for_pictures(pages)
        results = _look(pages, browser, is_quick=arguments.quick)
    misses = {page: found for page, figures in results if (found := list(figures.misses()))}
    _report(misses, len(results))
    sys.exit(1 if misses or len(results) < len(pages) else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make audit", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--port", type=int, help="a demo that runs already")
    parser.add_argument("--quick", action="store_true", help="without Lighthouse")
    parser.add_argument("words", nargs="*", help="themes, views and kinds of pages")
    return parser.parse_args()


def _own_pages(port: int, browser: str, words: list[str]) -> Iterator[AuditedPage]:
    """A visitor's own pages, unless only others are asked for: they take buying three times in each view."""
    kinds = set(words) - set(zone.VIEWS) - {view or "/" for _, views in zone.VIEWS.values() for view in views}
    if not kinds or kinds & shopping.KINDS:
        yield from shopping.visited(port, browser)


def _is_wanted(page: AuditedPage, words: list[str]) -> bool:
    """The page has one of the words for each of the things that words were given for."""
    own = {"theme": page.theme, "view": page.view or "/", "kind": page.kind}
    known = {"theme": set(zone.VIEWS), "view": {view or "/" for _, views in zone.VIEWS.values() for view in views}}
    asked = {"theme": known["theme"] & set(words), "view": known["view"] & set(words)}
    asked["kind"] = set(words) - known["theme"] - known["view"]
    return all(not wanted or own[name] in wanted for name, wanted in asked.items())


def _look(pages: list[AuditedPage], browser: str, *, is_quick: bool) -> list[tuple[AuditedPage, Figures]]:
    weights = {page: inspectors.weight(page) for page in pages}
    java = inspectors.java()
    html_errors = inspectors.nu_errors(pages, java) if java else {}
    print(
        f"{'theme':8} {'view':12} {'page':12}{'perf':>6}{'a11y':>6}{'best':>6}{'seo':>6}"
        f"{'runs':>6}{'axe':>6}{'html':>6}{'KB':>7}{'JS KB':>7}{'shift':>8}"
    )
    visited = inspectors.visits(pages, browser)
    visits = {} if is_quick else dict(visited)
    asked = visited if is_quick else inspectors.lighthouse(pages, browser)
    results = []
    for page, found in asked:
        seen, visit = (None, found) if isinstance(found, Visit) else (found, visits[page])
        figures = Figures(seen, visit, weights[page], html_errors.get(page))
        print(_row(page, figures), flush=True)
        results.append((page, figures))
    return results


def _row(page: AuditedPage, figures: Figures) -> str:
    names = ("performance", *FULL)
    scores = [str(figures.seen.scores[name]) for name in names] + [str(figures.seen.runs)] if figures.seen else "–" * 5
    html = "–" if figures.html_errors is None else str(len(figures.html_errors))
    return (
        f"{page.theme:8} {page.view or '/':12} {page.kind:12}{''.join(f'{score:>6}' for score in scores)}"
        f"{len(figures.visit.violations):>6}{html:>6}"
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
