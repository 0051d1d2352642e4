"""Pages for when there is no shop to speak for: they name nobody, need nothing, and read well on a phone."""

from html import escape
from http import HTTPStatus

from starlette.responses import HTMLResponse

_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>{title}</title><style>
:root{{color-scheme:light dark}}body{{margin:0;min-height:100vh;display:grid;place-items:center;
font:1.0625rem/1.6 system-ui,sans-serif;background:Canvas;color:CanvasText}}
main{{max-width:32rem;padding:2rem}}h1{{font-size:1.5rem;line-height:1.3}}p{{opacity:.8}}</style></head>
<body><main><h1>{title}</h1><p>{text}</p></main></body></html>
"""


def plain_page(
    status: HTTPStatus,
    title: str,
    text: str,
    *,
    language: str = "en",
    direction: str = "ltr",
    retry_after: int | None = None,
) -> HTMLResponse:
    """A page of our own with a status. `retry_after` is in seconds."""
    body = _PAGE.format(title=escape(title), text=escape(text), language=language, direction=direction)
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    if retry_after is not None:
        headers["retry-after"] = str(retry_after)
    return HTMLResponse(body, status, headers)
