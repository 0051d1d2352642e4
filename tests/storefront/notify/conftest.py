"""A shop that writes mails."""

import pytest

from storefront.notify import Brand
from tenants.isolation import Database
from tests.factories.tenants import a_tenant

BRAND = Brand("Seri Batik", "https://seri-batik.example", "hello@seri-batik.example", "#0b5d4e", "#ffffff")


@pytest.fixture
def shop(database: Database) -> int:
    with database.platform() as session:
        tenant_id = a_tenant(session).id
    assert tenant_id is not None
    return tenant_id
