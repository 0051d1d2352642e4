"""Onboarding files for tests."""

import csv
import io
from collections.abc import Iterable
from itertools import count

from storefront.onboarding import COLUMNS

_numbers = count(1)


def a_row(**changes: str) -> dict[str, str]:
    """A good row of a business of its own."""
    number = next(_numbers)
    row = {
        "business_name": f"Batik {number}",
        "slug": f"batik-{number}",
        "registration_no": f"2026{number:08}",
        "owner_email": f"owner@batik-{number}.example",
        "country": "MY",
        "currency": "MYR",
        "default_language": "en",
        "languages": "en;ms",
        "markets": "my;sg",
        "industry": "apparel",
        "theme": "bazaar",
        "plan": "growth",
        "custom_domain": "",
    }
    return row | changes


def csv_text(
    rows: Iterable[dict[str, str]], *, columns: Iterable[str] = COLUMNS, delimiter: str = ",", newline: str = "\r\n"
) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    names = list(columns)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return text.getvalue()
