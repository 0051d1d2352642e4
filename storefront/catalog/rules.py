"""What can be decided without asking the database: filters, paging, which products a collection's rule gathers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from storefront.catalog.errors import BadCollectionRule, BadProduct
from storefront.folding import folded
from storefront.safety import ProductSafety
from tenants.kit.slugs import slugify

PAGE_SIZE = 24
# Counts and facets look at so many products and no more, and paging ends there: no shopper turns 200 pages.
COUNTED_AT_MOST = 5_000
# What of a product or collection is translated, and how many characters each may have.
TEXT_LIMITS = {"title": 300, "description_html": 200_000, "seo_title": 300, "seo_description": 500}
TEXT_FIELDS = tuple(TEXT_LIMITS)
NEW_FOR = timedelta(days=30)
# What net quantities count. Whole numbers suffice: a metre and a half is 1500 mm.
NET_UNITS = ("g", "ml", "mm", "piece")
_LARGEST_NET = 10**8
MOST_WARNING = 2_000
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_EMAIL = re.compile(r"[^@\s\x00]{1,64}@[^@\s\x00]{1,180}")
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class Sort(StrEnum):
    MANUAL = "manual"
    RELEVANCE = "relevance"
    NEWEST = "newest"
    PRICE_ASCENDING = "price-ascending"
    PRICE_DESCENDING = "price-descending"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which products to list. `options` maps an option's key to the values any of which will do.

    A product answers to "size: S" when one of its variants for sale does; with `is_available`, when one that is to be
    had does. Prices are those of the cheapest variant. `product_ids` come in the order of their relevance.
    """

    collection_id: int | None = None
    product_ids: tuple[int, ...] | None = None
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_available: bool = False
    price_min: int | None = None
    price_max: int | None = None


def check_net_quantity(amount: int | None, unit: str | None) -> None:
    """Raises BadProduct."""
    if (amount is None) != (unit is None):
        raise BadProduct("a net quantity has a number and a unit, or neither")
    if amount is not None and (unit not in NET_UNITS or not 0 < amount <= _LARGEST_NET):
        raise BadProduct(f"{amount} {unit!r} is no net quantity: a whole number above zero of {', '.join(NET_UNITS)}")


def check_safety(safety: ProductSafety) -> None:
    """Raises BadProduct where nobody could be reached: who answers for a thing has a name and both addresses."""
    for name, _ in safety_faults(safety):
        raise BadProduct(
            f"{name}: who answers has a name, a postal and an e-mail address; a warning 1 to 2000 characters"
        )


def safety_faults(safety: ProductSafety) -> Iterator[tuple[str, str]]:
    """What is wrong with it, by field, such as `manufacturer-email`: `missing`, `too_long` or `not_an_address`."""
    for role in ("manufacturer", "responsible"):
        who = getattr(safety, role)
        if who is None:
            continue
        for part, most in (("name", 200), ("address", 500)):
            if not _is_said(getattr(who, part), most):
                yield f"{role}-{part}", "too_long" if getattr(who, part).strip() else "missing"
        if _EMAIL.fullmatch(who.email) is None:
            yield f"{role}-email", "not_an_address" if who.email.strip() else "missing"
    for language, text in safety.warnings.items():
        if not _is_said(text, MOST_WARNING):
            yield f"warning-{language}", "too_long" if text.strip() else "missing"


def without_prices(filters: Filters, sort: Sort) -> tuple[Filters, Sort]:
    """The same list where prices are on request: neither its members nor its order give one away."""
    is_by_price = sort in (Sort.PRICE_ASCENDING, Sort.PRICE_DESCENDING)
    return replace(filters, price_min=None, price_max=None), Sort.NEWEST if is_by_price else sort


def sort_title(title: str) -> str:
    """What lists by title go by: Chinese as it is read aloud, the rest by its letters without accents."""
    return slugify(title) if _HAN.search(title) else folded(title)[:80]


def is_key(text: str) -> bool:
    """Whether this can be the key of an option or of one of its values."""
    return _KEY.fullmatch(text) is not None


