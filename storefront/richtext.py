"""Formatted text from merchants: what may stand in it, made safe once, on the way in.

The allow-list is here and nowhere else. Headings begin at the second level, since a page has one title of its own, and
leave no level out, since they are an outline to those who hear them.
"""

import html
import re

import nh3
from markdown_it import MarkdownIt

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "blockquote", "pre", "code", "ul", "ol", "li", "dl", "dt", "dd"),
    *("a", "strong", "b", "em", "i", "u", "s", "sub", "sup", "small", "bdi", "abbr", "span"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_FIRST_HEADING = re.compile(r"<(/?)h1\b", re.IGNORECASE)
_HEADING = re.compile(r"<(/?)h([2-4])\b")  # in what was cleaned: text has no bare <
_BLOCK_END = re.compile(r"<br\s*/?>|</(?:p|h[1-6]|li|dt|dd|td|th|tr|caption|blockquote|pre|div)>", re.IGNORECASE)

_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def clean_html(untrusted: str) -> str:
    """The same text with nothing in it that could act: no scripts, styles, frames, pictures or event handlers.

    Applying it to its own result changes nothing.
    """
    lowered = _FIRST_HEADING.sub(r"<\1h2", without_nul(untrusted))
    clean = nh3.clean(
        lowered,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
    ).strip()
    return _without_gaps(clean)


def _without_gaps(clean: str) -> str:
    """The headings of a text on the levels from the second one on, as many as it uses."""
    used = sorted({heading[2] for heading in _HEADING.finditer(clean)})
    levels = {level: str(place) for place, level in enumerate(used, 2)}
    return _HEADING.sub(lambda heading: f"<{heading[1]}h{levels[heading[2]]}", clean)


def html_from_markdown(markdown: str) -> str:
    """Clean HTML. HTML inside the Markdown is shown as text."""
    return clean_html(_markdown.render(without_nul(markdown)))


def plain_text(rich: str) -> str:
    """The words alone, with a space wherever a block ended."""
    bare = nh3.clean(_BLOCK_END.sub(lambda end: f"{end.group()} ", rich), tags=set())
    return " ".join(html.unescape(bare).split())


def without_nul(text: str) -> str:
    """PostgreSQL stores every character but this one."""
    return text.replace("\0", "")
