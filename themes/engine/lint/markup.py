"""The HTML written in templates: words outside the catalogues, pictures without alt, and the rules of the house."""

import re
from collections.abc import Iterator
from typing import Final

from jinja2 import Environment
from jinja2.exceptions import TemplateError

from themes.engine.findings import Finding
from themes.engine.library import Theme
from themes.engine.lint.constants import Constants, constants_by_name, printed_in, prose_with_names
from themes.engine.lint.sides import physical
from themes.engine.lint.templates import own_templates

_HOLE: Final = "\0"  # where a template prints something
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE: Final = re.compile(r"([a-zA-Z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
_SPOKEN: Final = frozenset(
    {"aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "alt", "title", "placeholder", "label"}
)
_PRESSED: Final = frozenset({"submit", "button", "reset"})
_WORDS: Final = re.compile(r"[^\W\d_]{2,}")
_ENTITY: Final = re.compile(r"&[#\w]+;")
_UNSPOKEN: Final = re.compile(r"<(script|style|code|svg)\b.*?</\1\s*>|<!--.*?-->|<!doctype[^>]*>", re.DOTALL | re.I)
_CUSTOM_PROPERTIES: Final = re.compile(r"\s*(?:--[\w-]+\s*:\s*[^;]+;?\s*)*")


def faults(theme: Theme) -> Iterator[Finding]:
    """What templates write that a page should not have."""
    for name, source in own_templates(theme):
        try:
            tree = theme.environment.parse(source)
            html = _written(theme.environment, source, constants_by_name(tree))
        except TemplateError:
            continue
        yield from (_words(name, line, text) for line, text in prose_with_names(tree))
        yield from _hard_coded(name, html)
        for tag in _TAG.finditer(html):
            line = html.count("\n", 0, tag.start()) + 1
            yield from _tag_faults(name, line, tag[2].lower(), tag[3], closes=bool(tag[1]))


def _written(environment: Environment, source: str, constants: Constants) -> str:
    """The template with a hole for whatever it prints, its lines in place, and without what `trans` translates.

    Behind a hole stand the words in quotes that it may print.
    """
    parts: list[str] = []
    expression: list[str] | None = None
    is_translated = False
    previous = ""
    for _, kind, value in environment.lexer.tokeniter(source, None):
        if kind == "name" and previous == "block_begin":
            is_translated = value in ("trans", "pluralize") or (is_translated and value != "endtrans")
        if kind == "variable_begin":
            expression = []
        elif kind == "variable_end" and expression is not None:
            if not is_translated:
                parts.append(_HOLE + _HOLE.join(_own_words(environment, "".join(expression), constants)))
            expression = None
        elif expression is not None:
            expression.append(value)
        if kind == "data":
            parts.append(re.sub(r"[^\n]", "", value) if is_translated else value)
        else:
            parts.append("\n" * value.count("\n"))
        previous = kind if kind != "whitespace" else previous
    return "".join(parts)


def _own_words(environment: Environment, expression: str, constants: Constants) -> Iterator[str]:
    for text in printed_in(environment, expression, constants):
        yield re.sub(r"[<>\"'\s]+", " ", text)


def _words(name: str, line: int, text: str) -> Finding:
    return Finding(name, line, f"words outside the catalogues: “{text[:60]}”", "write {{ _('…') }}")


def _hard_coded(name: str, html: str) -> Iterator[Finding]:
    silent = _UNSPOKEN.sub(lambda found: "\n" * found[0].count("\n"), html)
    spoken = _TAG.sub(lambda tag: "<>" + "\n" * tag[0].count("\n"), silent)
    for number, line in enumerate(spoken.split("\n"), 1):
        for text in re.split(r"<>", line):
            words = _WORDS.search(_ENTITY.sub(" ", text))
            if words:
                yield _words(name, number, text.replace(_HOLE, "…").strip())


def _tag_faults(name: str, line: int, tag: str, inside: str, *, closes: bool) -> Iterator[Finding]:
    if closes:
        return
    attributes = {found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(inside)}
    if tag == "img" and "alt" not in attributes and not re.search(r"\salt(?:\s|$)", inside):
        yield Finding(name, line, "a picture without alt", 'write alt="…", or print it with picture(…)')
    for key, value in attributes.items():
        is_spoken = key in _SPOKEN or (key == "value" and attributes.get("type") in _PRESSED)
        if is_spoken and _WORDS.search(_ENTITY.sub(" ", value)):
            shown = value.replace(_HOLE, "…").strip("…")[:60]
            yield Finding(name, line, f"words outside the catalogues: {key}=“{shown}”", "write {{ _('…') }}")
        if key.startswith("on"):
            yield Finding(name, line, f"an inline event handler: {key}", "listen in assets/theme.js", is_refusal=True)
        if key == "style" and not _CUSTOM_PROPERTIES.fullmatch(value.replace(_HOLE, "x")):
            yield Finding(name, line, "a style attribute", "set custom properties only, or move it to theme.css")
        if key == "style" and any(physical(value)):
            yield Finding(name, line, "left and right do not turn round", "use logical properties")
        if key in ("src", "srcset") and re.match(r"\s*(?:https?:)?//", value):
            yield Finding(name, line, f"loads from elsewhere: {value[:60]}", "put the file under assets/")
        if key in ("href", "src", "action") and value.strip().lower().startswith("javascript:"):
            yield Finding(name, line, "a javascript: address", "listen in assets/theme.js", is_refusal=True)
    if tag == "script" and "src" not in attributes and "json" not in attributes.get("type", ""):
        yield Finding(name, line, "an inline script", "move it to assets/theme.js", is_refusal=True)
    if tag == "style":
        yield Finding(name, line, "an inline style", "move it to assets/theme.css", is_refusal=True)
    if tag == "link" and "stylesheet" in attributes.get("rel", "") and "//" in attributes.get("href", ""):
        yield Finding(name, line, "a stylesheet from elsewhere", "put the file under assets/")
