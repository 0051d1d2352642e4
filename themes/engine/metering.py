"""How filters, tests and printing pay: what is walked through and made is taken from the page's budget."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import wraps
from typing import Any, Final

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined
from jinja2.utils import _PassArg
from markupsafe import Markup

from themes.engine.budget import STEP, Budget
from themes.engine.functions import PageContext
from themes.engine.printing import as_text, escape_text, escaped

# Filters take and give whatever values templates hold, so `Any` is the honest type here.
Filter = Callable[..., Any]

_SMALL: Final = 40
_SCALARS: Final = (str, int, float, Decimal, bool, type(None), Undefined)
_CONTAINERS: Final = (dict, list, tuple)


def budget_of(context: Context) -> Budget:
    if not isinstance(context, PageContext):
        raise TypeError("filters run inside a page")
    return context.budget


def counted(budget: Budget, values: Iterable[object]) -> list[object]:
    """All of an iterable, each item paid for before it is taken."""
    taken = []
    for value in values:
        budget.spend(STEP)
        taken.append(value)
    return taken


def printer(budget: Budget) -> Callable[[object], str]:
    """What compiled templates print with: escaped, paid for, and nothing that has no meaning for a shopper."""

    escape = escape_text

    def emit(value: object) -> str:
        kind = type(value)
        text: str
        if kind is str:
            text = escape(value)  # type: ignore[arg-type]
        elif kind is Markup:
            text = value  # type: ignore[assignment]
        elif value is None:
            return ""
        else:
            text = escaped(as_text(budget, value))
        size = len(text)
        if size > _SMALL:  # shorter ones are paid for by the step that prints them
            budget.spend(size)
        return text

    return emit


def metered(inner: Filter, *, price: int = 1) -> Filter:
    """The filter, paying for its arguments and its result, which is never a generator that runs later.

    `price` multiplies what its first argument's length costs, for filters that take longer than reading it once.
    """
    passed = _PassArg.from_obj(inner)

    @pass_context
    @wraps(inner, updated=())
    def run(context: Context, /, *args: Any, **named: Any) -> Any:
        budget = budget_of(context)
        budget.spend(STEP)
        paid = [_paid(budget, value) for value in args]
        if paid and isinstance(paid[0], str | list | tuple | dict):
            budget.spend(price * len(paid[0]))
            for value in (*paid[1:], *named.values()):
                spend_pairing(budget, paid[0], value)
        for name, value in named.items():
            named[name] = _paid(budget, value)
        if passed is _PassArg.context:
            paid.insert(0, context)
        elif passed is _PassArg.eval_context:
            paid.insert(0, context.eval_ctx)
        elif passed is _PassArg.environment:
            paid.insert(0, context.environment)
        result = inner(*paid, **named)
        if isinstance(result, str):
            budget.spend(len(result))
        elif not isinstance(result, _SCALARS + _CONTAINERS) and isinstance(result, Iterable):
            return counted(budget, result)
        return result

    # `wraps` copied the mark of what the inner filter wants; ours wants the context.
    run.jinja_pass_arg = _PassArg.context  # type: ignore[attr-defined]
    return run


def spend_pairing(budget: Budget, value: str | list[Any] | tuple[Any, ...] | dict[Any, Any], other: object) -> None:
    """What it costs at worst to hold each part of a value against a text: characters to trim, names of fields."""
    if isinstance(other, str):
        budget.spend(len(value) * len(other) // (16 if isinstance(value, str) else 1))


def text_filter(inner: Filter) -> Filter:
    """A metered filter on text: other values become text as printing would show them."""

    def run(context: Context, /, value: object, *args: Any, **named: Any) -> Any:
        text = as_text(budget_of(context), value)
        if _PassArg.from_obj(inner) is _PassArg.eval_context:
            return inner(context.eval_ctx, text, *args, **named)
        return inner(text, *args, **named)

    return metered(pass_context(run), price=2)


def _paid(budget: Budget, value: object) -> object:
    if isinstance(value, _SCALARS + _CONTAINERS):
        return budget.weigh(value)
    if isinstance(value, Iterable):
        return budget.weigh(counted(budget, value))
    return value


def comparing(inner: Filter) -> Filter:
    """A test that walks through its operands, paying for it."""

    @pass_context
    def run(context: Context, /, *operands: Any) -> Any:
        budget = budget_of(context)
        return inner(*[_paid(budget, operand) for operand in operands])

    return run


def of_number(inner: Filter) -> Filter:
    """A test on numbers: `%` means something else to a text."""

    def run(*operands: Any) -> Any:
        if not all(isinstance(operand, int | float | Decimal) for operand in operands):
            raise TypeError("only a number is odd, even or divisible")
        return inner(*operands)

    return run
