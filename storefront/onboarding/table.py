"""An onboarding file as a table: which kind of file it is, which column is where, and its rows."""

import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from storefront.onboarding.rejects import NOTES, without_notes
from tenants.kit.csv_lines import DELIMITERS, Line, UnreadableFile, csv_lines, encoding_of

COLUMNS = (
    *("business_name", "slug", "registration_no", "owner_email", "country", "currency", "default_language"),
    *("languages", "markets", "industry", "theme", "plan", "custom_domain"),
)
_MAX_BYTES = 64 * 1024 * 1024
_MAX_UNPACKED = 512 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_CellValue = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are the file's own, in its order, by the names of COLUMNS."""

    path: Path
    columns: tuple[str, ...]
    _read: Callable[[], Iterator[Line]]
    _is_rejects: bool
    ends_open: bool = False  # text whose last line has no line break, as a file has that was cut

    def rows(self) -> Iterator[Line]:
        """Every row below the header that holds anything."""
        is_header_past = False
        for line in self._read():
            if line.is_blank:
                continue
            if is_header_past:
                yield without_notes(line) if self._is_rejects else line
            is_header_past = True


def open_table(path: Path) -> Table:
    """Raises UnreadableFile, in one line, for what is no table of these columns.

    A file of rejected rows is such a table too, so that it can be mended and brought again.
    """
    try:
        read = _reader(path)
        header = next((line for line in read() if not line.is_blank), None)
    except OSError as error:
        raise UnreadableFile(f"{path}: can not be read: {error.strerror or error}") from None
    if header is None:
        raise UnreadableFile(f"{path}: is empty")
    is_rejects = tuple(_column_name(cell) for cell in header.cells[: len(NOTES)]) == NOTES
    columns = _columns(path, without_notes(header) if is_rejects else header)
    return Table(path, columns, read, is_rejects, ends_open=_ends_open(path))


def _reader(path: Path) -> Callable[[], Iterator[Line]]:
    if not path.is_file():
        raise UnreadableFile(f"{path}: there is no such file")
    if path.stat().st_size > _MAX_BYTES:
        raise UnreadableFile(f"{path}: is larger than {_MAX_BYTES // 1024 // 1024} MB")
    with path.open("rb") as file:
        head = file.read(4)
    if head == _OLD_EXCEL:
        raise UnreadableFile(f"{path}: is an old or protected Excel file: save it as .xlsx without a password")
    if head == _ZIP:
        _refuse_bomb(path)
        return lambda: _sheet_lines(path)
    if path.suffix.lower() == ".xlsx":
        raise UnreadableFile(f"{path}: is not an .xlsx file, whatever its name says")
    encoding = encoding_of(path)
    delimiter = _delimiter(path, encoding)
    return lambda: csv_lines(path, encoding, delimiter)


def _ends_open(path: Path) -> bool:
    with path.open("rb") as file:
        if file.read(4) == _ZIP:
            return False
        file.seek(-min(path.stat().st_size, 2), os.SEEK_END)
        return not file.read().strip(b"\0").endswith((b"\n", b"\r"))  # in UTF-16, too


def _delimiter(path: Path, encoding: str) -> str:
    """The one by which the header has the most columns that we know."""

    def known_columns(delimiter: str) -> int:
        header = next((line for line in csv_lines(path, encoding, delimiter) if not line.is_blank), Line(1, ()))
        return len({_column_name(cell) for cell in header.cells} & set(COLUMNS))

    return max(DELIMITERS, key=known_columns)


def _columns(path: Path, header: Line) -> tuple[str, ...]:
    """One line for all that is wrong with the header."""
    cells = list(header.cells)
    while cells and not cells[-1].strip():
        cells.pop()
    names = tuple(_column_name(cell) for cell in cells)
    wrong = [f"column {name} is missing" for name in COLUMNS if name not in names]
    wrong += [f"column {name} is there twice" for name in COLUMNS if names.count(name) > 1]
    wrong += [f"column {name[:40]!r} is not known" for name in dict.fromkeys(names) if name not in COLUMNS]
    if header.problem:
        wrong = [header.problem]
    if wrong:
        raise UnreadableFile(f"{path}: line {header.number}: {'; '.join(wrong)}")
    return names


def _column_name(cell: str) -> str:
    return "_".join(cell.replace("_", " ").replace("-", " ").split()).casefold()


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise UnreadableFile(f"{path}: is a damaged .xlsx file, perhaps cut off in the middle") from None
    if unpacked > _MAX_UNPACKED:
        raise UnreadableFile(f"{path}: is too large when unpacked")


def _sheet_lines(path: Path) -> Iterator[Line]:
    """The rows of the first sheet."""
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    except (CalamineError, IndexError) as error:
        raise UnreadableFile(f"{path}: is not a workbook that can be read: {str(error)[:100]}") from None
    for number, values in enumerate(sheet.iter_rows(), start=1):
        yield Line(number, tuple(_cell_text(value) for value in values))


def _cell_text(value: _CellValue) -> str:
    """As a person reads it in the sheet: numbers that are whole have no point, however long they are."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
