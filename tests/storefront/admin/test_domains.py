"""A shop's domains in the admin: claimed, told what to publish, looked at by a worker, in every language."""

from sqlalchemy import text
from starlette.testclient import TestClient

from storefront.admin.pages.domains import LOOKS
from storefront.admin.rendering import LANGUAGES
from tenants import domains, identity
from tenants.domains.actions import MOST_CLAIMS
from tenants.domains.jobs import check_domains
from tenants.isolation import Database, JobContext
from tests.name_server import Records, name_server
from tests.storefront.admin.conftest import ORIGIN, PASSWORD, Shop, sign_in

FROM_HERE = {"origin": ORIGIN}


def tell(client: TestClient, shop: Shop, deed: str, host: str) -> tuple[int, str]:
    answer = client.post(f"/shops/{shop.slug}/domains/{deed}", data={"host": host}, headers=FROM_HERE)
    return answer.status_code, answer.text


def claims(database: Database, shop: Shop) -> list[domains.Domain]:
    with database.tenant(shop.tenant_id) as session:
        return domains.domains_of_shop(session, shop.tenant_id)


def worker_looks(database: Database, shop: Shop, records: Records) -> None:
    with name_server(records) as server:
        checks = domains.DomainChecks(domains.open_lookup(server), "localhost")
        check_domains(JobContext(database, {"domain_checks": checks}), tenant_id=shop.tenant_id)


def looks_waiting(database: Database) -> int:
    with database.platform() as session:
        waiting = text("select count(*) from procrastinate_jobs where task_name = :name")
        return int(session.execute(waiting, {"name": domains.CHECK}).scalar_one())


def page(client: TestClient, shop: Shop) -> str:
    return client.get(f"/shops/{shop.slug}/domains").text


def test_an_owner_claims_a_domain_is_told_its_records_and_has_them_looked_at(
    staff: TestClient, database: Database, shop: Shop
) -> None:
    assert "no domain of its own" in page(staff, shop)
    assert tell(staff, shop, "claim", " Tea.Example ")[0] == 303
    [claim] = claims(database, shop)
    waiting = page(staff, shop)
    for part in ("tea.example", "_storefront.tea.example", claim.verification_token, "domains.localhost"):
        assert f">{part}</code>" in waiting
    assert tell(staff, shop, "check", "tea.example")[0] == 303
    assert "We are about to look" in page(staff, shop)
    worker_looks(database, shop, {("tea.example", "A"): ["198.51.100.7"]})
    found = page(staff, shop)
    assert "at tea.example: A/AAAA 198.51.100.7</code>" in found
    assert ("We are about to look" in found, "Look now" in found) == (False, True)
    assert claims(database, shop)[0].verified_at is None
    assert tell(staff, shop, "check", "tea.example")[0] == 303
    worker_looks(database, shop, {("_storefront.tea.example", "TXT"): [f'"{claim.verification_token}"']})
    assert claims(database, shop)[0].verified_at is not None
    done = page(staff, shop)
    assert "Serves your shop" in done
    assert "Look now" not in done
    for part in ("Keep both of these records", claim.verification_token, "domains.localhost"):
        assert part in done
    assert tell(staff, shop, "remove", "tea.example")[0] == 303
    assert claims(database, shop) == []


def test_a_proof_that_is_gone_is_said_with_the_last_day_and_can_be_looked_for_at_once(
    staff: TestClient, database: Database, shop: Shop
) -> None:
    tell(staff, shop, "claim", "tea.example")
    [claim] = claims(database, shop)
    worker_looks(database, shop, {("_storefront.tea.example", "TXT"): [f'"{claim.verification_token}"']})
    assert "Record missing" not in page(staff, shop)
    tell(staff, shop, "check", "tea.example")
    worker_looks(database, shop, {})
    [gone] = claims(database, shop)
    assert gone.lapses_at is not None
    missing = page(staff, shop)
    for part in ("Serves your shop", "Record missing", gone.lapses_at.isoformat(), "Look now"):
        assert part in missing, part
    tell(staff, shop, "check", "tea.example")
    worker_looks(database, shop, {("_storefront.tea.example", "TXT"): [f'"{claim.verification_token}"']})
    assert "Record missing" not in page(staff, shop)


def test_a_click_asks_no_name_server_and_a_shop_clicks_so_often_and_no_more(
    staff: TestClient, database: Database, shop: Shop
) -> None:
    tell(staff, shop, "claim", "tea.example")
    for _ in range(LOOKS.most):
        assert tell(staff, shop, "check", "tea.example")[0] == 303
    status, said = tell(staff, shop, "check", "tea.example")
    assert (status, 'id="fault"' in said, "aria-invalid" in said) == (429, True, False)
    assert (looks_waiting(database), claims(database, shop)[0].checked_at) == (1, None)


def test_what_is_no_domain_of_a_shop_is_refused_beside_what_was_typed(
    staff: TestClient, database: Database, shop: Shop
) -> None:
    for host in ("", "localhost", "batik-house.localhost", "192.0.2.1", "a b", "co.uk"):
        status, said = tell(staff, shop, "claim", host)
        assert (status, f'value="{host}"' in said) == (422, True), host
    assert claims(database, shop) == []
    for number in range(MOST_CLAIMS):
        assert tell(staff, shop, "claim", f"tea{number}.example")[0] == 303
    assert tell(staff, shop, "claim", "one-more.example")[0] == 409
    assert len(claims(database, shop)) == MOST_CLAIMS


def test_staff_look_and_only_an_owner_acts_and_no_other_shops_domain_is_reached(
    client: TestClient, database: Database, shop: Shop, other_shop: Shop
) -> None:
    with database.platform() as session:
        helper = identity.enrol_person(session, "helper@batik.example", name="Helper", password=PASSWORD)
        assert helper.id is not None
        identity.grant_membership(session, shop.tenant_id, helper.id, identity.Role.STAFF)
        domains.claim_domain(session, other_shop.tenant_id, "tin.example", platform_domain="localhost")
    sign_in(client, other_shop.owner)
    assert tell(client, other_shop, "claim", "tin.example")[0] == 303
    assert tell(client, other_shop, "sell", "tin.example")[0] == 404
    assert client.get(f"/shops/{shop.slug}/domains").status_code == 404
    client.cookies.clear()
    sign_in(client, "helper@batik.example")
    assert "tin.example" not in page(client, shop)
    assert tell(client, shop, "claim", "tea.example")[0] == 403
    assert tell(client, shop, "check", "tin.example")[0] == 403
    assert tell(client, shop, "remove", "tin.example")[0] == 403
    client.cookies.clear()
    sign_in(client, shop.owner)
    assert tell(client, shop, "check", "tin.example")[0] == 404
    assert tell(client, shop, "remove", "tin.example")[0] == 404
    assert len(claims(database, other_shop)) == 1
    assert claims(database, shop) == []


def test_the_page_speaks_each_language(staff: TestClient, shop: Shop) -> None:
    tell(staff, shop, "claim", "tea.example")
    headings = set()
    for language in LANGUAGES:
        text = staff.get(f"/shops/{shop.slug}/domains", headers={"accept-language": language}).text
        headings.add(text.partition('<h2 id="claim">')[2].partition("<")[0])
        assert ('dir="rtl"' in text) is (language == "ar")
    assert len(headings) == len(LANGUAGES)
