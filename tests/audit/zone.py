"""The zone that is looked at: a demo of its own on a free port, and one address for each kind of public page."""

import contextlib
import http.client
import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from storefront.cli.demo.manifest import MANIFEST

ROOT = Path(__file__).parents[2]
# Each theme's shop, and two of its views: the one it opens in and one far from it, with the country that buys there.
VIEWS = {
    "aurora": ("seri-batik", {"": "MY", "/ar-mena": "AE"}),
    "bazaar": ("rempah-raya", {"": "MY", "/zh-hans-cn": "CN"}),
    "atelier": ("timah-rotan", {"": "MY", "/de-eu": "DE"}),
}
_START_SECONDS = 300
_PICTURE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Place:
    """One view of a theme's shop. `country` is where its visitors live."""

    theme: str
    shop: str
    view: str
    country: str
    origin: str

    @property
    def root(self) -> str:
        """The address of the view, without a slash at its end."""
        return self.origin + self.view

    @property
    def language(self) -> str:
        """As the view's address says it; English where it says none."""
        return self.view.rpartition("-")[0].removeprefix("/") or "en"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass(frozen=True, slots=True)
class AuditedPage:
    """One kind of page in one theme and view. `cookies` is the header of the visitor whose page it is.

    One that can not be asked for again, such as the answer to a form, brings its `answer` along.
    """

    theme: str
    view: str
    kind: str
    url: str
    cookies: str = ""
    answer: Answer | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        return f"{self.theme} {self.view or '/'} {self.kind}"

    @property
    def content(self) -> bytes:
        """Its HTML, uncompressed."""
        return (self.answer or get(self.url, cookies=self.cookies)).content


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that answers on a port and keeps its data in a folder."""

    port: int
    data_dir: Path


def running_demo(data_dir: Path) -> Demo:
    """The demo that runs already, with its data in that folder."""
    manifest = json.loads((data_dir / MANIFEST).read_text(encoding="utf-8"))
    return Demo(int(manifest["port"]), data_dir)


@contextlib.contextmanager
def demo() -> Iterator[Demo]:
    """A demo that was started for this and goes with it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        command = [sys.executable, "-m", "storefront", "demo", "--port", str(port), "--data-dir", f"{folder}/data"]
        log = Path(folder) / "demo.log"
        with log.open("w") as output:
            process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_until_ready(process, log)
            yield Demo(port, Path(folder) / "data")
        finally:
            process.terminate()
            process.wait()


def _wait_until_ready(process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while "ready" not in log.read_text().splitlines():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the demo did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.5)


def get(url: str, *, compressed: bool = False, cookies: str = "") -> Answer:
    """A page by its address, from this machine whatever its host is called."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port or 80, timeout=60)
    headers = {"host": parts.netloc, "accept-encoding": "gzip" if compressed else "identity", "cookie": cookies}
    connection.request("GET", parts._replace(scheme="", netloc="").geturl(), headers=headers)
    response = connection.getresponse()
    answer = Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    connection.close()
    return answer


def places(port: int) -> list[Place]:
    """Every theme in each of its two views."""
    return [
        Place(theme, shop, view, country, f"http://{shop}.localhost:{port}")
        for theme, (shop, views) in VIEWS.items()
        for view, country in views.items()
    ]


def pages(place: Place) -> list[AuditedPage]:
    """Every kind of public page, with addresses found as a visitor finds them."""
    paths = _paths(place.origin, place.view)
    return [AuditedPage(place.theme, place.view, kind, place.origin + path) for kind, path in paths.items()]


def _paths(origin: str, view: str) -> dict[str, str]:
    home = get(origin + (view or "/")).text
    blog = get(f"{origin}{view}/blog").text
    listed = get(f"{origin}{view}/collections/all").text
    product = _first(listed, f"{view}/products/")
    title = re.search(r"<h1[^>]*>\s*([^<]+)", get(origin + product).text)
    word = title[1].split()[0] if title else ""
    return {
        "home": view or "/",
        "collections": f"{view}/collections",
        "collection": _first(home, f"{view}/collections/"),
        "product": product,
        "search": f"{view}/search?q={quote(word)}",
        "search-empty": f"{view}/search?q=zzzzzz",
        "page": _first(home, f"{view}/pages/"),
        "blog": f"{view}/blog",
        "article": _first(blog, f"{view}/blog/"),
        "policy": _first(home, f"{view}/policies/"),
        "cart-empty": f"{view}/cart",
        "error": f"{view}/products/there-is-no-such-thing",
    }


def _first(html: str, beginning: str) -> str:
    found = re.search(rf'href="({re.escape(beginning)}[^"?#]+)["?#]', html)
    if found is None:
        raise RuntimeError(f"no link to {beginning}…")
    return found[1]


def wait_for_pictures(audited: list[AuditedPage]) -> None:
    """Until every picture of the pages is there in AVIF: a new demo makes them in the background."""
    deadline = time.monotonic() + _PICTURE_SECONDS
    waiting = [page for page in audited if page.answer is None]  # what was kept stays as it came
    while waiting:
        waiting = [page for page in waiting if _has_bare_pictures(page.content.decode())]
        if waiting and time.monotonic() > deadline:
            raise RuntimeError(f"the pictures of {waiting[0].name} were not made")
        if waiting:
            print(f"  pictures are being made for {len(waiting)} pages …", flush=True)
            time.sleep(15)


def _has_bare_pictures(html: str) -> bool:
    return any("image/avif" not in picture for picture in re.findall(r"<picture>.*?</picture>", html, re.DOTALL))
