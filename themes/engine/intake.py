"""Uploaded themes, from a zip or a folder: copied file by file into an empty folder, within limits, nothing else.

Only what a theme consists of gets in: known places, known types, plain names, honest sizes. What the files say is for
`wall.check` to judge.
"""

import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final

from themes.engine.assets import ACTIVE_SVG, MEDIA_TYPES
from themes.engine.errors import ThemeRefused
from themes.engine.schema import SLUG

MOST_FILES: Final = 500
MOST_ENTRIES: Final = 2_000  # files that are passed over included
LARGEST_ZIP: Final = 10_000_000
LARGEST_FILE: Final = 2_000_000
LARGEST_THEME: Final = 20_000_000
DEEPEST_FOLDER: Final = 5
LONGEST_PATH: Final = 150

_TEXTS: Final = frozenset({".css", ".html", ".js", ".md", ".po", ".svg", ".toml", ".txt"})
_PLACES: Final = {
    "layouts": frozenset({".html"}),
    "templates": frozenset({".toml"}),
    "sections": frozenset({".html", ".toml"}),
    "snippets": frozenset({".html"}),
    "locales": frozenset({".po"}),
    "assets": frozenset(MEDIA_TYPES),
}
_TOP: Final = frozenset({"theme.toml", "README.md", "LICENSE", "LICENSE.txt", "LICENSE.md"})
# Only of these does `ZipExtFile.read(n)` unpack no more than n bytes at a time: others are bombs without a limit.
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]{0,80}")
_VERSION_AT_THE_END: Final = re.compile(r"[-_ ]v?[0-9]+(?:\.[0-9]+)+$", re.ASCII)
_PASSED_OVER: Final = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", ".git", ".gitignore", "__pycache__"})
_FIRST_BYTES: Final = {
    ".avif": re.compile(rb"....ftyp(?:avif|avis|mif1)", re.DOTALL),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".ico": re.compile(rb"\x00\x00\x01\x00"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".woff2": re.compile(rb"wOF2"),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file on its way in: its path inside the theme, and where its bytes are."""

    path: PurePosixPath
    source: Path | zipfile.ZipInfo


def upload_name(file_name: str) -> str:
    """What a folder or zip calls its theme: its own name, without a version. It may be no name for a theme.

    `mytheme`, `mytheme.zip` and `mytheme-1.2.0.zip` are all `mytheme`.
    """
    return _VERSION_AT_THE_END.sub("", re.sub(r"\.zip$", "", file_name, flags=re.IGNORECASE)).lower()


def is_theme_name(name: str) -> bool:
    """Whether a theme can be called so: a small letter, then small letters, digits and hyphens, 63 in all at most."""
    return SLUG.fullmatch(name) is not None


def unpack(source: Path, target: Path) -> Path:
    """Copy an uploaded theme into `target`, which must not exist. Raises ThemeRefused and leaves nothing."""
    if target.exists():
        raise FileExistsError(target)
    target.mkdir(parents=True)
    try:
        if source.is_dir() and not source.is_symlink():
            _take(_folder_entries(source), target, None)
        else:
            _unzip(source, target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


def _unzip(source: Path, target: Path) -> None:
    if not source.is_file() or source.is_symlink():
        raise ThemeRefused(source.name, 0, "there is no such zip or folder")
    if source.stat().st_size > LARGEST_ZIP:
        raise ThemeRefused(source.name, 0, f"a zip has at most {LARGEST_ZIP // 1_000_000} MB")
    try:
        with zipfile.ZipFile(source) as archive:
            _take(_zip_entries(source.name, archive), target, archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ThemeRefused(source.name, 0, f"not a zip that can be read: {str(error)[:100]}") from error


def _folder_entries(folder: Path) -> list[_Entry]:
    entries: list[_Entry] = []
    for path in sorted(_walk(folder)):
        relative = PurePosixPath(path.relative_to(folder).as_posix())
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise ThemeRefused(str(relative), 0, "a theme has no links")
        if not stat.S_ISDIR(mode):
            if not stat.S_ISREG(mode):
                raise ThemeRefused(str(relative), 0, "a theme has plain files only")
            entries.append(_Entry(relative, path))
        if len(entries) > MOST_ENTRIES:
            raise ThemeRefused(str(relative), 0, f"a theme has at most {MOST_FILES} files")
    return entries


def _walk(folder: Path, depth: int = 0) -> Iterator[Path]:
    if depth > DEEPEST_FOLDER:
        raise ThemeRefused(folder.name, 0, f"folders are at most {DEEPEST_FOLDER} deep")
    for path in folder.iterdir():
        if path.name in _PASSED_OVER:
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path, depth + 1)


def _zip_entries(name: str, archive: zipfile.ZipFile) -> list[_Entry]:
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise ThemeRefused(name, 0, f"a theme has at most {MOST_FILES} files")
    entries = []
    for info in infos:
        shown = info.filename[:LONGEST_PATH]
        mode = info.external_attr >> 16
        if info.flag_bits & 0x1:
            raise ThemeRefused(shown, 0, "the zip is locked by a password")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise ThemeRefused(shown, 0, "a theme has no links")
        if info.compress_type not in _METHODS:
            raise ThemeRefused(shown, 0, "the zip is packed in an unusual way; pack it with the usual “deflate”")
        if not info.filename or "\\" in info.filename or "\0" in info.orig_filename:
            raise ThemeRefused(shown, 0, "the path is not a plain one")
        if not info.is_dir():
            entries.append(_Entry(PurePosixPath(info.filename), info))
    return _without_outer_folder(entries)


def _without_outer_folder(entries: list[_Entry]) -> list[_Entry]:
    """Many zips hold one folder that holds the theme."""
    wanted = [entry for entry in entries if not _PASSED_OVER & set(entry.path.parts)]
    outer = {entry.path.parts[0] for entry in wanted if entry.path.parts}
    if len(outer) != 1 or not all(len(entry.path.parts) > 1 for entry in wanted):
        return wanted
    return [_Entry(PurePosixPath(*entry.path.parts[1:]), entry.source) for entry in wanted]


def _take(entries: list[_Entry], target: Path, archive: zipfile.ZipFile | None) -> None:
    if len(entries) > MOST_FILES:
        raise ThemeRefused("theme.toml", 0, f"a theme has at most {MOST_FILES} files, not {len(entries):,}")
    if PurePosixPath("theme.toml") not in {entry.path for entry in entries}:
        raise ThemeRefused("theme.toml", 0, "there is no theme.toml at the top")
    taken: set[str] = set()
    room = LARGEST_THEME
    for entry in entries:
        _check_path(entry.path)
        folded = str(entry.path).lower()
        if folded in taken:
            raise ThemeRefused(str(entry.path), 0, "two files have the same name but for upper and lower case")
        taken.add(folded)
        content = _content(entry, archive)
        room -= len(content)
        if room < 0:
            raise ThemeRefused(str(entry.path), 0, f"a theme has at most {LARGEST_THEME // 1_000_000} MB unpacked")
        _check_content(entry.path, content)
        place = target / entry.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _check_path(path: PurePosixPath) -> None:
    shown = str(path)[:LONGEST_PATH]
    if not path.parts or path.is_absolute() or ".." in path.parts or len(str(path)) > LONGEST_PATH:
        raise ThemeRefused(shown, 0, "the path leads out of the theme or is too long")
    if not all(_NAME.fullmatch(part) for part in path.parts):
        raise ThemeRefused(shown, 0, "a file's name has ASCII letters, digits, - _ . and begins with a letter or digit")
    if len(path.parts) == 1:
        if path.name not in _TOP:
            raise ThemeRefused(shown, 0, "this file has no place in a theme")
        return
    types = _PLACES.get(path.parts[0])
    if types is None:
        raise ThemeRefused(shown, 0, f"a theme has the folders {', '.join(_PLACES)}")
    if path.suffix.lower() not in types:
        raise ThemeRefused(shown, 0, f"{path.parts[0]}/ holds {' '.join(sorted(types))} only")
    if len(path.parts) > (DEEPEST_FOLDER if path.parts[0] == "assets" else 2):
        raise ThemeRefused(shown, 0, "the folder is too deep")


def _content(entry: _Entry, archive: zipfile.ZipFile | None) -> bytes:
    """The bytes, never more than a file may have, whatever the zip claims."""
    if isinstance(entry.source, Path):
        with entry.source.open("rb") as stream:
            return _limited(entry.path, stream)
    if archive is None:
        raise ThemeRefused(str(entry.path), 0, "the file is in a zip that is not there")
    with archive.open(entry.source) as stream:
        return _limited(entry.path, stream)


def _limited(path: PurePosixPath, stream: IO[bytes]) -> bytes:
    content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ThemeRefused(str(path), 0, f"a file has at most {LARGEST_FILE // 1_000_000} MB")
    return content


def _check_content(path: PurePosixPath, content: bytes) -> None:
    suffix = path.suffix.lower()
    if suffix in _TEXTS:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise ThemeRefused(str(path), line, "the file is not UTF-8") from error
        if "\0" in text:
            raise ThemeRefused(str(path), text[: text.index("\0")].count("\n") + 1, "the file is not text")
        if suffix == ".svg" and ACTIVE_SVG.search(text):
            raise ThemeRefused(str(path), 0, "an SVG with script, style or references; keep shapes only")
    form = _FIRST_BYTES.get(suffix)
    if form is not None and not form.match(content):
        raise ThemeRefused(str(path), 0, f"the file is not what {suffix} says")
