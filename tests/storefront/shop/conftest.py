"""The demo zone behind a real application, one for each test process."""

from collections.abc import Iterator
from ipaddress import ip_address

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from storefront.app import create_app
from tenants.kit.settings import Settings
from tests.zone import zone_settings


@pytest.fixture(scope="session")
def zone(worker_name: str) -> Settings:
    return zone_settings(f"zone_{worker_name}")


class Elsewhere:
    """The application as it is asked from another network each time that `place` changes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.place = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["client"][0] == "testclient":  # who is from somewhere else stays there
            scope = {**scope, "client": (str(ip_address("10.0.0.1") + self.place), 50_000)}
        await self._app(scope, receive, send)


@pytest.fixture(scope="session")
def client(zone: Settings) -> Iterator[TestClient]:
    app = Elsewhere(create_app(zone))
    with TestClient(app, base_url="http://seri-batik.localhost:8000", follow_redirects=False) as client:
        yield client


@pytest.fixture(autouse=True)
def _network_of_its_own(client: TestClient) -> None:
    """So that no limit is reached by several tests together, in one order and not in another."""
    if isinstance(client.app, Elsewhere):
        client.app.place += 1
