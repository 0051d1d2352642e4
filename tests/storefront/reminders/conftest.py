"""A shop in which something can be bought."""

import pytest

from tenants.isolation import Database
from tests.factories.catalog import a_shop
from tests.factories.checkouts import Sale, a_sale


@pytest.fixture
def sale(database: Database) -> Sale:
    return a_sale(a_shop(database))
