"""What can be wrong with a file of translations, as a whole and unit by unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tenants.kit.errors import Invalid


class ProblemReason(StrEnum):
    UNKNOWN_ID = "the shop has no such text"
    TWICE = "this text is there twice"
    TOO_LONG = "the translation is too long"
    CHARACTERS = "the translation holds control characters"
    PLACEHOLDERS = "the placeholders are not those of the source"
    MARKUP = "the markup is not that of the source"
    NO_TITLE = "there is no title in this language yet: translate the title first"
    NOT_EMPTY = "the translation is blank"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One unit that can not be taken. `detail` says what exactly, such as the placeholder that is missing."""

    unit: str
    reason: ProblemReason
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.unit}: {self.reason}{f' ({self.detail})' if self.detail else ''}"


class TranslationsRefused(Invalid):
    """Some units of the file can not be taken, so none was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems[:3]))
        self.problems = tuple(problems)


class UnreadableTranslations(Invalid):
    """The file is not what it should be, and nothing of it was taken."""