def chosen_answers(options: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The answers asked for, by option key. What can not be a key is passed over: an address may say anything."""
    found = {}
    for key, values in options.items():
        answers = sorted({f"{key}={value}" for value in values if is_key(value)})
        if answers and is_key(key):
            found[key] = answers
    return found


def last_page(total: int, page_size: int) -> int:
    """The number of the last page; an empty list has one page too."""
    return max(1, -(-total // page_size))


def is_new(published_at: datetime, now: datetime) -> bool:
    """Whether a product was published recently enough to be called new."""
    return now - published_at <= NEW_FOR


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What a collection's rule may ask of a product. `price` is the cheapest in the shop's primary market."""

    title: str
    vendor: str
    product_type: str
    tags: tuple[str, ...]
    price: int | None
    created: datetime


_TEXT_OPERATORS = {"equals", "not_equals", "contains"}
_ORDER_OPERATORS = {"equals", "not_equals", "less_than", "greater_than"}
_OPERATORS = {
    "tag": _TEXT_OPERATORS,
    "product_type": _TEXT_OPERATORS,
    "vendor": _TEXT_OPERATORS,
    "title": _TEXT_OPERATORS,
    "price": _ORDER_OPERATORS,
    "created": {"less_than", "greater_than"},
}


@dataclass(frozen=True, slots=True)
class Condition:
    field: str
    operator: str
    value: str | int | datetime


@dataclass(frozen=True, slots=True)
class CollectionRule:
    match_all: bool
    conditions: tuple[Condition, ...]


def parse_rule(stored: Mapping[str, Any]) -> CollectionRule:  # Any: JSON from a form or a file
    """Raises BadCollectionRule. Dates are ISO 8601 with a zone; prices are minor units."""
    conditions = stored.get("conditions")
    if stored.get("match", "all") not in ("all", "any") or not isinstance(conditions, list) or not conditions:
        raise BadCollectionRule("a rule needs match: all or any, and at least one condition")
    return CollectionRule(stored.get("match", "all") == "all", tuple(_condition(each) for each in conditions))


def _condition(stored: Any) -> Condition:  # Any: JSON
    if not isinstance(stored, Mapping):
        raise BadCollectionRule("a condition is a table of field, operator and value")
    name, operator, value = (stored.get(part) for part in ("field", "operator", "value"))
    if operator not in _OPERATORS.get(str(name), ()):
        raise BadCollectionRule(f"a condition can not ask {name!r} {operator!r}")
    if name == "price":
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadCollectionRule("a price is a whole number of minor units")
        return Condition("price", str(operator), value)
    if not isinstance(value, str) or not value.strip():
        raise BadCollectionRule(f"{name} is compared with a text that is not empty")
    return Condition(str(name), str(operator), _moment(value) if name == "created" else value.strip().casefold())


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadCollectionRule(f"{value!r} is no date") from None
    if moment.tzinfo is None:
        raise BadCollectionRule(f"{value!r} does not name its time zone")
    return moment


def belongs(rule: CollectionRule, product: ProductFacts) -> bool:
    """Whether the rule gathers the product. Texts are compared without regard to case."""
    answers = (_holds(condition, product) for condition in rule.conditions)
    return all(answers) if rule.match_all else any(answers)


def _holds(condition: Condition, product: ProductFacts) -> bool:
    value = condition.value
    if isinstance(value, int):
        return product.price is not None and _in_order(condition.operator, product.price - value)
    if isinstance(value, datetime):
        return _in_order(condition.operator, (product.created - value).total_seconds())
    texts = product.tags if condition.field == "tag" else (str(getattr(product, condition.field)),)
    folded = [text.casefold() for text in texts]
    if condition.operator == "contains":
        return any(value in text for text in folded)
    return (value in folded) == (condition.operator == "equals")


def _in_order(operator: str, difference: float) -> bool:
    outcomes = {
        "equals": difference == 0,
        "not_equals": difference != 0,
        "less_than": difference < 0,
        "greater_than": difference > 0,
    }
    return outcomes[operator]


def _is_said(text: str, most: int) -> bool:
    return bool(text.strip()) and len(text) <= most and "\0" not in text
