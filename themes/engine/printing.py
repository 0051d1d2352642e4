"""What a value looks like on a page: the one way from a value to text, which shows nothing of the inside."""

from decimal import Decimal

from jinja2.runtime import Undefined

from themes.engine.budget import STEP, Budget


def as_text(budget: Budget, value: object) -> str:
    """What printing a value shows. Refuses whatever has no meaning for a shopper, such as a function."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, Undefined):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        budget.spend(STEP + len(value))
        return "[" + ", ".join([as_text(budget, entry) for entry in value]) + "]"
    if isinstance(value, dict):
        budget.spend(STEP + len(value))
        pairs = [f"{as_text(budget, key)}: {as_text(budget, entry)}" for key, entry in value.items()]
        return "{" + ", ".join(pairs) + "}"
    raise TypeError(f"a {type(value).__name__} can not be printed; print one of its fields")
