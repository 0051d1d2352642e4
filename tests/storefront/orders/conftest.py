"""A shop to order from."""

import pytest

from tenants.isolation import Database
from tests.factories.catalog import AShop, a_shop


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database)
