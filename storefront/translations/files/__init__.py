"""Translations as files: which form a file has, and every unit written to it or read from it."""

from collections.abc import Sequence

from storefront.translations.errors import UnreadableTranslations
from storefront.translations.files import portable_object, table, xliff
from storefront.translations.files.entries import Doubt, Entry, FileFormat, Languages, format_of
from storefront.translations.units import Unit

__all__ = ["Doubt", "Entry", "FileFormat", "Languages", "format_of", "read_file", "written_file"]

_LARGEST = 64 * 1024 * 1024
_WRITERS = {
    FileFormat.CSV: table.written,
    FileFormat.XLIFF: xliff.written,
    FileFormat.PO: portable_object.written,
}
_READERS = {FileFormat.CSV: table.read, FileFormat.XLIFF: xliff.read, FileFormat.PO: portable_object.read}


def written_file(units: Sequence[Unit], languages: Languages, form: FileFormat) -> bytes:
    """A file with all of the units, for a translator from the one language to the other."""
    return _WRITERS[form](units, languages)


def read_file(content: bytes, languages: Languages, form: FileFormat) -> list[Entry]:
    """The file's units. Raises UnreadableTranslations for what is not such a file, or is one of other languages."""
    if len(content) > _LARGEST:
        raise UnreadableTranslations(f"the file is larger than {_LARGEST // 1024 // 1024} MiB")
    return _READERS[form](content, languages)
