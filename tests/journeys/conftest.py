"""A web server with the demo zone and a Chromium, one of each for a test process that tells journeys."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tenants.isolation import Database
from tenants.kit.settings import PREFIX, Settings
from tests.zone import zone_settings

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
_START_SECONDS = 30
_CHOSEN = "try { localStorage.setItem('view-chosen', '1') } catch {}"  # pages of no origin keep nothing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def zone(worker_name: str) -> Settings:
    return zone_settings(f"journeys_{worker_name}")


@pytest.fixture(scope="session")
def zone_database(zone: Settings) -> Iterator[Database]:
    """What the server's shops have in their tables."""
    database = Database(zone)
    yield database
    database.close()


@pytest.fixture(scope="session")
def port(zone: Settings) -> Iterator[int]:
    """The port of a running `storefront serve`."""
    with served(zone) as port:
        yield port


@contextlib.contextmanager
def served(settings: Settings) -> Iterator[int]:
    """A running `storefront serve` of a zone, by its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = settings.model_copy(update={"public_port": port})
    process = subprocess.Popen(
        [sys.executable, "-m", "storefront", "serve", "--port", str(port)],
        env={**os.environ, **_environment(settings)},
    )
    try:
        _wait_until_it_listens(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(15)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "the browser tests want Chromium: install Debian's chromium, or name another in CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--host-resolver-rules=MAP *.localhost 127.0.0.1",
            ],
        )
        yield browser
        browser.close()


class Visitor:
    """A browser window and everything that went wrong in it."""

    def __init__(self, context: BrowserContext, port: int) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self._port = port
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))
        self.page.on("requestfailed", self._note_failure)

    def open(self, shop: str, path: str = "/") -> Page:
        self.page.goto(f"http://{shop}.localhost:{self._port}{path}")
        return self.page

    def was_refused(self) -> None:
        """A form came back with what is wrong: the browser writes its status down, and nothing else."""
        assert self.complaints
        assert [each for each in self.complaints if "422" not in each] == []
        self.complaints.clear()

    def _note_failure(self, request: Request) -> None:
        """Who leaves a page before its pictures have come breaks them off: nothing went wrong."""
        if request.failure != "net::ERR_ABORTED":
            self._note("error", f"failed: {request.url} ({request.failure})")

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


@pytest.fixture
def visitor(browser: Browser, port: int) -> Iterator[Visitor]:
    """On a desk, with JavaScript."""
    with visiting(browser, port, viewport=DESK) as visitor:
        yield visitor


@pytest.fixture
def phone(browser: Browser, port: int) -> Iterator[Visitor]:
    with visiting(browser, port, viewport=PHONE, has_touch=True, device_scale_factor=2) as visitor:
        yield visitor


@pytest.fixture
def without_script(browser: Browser, port: int) -> Iterator[Visitor]:
    """On a phone whose JavaScript never arrives."""
    with visiting(browser, port, viewport=PHONE, java_script_enabled=False) as visitor:
        yield visitor


@contextlib.contextmanager
def visiting(browser: Browser, port: int, *, is_settled: bool = True, **options: object) -> Iterator[Visitor]:
    """Somebody with a window of these options, in whose way nothing went wrong. The settled are offered no language."""
    context = browser.new_context(**options)  # type: ignore[arg-type]  # Playwright's own keyword arguments
    context.set_default_timeout(15_000)
    if is_settled:
        context.add_init_script(_CHOSEN)
    visitor = Visitor(context, port)
    yield visitor
    context.close()
    assert visitor.complaints == []


def _environment(settings: Settings) -> dict[str, str]:
    values = {}
    for name, value in settings:
        if value is not None:
            plain = value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
            values[PREFIX + name.upper()] = plain
    return values | {PREFIX + "LOG_LEVEL": "warning"}


def _wait_until_it_listens(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")
