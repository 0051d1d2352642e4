"""Owners are told of a domain whose proof is gone: each once, in the shop's language, and only while it is so."""

from datetime import UTC, datetime

import pytest

from storefront import notices
from storefront.notify import Mail, mails_about
from tenants import domains, identity
from tenants.identity import Role
from tenants.isolation import Database, JobContext
from tests.factories.catalog import AShop, a_shop

HOST = "tea.example"
UNTIL = datetime(2026, 12, 15, 9, tzinfo=UTC)


@pytest.fixture
def shop(database: Database) -> AShop:
    """It is served at its domain until a day, has two owners and a helper."""
    shop = a_shop(database)
    with database.platform() as session:
        for name, role in (("wan", Role.OWNER), ("mei", Role.OWNER), ("helper", Role.STAFF)):
            person = identity.enrol_person(session, f"{name}@{shop.tenant_id}.example", name=name, password="p" * 20)
            identity.grant_membership(session, shop.tenant_id, person.id or 0, role)
        domains.claim_domain(session, shop.tenant_id, HOST, platform_domain="zone.example")
        claim = domains.verify_domain(session, shop.tenant_id, HOST)
        claim.proved_at, claim.lapses_at = claim.verified_at, UNTIL
    return shop


def tell(shop: AShop, turn: str, of: datetime = UNTIL) -> list[Mail]:
    origins = {"origin_of_shop": lambda slug, host: f"https://{host or slug + '.zone.example'}"}
    context = JobContext(shop.database, origins)
    notices.tell_of_domain(context, tenant_id=shop.tenant_id, host=HOST, turn=turn, of=of.isoformat())
    with shop.session() as session:
        return mails_about(session, f"domain/{HOST}")


def test_owners_and_the_shops_own_address_are_told_once_what_to_publish_and_until_when(shop: AShop) -> None:
    tell(shop, "missed")
    mails = tell(shop, "missed")
    owners = {f"{name}@{shop.tenant_id}.example" for name in ("wan", "mei")}
    assert len(mails) == 3
    assert {mail.to_address for mail in mails} > owners
    assert f"helper@{shop.tenant_id}.example" not in {mail.to_address for mail in mails}
    with shop.session() as session:
        token = domains.domain_by_host(session, shop.tenant_id, HOST).verification_token
    for part in (f"_storefront.{HOST}", token, "15 December 2026", "https://admin.zone.example/shops/"):
        assert part in mails[0].text.replace("\u2068", "").replace("\u2069", ""), part
    assert len(tell(shop, "reminded")) == 6


@pytest.mark.parametrize("turn", ["missed", "reminded"])
def test_nobody_is_told_of_an_absence_that_is_over(shop: AShop, turn: str) -> None:
    assert tell(shop, turn, of=datetime(2026, 11, 3, tzinfo=UTC)) == []


def test_that_it_no_longer_serves_the_shop_is_told_only_where_it_does_not(shop: AShop) -> None:
    assert tell(shop, "lapsed") == []
    with shop.database.platform() as session:
        domains.domain_by_host(session, shop.tenant_id, HOST).verified_at = None
    assert {mail.kind for mail in tell(shop, "lapsed")} == {"domain-lapsed"}


def test_of_a_domain_that_was_given_up_nobody_is_told(shop: AShop) -> None:
    with shop.database.platform() as session:
        domains.remove_domain(session, shop.tenant_id, HOST)
    assert tell(shop, "lapsed") == []
