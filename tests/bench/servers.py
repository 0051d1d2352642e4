"""Servers to compare: ours, and bare ones on the same machine in the same run."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg_pool
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

ROOT = Path(__file__).parents[2]
_START_SECONDS = 30

# A list of cards with the markup that a product card really has: about a kilobyte each.
_PAGE = """<!doctype html><html><head><title>{{ title }}</title></head><body><main><ul>
{%- for card in cards %}<li class="card"><a href="/products/{{ card.handle }}" class="card__link">
<picture>{% for kind in ("avif", "webp", "jpeg") %}<source type="image/{{ kind }}" srcset="
{%- for width in (320, 480, 640, 960) %}/media/{{ card.digest }}/{{ width }}.{{ kind }} {{ width }}w, {% endfor %}">
{% endfor %}<img src="/media/{{ card.digest }}/960.jpg" width="960" height="960" alt="{{ card.title }}" loading="lazy">
</picture><h3 class="card__title">{{ card.title }}</h3><p class="card__vendor">{{ card.vendor }}</p>
<p class="card__price"><bdi>{{ card.price }}</bdi></p></a></li>{% endfor %}</ul></main></body></html>"""


def bare_starlette() -> Starlette:
    """Five bytes."""

    async def hello(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("hello")

    return Starlette(routes=[Route("/", hello)])


def bare_jinja() -> Starlette:
    """One query and one Jinja2 page of about the size of `BENCH_PAGE_BYTES`, in the thread pool as ours are."""
    template = Environment(autoescape=True).from_string(_PAGE)
    pool = psycopg_pool.ConnectionPool(os.environ["BENCH_DATABASE_URL"], min_size=2, max_size=8, open=True)
    wanted = int(os.environ["BENCH_PAGE_BYTES"])
    count = max(1, round(wanted / len(template.render(title="x", cards=_cards([("t", "v", "RM 1.00")])))))

    def page() -> HTMLResponse:
        with pool.connection() as connection:
            rows = connection.execute(
                "select 'Product ' || n, 'Vendor ' || n, 'RM ' || n || '.90' from generate_series(1, %s) n", [count]
            ).fetchall()
        return HTMLResponse(template.render(title="All", cards=_cards(rows)))

    async def answer(_request: Request) -> HTMLResponse:
        return await run_in_threadpool(page)

    return Starlette(routes=[Route("/", answer)])


def _cards(rows: list[tuple[str, ...]]) -> list[dict[str, str]]:
    return [
        {"handle": title.lower(), "digest": "0" * 32, "title": title, "vendor": vendor, "price": price}
        for title, vendor, price in rows
    ]


@contextlib.contextmanager
def granian(target: str, environment: Mapping[str, str]) -> Iterator[int]:
    with _running(
        ["-m", "granian", "--interface", "asgi", "--factory", "--no-ws", "--log-level", "error"], target, environment
    ) as port:
        yield port


@contextlib.contextmanager
def uvicorn(target: str, environment: Mapping[str, str]) -> Iterator[int]:
    with _running(["-m", "uvicorn", "--factory", "--log-level", "error"], target, environment) as port:
        yield port


@contextlib.contextmanager
def _running(server: list[str], target: str, environment: Mapping[str, str]) -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *server, "--port", str(port), target], env={**os.environ, **environment}, cwd=ROOT
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")
