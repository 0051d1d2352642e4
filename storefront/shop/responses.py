"""How pages leave: caching that any CDN may follow, entity tags, a policy that runs no script but the theme's own."""

import hashlib
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Scope

from themes.engine import Rendered

PUBLIC = "public, max-age=0, s-maxage=60, stale-while-revalidate=600"
# What is not there now may be in a moment, so no cache may show that it is not for long, nor when it is old.
BRIEFLY = "public, max-age=0, s-maxage=10"
PRIVATE = "private, no-store"
IMMUTABLE = "public, max-age=31536000, immutable"

# Smaller answers grow when compressed.
_COMPRESS_FROM_BYTES = 700
_COMPRESSED_TYPES = ("text/", "application/xml", "application/json", "application/javascript", "image/svg+xml")
_IN_ADDRESSES = "/?=&%#:+,;@!$'()*~"
SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}
# What is not ours to run never runs: no sniffing, and a policy that allows nothing.
FILE_SECURITY = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
}


def page_response(
    rendered: Rendered,
    *,
    language: str,
    media_origin: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """A themed page. Its entity tag is weak, since a compressed copy is the same page in other bytes."""
    body = rendered.html.encode()
    headers = SECURITY | {
        "cache-control": PUBLIC if status == HTTPStatus.OK else BRIEFLY,
        "etag": f'W/"{hashlib.sha256(body).hexdigest()[:32]}"',
        "content-language": language,
        "content-security-policy": _policy(rendered.style_sha256, media_origin),
    }
    return Response(body, status, headers, media_type="text/html")


def file_response(
    content: bytes, media_type: str, *, cache_control: str = IMMUTABLE, etag: str | None = None
) -> Response:
    """An asset, picture or feed."""
    headers = FILE_SECURITY | {
        "cache-control": cache_control,
        "etag": etag or f'"{hashlib.sha256(content).hexdigest()[:32]}"',
    }
    return Response(content, headers=headers, media_type=media_type)


def paper_response(content: bytes, filename: str) -> Response:
    """A PDF that is one visitor's own, opened in the browser under its own name."""
    headers = SECURITY | {
        "cache-control": PRIVATE,
        "content-disposition": f"inline; filename*=UTF-8''{quote(filename)}",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "referrer-policy": "same-origin",
    }
    return Response(content, headers=headers, media_type="application/pdf")


def moved(address: str) -> Response:
    """The page lives at another address for good. The address may hold any script; the header is ASCII."""
    location = quote(address, safe=_IN_ADDRESSES)
    return Response(
        status_code=HTTPStatus.MOVED_PERMANENTLY, headers={"location": location, "cache-control": PUBLIC} | SECURITY
    )


def see_other(address: str) -> Response:
    """What follows a form that was taken: the page to look at, so that going back or reloading sends nothing twice."""
    location = quote(address, safe=_IN_ADDRESSES)
    return Response(
        status_code=HTTPStatus.SEE_OTHER, headers={"location": location, "cache-control": PRIVATE} | SECURITY
    )


def not_modified(response: Response, scope: Scope) -> Response:
    """304 where the asker already holds this very answer (RFC 9110, 13.1.2), else the answer."""
    etag = response.headers.get("etag")
    if etag is None or response.status_code != HTTPStatus.OK:
        return response
    asked = b",".join(value for name, value in scope["headers"] if name == b"if-none-match").decode("latin-1")
    held = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    if etag.removeprefix("W/") not in held and "*" not in held:
        return response
    kept = {
        name: response.headers[name]
        for name in ("etag", "cache-control", "content-language", "vary", "content-security-policy")
        if name in response.headers
    }
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=kept)


def compressed(response: Response) -> ASGIApp:
    """The answer, which leaves compressed where it is text, long enough, and the asker can read it so."""
    media_type = response.headers.get("content-type", "")
    if response.status_code == HTTPStatus.NOT_MODIFIED or not media_type.startswith(_COMPRESSED_TYPES):
        return response
    return GZipMiddleware(response, minimum_size=_COMPRESS_FROM_BYTES, compresslevel=5)


def origin_of(url: str) -> str:
    """The origin of an absolute address, for a policy; empty for a path on the shop's own host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme else ""


def _policy(style_sha256: str, media_origin: str) -> str:
    media = f"'self' {media_origin}".strip()
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src-elem 'self' 'sha256-{style_sha256}'",
            "style-src-attr 'unsafe-inline'",  # custom properties, such as a picture's average colour
            f"img-src {media} data:",
            "media-src 'self' https:",  # a film lies where the merchant has it, and is fetched when somebody plays it
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
