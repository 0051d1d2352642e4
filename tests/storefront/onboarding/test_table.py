"""Reading onboarding files: what is a table, which line is broken, and that no broken line costs another."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from storefront.onboarding import COLUMNS, UnreadableFile, open_table
from tests.factories.onboarding import a_row, csv_text

HEADER = ",".join(COLUMNS)
ANY_CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffd\ufeff"), max_size=12)
IN_A_TEMPORARY_FILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(path: Path, content: str | bytes, *, encoding: str = "utf-8") -> list[list[str]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return [list(line.cells) for line in open_table(path).rows()]


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused:
        open_table(path)
    message = str(refused.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "shops.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends_are_found_out(
    file: Path, encoding: str, delimiter: str, newline: str
) -> None:
    row = a_row(business_name="陈记茶行; சரவணா, “Miri”", markets="my;sg")
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    text = mark + csv_text([row], delimiter=delimiter, newline=newline)
    assert read(file, text, encoding=encoding) == [list(row.values())]


@IN_A_TEMPORARY_FILE
@given(
    st.lists(st.lists(ANY_CELL, min_size=13, max_size=13), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_every_cell_is_read_as_it_was_written(file: Path, rows: list[list[str]], delimiter: str, encoding: str) -> None:
    rows = [["x", *row[1:]] for row in rows]
    text = csv_text([dict(zip(COLUMNS, row, strict=True)) for row in rows], delimiter=delimiter)
    # A line break alone can not be told from another within quotes once a row spans more lines than any address has.
    if max(sum(cell.count(end) for cell in row for end in "\r\n") for row in rows) < 15:
        assert read(file, text, encoding=encoding) == rows


@IN_A_TEMPORARY_FILE
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=400).map(lambda tail: HEADER.encode() + b"\n" + tail)))
def test_any_bytes_are_rows_or_one_clear_refusal(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    try:
        table = open_table(file)
    except UnreadableFile:
        return
    numbers = [line.number for line in table.rows()]
    assert numbers == sorted(set(numbers))


@IN_A_TEMPORARY_FILE
@given(st.integers(1, 8), st.integers(0, 200))
def test_a_stray_quote_costs_no_other_line(file: Path, victim: int, place: int) -> None:
    rows = [a_row(business_name=f'Kedai "{number}"', registration_no=f"20260100000{number}") for number in range(8)]
    lines = csv_text(rows, newline="\n").splitlines()
    place %= len(lines[victim])
    lines[victim] = lines[victim][:place] + '"' + lines[victim][place:]
    found = read(file, "\n".join(lines))
    good = [list(row.values()) for number, row in enumerate(rows, start=1) if number != victim]
    assert [row for row in found if row in good] == good


def test_a_cell_in_quotes_may_span_lines(file: Path) -> None:
    row = a_row(business_name="Batik\nKelantan\r\nSdn Bhd")
    after = a_row()
    file.write_text(csv_text([row, after], newline="\n"), encoding="utf-8", newline="")
    assert [(line.number, line.cells[0]) for line in open_table(file).rows()] == [
        (2, "Batik\nKelantan\r\nSdn Bhd"),
        (5, after["business_name"]),
    ]


def test_a_quote_that_is_never_closed_breaks_its_own_line_only(file: Path) -> None:
    rows = [a_row() for _ in range(30)]
    lines = csv_text(rows, newline="\n").splitlines()
    lines[3] = '"' + lines[3]
    file.write_text("\n".join(lines), encoding="utf-8")
    found = list(open_table(file).rows())
    assert [line.number for line in found] == list(range(2, 32))
    assert [line.number for line in found if line.problem] == [4]


def test_blank_lines_and_rows_of_blank_cells_are_no_rows(file: Path) -> None:
    row = a_row()
    text = "\n" + csv_text([row], newline="\n") + "\n,,,,,,,,,,,,\n   \n"
    assert read(file, text) == [list(row.values())]


def test_the_headers_case_spaces_and_order_do_not_matter(file: Path) -> None:
    file.write_text(" Slug ;BUSINESS NAME;" + ";".join(COLUMNS[2:]).replace("_", "-").upper(), encoding="utf-8")
    assert open_table(file).columns == ("slug", "business_name", *COLUMNS[2:])


def test_an_endless_line_is_a_broken_line(file: Path) -> None:
    row = a_row()
    text = csv_text([a_row(business_name="x" * 70_000), row], newline="\n")
    file.write_text(text, encoding="utf-8")
    found = list(open_table(file).rows())
    assert [(line.number, line.problem) for line in found] == [(2, "the line is too long"), (3, "")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (HEADER.replace(",slug", "").encode(), "line 1: column slug is missing"),
        (HEADER.encode() + b",slug", "line 1: column slug is there twice"),
        (HEADER.encode() + b",colour", "line 1: column 'colour' is not known"),
        (HEADER.replace("slug", "slugs").encode(), "line 1: column slug is missing; column 'slugs' is not known"),
        (b"\x00" + HEADER.encode(), "is in UTF-16 without a byte order mark: save it as UTF-8"),
        (HEADER.encode("utf-16-le"), "is in UTF-16 without a byte order mark: save it as UTF-8"),
        (HEADER.encode("utf-32"), "is in UTF-32: save it as UTF-8"),
        (
            csv_text([a_row(), a_row(business_name="Ólafur")]).encode("cp1252"),
            "line 3 is not UTF-8, perhaps Windows-1252 or GBK: save the file as UTF-8",
        ),
        (
            csv_text([a_row(business_name="福源食品")]).encode("gbk"),
            "line 2 is not UTF-8, perhaps Windows-1252 or GBK: save the file as UTF-8",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old or protected Excel file"),
        (b"PK\x03\x04 and then nothing", "is a damaged .xlsx file, perhaps cut off in the middle"),
        (b'"' + HEADER.encode(), "line 1: a quotation mark is not closed"),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(file: Path, content: bytes, reason: str) -> None:
    file.write_bytes(content)
    assert refusal(file).startswith(reason)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.csv") == "there is no such file"
    assert refusal(tmp_path) == "there is no such file"


def test_a_damaged_row_among_good_ones_is_read_as_damaged(file: Path) -> None:
    text = csv_text([a_row(business_name="Ólafur"), a_row(business_name="DAMAGE")], newline="\n").encode()
    rows = read(file, text.replace(b"DAMAGE", b"\xd3lafur"))
    assert [row[0] for row in rows] == ["Ólafur", "\ufffdlafur"]


def test_a_file_cut_within_a_letter_keeps_its_whole_rows(file: Path) -> None:
    text = csv_text([a_row(business_name="Batik"), a_row(business_name="茶")], newline="\n").encode()
    rows = read(file, text[: text.index("茶".encode()) + 2])
    assert [row[0] for row in rows] == ["Batik", "\ufffd"]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[list[list[object]]], Path]:
    def write(rows: list[list[object]]) -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        path = tmp_path / "shops.xlsx"
        book.save(path)
        return path

    return write


def test_a_workbook_is_read_as_a_person_reads_it(workbook: Callable[[list[list[object]]], Path]) -> None:
    row = a_row(business_name="陈记茶行")
    cells: list[object] = list(row.values())
    cells[2] = 202501000001
    path = workbook([[name.replace("_", " ").title() for name in COLUMNS], [], cells])
    [line] = open_table(path).rows()
    assert line.number == 3
    assert list(line.cells) == ["陈记茶行", row["slug"], "202501000001", *list(row.values())[3:]]


def test_a_workbook_cut_in_the_middle_is_refused(workbook: Callable[[list[list[object]]], Path]) -> None:
    path = workbook([list(COLUMNS), list(a_row().values())])
    path.write_bytes(path.read_bytes()[:3000])
    assert refusal(path) == "is a damaged .xlsx file, perhaps cut off in the middle"


def test_a_csv_file_named_xlsx_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shops.xlsx"
    path.write_text(HEADER, encoding="utf-8")
    assert refusal(path) == "is not an .xlsx file, whatever its name says"
