"""Cells of tables that people open in a spreadsheet: what it would run is made inert on the way out, here and nowhere
else, and live again on the way back in."""

import csv
from collections.abc import Iterable
from typing import TextIO

# OWASP: a cell that begins with one of these is a formula to a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CsvWriter:
    """Writes rows of texts that any spreadsheet may open."""

    def __init__(self, file: TextIO) -> None:
        self._writer = csv.writer(file, lineterminator="\n")

    def write(self, cells: Iterable[str]) -> None:
        self._writer.writerow([inert(cell) for cell in cells])


def inert(cell: str) -> str:
    """An apostrophe in front of what a spreadsheet would run. NULs, which no spreadsheet opens, are shown as U+2400."""
    shown = cell.replace("\0", "\u2400")
    return f"'{shown}" if shown.startswith(FORMULA_STARTS) else shown


def live(cell: str) -> str:
    """A cell as it was before it was made inert."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
