"""How admin pages leave: kept by nobody, framed by nobody, with no script but our own."""

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import quote

from starlette.responses import Response

from tenants.identity import SESSION_LIFE
from tenants.kit.settings import Settings

_HEADERS = {
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
}


def page(html: str, status: HTTPStatus = HTTPStatus.OK, *, goes_to: Sequence[str] = ()) -> Response:
    """`goes_to`: origins that a form of this page is answered with a redirect to."""
    policy = _HEADERS["content-security-policy"].replace(
        "form-action 'self'", " ".join(("form-action 'self'", *goes_to))
    )
    return Response(html, status, _HEADERS | {"content-security-policy": policy}, media_type="text/html")


def see_other(address: str) -> Response:
    """What follows a form that was taken, so that reloading sends nothing twice."""
    location = quote(address, safe="/?=&%#:+,;@!$'()*~")
    return Response(status_code=HTTPStatus.SEE_OTHER, headers=_HEADERS | {"location": location})


def document(content: bytes, filename: str) -> Response:
    """A PDF, opened in the browser under its own name."""
    headers = _HEADERS | {
        "content-disposition": f"inline; filename*=UTF-8''{quote(filename)}",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return Response(content, headers=headers, media_type="application/pdf")


def picture(content: bytes, media_type: str) -> Response:
    """A picture that only those who are signed in may see, so nobody keeps it."""
    headers = _HEADERS | {"content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox"}
    return Response(content, headers=headers, media_type=media_type)


def session_cookie_name(settings: Settings) -> str:
    """`__Host-` binds a cookie to this host and to HTTPS (RFC 6265bis, 4.1.3); the demo speaks plain HTTP."""
    return "__Host-staff" if settings.public_scheme == "https" else "staff"


def keep_session(response: Response, settings: Settings, secret: str) -> None:
    """Give the browser its session, for as long as one lasts; no script can read it."""
    response.set_cookie(
        session_cookie_name(settings),
        secret,
        max_age=int(SESSION_LIFE.total_seconds()),
        secure=settings.public_scheme == "https",
        httponly=True,
        samesite="lax",
    )


def drop_session(response: Response, settings: Settings) -> None:
    """Have the browser forget its session, under the attributes that it was given with."""
    response.delete_cookie(
        session_cookie_name(settings), secure=settings.public_scheme == "https", httponly=True, samesite="lax"
    )
