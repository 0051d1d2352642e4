"""What customs take as a description of goods: English, plain, and saying what the thing is.

Vague words are refused by the European Union's import control (ICS2: "EU guidance on acceptable and unacceptable terms
for the description of goods"); "gift" and "sample" are purposes, not goods.
"""

import re
from dataclasses import dataclass
from typing import Literal

LONGEST = 512
Flaw = Literal["empty", "too_long", "not_english", "purpose", "vague", "too_short"]
_PURPOSES = frozenset({"gift", "gifts", "sample", "samples", "present", "presents", "donation"})
_VAGUE = frozenset(
    (
        "accessories", "accessory", "apparel", "appliances", "articles", "clothes", "clothing", "cosmetics",
        "electronics", "equipment", "fabric", "food", "foodstuffs", "footwear", "furniture", "garments",
        "general", "goods", "household", "item", "items", "kit", "machinery", "material", "materials",
        "merchandise", "misc", "miscellaneous", "other", "parcel", "parts", "personal", "effects", "product",
        "products", "set", "spare", "stuff", "supplies", "things", "tools", "toys", "various",
    )
)  # fmt: skip
_FILLING = frozenset({"a", "an", "and", "as", "for", "in", "of", "on", "or", "the", "with"})
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and the word that it is about."""

    flaw: Flaw
    word: str = ""


def description_findings(description: str) -> tuple[Finding, ...]:
    """What customs would not take in a description of goods; empty for a good one, such as "Silk shawl, woven"."""
    text = description.strip()
    if not text:
        return (Finding("empty"),)
    found = []
    if len(text) > LONGEST:
        found.append(Finding("too_long"))
    if not text.isascii():
        found.append(Finding("not_english", next(letter for letter in text if not letter.isascii())))
    words = _WORD.findall(text.casefold())
    found += [Finding("purpose", word) for word in dict.fromkeys(words) if word in _PURPOSES]
    telling = [word for word in words if word not in _VAGUE | _FILLING | _PURPOSES]
    if words and not telling:
        found += [Finding("vague", word) for word in dict.fromkeys(words) if word in _VAGUE]
    if not any(len(word) > 2 for word in telling) and not found:
        found.append(Finding("too_short", text[:20]))
    return tuple(found)
