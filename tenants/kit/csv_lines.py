"""From bytes to the lines of a table: encodings, delimiters, quotes, and what is left of a damaged file.

A broken line is given back as one and costs no other line: whatever a stray quote would swallow is read again.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from tenants.kit.errors import Invalid


class UnreadableFile(Invalid):
    """The file is no table of the form asked for; the message names the file and the reason."""


DELIMITERS = (",", ";", "\t")
_MAX_LINE = 20_000
# A quoted cell may hold line breaks, as in an address; a quote that is still open after so many was never closed.
_MAX_SPAN = 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, ""),  # begins as UTF-16 does, so it is asked for first
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands in the file. `problem` says why it can not be read as cells."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.problem and not any(cell.strip() for cell in self.cells)


def encoding_of(path: Path) -> str:
    """UTF-8, with or without a mark, or UTF-16 with one. Raises UnreadableFile for what is in another encoding."""
    with path.open("rb") as file:
        head = file.read(4)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            if not encoding:
                raise UnreadableFile(f"{path}: is in UTF-32: save it as UTF-8")
            return encoding
    if b"\0" in head[:2]:
        raise UnreadableFile(f"{path}: is in UTF-16 without a byte order mark: save it as UTF-8")
    _refuse_other_encodings(path)
    return "utf-8"


def _refuse_other_encodings(path: Path) -> None:
    """A damaged row among good ones is that row's matter; where every special character is damaged, the file is."""
    first_damaged = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                was_cut_off = error.reason == "unexpected end of data" and not line.endswith(b"\n")
                first_damaged = first_damaged or (0 if was_cut_off else number)
            else:
                return
    if first_damaged:
        raise UnreadableFile(
            f"{path}: line {first_damaged} is not UTF-8, perhaps Windows-1252 or GBK: save the file as UTF-8"
        )


def csv_lines(path: Path, encoding: str, delimiter: str) -> Iterator[Line]:
    """The file's rows in order, blank ones included. Streams."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = _Ahead(file)
        width = 0
        while (first := lines.peek(0)) is not None:
            span, line = _record(lines, first, delimiter, width)
            width = width or len(line.cells)
            lines.skip(span)
            yield line


def _record(lines: "_Ahead", first: str, delimiter: str, width: int) -> tuple[int, Line]:
    """The row that begins at the next line, and how many lines it takes."""
    if len(first) >= _MAX_LINE:
        return 1, Line(lines.number, (), "the line is too long")
    texts = [first]
    while True:
        cells, is_open = _cells(texts, delimiter)
        if not is_open or len(texts) >= _MAX_SPAN or (following := lines.peek(len(texts))) is None:
            break
        texts.append(following)
    if cells is not None and (len(texts) == 1 or len(cells) == width):
        return len(texts), Line(lines.number, tuple(cells))
    loose = tuple(first.rstrip("\r\n").split(delimiter))
    return 1, Line(lines.number, loose, "a quotation mark is not closed, or stands within a cell")


def _cells(texts: list[str], delimiter: str) -> tuple[list[str] | None, bool]:
    """The cells of one row, or None; and whether more lines may make it whole."""
    try:
        rows = list(csv.reader(texts, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return None, "unexpected end of data" in str(error)
    return (rows[0] if rows else []), False


class _Ahead:
    """Physical lines that can be looked at before they are taken. `number` is that of the next one."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._waiting: deque[str] = deque()
        self.number = 1

    def peek(self, offset: int) -> str | None:
        while len(self._waiting) <= offset:
            line = self._file.readline(_MAX_LINE)
            if not line:
                return None
            self._waiting.append(line)
            if len(line) >= _MAX_LINE and not line.endswith(("\n", "\r")):
                self._pass_over_the_rest()
        return self._waiting[offset]

    def skip(self, count: int) -> None:
        for _ in range(count):
            self._waiting.popleft()
        self.number += count

    def _pass_over_the_rest(self) -> None:
        while (rest := self._file.readline(_MAX_LINE)) and not rest.endswith(("\n", "\r")):
            pass
