"""An uploaded theme gets in as plain files within limits, or not at all: nothing is left behind of a refused one."""

import io
import os
import stat
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.themes.workshop import PLAIN, a_theme_folder
from themes import engine

TOML = b'name = "Mine"\nversion = "1.0.0"\n'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def a_zip(path: Path, files: Mapping[str, bytes | zipfile.ZipInfo]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"theme.toml": TOML, **files}.items():
            if isinstance(content, bytes):
                archive.writestr(name, content)
            else:
                archive.writestr(content, b"/etc/passwd")
    return path


def a_link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_a_folder_and_a_zip_of_it_unpack_to_the_same_files(tmp_path: Path) -> None:
    packed = tmp_path / "plain.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(PLAIN.rglob("*")):
            archive.write(path, f"plain/{path.relative_to(PLAIN)}")
        archive.writestr("__MACOSX/plain/._theme.toml", b"\0")
        archive.writestr("plain/.DS_Store", b"\0")
    contents = []
    for number, source in enumerate((PLAIN, packed)):
        target = engine.unpack(source, tmp_path / f"out-{number}")
        found = {p.relative_to(target).as_posix(): p.read_bytes() for p in target.rglob("*") if p.is_file()}
        contents.append(found)
    assert contents[0] == contents[1]
    assert set(contents[0]) == {p.relative_to(PLAIN).as_posix() for p in PLAIN.rglob("*") if p.is_file()}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_whose_unpacking_can_not_be_limited_is_refused_before(tmp_path: Path, method: int) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", method) as archive:
        archive.writestr("theme.toml", TOML)
        archive.writestr("assets/a.css", b"\0" * 20_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(engine.ThemeRefused, match="deflate"):
            engine.unpack(bomb, tmp_path / "out")
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()
    assert not (tmp_path / "out").exists()


BAD_FILES: dict[str, tuple[dict[str, bytes | zipfile.ZipInfo], str]] = {
    "zip slip": ({"../../evil.html": b"x"}, "leads out"),
    "zip slip inside": ({"sections/../../evil.html": b"x"}, "leads out"),
    "absolute": ({"/etc/cron.d/evil": b"x"}, "leads out"),
    "windows path": ({"sections\\..\\evil.html": b"x"}, ""),
    "drive": ({"C:/evil.html": b"x"}, "file's name"),
    "link": ({"sections/link.html": a_link("sections/link.html")}, "no links"),
    "linked folder": ({"assets": a_link("assets")}, "no links"),
    "hidden": ({"sections/.htaccess": b"x"}, "file's name"),
    "code": ({"sections/evil.py": b"x"}, "holds"),
    "code at the top": ({"setup.py": b"x"}, "no place"),
    "unknown folder": ({"bin/evil.html": b"x"}, "has the folders"),
    "a page": ({"assets/page.html": b"<script>"}, "holds"),
    "an archive": ({"assets/more.zip": b"PK"}, "holds"),
    "not ASCII": ({"sections/héro.html": b"x"}, "file's name"),
    "a space": ({"sections/he ro.html": b"x"}, "file's name"),
    "a line break": ({"sections/he\nro.html": b"x"}, "file's name"),
    "a long name": ({f"assets/{'x' * 200}.css": b"x"}, "too long"),
    "too deep": ({"assets/a/b/c/d/e/f.css": b"x"}, "too deep"),
    "same but for case": ({"sections/a.html": b"1", "sections/A.html": b"2"}, "upper and lower case"),
    "not UTF-8": ({"sections/a.html": b"line\n\xff\xfe"}, "not UTF-8"),
    "UTF-16": ({"sections/a.html": "hello".encode("utf-16")}, "not UTF-8"),
    "binary text": ({"sections/a.html": b"a\0b"}, "not text"),
    "a picture that is none": ({"assets/a.png": b"<html>"}, "not what .png says"),
    "a font that is none": ({"assets/a.woff2": PNG}, "not what .woff2 says"),
    "an active SVG": ({"assets/a.svg": b"<svg><script>x</script></svg>"}, "shapes only"),
    "an SVG with a handler": ({"assets/a.svg": b"<svg onload='x'/>"}, "shapes only"),
    "an SVG with an entity": ({"assets/a.svg": b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"}, "shapes only"),
    "a large file": ({"assets/a.css": b"x" * 2_000_001}, "at most 2 MB"),
    "a bomb": ({"assets/a.css": b"\0" * 100_000_000}, "at most 2 MB"),
    "many bombs": ({f"assets/{n}.css": b"x" * 1_900_000 for n in range(12)}, "unpacked"),
    "ten thousand files": ({f"assets/{n}.css": b"" for n in range(10_000)}, "at most 500 files"),
    "too many files": ({f"assets/{n}.css": b"" for n in range(600)}, "at most 500 files"),
}


@pytest.mark.parametrize(("files", "reason"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_a_zip_that_is_no_plain_theme_leaves_nothing(
    tmp_path: Path, files: dict[str, bytes | zipfile.ZipInfo], reason: str
) -> None:
    packed = a_zip(tmp_path / "theme.zip", files)
    with pytest.raises(engine.ThemeRefused) as refusal:
        engine.unpack(packed, tmp_path / "in" / "out")
    assert reason in refusal.value.reason
    assert not (tmp_path / "in" / "out").exists()
    assert not (tmp_path / "evil.html").exists()


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    with pytest.raises(engine.ThemeRefused) as refusal:
        engine.unpack(a_zip(tmp_path / "t.zip", {"sections/a.html": b"1\n2\n\xff"}), tmp_path / "out")
    assert (refusal.value.file, refusal.value.line) == ("sections/a.html", 3)


def _without_toml(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sections/a.html", b"x")


def _nameless(path: Path) -> None:
    a_zip(path, {"Q": b"x"})
    path.write_bytes(path.read_bytes().replace(b"Q", b"\0"))


def _lying_size(path: Path) -> None:
    """A zip whose directory claims that a large file is small."""
    a_zip(path, {"assets/a.css": b"x" * 5_000_000})
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"PK\x05\x06"))
    raw[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(raw)


NO_ZIPS: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "noise": lambda path: path.write_bytes(os.urandom(2_000)),
    "cut off": lambda path: path.write_bytes(a_zip(path, {"assets/a.css": b"x" * 9_000}).read_bytes()[:-40]),
    "without theme.toml": _without_toml,
    "a lying size": _lying_size,
    "a file without a name": _nameless,
    "too large": lambda path: path.write_bytes(b"PK" + b"\0" * 10_000_001),
}


@pytest.mark.parametrize("make", NO_ZIPS.values(), ids=NO_ZIPS.keys())
def test_what_is_no_zip_is_refused(tmp_path: Path, make: Callable[[Path], object]) -> None:
    packed = tmp_path / "theme.zip"
    make(packed)
    with pytest.raises(engine.ThemeRefused):
        engine.unpack(packed, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_links_in_a_folder_are_refused(tmp_path: Path) -> None:
    folder = a_theme_folder(tmp_path, {})
    (folder / "assets" / "passwd.txt").symlink_to("/etc/passwd")
    with pytest.raises(engine.ThemeRefused, match="no links"):
        engine.unpack(folder, tmp_path / "out")
    (folder / "assets" / "passwd.txt").unlink()
    (folder / "assets" / "etc").symlink_to("/etc")
    with pytest.raises(engine.ThemeRefused, match="no links"):
        engine.unpack(folder, tmp_path / "out")


def test_a_pipe_in_a_folder_is_refused_and_not_read(tmp_path: Path) -> None:
    folder = a_theme_folder(tmp_path, {})
    os.mkfifo(folder / "assets" / "pipe.txt")
    with pytest.raises(engine.ThemeRefused, match="plain files"):
        engine.unpack(folder, tmp_path / "out")


def test_a_target_that_exists_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")
    with pytest.raises(FileExistsError):
        engine.unpack(PLAIN, tmp_path / "out")
    assert (tmp_path / "out" / "mine").read_text() == "mine"


@given(name=st.text(max_size=60), content=st.binary(max_size=40))
def test_whatever_a_zip_holds_stays_inside_the_target(
    tmp_path_factory: pytest.TempPathFactory, name: str, content: bytes
) -> None:
    root = tmp_path_factory.mktemp("intake")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("theme.toml", TOML)
        archive.writestr(zipfile.ZipInfo(name.replace("\0", "") or "x"), content)
    (root / "t.zip").write_bytes(packed.getvalue())
    try:
        engine.unpack(root / "t.zip", root / "out")
    except engine.ThemeRefused:
        assert not (root / "out").exists()
    assert {path.name for path in root.iterdir()} <= {"t.zip", "out"}
