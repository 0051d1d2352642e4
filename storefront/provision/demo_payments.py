"""How the demo's shops take payment by hand: what `demo_payments.toml` says, with the shop's name in it."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from storefront.money import Money
from storefront.payments import ManualKind, NewManualMethod

_FILE = Path(__file__).with_name("demo_payments.toml")


def manual_methods(shop_name: str) -> list[NewManualMethod]:
    """Bank transfer at home, and cash at the door where that is usual."""
    return [_method(each, shop_name) for each in _told()]


def _method(told: dict[str, Any], shop_name: str) -> NewManualMethod:  # Any: TOML
    def amount(name: str) -> Money | None:
        return Money.parse(told[name], told["currency"]) if name in told else None

    return NewManualMethod(
        kind=ManualKind(told["kind"]),
        fee=amount("fee") or Money(0, told["currency"]),
        instructions={language: text.format(shop=shop_name) for language, text in told["instructions"].items()},
        countries=told.get("countries", ()),
        least=amount("least"),
        most=amount("most"),
    )


@lru_cache(maxsize=1)
def _told() -> list[dict[str, Any]]:  # Any: TOML
    methods: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["methods"]
    return methods
