"""How much an address may hold, and of which characters."""

import unicodedata

from storefront.addresses.errors import Reason

# Wider than what carriers print (30 to 45 characters a line, which labels wrap), so that no real address is refused.
LONGEST = {
    "name": 100,
    "company": 100,
    "line1": 120,
    "line2": 120,
    "district": 80,
    "city": 80,
    "region": 80,
    "postcode": 16,
    "phone": 32,
    "tax_id": 24,
}
_KEPT_JOINERS = {"\u200c", "\u200d"}
_REFUSED = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def cleaned(written: str, field: str) -> tuple[str, Reason | None]:
    """The text with its spaces evened out and without invisible marks, and what is wrong with it.

    Joiners stay, since Persian and Indic words need them. Marks of direction go, since each line is isolated when it
    is shown.
    """
    if len(written) > 4 * LONGEST[field]:
        return "", Reason.TOO_LONG
    text = unicodedata.normalize("NFC", written.strip(" \t\r\n"))
    if any(unicodedata.category(each) in _REFUSED for each in text):
        return "", Reason.BAD_CHARACTERS
    visible = "".join(each for each in text if unicodedata.category(each) != "Cf" or each in _KEPT_JOINERS)
    plain = " ".join(visible.split())
    return (plain, None) if len(plain) <= LONGEST[field] else ("", Reason.TOO_LONG)
