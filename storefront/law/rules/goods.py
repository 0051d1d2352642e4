"""Which goods fall under which rule of their destination."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from storefront.law.errors import BadGoodsRule

Status = Literal["prohibited", "licensed", "restricted"]
EVERYWHERE = "**"
EU = "EU"
EU_COUNTRIES = frozenset(
    (
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    )
)  # fmt: skip
SHIPPED = Path(__file__).parent.parent / "data" / "goods_2026_11_24.json"
_KEY = re.compile(r"[a-z][a-z0-9-]{2,39}")
_PREFIX = re.compile(r"([0-9]{2}|[0-9]{4}|[0-9]{6})?")
_PLACE = re.compile(r"[A-Z]{2}|\*\*")


@dataclass(frozen=True, slots=True)
class Goods:
    """What is known of a thing for sale: the caller's own name for it, its code, its tags."""

    key: str
    hs_code: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """One rule on goods. `reason_key` is a text of the catalogues."""

    key: str
    country: str
    hs_prefix: str
    tag: str
    status: Status
    reason_key: str
    source_title: str
    source_url: str
    valid_from: date
    valid_to: date | None
    as_of: date
    confidence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing for sale that a rule speaks of. `blocks`: it may not be sold there, or not without a permit."""

    goods_key: str
    restriction: Restriction
    blocks: bool


@dataclass(frozen=True, slots=True)
class StandingRules:
    """The rules that hold in some destinations on some day, and the keys of those that the shop has a permit for."""

    restrictions: tuple[Restriction, ...]
    permits: frozenset[str]


def places_of(country: str) -> tuple[str, ...]:
    """The names under which rules for a country are kept."""
    return (country, EVERYWHERE, EU) if country in EU_COUNTRIES else (country, EVERYWHERE)


def findings(goods: Iterable[Goods], rules: Iterable[Restriction], permits: frozenset[str]) -> Iterator[Finding]:
    """Each thing with each rule that speaks of it. What is merely restricted may be sold, with its conditions."""
    standing = tuple(rules)
    for thing in goods:
        for rule in standing:
            if _speaks_of(rule, thing):
                is_needed = rule.status == "licensed" and rule.key not in permits
                yield Finding(thing.key, rule, rule.status == "prohibited" or is_needed)


def findings_by_country(
    rules: StandingRules, countries: Iterable[str], goods: Iterable[Goods]
) -> dict[str, tuple[Finding, ...]]:
    """What each of the destinations says of the goods; every one of them is a key."""
    things = tuple(goods)
    found = {}
    for country in countries:
        places = places_of(country)
        there = [rule for rule in rules.restrictions if rule.country in places]
        found[country] = tuple(findings(things, there, rules.permits))
    return found


def restrictions_in(text: str) -> tuple[Restriction, ...]:
    """The rules of a file. Raises BadGoodsRule with the first thing that is wrong and where."""
    try:
        content = json.loads(text)
        sources, rows = content["sources"], content["rules"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadGoodsRule("file", f"must be JSON with sources and rules: {str(error)[:80]}") from None
    if not isinstance(rows, list) or not isinstance(sources, dict):
        raise BadGoodsRule("file", "sources is an object and rules a list")
    return tuple(_restriction(place, row, sources) for place, row in enumerate(rows))


def _speaks_of(rule: Restriction, thing: Goods) -> bool:
    has_code = not rule.hs_prefix or bool(thing.hs_code and thing.hs_code.startswith(rule.hs_prefix))
    return has_code and (not rule.tag or rule.tag in thing.tags)


def _restriction(place: int, row: Any, sources: dict[str, Any]) -> Restriction:  # Any: what a file held
    try:
        source = sources[row["source"]]
        made = Restriction(
            key=row["key"],
            country=row["country"],
            hs_prefix=row.get("hs_prefix", ""),
            tag=row.get("tag", ""),
            status=row["status"],
            reason_key=row["reason"],
            source_title=source["title"],
            source_url=source.get("url", ""),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row.get("valid_to") else None,
            as_of=date.fromisoformat(row["as_of"]),
            confidence=row["confidence"],
        )
        is_right = (
            _KEY.fullmatch(made.key)
            and _PLACE.fullmatch(made.country)
            and _PREFIX.fullmatch(made.hs_prefix)
            and (made.hs_prefix or made.tag)
            and made.status in get_args(Status)
            and made.confidence in ("high", "medium", "low")
            and made.reason_key
            and made.source_title
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadGoodsRule(f"rules.{place}", f"{type(error).__name__}: {str(error)[:80]}") from None
    if not is_right:
        raise BadGoodsRule(f"rules.{place}", "a key, a place, goods by code or tag, a status, a reason and a source")
    return made
