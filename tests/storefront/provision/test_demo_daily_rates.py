"""One market of the demo follows the day's rates: it has prices at once, and others when rates come."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from storefront import pricing
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit import clock
from tests.storefront.pricing.test_feeds import a_feed
from tests.zone import zone_settings

_PRICES = text("""
    select price.variant_id, price.amount_minor, price.origin, price.rate_source from price
    join market on market.id = price.market_id where market.handle = 'us'""")
_UNPRICED = text("""
    select count(*) from variant where not exists (
        select from price join market on market.id = price.market_id
        where price.variant_id = variant.id and market.handle = 'us')""")


@pytest.fixture
def zone(worker_name: str) -> Iterator[Database]:
    database = Database(zone_settings(f"zone_rates_{worker_name}"))
    yield database
    database.close()


def test_prices_in_dollars_follow_the_banks_next_file(zone: Database) -> None:
    with zone.platform() as session:
        tenant_id = lifecycle.tenant_by_slug(session, "timah-rotan").id or 0
    with zone.tenant(tenant_id) as session:
        assert session.execute(_UNPRICED).scalar_one() == 0
        before = {row.variant_id: row for row in session.execute(_PRICES)}
    assert {row.origin for row in before.values()} == {"converted"}
    assert all(row.amount_minor % 1_00 == 0 for row in before.values())
    today = clock.now().date().isoformat()
    # A euro is 4.771 ringgit in the demo; at 3.90 ringgit a dollar's price is a fifth higher.
    pricing.take_rates(zone, a_feed((today, {"USD": "1.1562", "MYR": "3.9000"})))
    with zone.tenant(tenant_id) as session:
        pricing.reprice(session, tenant_id)
        after = {row.variant_id: row for row in session.execute(_PRICES)}
    assert before.keys() == after.keys()
    assert all(1.15 < after[each].amount_minor / before[each].amount_minor < 1.30 for each in before)
    assert {row.rate_source for row in after.values()} == {"ECB"}
