"""Pages for when there is no shop's page to show: in the visitor's language, from memory alone, legible on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from http import HTTPStatus

from babel.support import Translations
from starlette.responses import HTMLResponse
from starlette.types import Scope

from storefront import localization

_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>{title}</title><style>
:root{{color-scheme:light dark}}body{{margin:0;min-height:100vh;display:grid;place-items:center;
font:1.0625rem/1.6 system-ui,sans-serif;background:Canvas;color:CanvasText}}
main{{max-width:32rem;padding:2rem}}h1{{font-size:1.5rem;line-height:1.3}}p{{opacity:.8}}</style></head>
<body><main>{whose}<h1>{heading}</h1><p>{text}</p></main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whom a page is for: the words of the language that suits best, and the shop that was asked, "" for none."""

    language: str
    words: Translations
    shop_name: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page says, in the visitor's language already. `retry_after` is in seconds."""

    status: HTTPStatus
    title: str
    text: str
    retry_after: int | None = None


def visitor_of(scope: Scope, languages: Sequence[str], shop_name: str = "") -> Visitor:
    """The visitor by Accept-Language, among languages of which the first is for those who wish for none of them."""
    wishes = b",".join(value for name, value in scope["headers"] if name == b"accept-language").decode("latin-1")
    spoken = tuple(dict.fromkeys(localization.language_of_words(each) for each in languages))
    language = localization.negotiated_language(wishes, spoken, default=spoken[0])
    return Visitor(language, localization.words(language), shop_name)


def plain_page(visitor: Visitor, notice: Notice) -> HTMLResponse:
    """A page of our own. No cache keeps it, and one that does all the same is told what it depends on."""
    name = f"<bdi>{escape(visitor.shop_name)}</bdi>" if visitor.shop_name else ""
    body = _PAGE.format(
        language=visitor.language,
        direction="rtl" if localization.is_right_to_left(visitor.language) else "ltr",
        title=escape(f"{notice.title} · {visitor.shop_name}" if name else notice.title),
        whose=f"<p>{name}</p>" if name else "",
        heading=escape(notice.title),
        text=escape(notice.text),
    )
    headers = {
        "cache-control": "no-store",
        "content-language": visitor.language,
        "vary": "accept-language",
        "x-content-type-options": "nosniff",
    }
    if notice.retry_after is not None:
        headers["retry-after"] = str(notice.retry_after)
    return HTMLResponse(body, notice.status, headers)
