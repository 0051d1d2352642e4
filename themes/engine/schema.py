"""Typed settings: what a theme, a section or a block lets the merchant choose, and which values fit.

Reading them from files is `package`'s work; choosing between the theme's value and the shop's is `plan`'s.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, get_args

from themes.engine.errors import SettingInvalid

SettingType = Literal[
    "text", "richtext", "url", "number", "range", "checkbox", "select", "color",
    "image", "product", "collection", "menu", "document", "date",
]  # fmt: skip
PageKind = Literal[
    "home", "collections", "collection", "product", "search", "page", "blog", "article", "policy", "cart", "error"
]
ListName = Literal["newest_products", "related_products", "articles", "all_collections"]

SETTING_TYPES: Final[tuple[str, ...]] = get_args(SettingType)
PAGE_KINDS: Final[tuple[str, ...]] = get_args(PageKind)
LIST_NAMES: Final[tuple[str, ...]] = get_args(ListName)
WORDED: Final = frozenset({"text", "richtext", "url"})  # may be a table by language
POINTERS: Final = frozenset({"image", "product", "collection", "menu", "document"})  # a handle, resolved for each page
IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")
SLUG: Final = re.compile(r"[a-z][a-z0-9-]{0,62}")
PLACEMENT_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}")

# A text, a number, a flag, or a text in several languages.
Value = str | int | Decimal | bool | Mapping[str, str]

_COLOUR: Final = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_URL: Final = re.compile(r"(?:https?://|mailto:|tel:|/(?!/)|#|\?)[^\s\x00-\x1f\\]*", re.IGNORECASE)
_TEXT_LIMIT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice. `minimum`, `maximum` and `step` are for number and range; `options` are (value, label) for select."""

    id: str
    type: str
    label: str
    default: Value
    options: tuple[tuple[str, str], ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    step: Decimal | None = None
    info: str = ""

    def accept(self, raw: object) -> Value:
        """The value in the form that templates are built from. Raises SettingInvalid."""
        if self.type in WORDED:
            return self._accept_words(raw)
        if self.type in ("number", "range"):
            return self._accept_number(raw)
        if self.type == "checkbox":
            if not isinstance(raw, bool):
                raise SettingInvalid(f"“{self.id}” is true or false, not {_shown(raw)}")
            return raw
        return self._accept_word(_text(self.id, raw))

    def _accept_words(self, raw: object) -> Value:
        if not isinstance(raw, Mapping):
            return self._accept_word(_text(self.id, raw))
        words = {}
        for language, text in raw.items():
            if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
                raise SettingInvalid(f"“{self.id}”: {_shown(language)} is no language")
            words[language] = self._accept_word(_text(self.id, text))
        return words

    def _accept_word(self, text: str) -> str:
        if not text:
            return text
        if self.type == "url" and not _URL.fullmatch(text):
            raise SettingInvalid(f"“{self.id}” is an address such as /collections/new or https://…, not {_shown(text)}")
        if self.type == "color" and not _COLOUR.fullmatch(text):
            raise SettingInvalid(f"“{self.id}” is a colour such as #0b5d4e, not {_shown(text)}")
        if self.type == "select" and text not in {value for value, _ in self.options}:
            raise SettingInvalid(f"“{self.id}” has no choice {_shown(text)}")
        if self.type == "date":
            try:
                dt.date.fromisoformat(text)
            except ValueError as error:
                raise SettingInvalid(f"“{self.id}” is a date such as 2026-12-31, not {_shown(text)}") from error
        return text

    def _accept_number(self, raw: object) -> int | Decimal:
        if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
            raise SettingInvalid(f"“{self.id}” is a number, not {_shown(raw)}")
        if isinstance(raw, int) and abs(raw) >= 10**15:
            raise SettingInvalid(f"“{self.id}”: the number is out of reach")
        number = Decimal(str(raw))
        if not number.is_finite() or abs(number) >= 10**15:
            raise SettingInvalid(f"“{self.id}”: the number is out of reach")
        if self.minimum is not None and number < self.minimum:
            raise SettingInvalid(f"“{self.id}” is at least {self.minimum}, not {number}")
        if self.maximum is not None and number > self.maximum:
            raise SettingInvalid(f"“{self.id}” is at most {self.maximum}, not {number}")
        return int(number) if number == number.to_integral_value() else number


@dataclass(frozen=True, slots=True)
class BlockSchema:
    type: str
    label: str
    settings: Mapping[str, Setting]
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """A section as it stands on a page, or a block in a section: settings as written, not yet checked."""

    id: str
    type: str
    settings: Mapping[str, object]
    blocks: tuple["Placement", ...] = ()


@dataclass(frozen=True, slots=True)
class Preset:
    name: str
    settings: Mapping[str, object]
    blocks: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A list that a section's template reads: where every setting of `when` holds something and none of `unless` does.

    `blocks` stands for the section's blocks in both.
    """

    list: str
    when: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SectionSchema:
    """`pages` is None where the section may stand anywhere; `needs` are the lists its template reads.

    `needs_when_empty` are those that it reads only where the page's own list of products came out empty.
    """

    type: str
    label: str
    settings: Mapping[str, Setting]
    blocks: Mapping[str, BlockSchema]
    presets: tuple[Preset, ...] = ()
    limit: int | None = None
    pages: frozenset[str] | None = None
    needs: tuple[Need, ...] = ()
    needs_when_empty: frozenset[str] = frozenset()


def empty_value(kind: str, options: Sequence[tuple[str, str]], minimum: Decimal | None) -> Value:
    """What a setting without a default holds."""
    if kind in ("number", "range"):
        number = minimum if minimum is not None else Decimal(0)
        return int(number) if number == number.to_integral_value() else number
    if kind == "checkbox":
        return False
    if kind == "select":
        return options[0][0] if options else ""
    return ""


def _text(name: str, raw: object) -> str:
    if not isinstance(raw, str):
        raise SettingInvalid(f"“{name}” is a text, not {_shown(raw)}")
    if len(raw) > _TEXT_LIMIT:
        raise SettingInvalid(f"“{name}” is longer than {_TEXT_LIMIT:,} characters")
    return raw


def _shown(raw: object) -> str:
    if isinstance(raw, str):
        return f"“{raw[:40]}”"
    if isinstance(raw, bool | int | float | Decimal) and len(str(raw)[:60]) < 50:
        return str(raw).lower() if isinstance(raw, bool) else str(raw)
    return {dict: "a table", list: "a list", type(None): "nothing"}.get(type(raw), "this")
