"""The form a request must have before it is routed. Host and path are read from the ASGI scope, never a rebuilt URL.

Starlette's `request.url` believes the Host header (CVE-2026-48710, CVE-2026-54282), so nothing here uses it.
"""

from enum import StrEnum
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from starlette.types import Scope

from tenants.domains import MalformedHost, host_of
from tenants.kit.errors import Invalid

MAX_PATH_BYTES = 2048
MAX_QUERY_BYTES = 4096
MAX_QUERY_FIELDS = 64


class Reason(StrEnum):
    """Why a request is refused: one plain sentence, whose translations are in the shop's catalogues."""

    LONG_PATH = "The address is too long."
    LONG_QUERY = "The address asks for too much at once."
    NO_HOST = "The request names no host, or more than one."
    BAD_HOST = "The request's host name could not be read."
    NOT_UTF8 = "The address is not valid UTF-8."
    BAD_CHARACTERS = "The address has characters that no address may have."


class RefusedRequest(Invalid):
    """The request can not be understood. `status` is the HTTP answer."""

    def __init__(self, status: HTTPStatus, reason: Reason) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def check_request(scope: Scope) -> tuple[str, str]:
    """The request's host (lower case, no port) and its decoded path. Raises RefusedRequest."""
    raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    if len(raw_path) > MAX_PATH_BYTES:
        raise RefusedRequest(HTTPStatus.REQUEST_URI_TOO_LONG, Reason.LONG_PATH)
    if len(query) > MAX_QUERY_BYTES or query.count(b"&") >= MAX_QUERY_FIELDS:
        raise RefusedRequest(HTTPStatus.REQUEST_URI_TOO_LONG, Reason.LONG_QUERY)
    return _host(scope), _path(raw_path.partition(b"?")[0], query)


def _host(scope: Scope) -> str:
    values = [value for name, value in scope["headers"] if name == b"host"]
    if len(values) != 1:
        raise RefusedRequest(HTTPStatus.BAD_REQUEST, Reason.NO_HOST)
    try:
        return host_of(values[0])
    except MalformedHost:
        raise RefusedRequest(HTTPStatus.BAD_REQUEST, Reason.BAD_HOST) from None


def _path(raw_path: bytes, query: bytes) -> str:
    try:
        path = unquote_to_bytes(raw_path).decode("utf-8")
        unquote_to_bytes(query.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedRequest(HTTPStatus.BAD_REQUEST, Reason.NOT_UTF8) from None
    if not path.startswith("/") or any(ord(character) < 32 or ord(character) == 127 for character in path):
        raise RefusedRequest(HTTPStatus.BAD_REQUEST, Reason.BAD_CHARACTERS)
    return path
