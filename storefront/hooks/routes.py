"""Address → what takes the message. Bodies are read up to a ceiling before anybody looks at them."""

from http import HTTPStatus
from typing import Final

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from storefront import payments
from storefront.hooks.problems import problem
from tenants.isolation import Database, DatabaseUnavailable
from tenants.kit.settings import Settings

STRIPE: Final = "/webhooks/stripe"
# Stripe's largest events have a quarter of that.
MAX_BODY_BYTES: Final = 1024 * 1024
_RETRY_SECONDS: Final = 5

log = structlog.get_logger(__name__)


class TooLarge(Exception):
    """The body goes on beyond the ceiling."""


class Hooks:
    """Answers for one host, `api.{platform_domain}`. Without a webhook secret nothing is genuine."""

    def __init__(self, settings: Settings, database: Database) -> None:
        secret = settings.stripe_webhook_secret
        self._secret = secret.get_secret_value() if secret else ""
        self._database = database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(scope, receive)
        await response(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        if scope["path"] != STRIPE:
            return problem(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
        if scope["method"] != "POST":
            return problem(HTTPStatus.METHOD_NOT_ALLOWED, "Events are posted.", allow="POST")
        try:
            body = await _body(scope, receive)
        except TooLarge:
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {MAX_BODY_BYTES} bytes are taken.")
        headers = Headers(scope=scope)
        if len(headers.getlist("stripe-signature")) != 1:
            return problem(HTTPStatus.BAD_REQUEST, "The request has no signature, or more than one.")
        return await run_in_threadpool(self._stripe, body, headers["stripe-signature"])

    def _stripe(self, body: bytes, signature: str) -> Response:
        try:
            event = payments.read_event(body, signature, self._secret)
            payments.keep_event(self._database, event)
        except payments.ForgedEvent:
            log.warning("stripe.event_forged")
            return problem(HTTPStatus.BAD_REQUEST, "The signature is not right for this body and time.")
        except payments.UnreadableEvent as fault:
            log.warning("stripe.event_unreadable", reason=str(fault))
            return problem(HTTPStatus.BAD_REQUEST, "The body is not an event.")
        except DatabaseUnavailable:
            return problem(HTTPStatus.SERVICE_UNAVAILABLE, "Please send it again.", retry_after=_RETRY_SECONDS)
        return JSONResponse({"received": True}, headers={"cache-control": "no-store"})


async def _body(scope: Scope, receive: Receive) -> bytes:
    """The whole body. Raises TooLarge as soon as it is known to be."""
    stated = Headers(scope=scope).get("content-length", "")
    if stated.isdecimal() and int(stated[:20]) > MAX_BODY_BYTES:
        raise TooLarge
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MAX_BODY_BYTES:
            raise TooLarge
        if not message.get("more_body", False):
            return b"".join(parts)
