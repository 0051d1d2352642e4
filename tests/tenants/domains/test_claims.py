import pytest
from sqlalchemy.exc import ProgrammingError

from tenants import domains, lifecycle
from tenants.isolation import Database
from tests.factories.tenants import a_tenant

PLATFORM_DOMAIN = "storefront.my"


@pytest.fixture
def shop(database: Database) -> int:
    with database.platform() as session:
        return _id(a_tenant(session, slug="seri-batik"))


def _id(tenant: lifecycle.Tenant) -> int:
    assert tenant.id is not None
    return tenant.id


def _at(database: Database, host: str) -> str | None:
    with database.unbound() as session:
        found = domains.find_tenant_by_host(session, host, PLATFORM_DOMAIN)
    return found.slug if found else None


def test_a_shop_is_found_at_its_subdomain(database: Database, shop: int) -> None:
    with database.unbound() as session:
        found = domains.find_tenant_by_host(session, "seri-batik.storefront.my", PLATFORM_DOMAIN)
    assert found == domains.TenantAtHost(shop, "seri-batik", "live")


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    "host", ["storefront.my", "other.storefront.my", "a.seri-batik.storefront.my", "seri-batik.example", "seri-batik"]
)
def test_nobody_is_found_at_another_host(database: Database, host: str) -> None:
    assert _at(database, host) is None


def test_a_claimed_domain_serves_the_shop_only_once_the_platform_has_verified_it(database: Database, shop: int) -> None:
    with database.tenant(shop) as session:
        claim = domains.claim_domain(session, shop, "WWW.Batik.example", platform_domain=PLATFORM_DOMAIN)
        assert (claim.host, claim.is_primary, claim.verified_at) == ("www.batik.example", True, None)
        assert domains.find_primary_host(session) is None
    assert _at(database, "www.batik.example") is None
    with database.platform() as session:
        domains.verify_domain(session, shop, "www.batik.example")
    assert _at(database, "www.batik.example") == "seri-batik"
    with database.tenant(shop) as session:
        assert domains.find_primary_host(session) == "www.batik.example"


def test_a_shop_can_not_verify_its_own_claim(database: Database, shop: int) -> None:
    with database.tenant(shop) as session:
        domains.claim_domain(session, shop, "batik.example", platform_domain=PLATFORM_DOMAIN)
    with pytest.raises(ProgrammingError, match="permission denied"), database.tenant(shop) as session:
        domains.verify_domain(session, shop, "batik.example")
    assert _at(database, "batik.example") is None


def test_claiming_twice_gives_the_same_claim(database: Database, shop: int) -> None:
    with database.tenant(shop) as session:
        first = domains.claim_domain(session, shop, "batik.example", platform_domain=PLATFORM_DOMAIN)
        again = domains.claim_domain(session, shop, "batik.example.", platform_domain=PLATFORM_DOMAIN)
        second = domains.claim_domain(session, shop, "batik.my", platform_domain=PLATFORM_DOMAIN)
    assert again.verification_token == first.verification_token
    assert second.verification_token != first.verification_token
    assert not second.is_primary


def test_two_shops_may_claim_a_domain_and_the_first_to_prove_it_has_it(database: Database, shop: int) -> None:
    with database.platform() as session:
        other = _id(a_tenant(session))
        for tenant_id in (shop, other):
            domains.claim_domain(session, tenant_id, "batik.example", platform_domain=PLATFORM_DOMAIN)
        domains.verify_domain(session, other, "batik.example")
        domains.verify_domain(session, other, "batik.example")
        assert domains.verified_hosts_among(session, ["batik.example", "batik.my"]) == {"batik.example"}
        with pytest.raises(domains.DomainTaken):
            domains.verify_domain(session, shop, "batik.example")
        [claim] = domains.domains_of_shop(session, shop)
        assert claim.verified_at is None


def test_a_domain_that_is_given_up_serves_nobody_and_is_free_for_another_shop(database: Database, shop: int) -> None:
    hosts = ("typo.example", "batik.example", "batik.my")
    with database.platform() as session:
        other = _id(a_tenant(session, slug="other"))
        for host in hosts:
            domains.claim_domain(session, shop, host, platform_domain=PLATFORM_DOMAIN)
        for host in hosts[1:]:
            domains.verify_domain(session, shop, host)
        domains.remove_domain(session, shop, "typo.example")
        assert [(each.host, each.is_primary) for each in domains.domains_of_shop(session, shop)] == [
            ("batik.example", True),
            ("batik.my", False),
        ]
        with pytest.raises(domains.UnknownDomain):
            domains.remove_domain(session, other, "batik.example")
        domains.remove_domain(session, shop, "batik.example")
    assert _at(database, "batik.example") is None
    with database.tenant(shop) as session:
        assert domains.find_primary_host(session) == "batik.my"
    with database.platform() as session:
        domains.claim_domain(session, other, "batik.example", platform_domain=PLATFORM_DOMAIN)
        domains.verify_domain(session, other, "batik.example")
    assert _at(database, "batik.example") == "other"


def test_only_what_was_claimed_is_verified(database: Database, shop: int) -> None:
    with database.platform() as session, pytest.raises(domains.UnknownDomain):
        domains.verify_domain(session, shop, "batik.example")
