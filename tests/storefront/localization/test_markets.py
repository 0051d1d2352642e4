from dataclasses import replace

import pytest

from storefront import localization
from storefront.localization import BadMarket, NewMarket, NoSuchMarket, PrimaryMarket
from tenants.isolation import Database
from tests.factories.tenants import a_tenant

MY = NewMarket(handle="my", names={"en": "Malaysia"}, countries=("MY",), languages=("en", "ms"), currency="MYR")
CN = NewMarket(handle="cn", countries=("CN",), languages=("zh-Hans",), currency="CNY", prices_include_tax=False)


@pytest.fixture
def tenant_id(database: Database) -> int:
    with database.platform() as session:
        tenant = a_tenant(session)
        assert tenant.id is not None
        return tenant.id


def test_the_first_market_that_a_shop_opens_is_its_primary_one(database: Database, tenant_id: int) -> None:
    with database.tenant(tenant_id) as session:
        localization.open_markets(session, tenant_id, [MY])
        localization.open_markets(session, tenant_id, [CN])
    with database.tenant(tenant_id) as session:
        found = localization.markets(session)
    assert [(each.handle, each.position, each.is_primary) for each in found] == [("my", 0, True), ("cn", 1, False)]
    assert [view.prefix for view in localization.views_of(found)] == ["", "/ms-my", "/zh-hans-cn"]
    assert found[1].prices_include_tax is False


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(CN, handle="c-n"), "handle"),
        (replace(CN, handle="my"), "handle"),
        (replace(CN, currency="XYZ"), "currency"),
        (replace(CN, countries=()), "countries"),
        (replace(CN, countries=("CN", "CN")), "countries"),
        (replace(CN, countries=("EU",)), "countries"),
        (replace(CN, countries=("cn",)), "countries"),
        (replace(CN, languages=()), "languages"),
        (replace(CN, languages=("zh-hans",)), "languages"),
        (replace(CN, languages=("xx",)), "languages"),
        (replace(CN, languages=("zh-Hans", "zh-Hans")), "languages"),
    ],
)
def test_a_market_that_makes_no_sense_opens_none_of_them(
    database: Database, tenant_id: int, wrong: NewMarket, field: str
) -> None:
    with database.tenant(tenant_id) as session:
        with pytest.raises(BadMarket) as refusal:
            localization.open_markets(session, tenant_id, [MY, wrong])
        assert refusal.value.field == field
        assert localization.markets(session) == []


def test_a_handle_that_the_shop_has_is_refused(database: Database, tenant_id: int) -> None:
    with database.tenant(tenant_id) as session:
        localization.open_markets(session, tenant_id, [MY])
        with pytest.raises(BadMarket) as refusal:
            localization.open_markets(session, tenant_id, [CN, MY])
        assert refusal.value.field == "handle"
        assert [each.handle for each in localization.markets(session)] == ["my"]


def test_a_market_is_switched_off_and_on(database: Database, tenant_id: int) -> None:
    with database.tenant(tenant_id) as session:
        localization.open_markets(session, tenant_id, [MY, CN])
        localization.set_market_enabled(session, "cn", False)
    with database.tenant(tenant_id) as session:
        assert [view.prefix for view in localization.views_of(localization.markets(session))] == ["", "/ms-my"]
        localization.set_market_enabled(session, "cn", True)
        localization.set_market_enabled(session, "cn", True)
        assert localization.market_by_handle(session, "cn").is_enabled


def test_the_primary_market_stays_on(database: Database, tenant_id: int) -> None:
    with database.tenant(tenant_id) as session:
        localization.open_markets(session, tenant_id, [MY, CN])
        with pytest.raises(PrimaryMarket):
            localization.set_market_enabled(session, "my", False)
        assert localization.market_by_handle(session, "my").is_enabled
        with pytest.raises(NoSuchMarket):
            localization.set_market_enabled(session, "us", False)
        with pytest.raises(BadMarket):
            localization.open_markets(session, tenant_id, [replace(MY, handle="mars", countries=("QQ",))])


def test_the_first_market_can_not_be_opened_switched_off(database: Database, tenant_id: int) -> None:
    with database.tenant(tenant_id) as session, pytest.raises(BadMarket) as refusal:
        localization.open_markets(session, tenant_id, [replace(MY, is_enabled=False)])
    assert refusal.value.field == "is_enabled"
