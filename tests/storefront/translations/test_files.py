"""Each form of file reads back as it was written, whatever the texts; what is not such a file is refused."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.translations import Doubt, Entry, FileFormat, Languages, UnreadableTranslations, read_file, written_file
from storefront.translations.files import format_of
from storefront.translations.units import State, Unit

LANGUAGES = Languages("en", "zh-Hans")
FORMS = list(FileFormat)
# All that PostgreSQL stores as text, and clean_html and strip leave alone.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)
awkward = st.sampled_from(
    ["=1+1", "'=1", "+60", "-", "@a", "\ttab", "a\r\nb", "a\rb", "<p>a &amp; b</p>", "]]>", "%(count)s", "100 %",
     "\u2028", "\u0085", "a\x0bb", "\x1c", '"', "\\n", "\\", "#, fuzzy", 'msgid "x"', "\ufeff", "\ufffe"]
)  # fmt: skip


def unit(source: str, target: str = "", *, state: State = State.CURRENT, name: str = "product/1/title") -> Unit:
    return Unit(
        id=name, resource="product", resource_id=1, field="title", note="Shawl\nof silk", source=source, target=target,
        state=state if target else State.MISSING, most=300, is_html=False,
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@given(source=texts | awkward, target=texts | awkward | st.just(""), is_stale=st.booleans())
def test_a_unit_reads_back_as_it_was_written(form: FileFormat, source: str, target: str, is_stale: bool) -> None:
    written = unit(source, target, state=State.STALE if is_stale else State.CURRENT)
    [entry] = read_file(written_file([written], LANGUAGES, form), LANGUAGES, form)
    assert (entry.id, entry.source, entry.target) == ("product/1/title", source, target)
    assert (entry.doubt is not Doubt.NONE) == (is_stale and bool(target))


@pytest.mark.parametrize("form", FORMS)
def test_units_with_the_same_source_stay_apart(form: FileFormat) -> None:
    units = [unit("Red", "红", name="option_value/1/name"), unit("Red", "", name="option_value/2/name")]
    assert read_file(written_file(units, LANGUAGES, form), LANGUAGES, form) == [
        Entry("option_value/1/name", "Red", "红"),
        Entry("option_value/2/name", "Red", ""),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_of_another_language_is_refused(form: FileFormat) -> None:
    written = written_file([unit("Red", "红")], LANGUAGES, form)
    with pytest.raises(UnreadableTranslations):
        read_file(written, Languages("en", "ms"), form)


@pytest.mark.parametrize("form", FORMS)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(form: FileFormat, content: bytes) -> None:
    try:
        read_file(content, LANGUAGES, form)
    except UnreadableTranslations:
        return


@pytest.mark.parametrize("form", FORMS)
@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_file_that_was_cut_off_or_damaged_is_read_or_refused(form: FileFormat, place: int, byte: int) -> None:
    written = written_file([unit("Red <b>x</b>", "红", state=State.STALE), unit("=1", "'")], LANGUAGES, form)
    place %= len(written)
    for damaged in (written[:place], written[:place] + bytes([byte]) + written[place + 1 :]):
        try:
            read_file(damaged, LANGUAGES, form)
        except UnreadableTranslations:
            continue


def test_no_cell_of_a_table_can_run_as_a_formula() -> None:
    dangerous = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "'=1"]
    content = written_file([unit(text, text) for text in dangerous], LANGUAGES, FileFormat.CSV)
    for row in list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY a "aaaa">]><xliff>&a;</xliff>',
        b'<!DOCTYPE xliff SYSTEM "file:///etc/passwd"><xliff/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16"),
        b"<xliff>&undefined;</xliff>",
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file/></xliff>',
        b"<html/>",
        b"",
        b"<a>" * 100_000,
        b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="zh-Hans"><unit id="1"><segment>'
        b'<source><cp hex="zz"/></source></segment></unit></xliff>',
    ],
)
def test_hostile_or_foreign_xml_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableTranslations):
        read_file(content, LANGUAGES, FileFormat.XLIFF)


def test_segments_and_inline_codes_of_another_tool_are_read_as_one_text() -> None:
    content = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="zh-hans">
      <file id="f"><unit id="u1" name="product/1/title"><segment><source>One. </source><target>一。</target></segment>
      <ignorable><source> </source></ignorable>
      <segment state="reviewed"><source>Two<mrk id="m" translate="no">!</mrk></source><target>二！</target></segment>
      </unit></file></xliff>"""
    assert read_file(content.encode(), LANGUAGES, FileFormat.XLIFF) == [
        Entry("product/1/title", "One.  Two!", "一。二！")
    ]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"id,what,state,en,zh-Hans\n1,2,3\n", FileFormat.CSV),
        (b"\xff\xfe", FileFormat.CSV),
        (b"a,b\n", FileFormat.CSV),
        (b'id,what,state,en,zh-Hans\n"1', FileFormat.CSV),
        (b'msgid ""\nmsgstr "Language: zh_Hans\\n"\n\nmsgctxt "a"\nmsgid "b"\nmsgid_plural "c"\nmsgstr[0] "d"\n',
         FileFormat.PO),
        ('msgid "é"\nmsgstr "x"\n'.encode("latin-1"), FileFormat.PO),
        (b"<xliff", FileFormat.XLIFF),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_as_a_whole(content: bytes, form: FileFormat) -> None:
    with pytest.raises(UnreadableTranslations):
        read_file(content, LANGUAGES, form)


def test_the_form_follows_from_the_name_of_the_file() -> None:
    assert [format_of(Path(name)) for name in ("a.csv", "a.XLF", "a.xliff", "a.po")] == [
        FileFormat.CSV, FileFormat.XLIFF, FileFormat.XLIFF, FileFormat.PO,
    ]  # fmt: skip
    with pytest.raises(UnreadableTranslations):
        format_of(Path("a.docx"))
