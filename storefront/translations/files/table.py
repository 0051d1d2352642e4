"""A table for spreadsheets: UTF-8 with a byte order mark, one unit a row, the columns named after the languages.

A cell that a spreadsheet would run as a formula begins with an apostrophe, which is taken off again when it is read.
"""

import csv
import io
import re
from collections.abc import Sequence

from storefront.translations.errors import UnreadableTranslations
from storefront.translations.files.entries import Doubt, Entry, Languages
from storefront.translations.units import State, Unit

_FIXED = ("id", "what", "state")
_LONGEST_CELL = 1_000_000
# An apostrophe before such a beginning is written twice, so that each text reads back as it was.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n|%]")
_ESCAPED_FORMULA = re.compile(r"'+[=+\-@\t\r\n|%]")


def written(units: Sequence[Unit], languages: Languages) -> bytes:
    """The texts as CSV in UTF-8 with a byte order mark, which Excel needs; no cell runs as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*_FIXED, languages.source, languages.target])
    for unit in units:
        writer.writerow([unit.id, _safe(unit.note), unit.state, _safe(unit.source), _safe(unit.target)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read(content: bytes, languages: Languages) -> list[Entry]:
    """The translations in a CSV. Raises UnreadableTranslations, also for other languages than these."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableTranslations("the file is not UTF-8: save it as “CSV UTF-8”") from None
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise UnreadableTranslations(f"the file is not a table: {error}") from None
    finally:
        csv.field_size_limit(limit)
    if not rows or len(rows[0]) != 5 or tuple(rows[0][:3]) != _FIXED:
        raise UnreadableTranslations(f"the first row names the columns {', '.join(_FIXED)} and the two languages")
    languages.require(rows[0][3], rows[0][4])
    return [_entry(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]


def _entry(number: int, row: list[str]) -> Entry:
    if len(row) != 5:
        raise UnreadableTranslations(f"row {number} has {len(row)} cells, not 5")
    doubt = Doubt.UNLESS_CHANGED if row[2].strip() == State.STALE else Doubt.NONE
    return Entry(row[0].strip(), _plain(row[3]), _plain(row[4]), doubt)


def _safe(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _plain(cell: str) -> str:
    return cell[1:] if _ESCAPED_FORMULA.match(cell) else cell
