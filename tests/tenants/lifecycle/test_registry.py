import pytest
from sqlalchemy import event

from tenants import lifecycle
from tenants.isolation import Database
from tenants.lifecycle import TenantStatus
from tests.factories.tenants import ZONE, a_tenant


def test_an_opened_tenant_is_live_and_found_by_its_slug(database: Database) -> None:
    with database.platform() as session:
        opened = a_tenant(session, slug="seri-batik", name="Seri Batik")
    with database.platform() as session:
        found = lifecycle.tenant_by_slug(session, "seri-batik")
        assert (found.id, found.name, found.status, found.kind) == (opened.id, "Seri Batik", "live", "exporter")
        with pytest.raises(lifecycle.UnknownTenant):
            lifecycle.tenant_by_slug(session, "nobody")


def test_an_address_belongs_to_one_shop(database: Database) -> None:
    with database.platform() as session:
        a_tenant(session, slug="seri-batik")
        with pytest.raises(lifecycle.SlugTaken):
            a_tenant(session, slug="seri-batik")
        assert len(lifecycle.tenants_page(session)) == 1


def test_a_business_has_one_shop(database: Database) -> None:
    with database.platform() as session:
        a_tenant(session, registration_no="202601")
        with pytest.raises(lifecycle.RegistrationTaken):
            a_tenant(session, registration_no="202601")


def test_what_the_zone_does_not_offer_is_refused(database: Database) -> None:
    with database.platform() as session:
        with pytest.raises(lifecycle.BadTenant, match="language: the zone Malaysia has no 'ja'"):
            a_tenant(session, primary_language="ja")
        assert lifecycle.tenants_page(session) == []


def test_suspending_and_resuming_twice_changes_nothing(database: Database) -> None:
    with database.platform() as session:
        a_tenant(session, slug="seri-batik")
        assert lifecycle.suspend_tenant(session, "seri-batik") is True
        since = lifecycle.tenant_by_slug(session, "seri-batik").suspended_at
        assert since is not None
        assert lifecycle.suspend_tenant(session, "seri-batik") is False
        assert lifecycle.tenant_by_slug(session, "seri-batik").suspended_at == since
        assert lifecycle.resume_tenant(session, "seri-batik") is True
        assert lifecycle.resume_tenant(session, "seri-batik") is False
        assert lifecycle.tenant_by_slug(session, "seri-batik").suspended_at is None
        with pytest.raises(lifecycle.UnknownTenant):
            lifecycle.suspend_tenant(session, "nobody")


def test_tenants_are_listed_in_pages_and_by_status(database: Database) -> None:
    with database.platform() as session:
        for slug in ("c", "a", "b"):
            a_tenant(session, slug=slug)
        lifecycle.suspend_tenant(session, "b")
        first = lifecycle.tenants_page(session, limit=2)
        rest = lifecycle.tenants_page(session, after_slug=first[-1].slug, limit=2)
        suspended = lifecycle.tenants_page(session, status=TenantStatus.SUSPENDED)
        assert [tenant.slug for tenant in (*first, *rest)] == ["a", "b", "c"]
        assert [tenant.slug for tenant in suspended] == ["b"]


def test_names_are_taken_exactly_or_with_a_number(database: Database) -> None:
    with database.platform() as session:
        for slug in ("batik", "batik-2", "batikku", "songket"):
            a_tenant(session, slug=slug)
        assert lifecycle.taken_slugs(session, ["songket", "x"], ["batik"]) == {"batik", "batik-2", "songket"}
        assert lifecycle.taken_slugs(session, [], []) == set()


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "may hold only"),
        ("a b", "may hold only"),
        ("-a", "may hold only"),
        ("a-", "may hold only"),
        ("a_b", "may hold only"),
        ("a.b", "may hold only"),
        ("café", "may hold only"),
        ("a\x00", "may hold only"),
        ("xn--80ak6aa92e", "two hyphens"),
        ("a" * 64, "longer than 63"),
        ("admin", "is reserved"),
        ("API", "is reserved"),
        ("www", "is reserved"),
    ],
)
def test_an_address_that_no_shop_can_have_is_refused(written: str, reason: str) -> None:
    with pytest.raises(lifecycle.BadSlug, match=reason):
        lifecycle.shop_slug(written, ZONE)


@pytest.mark.parametrize(("written", "slug"), [("seri-batik", "seri-batik"), (" SME-1 ", "sme-1"), ("7", "7")])
def test_an_address_is_kept_in_lower_case(written: str, slug: str) -> None:
    assert lifecycle.shop_slug(written, ZONE) == slug


def test_one_session_asks_for_its_tenant_once(database: Database) -> None:
    with database.platform() as session:
        tenant_id = a_tenant(session).id or 0
    asked: list[str] = []
    with database.tenant(tenant_id) as session:
        event.listen(session.connection(), "before_cursor_execute", lambda *given: asked.append(given[2]))
        slugs = {lifecycle.tenant_by_id(session, tenant_id).slug for _ in range(3)}
    assert len(slugs) == 1
    assert [each for each in asked if "FROM tenant" in each] == asked[:1]
