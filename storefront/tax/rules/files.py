"""Files of rules, as the platform imports them: read whole, held to the shape, refused with place and reason."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from storefront.tax.errors import BadRule
from storefront.tax.rules.country import CountryRule, country_rule

SHIPPED = Path(__file__).parent.parent / "data" / "rules_2026_11_24.json"
_LARGEST_BYTES = 5_000_000


def rules_in(text: str) -> tuple[CountryRule, ...]:
    """The rules of a file, in its order. Two rules of a country may not hold for the same day. Raises BadRule."""
    if len(text) > _LARGEST_BYTES:
        raise BadRule("file", "larger than 5 MB")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRule("file", f"not JSON: {str(error)[:100]}") from None
    if not isinstance(content, dict) or not isinstance(content.get("rules"), list) or not content["rules"]:
        raise BadRule("rules", "a list of rules is needed")
    sources = content.get("sources")
    named: dict[str, Any] = sources if isinstance(sources, dict) else {}
    rules = tuple(country_rule(_with_sources(each, named)) for each in content["rules"])
    check_periods(rules)
    return rules


def shipped_rules() -> tuple[CountryRule, ...]:
    """The rules that a new zone begins with."""
    return rules_in(SHIPPED.read_text(encoding="utf-8"))


def check_periods(rules: Sequence[CountryRule]) -> None:
    """Raises BadRule where two rules of a country hold for the same day, but for one that simply begins later."""
    starts: set[tuple[str, str]] = set()
    for rule in rules:
        key = (rule.country, rule.valid_from.isoformat())
        if key in starts:
            raise BadRule(f"{rule.country}.valid_from", f"two rules begin on {key[1]}")
        starts.add(key)


def _with_sources(rule: Any, named: dict[str, Any]) -> Any:
    """The rule with its sources written out, where it names them by key."""
    if not isinstance(rule, dict) or not isinstance(rule.get("sources"), list):
        return rule
    keys = rule["sources"]
    for key in keys:
        if isinstance(key, str) and key not in named:
            raise BadRule(f"{str(rule.get('country', '?'))[:2]}.sources", f"{key[:20]!r} is not among the sources")
    return rule | {"sources": [named[key] if isinstance(key, str) else key for key in keys]}
