"""What the work budget costs our own themes: every page of samples rendered with it and without it, by turns.

Without it, templates are compiled with no payment in them, and neither printing nor filters pay. Everything else,
the sandbox itself included, is the same, and so is every character of the result.
"""

import gc
import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from unittest import mock

from jinja2 import nodes

from themes import engine
from themes.engine import PAGE_KINDS, Theme, ThemeLibrary, environment, render, samples
from themes.engine.budget import PAGE_BUDGET, Budget
from themes.engine.metering import printer
from themes.engine.printing import as_text, escape_text

ROUNDS = 60
TARGET_SHARE = 0.05

Render = Callable[[], str]


class _Free(Budget):
    """A budget that nobody pays into."""

    __slots__ = ()

    def spend(self, units: int) -> bool:
        return True

    def weigh(self, value: object) -> object:
        return value

    def sized(self, value: object) -> object:
        return value


def run() -> None:
    print("\nThe work budget, pages of samples, fastest of", ROUNDS, "turns each")
    print(f"{'':34}{'with':>12}{'without':>12}{'costs':>10}{'spent at most':>16}")
    shares = {}
    for slug in ThemeLibrary().slugs():
        with_budget, without, spent = _measure(slug)
        shares[slug] = with_budget / without - 1
        print(
            f"{slug:34}{with_budget * 1000:>9.2f} ms{without * 1000:>9.2f} ms{shares[slug]:>10.1%}"
            f"{spent / PAGE_BUDGET:>16.1%}"
        )
    print("\nTargets")
    for slug, share in shares.items():
        met = "met   " if share < TARGET_SHARE else "MISSED"
        print(f"  {met} {slug}: the budget costs {share:.1%} (< {TARGET_SHARE:.0%})")


def _measure(slug: str) -> tuple[float, float, int]:
    """Seconds for one page of each kind with and without the budget, and the most that a page spent of it."""
    ours = ThemeLibrary().theme(slug)
    with mock.patch.object(environment, "charge_regions", _no_charge):
        free = ThemeLibrary().theme(slug)
        filters: dict[str, Any] = free.environment.filters  # Any: filters take and give whatever there is
        free.environment.filters = {name: _unpaid(filter_) for name, filter_ in filters.items()}
        for name in free.package.files:
            if name.endswith(".html"):
                free.environment.template(name)
    totals = {"with": 0.0, "without": 0.0}
    most = 0
    for kind in PAGE_KINDS:
        budgets: list[Budget] = []
        with_budget, without = _renderer(ours, kind, budgets), _renderer(free, kind, None)
        assert with_budget() == without(), f"{slug}, {kind}: the same page either way"
        most = max(most, *(PAGE_BUDGET - budget.left for budget in budgets))
        fast, fast_free = _fastest(_renderer(ours, kind, []), without)
        totals["with"] += fast
        totals["without"] += fast_free
    return totals["with"], totals["without"], most


def _fastest(one: Render, other: Render) -> tuple[float, float]:
    """By turns, since the machine is not equally fast all the time."""
    best = [float("inf"), float("inf")]
    gc.collect()
    gc.disable()
    try:
        for _ in range(ROUNDS):
            for place, page in enumerate((one, other)):
                begun = time.thread_time()
                page()
                best[place] = min(best[place], time.thread_time() - begun)
    finally:
        gc.enable()
    return best[0], best[1]


def _renderer(theme: Theme, kind: str, budgets: list[Budget] | None) -> Render:
    data = samples.sample_choices(theme.package, kind)
    context = samples.sample_context(kind, "en")
    resources = samples.sample_resources("en", theme.needs(kind, data))

    def page() -> str:
        rendered: engine.Rendered = theme.render(kind, context, resources, data, ("en",))
        return rendered.html

    def noted() -> Budget:
        budgets.append(Budget())  # type: ignore[union-attr]
        return budgets[-1]  # type: ignore[index]

    def unpaid() -> str:
        with mock.patch.object(render, "Budget", _Free), mock.patch.object(render, "printer", _printer):
            return page()

    def paid() -> str:
        with mock.patch.object(render, "Budget", noted), mock.patch.object(render, "printer", printer):
            return page()

    return unpaid if budgets is None else paid


def _no_charge(_template: nodes.Template) -> None:
    """Nothing is paid on entering a region."""


def _printer(budget: Budget) -> Callable[[object], str]:
    """As `metering.printer`, without paying."""

    def emit(value: object) -> str:
        if type(value) is str:
            return escape_text(value)
        text = as_text(budget, value)
        return text if hasattr(text, "__html__") else escape_text(text)

    return emit


def _unpaid(filter_: Callable[..., Any]) -> Callable[..., Any]:  # Any: filters take and give whatever there is
    """The filter inside the one that pays, with its result no generator, as there."""
    inner = getattr(filter_, "__wrapped__", None)
    if inner is None:
        return filter_
    passed = getattr(inner, "jinja_pass_arg", None)

    @wraps(inner)
    def run(*args: Any, **named: Any) -> Any:
        result = inner(*args, **named)
        return list(result) if hasattr(result, "__next__") else result

    if passed is not None:
        run.jinja_pass_arg = passed  # type: ignore[attr-defined]
    return run
