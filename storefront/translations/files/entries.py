"""What travels in a file, whatever its form."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from pathlib import Path

from storefront.translations.errors import UnreadableTranslations


class FileFormat(StrEnum):
    CSV = "csv"
    XLIFF = "xliff"
    PO = "po"


class Doubt(Enum):
    """Whether a translation needs another look: PO's `fuzzy`, XLIFF's `subState`. In a table, only if unchanged."""

    NONE = "none"
    UNLESS_CHANGED = "unless changed"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Languages:
    """From which language to which."""

    source: str
    target: str

    def require(self, source: str, target: str) -> None:
        """Raises UnreadableTranslations for a file of other languages."""
        for wanted, found in ((self.source, source), (self.target, target)):
            if found.replace("_", "-").lower() != wanted.lower():
                raise UnreadableTranslations(
                    f"the file is from {source or '?'} to {target or '?'}, not to {self.target}"
                )


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit as a file has it. `source` is what its translator saw; `target` is empty where nothing was written."""

    id: str
    source: str
    target: str
    doubt: Doubt = Doubt.NONE


_ENDINGS = {
    ".csv": FileFormat.CSV,
    ".xlf": FileFormat.XLIFF,
    ".xliff": FileFormat.XLIFF,
    ".po": FileFormat.PO,
    ".pot": FileFormat.PO,
}


def format_of(file: Path) -> FileFormat:
    """By the file's name. Raises UnreadableTranslations."""
    found = _ENDINGS.get(file.suffix.lower())
    if found is None:
        raise UnreadableTranslations(f"{file.name}: name its form with --format, or end it in {', '.join(_ENDINGS)}")
    return found
