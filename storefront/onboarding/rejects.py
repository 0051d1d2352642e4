"""The rows that were refused, as a file to mend and bring again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from tenants.kit.csv_cells import CsvWriter, live
from tenants.kit.csv_lines import Line, UnreadableFile

NOTES = ("line", "column", "reason")


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
        self._writer = CsvWriter(self._file)
        self._writer.write([*NOTES, *columns])

    def write(self, rejection: Rejection) -> None:
        self._writer.write([str(rejection.line.number), rejection.column, rejection.reason, *rejection.line.cells])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def without_notes(line: Line) -> Line:
    """A row of a rejects file as it stood in the file it came from, mended or not."""
    return replace(line, cells=tuple(live(cell) for cell in line.cells[len(NOTES) :]))
