"""Two dressed shops, web processes, and the way to install a theme in the first of them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from storefront import media, theming
from storefront.app import create_app
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.themes import (
    ADressedShop,
    a_dressed_shop,
)


@pytest.fixture
def store(settings: Settings) -> media.MediaStore:
    return media.open_store(settings)


@pytest.fixture
def shop(database: Database) -> ADressedShop:
    return a_dressed_shop(database)


@pytest.fixture
def other(database: Database) -> ADressedShop:
    return a_dressed_shop(database)


@pytest.fixture
def process(settings: Settings) -> Iterator[Callable[[], TestClient]]:
    """Starts web processes: each has a memory of its own."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(TestClient(create_app(settings), follow_redirects=False))


@pytest.fixture
def install(
    database: Database, store: media.MediaStore, shop: ADressedShop
) -> Callable[[Path], theming.InstalledTheme]:
    return lambda source: theming.install_theme(database, store, tenant_id=shop.tenant_id, slug="mine", source=source)
