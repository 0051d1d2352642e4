"""Stripe's own sample objects, to which an object's facts are added. Their notice is in the file."""

import copy
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from storefront.standins.stripe.forms import Tree

_DATA = Path(__file__).with_name("data")


def sample(name: str, /, **facts: Any) -> Tree:  # Any: JSON
    """A sample of this kind of object with its fields replaced."""
    return copy.deepcopy(_samples()[name]) | facts


def exponent_and_step(currency: str) -> tuple[int, int] | None:
    """The decimals of an amount in Stripe's API and what it is a multiple of; None for a currency not taken."""
    found = _currencies().get(currency)
    return (found[0], found[1]) if found else None


@lru_cache(maxsize=1)
def _samples() -> dict[str, Tree]:
    objects: dict[str, Tree] = json.loads((_DATA / "samples.json").read_text(encoding="utf-8"))["objects"]
    return objects


@lru_cache(maxsize=1)
def _currencies() -> dict[str, list[int]]:
    found: dict[str, list[int]] = json.loads((_DATA / "currencies.json").read_text(encoding="utf-8"))["currencies"]
    return found
