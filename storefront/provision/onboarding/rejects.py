"""The rows that were refused, as a file to mend and bring again."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from storefront.provision.onboarding.errors import UnreadableFile
from storefront.provision.onboarding.lines import Line

NOTES = ("line", "column", "reason")
# OWASP: a cell that begins with one of these is a formula to a spreadsheet.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one column; '' when it is the row as a whole."""

    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rejection:
    line: Line
    problems: tuple[Problem, ...]

    @property
    def column(self) -> str:
        return "; ".join(dict.fromkeys(problem.column for problem in self.problems if problem.column))

    @property
    def reason(self) -> str:
        if len(self.problems) == 1:
            return self.problems[0].reason
        return "; ".join(f"{problem.column} {problem.reason}".strip() for problem in self.problems)


class RejectsFile:
    """Writes each rejected row with its line, column and reason. The file exists even when no row was rejected."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        try:
            self._file = path.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise UnreadableFile(f"{path}: can not be written: {error.strerror}") from None
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow([*NOTES, *columns])

    def write(self, rejection: Rejection) -> None:
        cells = (rejection.column, rejection.reason, *rejection.line.cells)
        self._writer.writerow([rejection.line.number, *_inert(cells)])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def without_notes(line: Line) -> Line:
    """A row of a rejects file as it stood in the file it came from, mended or not."""
    return replace(line, cells=tuple(_live(cell) for cell in line.cells[len(NOTES) :]))


def _live(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def _inert(cells: Iterable[str]) -> list[str]:
    """An apostrophe in front of what a spreadsheet would run. NULs, which no spreadsheet opens, are shown as U+2400."""
    shown = (cell.replace("\0", "\u2400") for cell in cells)
    return [f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in shown]
