"""The filters and tests that templates may use. Each spends the page's budget for what it walks through and makes.

Left out on purpose: `safe`, `xmlattr`, `forceescape` (escaping is not a template's to decide), `format`, `attr`,
`pprint` (doors to the inside), `center`, `indent`, `wordwrap`, `urlize`, `filesizeformat`, `random` (cost or no use).
"""

import math
from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final

from jinja2 import Environment, pass_context, pass_environment, tests
from jinja2 import filters as jinja
from jinja2.runtime import Context, Undefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape, soft_str

from themes.engine.budget import STEP
from themes.engine.metering import Filter, budget_of, comparing, counted, metered, of_number, spend_pairing, text_filter
from themes.engine.printing import as_text

MOST_COLUMNS: Final = 1_000
_LISTS: Final = (list, tuple)


@pass_context
def join(context: Context, value: Iterable[object], d: object = "", attribute: str | int | None = None) -> str:
    """The items with `d` between, escaped as they would be alone."""
    budget = budget_of(context)
    items = counted(budget, value)
    spend_pairing(budget, items, attribute)
    if attribute is not None:
        read = jinja.make_attrgetter(context.environment, attribute)
        items = [read(item) for item in items]
    pieces = [escape(item if isinstance(item, str) else as_text(budget, item)) for item in items]
    between = escape(soft_str(d))
    budget.spend(sum(map(len, pieces)) + len(between) * len(pieces))
    return between.join(pieces)


@pass_context
def replace(context: Context, s: object, old: object, new: object, count: int = -1) -> str:
    """Text with one thing put for another. What was markup stays escaped: no replacement makes a tag."""
    budget = budget_of(context)
    text = s if isinstance(s, str) else as_text(budget, s)
    before, after = str(soft_str(old)), str(soft_str(new))
    found = text.count(before) if count < 0 else min(count, text.count(before))
    budget.spend(STEP + len(text) + found * (6 * len(after)))
    return text.replace(before, after, count) if before else text


def to_int(value: object, default: int = 0) -> int:
    """A whole number, or the default where the text is none."""
    try:
        if isinstance(value, Decimal) and value.adjusted() > 30:
            return default
        if isinstance(value, str) and len(value) > 40:
            return default
        return int(value if isinstance(value, str | int | float | Decimal) else default)
    except (ValueError, OverflowError, InvalidOperation):
        try:
            return int(float(value)) if isinstance(value, str) and math.isfinite(float(value)) else default
        except (ValueError, OverflowError):
            return default


def to_float(value: object, default: float = 0.0) -> float:
    """A number, or the default for what is none; it never raises."""
    try:
        return float(value) if isinstance(value, str | int | float | Decimal) else default
    except (ValueError, OverflowError):
        return default


def rounded(value: object, precision: int = 0, method: str = "common") -> object:
    """Rounded half up, or with `ceil` or `floor`; a whole number where no decimals are asked for."""
    if not isinstance(value, int | float | Decimal):
        return value
    how = {"common": ROUND_HALF_UP, "ceil": ROUND_CEILING, "floor": ROUND_FLOOR}.get(method)
    if how is None or not 0 <= precision <= 12:
        raise ValueError("round knows common, ceil and floor, and up to 12 decimals")
    number = Decimal(str(value))
    if not number.is_finite() or number.adjusted() > 15:
        return value
    result = number.quantize(Decimal(1).scaleb(-precision), rounding=how)
    return int(result) if precision == 0 else result


@pass_environment
def total(
    environment: Environment, value: Iterable[object], attribute: str | int | None = None, start: int = 0
) -> object:
    """The sum of numbers."""
    if attribute is not None:
        value = map(jinja.make_attrgetter(environment, attribute), value)
    result: Any = start
    for number in value:
        if not isinstance(number, int | float | Decimal):
            raise TypeError("sum adds numbers only")
        result += number
    return result


def to_json(value: object) -> Markup:
    """JSON that is safe inside HTML, for data attributes and data blocks."""
    return htmlsafe_json_dumps(value, default=_as_json)


def _as_json(value: object) -> object:
    if value is None or isinstance(value, Undefined):
        return None
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"a {type(value).__name__} can not become JSON")


def truncate(value: object, length: int = 255, killwords: bool = False, end: str = "…", leeway: int = 0) -> str:
    """The beginning of a text, cut at a word; markup loses its tags first."""
    text = Markup(value).striptags() if isinstance(value, Markup) else str(soft_str(value))
    if len(text) <= length + leeway:
        return text
    cut = text[: max(0, length - len(end))]
    return (cut if killwords else cut.rpartition(" ")[0] or cut) + end


