"""A short text that stands for a quote: what was reviewed is what is paid, or the page says what has changed.

It goes to the browser and comes back with the order. The digest decides; the figures before it are only there to say
which part is not what it was, so changing them changes nothing but one's own notice.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# In the order in which a page shows them.
PARTS = ("goods", "discount", "shipping", "tax", "duty", "handling", "at_delivery", "total")
_DIGITS = 40


def fingerprint(figures: Mapping[str, int], facts: Any) -> str:  # Any: JSON
    """`figures` are the quote's amounts by part; `facts` everything else that the buyer agrees to."""
    text = json.dumps([dict(figures), facts], sort_keys=True, separators=(",", ":"), default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
    return "-".join([*(str(figures[part]) for part in PARTS), digest])


def changed_parts(reviewed: str, now: str) -> tuple[str, ...]:
    """Which parts of a quote differ; ("goods",) where only something beside the amounts does."""
    if reviewed == now:
        return ()
    before, after = reviewed.split("-"), now.split("-")
    if len(before) != len(after):
        return ("total",)
    differing = tuple(part for part, old, new in zip(PARTS, before, after, strict=False) if old != new)
    return differing or ("goods",)
