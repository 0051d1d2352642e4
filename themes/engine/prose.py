"""Rich text that merchants wrote: what may stand in it, and the addresses inside the shop that it leads to."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import nh3
from markupsafe import Markup

RICH_TEXT_TAGS: Final = frozenset(
    {"a", "abbr", "b", "bdi", "blockquote", "br", "cite", "code", "dd", "del", "dl", "dt", "em", "h2", "h3", "h4", "hr"}
    | {"i", "ins", "li", "ol", "p", "q", "s", "small", "strong", "sub", "sup", "u", "ul"}
)
_ATTRIBUTES: Final = {"a": {"href", "title", "lang", "dir"}, "*": {"lang", "dir"}}
_SCHEMES: Final = {"http", "https", "mailto", "tel"}
# As the sanitizer writes it: every attribute in double quotes. A second slash or a backslash would name another host.
_INNER_LINK: Final = re.compile(r'<a(?:\s[\w:-]+="[^"]*")*?\shref="(/(?![/\\])[^"]*)"')


@dataclass(frozen=True, slots=True)
class Prose:
    """Sanitized markup cut at the addresses inside the shop: markup, address, markup, address, …, markup."""

    pieces: tuple[str, ...]

    @property
    def addresses(self) -> frozenset[str]:
        return frozenset(self.pieces[1::2])

    def linked(self, address: Callable[[str], str]) -> Markup:
        """The markup with each of its addresses led to where `address` says."""
        led = (html.escape(address(piece)) if place % 2 else piece for place, piece in enumerate(self.pieces))
        return Markup("".join(led))


def prose(clean: str) -> Prose:
    """Read markup that has been sanitized."""
    pieces, end = [], 0
    for link in _INNER_LINK.finditer(clean):
        pieces += [clean[end : link.start(1)], html.unescape(link[1])]
        end = link.end(1)
    return Prose((*pieces, clean[end:]))


def sanitized(untrusted: str) -> Markup:
    """Rich text that a merchant wrote, with only harmless markup left."""
    return Markup(
        nh3.clean(
            untrusted,
            tags=set(RICH_TEXT_TAGS),
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            link_rel="noopener",
        )
    )
