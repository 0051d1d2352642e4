"""Who buys, as far as the shop is sure of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Buyer:
    """The customer who is signed in, never one who was only named by typing an address. A guest is in no group."""

    customer_id: int | None = None
    groups: frozenset[str] = frozenset()


GUEST = Buyer()
