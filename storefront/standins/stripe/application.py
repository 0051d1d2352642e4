"""The stand-in as one application: the API, its pages, and its levers."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from storefront.standins.stripe import api, pages
from storefront.standins.stripe.control import Fault, levers, pull
from storefront.standins.stripe.delivery import Delivery
from storefront.standins.stripe.refusals import Refused
from storefront.standins.stripe.world import World

_LARGEST = 1024 * 1024
_Answer = Callable[[World, Request, dict[str, str]], Response]


@dataclass(frozen=True, slots=True)
class Standin:
    """What it is given. `host` is the name under which the webhook is asked, where its address does not say."""

    secret_key: str
    webhook_url: str = ""
    webhook_secret: str = ""
    webhook_host: str = ""
    country: str = "MY"
    currency: str = "myr"
    state: Path | None = None


def create_standin(given: Standin) -> Starlette:
    """The application, with a memory of its own."""
    api.prepare()
    world = World(given.country, given.currency, given.state)
    delivery = Delivery(given.webhook_url, given.webhook_secret, given.webhook_host)
    fault = Fault()
    world.listeners.append(delivery.take)
    control = levers(world, delivery, fault)

    async def call(request: Request) -> Response:
        trouble = fault.next()
        if trouble in ("slow", "nonsense", "error"):
            return await _troubled(trouble, fault.seconds)
        form = request.url.query if request.method == "GET" else (await _body(request)).decode()
        asked = (request.method, request.path_params["path"], form)
        told = api.answer(world, given.secret_key, asked, request.headers, origin=_origin(request))
        if trouble == "lost":
            await asyncio.sleep(fault.seconds)
        return JSONResponse(told.body, told.status, told.headers)

    async def lever(request: Request) -> Response:
        try:
            told = await pull(control.get(request.path_params["lever"]), json.loads(await _body(request) or b"{}"))
        except Refused as refusal:
            return JSONResponse(refusal.body, refusal.status)
        world.save()
        return JSONResponse(told)

    return Starlette(
        routes=[
            Route("/v1/{path:path}", call, methods=["GET", "POST", "DELETE"]),
            Route("/c/pay/{session}", _shown(world, pages.checkout_page), methods=["GET"]),
            Route("/c/pay/{session}", _posted(world, pages.checkout_answer), methods=["POST"]),
            Route("/setup/s/{token}", _shown(world, pages.onboarding_page), methods=["GET"]),
            Route("/setup/s/{token}", _posted(world, pages.onboarding_answer), methods=["POST"]),
            Route("/_control/{lever}", lever, methods=["POST"]),
            Route("/_live", lambda _request: PlainTextResponse("live")),
        ],
        exception_handlers={Refused: _refused},
    )


def _shown(world: World, page: Callable[[World, Request], Response]) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        return page(world, request)

    return answer


def _posted(world: World, page: _Answer) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        form = dict(parse_qsl((await _body(request)).decode(), keep_blank_values=True))
        return page(world, request, form)

    return answer


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused), "registered for this kind alone"
    return JSONResponse(error.body, error.status)


async def _troubled(kind: str, seconds: float) -> Response:
    if kind == "slow":
        await asyncio.sleep(seconds)
    if kind == "error":
        return JSONResponse({"error": {"type": "api_error", "message": "Something is wrong on our side."}}, 500)
    return PlainTextResponse("<html>It works!</html>" if kind == "nonsense" else "too late")


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST:
            raise HTTPException(413)
    return body


def _origin(request: Request) -> str:
    """Its own address as the caller wrote it; the stand-in listens on the loopback address only."""
    return f"http://{request.headers['host']}"
