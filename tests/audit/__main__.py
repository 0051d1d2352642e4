"""`make audit`: what the themes promise of every page, asked of every kind of page in two views of each theme.

make audit                              everything, on a demo of its own
make audit ARGS="bazaar product"        only pages whose theme, view or kind is among the words
make audit ARGS="--data-dir .data"      of the demo that runs with its data in this folder
make audit ARGS="--quick"               without Lighthouse, which wants a quiet machine and half an hour
"""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tests.audit import accounts, edge, enquiring, inspectors, kinds, shopping, zone
from tests.audit.backstage import Backstage, backstage
from tests.audit.inspectors import Seen, Visit, Weight
from tests.audit.pictures import make_pictures
from tests.audit.visitor import visitor
from tests.audit.zone import AuditedPage, Demo, Place

FULL = ("accessibility", "best-practices", "seo")
LEAST_PERFORMANCE = 98
MOST_BYTES = 60 * 1024
MOST_SCRIPT_BYTES = 12 * 1024
LEGEND = f"""
Lighthouse on mobile settings: 100, and {LEAST_PERFORMANCE} in performance (where a first run falls below, the median of
three runs), of what search engines get, cart and checkout; what is kept out of search engines on purpose is not
asked to be found by them, nor an error page to answer 200.
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
    wanted = Wanted.by(arguments.words)
    with contextlib.ExitStack() as stack:
        demo = zone.running_demo(arguments.data_dir) if arguments.data_dir else stack.enter_context(zone.demo())
        pages = [page for page in _everywhere(demo, browser, wanted) if page.kind in wanted.kinds]
        if not pages:
            sys.exit(f"no page is called {' '.join(arguments.words)}")
        print(f"{len(pages)} pages of {len({page.kind for page in pages})} kinds\n", flush=True)
        print(f"{make_pictures(pages, demo.data_dir)} pictures were made in every size\n", flush=True)
        zone.wait_for_pictures(pages)
        results = _look(pages, browser, is_quick=arguments.quick)
    misses = {page: found for page, figures in results if (found := list(figures.misses()))}
    _report(misses, len(results))
    unseen = sorted(wanted.kinds - {page.kind for page in pages}) if wanted.is_everywhere else []
    if unseen:
        print(f"MISSED no page was met of the kinds {', '.join(unseen)}")
    sys.exit(1 if misses or unseen or len(results) < len(pages) else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make audit", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data-dir", type=Path, help="where a demo that runs already has its data")
    parser.add_argument("--quick", action="store_true", help="without Lighthouse")
    parser.add_argument("words", nargs="*", help="themes, views and kinds of pages")
    return parser.parse_args()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; of each of the three everything, where no word is one of it."""

    themes: frozenset[str]
    views: frozenset[str]
    kinds: frozenset[str]
    is_everywhere: bool

    @classmethod
    def by(cls, words: list[str]) -> "Wanted":
        themes = frozenset((*zone.VIEWS, edge.NAME))
        views = frozenset(view or "/" for _, views in zone.VIEWS.values() for view in views)
        asked = frozenset(words)
        return cls(
            asked & themes or themes,
            asked & views or views,
            asked - themes - views or kinds.all_kinds(),
            is_everywhere=not asked & (themes | views),
        )

    def has(self, place: Place) -> bool:
        return place.theme in self.themes and (place.view or "/") in self.views


def _everywhere(demo: Demo, browser: str, wanted: Wanted) -> Iterator[AuditedPage]:
    places = [place for place in zone.places(demo.port) if wanted.has(place)]
    for place in places:
        yield from zone.pages(place)
    with backstage(demo.data_dir) as staff, inspectors.browsing(browser) as chromium:
        for place in places:
            yield from _own_pages(place, chromium, staff, wanted.kinds)
    if edge.NAME in wanted.themes:
        yield from edge.pages(demo.port)


def _own_pages(place: Place, browser: Browser, staff: Backstage, wanted: frozenset[str]) -> Iterator[AuditedPage]:
    """A visitor's own pages, but for those of stories of which nothing is asked for: they take their time."""
    buying = kinds.beginning_with("cart", "checkout", "payment", "order", "reminders")
    known = kinds.beginning_with("account", "address", "erase", "sign-in", "tell-me", "news")
    if wanted & kinds.beginning_with("enquiry", "quotation"):
        with visitor(browser, place) as asker:
            yield from enquiring.visited(asker, staff)
    if wanted & (buying - {"cart-empty"}) or "account" in wanted:
        yield from shopping.visited(browser, place, staff)
    if wanted & known:
        yield from accounts.visited(browser, place, staff)


def _look(pages: list[AuditedPage], browser: str, *, is_quick: bool) -> list[tuple[AuditedPage, Figures]]:
    weights = {page: inspectors.weight(page) for page in pages}
    java = inspectors.java()
    html_errors = inspectors.nu_errors(pages, java) if java else {}
    print(
        f"{'theme':8} {'view':12} {'page':21}{'perf':>6}{'a11y':>6}{'best':>6}{'seo':>6}"
        f"{'runs':>6}{'axe':>6}{'html':>6}{'KB':>7}{'JS KB':>7}{'shift':>8}"
    )
    results: list[tuple[AuditedPage, Figures]] = []

    def note(page: AuditedPage, seen: Seen | None, visit: Visit) -> None:
        figures = Figures(seen, visit, weights[page], html_errors.get(page))
        print(_row(page, figures), flush=True)
        results.append((page, figures))

    asked = [] if is_quick else [page for page in pages if page.kind in kinds.LIGHTHOUSE]
    visits = {}
    for page, visit in inspectors.visits(pages, browser):
        if page in asked:
            visits[page] = visit
        else:
            note(page, None, visit)
    for page, seen in inspectors.lighthouse(asked, browser):
        note(page, seen, visits[page])
    return results


def _row(page: AuditedPage, figures: Figures) -> str:
    names = ("performance", *FULL)
    seen = figures.seen
    scores = [*(seen.scores[name] for name in names), seen.runs] if seen else ["–"] * 5
    html = "–" if figures.html_errors is None else str(len(figures.html_errors))
    return (
        f"{page.theme:8} {page.view or '/':12} {page.kind:21}{''.join(f'{score:>6}' for score in scores)}"
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
