"""The admin's host before a zone with two shops, an owner in each, and an order in the first."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from storefront import orders
from storefront.app import create_app
from tenants import identity
from tenants.identity import rules
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop
from tests.factories.orders import a_placed_order
from tests.factories.tenants import a_tenant

PASSWORD = "a long pass phrase"
ORIGIN = "http://admin.localhost:8000"


@dataclass(frozen=True)
class Shop:
    tenant_id: int
    slug: str
    owner: str


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Argon2id at its weakest: `tests/tenants/identity` tries its strength, which took a third of the time here."""
    monkeypatch.setattr(rules, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    rules._nobodys_hash.cache_clear()
    yield
    rules._nobodys_hash.cache_clear()


@pytest.fixture
def shop(database: Database) -> Shop:
    return a_shop(database, "batik-house")


@pytest.fixture
def other_shop(database: Database) -> Shop:
    return a_shop(database, "tin-house")


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), base_url=ORIGIN, follow_redirects=False) as client:
        yield client


@pytest.fixture
def staff(client: TestClient, shop: Shop) -> TestClient:
    """The client, signed in as the shop's owner."""
    sign_in(client, shop.owner)
    return client


@pytest.fixture
def order(database: Database, shop: Shop) -> orders.PlacedOrder:
    with database.tenant(shop.tenant_id) as session:
        return a_placed_order(session, AShop(database, shop.tenant_id, {}, {}))


def a_shop(database: Database, slug: str) -> Shop:
    with database.platform() as session:
        tenant_id = a_tenant(session, slug=slug, name=slug.title()).id
        owner = identity.enrol_person(session, f"owner@{slug}.example", name="Owner", password=PASSWORD)
        assert tenant_id is not None
        assert owner.id is not None
        identity.grant_membership(session, tenant_id, owner.id, identity.Role.OWNER)
    return Shop(tenant_id, slug, owner.email)


def sign_in(client: TestClient, email: str) -> None:
    answer = client.post("/sign-in", data={"email": email, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
