"""What a page may cost: a number of units that the compiled templates themselves spend while they run.

A unit is a character of text made, on the way or in the end; any other step of work costs STEP units. One budget
serves one page: layout, sections, snippets and macros together.
"""

from decimal import Decimal
from typing import Final

from markupsafe import Markup

from themes.engine import drops
from themes.engine.errors import BudgetExceeded

STEP: Final = 10
PAGE_BUDGET: Final = 5_000_000
DEEPEST: Final = 40
LARGEST_PAGE: Final = 2_000_000  # characters of HTML
# Small whatever they hold: weighing one would find nothing to pay for.
_DROPS: Final = frozenset(kind for kind in vars(drops).values() if isinstance(kind, type))
_SMALL: Final = (int, bool, float, Decimal, type(None))
_LISTS: Final = (list, tuple, set, frozenset)
_SLICED: Final = (str, list, tuple)


class Budget:
    """Compiled templates take from `left` and call `exhausted` below zero; everything else calls `spend`."""

    __slots__ = ("depth", "left")

    def __init__(self, units: int = PAGE_BUDGET) -> None:
        self.left = units
        self.depth = 0

    def spend(self, units: int) -> bool:
        """Take units, or raise BudgetExceeded. Always true, so that it can stand in an expression."""
        self.left -= units
        if self.left < 0:
            self.exhausted()
        return True

    def exhausted(self) -> None:
        raise BudgetExceeded("", 0, "the page does more work or writes more text than a page may")

    def enter(self) -> None:
        """One level deeper: a macro, an include, a recursive loop. Raises BudgetExceeded."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise BudgetExceeded("", 0, f"templates call one another more than {DEEPEST} levels deep")

    def leave(self) -> None:
        self.depth -= 1

    def weigh(self, value: object) -> object:
        """Spend what walking through a value costs (comparing, sorting, searching), and hand it back."""
        kind = type(value)
        if kind is str or kind is Markup:
            self.left -= len(value) // 8  # type: ignore[arg-type]
            if self.left < 0:
                self.exhausted()
        elif kind in _SMALL:
            self.spend(1)
        elif isinstance(value, dict):
            self.spend(STEP + STEP * len(value))
            for key, entry in value.items():
                self.weigh(key)
                self.weigh(entry)
        elif isinstance(value, _LISTS):
            cost = STEP + STEP * len(value)
            for entry in value:
                kind = type(entry)
                if kind is str or kind is Markup:
                    cost += len(entry) // 8
                elif kind not in _DROPS:
                    self.weigh(entry)
            self.spend(cost)
        return value

    def sized(self, value: object) -> object:
        """Spend what copying a part of a text or list costs, and hand it back."""
        if not isinstance(value, _SLICED):
            raise TypeError("only texts and lists have parts")
        self.spend(STEP + len(value) // 8)
        return value
