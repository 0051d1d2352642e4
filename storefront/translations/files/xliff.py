"""XLIFF 2.1 (OASIS, 2018): one file element, one segment a unit; `subState` tells a stale translation from a new one.

Read with expat alone: a document type, and with it every entity, is refused before anything of it is looked at.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from storefront.translations.errors import UnreadableTranslations
from storefront.translations.files.entries import Doubt, Entry, Languages
from storefront.translations.units import State, Unit

_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
# What XML 1.0 can not hold is written as XLIFF's <cp hex="…"/>.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_DEPTH = 20
_STALE = "storefront:stale"
_STATES = {
    State.MISSING: 'state="initial"',
    State.STALE: f'state="initial" subState="{_STALE}"',
    State.CURRENT: 'state="translated"',
}


def written(units: Sequence[Unit], languages: Languages) -> bytes:
    """The texts as an XLIFF 2.1 file (OASIS, 2018)."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{_NAMESPACE}" version="2.1" srcLang={quoteattr(languages.source)}'
        f" trgLang={quoteattr(languages.target)}>",
        '<file id="shop" xml:space="preserve">',
        *(_unit(number, unit) for number, unit in enumerate(units, start=1)),
        "</file>",
        "</xliff>",
        "",
    ]
    return "\n".join(lines).encode()


def read(content: bytes, languages: Languages) -> list[Entry]:
    """The translations in an XLIFF file. Raises UnreadableTranslations, also for other languages than these."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableTranslations(f"the file is not well-formed XML: {error}") from None
    except ValueError as error:
        raise UnreadableTranslations(f"the file is not XLIFF: {error}") from None
    languages.require(reader.languages[0], reader.languages[1])
    return reader.entries


def _unit(number: int, unit: Unit) -> str:
    target = f"<target>{_text(unit.target)}</target>" if unit.target else ""
    return (
        f'<unit id="u{number}" name={quoteattr(unit.id)}><notes><note>{_text(unit.note)}</note></notes>'
        f"<segment {_STATES[unit.state]}><source>{_text(unit.source)}</source>{target}</segment></unit>"
    )


def _text(text: str) -> str:
    # A carriage return would be read as a line feed.
    parts = escape(text).replace("\r", "&#13;")
    return _NOT_IN_XML.sub(lambda each: f'<cp hex="{ord(each[0]):04X}"/>', parts)


@dataclass
class _Open:
    """The unit that is being read."""

    id: str
    doubt: Doubt = Doubt.NONE
    source: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)


class _Reader:
    """Takes units, segments by segment, and passes over modules and notes."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.languages = ("", "")
        self.entries: list[Entry] = []
        self._path: list[str] = []
        self._unit: _Open | None = None
        self._into: list[str] | None = None

    def _refuse_doctype(self, *_: object) -> None:
        raise ValueError("it has a document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.removeprefix(f"{_NAMESPACE} ")
        if not self._path and tag != "xliff":
            raise ValueError("it does not begin with an xliff element of version 2")
        self._path.append(tag)
        if len(self._path) > _MOST_DEPTH:
            raise ValueError("it is nested too deeply")
        if tag == "xliff":
            self.languages = (attributes.get("srcLang", ""), attributes.get("trgLang", ""))
        elif tag == "unit":
            self._unit = _Open(attributes.get("name") or attributes.get("id", ""))
        elif self._unit is not None:
            self._start_in_unit(self._unit, tag, attributes)

    def _start_in_unit(self, unit: _Open, tag: str, attributes: dict[str, str]) -> None:
        parent = self._path[-2]
        if tag == "segment" and attributes.get("subState") == _STALE and attributes.get("state") == "initial":
            unit.doubt = Doubt.ALWAYS
        elif tag in ("source", "target") and parent in ("segment", "ignorable"):
            self._into = unit.source if tag == "source" else unit.target
        elif self._into is not None and tag == "cp":
            self._into.append(_character(attributes.get("hex", "")))

    def _end(self, name: str) -> None:
        tag = self._path.pop()
        if tag in ("source", "target"):
            self._into = None
        elif tag == "unit" and self._unit is not None:
            unit = self._unit
            self.entries.append(Entry(unit.id, "".join(unit.source), "".join(unit.target), unit.doubt))
            self._unit = None

    def _characters(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)


def _character(code: str) -> str:
    if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) is None or int(code, 16) > 0x10FFFF:
        raise ValueError(f"{code[:10]!r} is no character")
    return chr(int(code, 16))
