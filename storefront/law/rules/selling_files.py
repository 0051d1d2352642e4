"""Files of rules on sales, as the platform imports them: read whole, and refused with place and reason."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from storefront.law.errors import BadSellingRule
from storefront.law.rules.selling import LOWEST_PRICE_DAYS, ORDER_BUTTONS, LawRule
from storefront.withdrawal import NoWithdrawal

SHIPPED_SELLING = Path(__file__).parent.parent / "data" / "selling_2026_11_24.json"
_PLACE = re.compile(r"[A-Z]{2}")
_MOST_DAYS = 366


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_days(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _MOST_DAYS


def _is_stored_days(value: object) -> bool:
    return _is_days(value) and value == LOWEST_PRICE_DAYS


def _is_exceptions(value: object) -> bool:
    """By our name, the law's own number."""
    if not isinstance(value, dict):
        return False
    return all(kind in set(NoWithdrawal) and isinstance(number, str) and number for kind, number in value.items())


def _is_button(value: object) -> bool:
    return isinstance(value, str) and value in ORDER_BUTTONS


# What each kind of rule may say.
KINDS: Mapping[str, Callable[[object], bool]] = {
    "lowest_price_days": _is_stored_days,
    "withdrawal_days": _is_days,
    "withdrawal_exceptions": _is_exceptions,
    "product_safety": _is_flag,
    "order_button": _is_button,
}


def selling_rules_in(text: str) -> tuple[LawRule, ...]:
    """The rules of a file such as `law/data/selling_2026_11_24.json`, one for each place. Raises BadSellingRule."""
    try:
        content = json.loads(text)
        sources, rows, as_of = content["sources"], content["rules"], date.fromisoformat(content["as_of"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadSellingRule("file", f"must be JSON with as_of, sources and rules: {str(error)[:80]}") from None
    if not isinstance(rows, list) or not rows or not isinstance(sources, dict):
        raise BadSellingRule("file", "sources is an object and rules a list")
    rules = tuple(
        rule for place, row in enumerate(rows) for rule in _rules(f"rules.{place}", row, sources=sources, as_of=as_of)
    )
    seen: set[str] = set()
    for rule in rules:
        if rule.key in seen:
            raise BadSellingRule(rule.key, "is there twice")
        seen.add(rule.key)
    return rules


def shipped_selling_rules() -> tuple[LawRule, ...]:
    """The rules that a new zone begins with."""
    return selling_rules_in(SHIPPED_SELLING.read_text(encoding="utf-8"))


def _rules(where: str, row: Any, *, sources: dict[str, Any], as_of: date) -> list[LawRule]:  # Any: what JSON holds
    try:
        source, kind, value = sources[row["source"]], row["kind"], row["value"]
        valid_to = date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None
        made = [
            LawRule(
                kind=kind,
                place=country,
                value=value,
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=valid_to,
                source_title=source["title"],
                source_url=source.get("url", ""),
                as_of=as_of,
                confidence=row["confidence"],
            )
            for country in row["countries"]
        ]
        is_value = kind in KINDS and KINDS[kind](value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadSellingRule(where, f"{type(error).__name__}: {str(error)[:80]}") from None
    if not is_value:
        raise BadSellingRule(f"{where}.value", f"{kind!r:.40} can not say {value!r:.40}")
    if not made or not all(_is_right(each) for each in made):
        raise BadSellingRule(where, "needs countries of two letters, days in order, a source and a confidence")
    return made


def _is_right(rule: LawRule) -> bool:
    return bool(
        _PLACE.fullmatch(rule.place)
        and (rule.valid_to is None or rule.valid_to >= rule.valid_from)
        and isinstance(rule.source_title, str)
        and 0 < len(rule.source_title) <= 300
        and re.fullmatch(r"(https?://\S{1,480})?", rule.source_url)
        and rule.confidence in ("high", "medium", "low")
    )
