"""The demo zone behind a real application, one for each test process."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from storefront.app import create_app
from tenants.kit.settings import Settings
from tests.zone import zone_settings


@pytest.fixture(scope="session")
def zone(worker_name: str) -> Settings:
    return zone_settings(f"zone_{worker_name}")


@pytest.fixture(scope="session")
def client(zone: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(zone), base_url="http://seri-batik.localhost:8000", follow_redirects=False) as client:
        yield client
