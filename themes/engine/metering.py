"""How filters, tests and printing pay: what is walked through and made is taken from the page's budget."""

import types
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
_PLAIN: Final = _SCALARS + _CONTAINERS
_LISTS: Final = (list, tuple)
_SIZED: Final = (str, *_CONTAINERS)
_TEXTS: Final = (str, Markup)
_NUMBERS: Final = (int, float, Decimal)
_GENERATOR: Final = types.GeneratorType


def budget_of(context: Context) -> Budget:
    """The budget of the page that is being rendered. Raises TypeError elsewhere."""
    if not isinstance(context, PageContext):
        raise TypeError("filters run inside a page")
    return context.budget


def counted(budget: Budget, values: Iterable[object]) -> list[object]:
    """All of an iterable, each item paid for before it is taken."""
    taken = []
    for value in values:
        budget.left -= STEP
        if budget.left < 0:
            budget.exhausted()
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
            budget.left -= size
            if budget.left < 0:
                budget.exhausted()
        return text

    return emit


def metered(inner: Filter, *, price: int = 1, is_shallow: bool = False) -> Filter:
    """The filter, paying for its arguments and its result, which is never a generator that runs later.

    `price` multiplies what its first argument's length costs, for filters that take longer than reading it once. A
    shallow filter hands the items of its first argument on without looking into them.
    """
    pay_first = _walked if is_shallow else _paid
    passed = _PassArg.from_obj(inner)

    @pass_context
    @wraps(inner, updated=())
    def run(context: Context, value: Any, /, *args: Any, **named: Any) -> Any:
        budget = budget_of(context)
        is_prepaid = is_shallow and type(value) in _LISTS
        if is_prepaid:
            _prepay(budget, len(value), price, (*args, *named.values()) if named else args)
        else:
            budget.spend(STEP)
            value = pay_first(budget, value)
            args = tuple([_paid(budget, arg) for arg in args]) if args else args
            for name, arg in named.items():
                named[name] = _paid(budget, arg)
            _pay_for_size(budget, value, price, (*args, *named.values()))
        if passed is None:
            result = inner(value, *args, **named)
        else:
            result = inner(_wanted(passed, context), value, *args, **named)
        if type(result) is _GENERATOR:
            return list(result) if is_prepaid else counted(budget, result)
        if isinstance(result, str):
            budget.spend(len(result))
        elif not isinstance(result, _PLAIN) and isinstance(result, Iterable):
            return counted(budget, result)
        return result

    # `wraps` copied the mark of what the inner filter wants; ours wants the context.
    run.jinja_pass_arg = _PassArg.context  # type: ignore[attr-defined]
    return run


def _wanted(passed: _PassArg, context: Context) -> object:
    """What a filter asked Jinja2 to be given first."""
    if passed is _PassArg.context:
        return context
    return context.environment if passed is _PassArg.environment else context.eval_ctx


def _pay_for_size(budget: Budget, value: object, price: int, args: Iterable[object]) -> None:
    if isinstance(value, _SIZED):
        budget.spend(price * len(value))
        for arg in args:
            spend_pairing(budget, value, arg)


def _prepay(budget: Budget, count: int, price: int, args: Iterable[object]) -> None:
    """What a shallow filter costs at most on so many items, of which each is taken once and handed on at most once."""
    cost = STEP + count * (2 * STEP + price)
    for arg in args:
        if type(arg) is str:
            cost += len(arg) // 8 + count * len(arg)
        else:
            _paid(budget, arg)
    budget.left -= cost
    if budget.left < 0:
        budget.exhausted()


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
    if type(value) in _TEXTS:
        budget.spend(len(value) // 8)  # type: ignore[arg-type]
        return value
    if isinstance(value, _PLAIN):
        return budget.weigh(value)
    if isinstance(value, Iterable):
        return budget.weigh(counted(budget, value))
    return value


def _walked(budget: Budget, value: object) -> object:
    """What it costs to go through the items of a value, whatever they are."""
    if isinstance(value, _LISTS):
        budget.spend(STEP * len(value))
        return value
    return _paid(budget, value)


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
        if not all(isinstance(operand, _NUMBERS) for operand in operands):
            raise TypeError("only a number is odd, even or divisible")
        return inner(*operands)

    return run
