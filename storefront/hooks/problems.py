"""Errors for programs: RFC 9457, `application/problem+json`."""

from http import HTTPStatus

from starlette.responses import JSONResponse


def problem(status: HTTPStatus, detail: str, *, retry_after: int | None = None, allow: str = "") -> JSONResponse:
    """An answer that says what is wrong. `detail` is one plain sentence for a developer."""
    headers = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    if retry_after is not None:
        headers["retry-after"] = str(retry_after)
    if allow:
        headers["allow"] = allow
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return JSONResponse(body, status, headers, media_type="application/problem+json")
