"""What the edge of shops' own domains is told before it fetches a certificate: yes for verified ones, else no."""

from http.client import HTTPConnection
from pathlib import Path

import pytest

from storefront import theming
from tenants import domains, lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import a_shop
from tests.storefront.cli.commands import serving
from themes.engine import ThemeData


@pytest.mark.slow
def test_a_verified_domain_is_served_and_no_other_name(settings: Settings, database: Database, tmp_path: Path) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        theming.start_theme(session, shop.tenant_id, "aurora", ThemeData())
        slug = lifecycle.tenant_by_id(session, shop.tenant_id).slug
        domains.claim_domain(session, shop.tenant_id, "batik.example", platform_domain="localhost")
        domains.claim_domain(session, shop.tenant_id, "claimed.example", platform_domain="localhost")
    with database.platform() as session:
        domains.verify_domain(session, shop.tenant_id, "batik.example")
    with serving(tmp_path, settings) as web:

        def asked(name: str) -> int:
            connection = HTTPConnection("127.0.0.1", web.port, timeout=10)
            connection.request("GET", f"/-/serves?domain={name}", headers={"host": "balancer.internal"})
            status = connection.getresponse().status
            connection.close()
            return status

        assert asked("batik.example") == 200
        for name in (
            "claimed.example",
            "strangers.example",
            f"{slug}.localhost",
            "localhost",
            "",
            "a%20b",
            "..",
            "%ff",
        ):
            assert asked(name) == 404, name
