"""What a value looks like on a page: the one way from a value to text, which shows nothing of the inside."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from jinja2.runtime import Undefined
from markupsafe import Markup, _escape_inner  # type: ignore[attr-defined]  # what escape() does before making Markup

from themes.engine.budget import STEP, Budget

_NUMBERS: Final = (int, float, Decimal)
_LISTS: Final = (list, tuple)
escape_text: Final[Callable[[str], str]] = _escape_inner


def escaped(text: str) -> str:
    """A text for HTML; what is markup stays. A plain str, since making Markup of it would double the cost."""
    return text if isinstance(text, Markup) else escape_text(text)


def as_text(budget: Budget, value: object) -> str:
    """What printing a value shows. Refuses whatever has no meaning for a shopper, such as a function."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, Undefined):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _NUMBERS):
        return str(value)
    if isinstance(value, _LISTS):
        budget.spend(STEP + len(value))
        return "[" + ", ".join([as_text(budget, entry) for entry in value]) + "]"
    if isinstance(value, dict):
        budget.spend(STEP + len(value))
        pairs = [f"{as_text(budget, key)}: {as_text(budget, entry)}" for key, entry in value.items()]
        return "{" + ", ".join(pairs) + "}"
    raise TypeError(f"a {type(value).__name__} can not be printed; print one of its fields")