@pass_context
def columns(context: Context, value: Iterable[object], slices: int, fill_with: object = None) -> list[list[object]]:
    """The items dealt out to so many columns, each of them paid for, the empty ones too."""
    if not 1 <= slices <= MOST_COLUMNS:
        raise ValueError(f"slice makes 1 to {MOST_COLUMNS} columns")
    budget_of(context).spend(STEP * slices)
    return list(jinja.sync_do_slice(list(value), slices, fill_with))


@pass_context
def batches(context: Context, value: Iterable[object], linecount: int, fill_with: object = None) -> list[list[object]]:
    """The items in rows of so many, each place of a row paid for."""
    if not 1 <= linecount <= MOST_COLUMNS:
        raise ValueError(f"batch makes rows of 1 to {MOST_COLUMNS}")
    budget_of(context).spend(STEP * linecount)
    return list(jinja.do_batch(value, linecount, fill_with))


@pass_context
def listed(context: Context, value: Iterable[object]) -> list[object]:
    """The items of anything that has some, as a list of its own."""
    if isinstance(value, _LISTS):
        budget_of(context).spend(STEP + STEP * len(value))
        return list(value)
    return counted(budget_of(context), value)


def length(value: object) -> int:
    """How many items, or characters of a text."""
    return len(value) if isinstance(value, str | Mapping | list | tuple | range | set) else len(list(value))  # type: ignore[call-overload]


def printed(value: str) -> str:
    """The text itself: a page's strings are printed as they are."""
    return value


_METERED: Final[Mapping[str, Filter]] = {
    "abs": abs,
    "batch": batches,
    "dictsort": jinja.do_dictsort,
    "float": to_float,
    "groupby": jinja.sync_do_groupby,
    "int": to_int,
    "items": jinja.do_items,
    "last": jinja.do_last,
    "map": jinja.sync_do_map,
    "max": jinja.do_max,
    "min": jinja.do_min,
    "reject": jinja.sync_do_reject,
    "rejectattr": jinja.sync_do_rejectattr,
    "reverse": jinja.do_reverse,
    "round": rounded,
    "select": jinja.sync_do_select,
    "selectattr": jinja.sync_do_selectattr,
    "slice": columns,
    "sort": jinja.do_sort,
    "sum": total,
    "tojson": to_json,
    "unique": jinja.do_unique,
}
_PRICES: Final = {"dictsort": 100, "groupby": 100, "map": 10, "sort": 100, "tojson": 10, "unique": 20}
# Their items are neither compared nor copied deeply; tests and filters on the items pay for themselves.
_SHALLOW: Final = frozenset(
    {"batch", "last", "map", "reject", "rejectattr", "reverse", "select", "selectattr", "slice"}
)
_ON_TEXT: Final[Mapping[str, Filter]] = {
    "capitalize": jinja.do_capitalize,
    "e": escape,
    "escape": escape,
    "lower": jinja.do_lower,
    "string": printed,
    "striptags": jinja.do_striptags,
    "title": jinja.do_title,
    "trim": jinja.do_trim,
    "truncate": truncate,
    "upper": jinja.do_upper,
    "urlencode": jinja.do_urlencode,
    "wordcount": jinja.do_wordcount,
}
FILTERS: Final[Mapping[str, Filter]] = {
    **{
        name: metered(inner, price=_PRICES.get(name, 1), is_shallow=name in _SHALLOW)
        for name, inner in _METERED.items()
    },
    **{name: text_filter(inner) for name, inner in _ON_TEXT.items()},
    "default": jinja.do_default,
    "d": jinja.do_default,
    "first": jinja.sync_do_first,
    "length": length,
    "list": listed,
    "count": length,
    "join": join,
    "replace": replace,
}
_REFUSED_TESTS: Final = frozenset({"callable", "filter", "test", "escaped", "lower", "upper"})
_NUMBER_TESTS: Final = frozenset({"odd", "even", "divisibleby"})
_COMPARISONS: Final = frozenset(
    {"in", "==", "eq", "equalto", "!=", "ne", ">", "gt", "greaterthan", "ge", ">=", "<", "lt", "lessthan", "<=", "le"}
)
_JINJA_TESTS: Final[Mapping[str, Any]] = tests.TESTS
TESTS: Final[Mapping[str, Filter]] = {
    name: of_number(test) if name in _NUMBER_TESTS else comparing(test) if name in _COMPARISONS else test
    for name, test in _JINJA_TESTS.items()
    if name not in _REFUSED_TESTS
}
