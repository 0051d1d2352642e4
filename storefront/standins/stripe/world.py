"""Everything that the stand-in knows: accounts, their objects, keys, and the events that came of them."""

import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import stripe

from storefront.standins.stripe.forms import Tree
from storefront.standins.stripe.refusals import missing
from storefront.standins.stripe.samples import sample

PLATFORM = "acct_platform"
_PREFIXES = {
    "checkout.session": "cs_test", "payment_intent": "pi", "charge": "ch", "balance_transaction": "txn", "refund": "re",
    "dispute": "dp", "payout": "po", "application_fee": "fee", "account": "acct", "event": "evt",
}  # fmt: skip


@dataclass(slots=True)
class World:
    """One process's memory, written to a file after each change where there is one."""

    country: str = "MY"
    currency: str = "myr"
    path: Path | None = None
    spaces: dict[str, dict[str, Tree]] = field(default_factory=dict)  # by account, then id
    keys: dict[str, Tree] = field(default_factory=dict)
    events: list[Tree] = field(default_factory=list)
    links: dict[str, Tree] = field(default_factory=dict)
    listeners: list[Any] = field(default_factory=list)  # Any: functions that take an event

    def __post_init__(self) -> None:
        if self.path is not None and self.path.exists():
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            self.spaces, self.keys, self.events, self.links = (
                kept["spaces"], kept["keys"], kept["events"], kept["links"],
            )  # fmt: skip
        if PLATFORM not in self.spaces:
            account = sample("account", id=PLATFORM, country=self.country, default_currency=self.currency)
            self.spaces[PLATFORM] = {PLATFORM: account | {"charges_enabled": True, "payouts_enabled": True}}

    def save(self) -> None:
        if self.path is not None:
            kept = {"spaces": self.spaces, "keys": self.keys, "events": self.events, "links": self.links}
            part = self.path.with_suffix(".part")
            part.write_text(json.dumps(kept), encoding="utf-8")
            part.replace(self.path)

    def new(self, kind: str, account: str, /, **facts: Any) -> Tree:  # Any: JSON
        """A new object in an account's space."""
        name = f"{_PREFIXES[kind]}_{secrets.token_hex(12)}"
        made = sample(kind, id=name, created=now(), **facts)
        if "livemode" in made:
            made["livemode"] = False
        self.spaces.setdefault(account, {})[name] = made
        return made

    def account(self, account_id: str) -> Tree:
        """A connected account, or the platform's own. Raises Refused."""
        space = self.spaces.get(account_id, {})
        if account_id not in space:
            raise missing("account", account_id)
        return space[account_id]

    def find(self, account: str, kind: str, name: str) -> Tree:
        """An object of one account; another's is not there. Raises Refused."""
        found = self.spaces.get(account, {}).get(name)
        if found is None or found["object"] != kind:
            raise missing(kind.replace(".", " "), name)
        return found

    def every(self, account: str, kind: str) -> Iterator[Tree]:
        """An account's objects of a kind, the newest first."""
        return (each for each in reversed(self.spaces.get(account, {}).values()) if each["object"] == kind)

    def tell(self, kind: str, account: str, about: Tree) -> None:
        """Make an event of what happened, and let whoever listens know."""
        event: Tree = {
            "id": f"evt_{secrets.token_hex(12)}",
            "object": "event",
            "api_version": stripe.api_version,
            "created": now(),
            "data": {"object": public(about)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        if account != PLATFORM:
            event["account"] = account
        self.events.append(event)
        for listener in self.listeners:
            listener(event)


def public(value: Any) -> Any:  # Any: JSON
    """A copy as Stripe tells of it: names that begin with a low line are the stand-in's own."""
    if isinstance(value, dict):
        return {name: public(part) for name, part in value.items() if not name.startswith("_")}
    return [public(part) for part in value] if isinstance(value, list) else value


def now() -> int:
    """Seconds since 1970, as Stripe writes moments."""
    return int(time.time())
