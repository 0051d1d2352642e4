"""A claimed domain is looked up at a real name server, and serves one shop at most, once its records prove it."""

import socket
from datetime import UTC, datetime, timedelta

import dns.rcode
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from storefront import localization
from tenants import domains
from tenants.domains import DomainChecks, DomainTaken, Sighting, open_lookup
from tenants.domains import jobs as domain_jobs
from tenants.domains.rules import is_proved, leads_here, next_check, way_expected
from tenants.isolation import Database, JobContext
from tests.factories.catalog import AShop, a_shop
from tests.name_server import Records, name_server

EDGE = "domains.zone.example"
HOST = "tea.example"
TOKEN_AT = "_storefront.tea.example"


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database)


def claimed(shop: AShop, host: str = HOST) -> domains.Domain:
    with shop.session() as session:
        return domains.claim_domain(session, shop.tenant_id, host, platform_domain="zone.example")


def checked(shop: AShop, records: Records, host: str = HOST) -> domains.Checked:
    """What came of one look at the claim, and whether it is what the database holds then."""
    claim = claimed(shop, host)
    with name_server(records) as server:
        found = domains.check_domain(shop.database, DomainChecks(open_lookup(server), "zone.example"), claim)
    assert is_verified(shop, host) is found.is_verified
    with shop.session() as session:
        assert domains.domain_by_host(session, shop.tenant_id, host).seen == found.seen
    return found


def is_verified(shop: AShop, host: str = HOST) -> bool:
    with shop.session() as session:
        return domains.domain_by_host(session, shop.tenant_id, host).verified_at is not None


def test_the_token_in_a_txt_record_proves_a_domain(shop: AShop) -> None:
    token = claimed(shop).verification_token
    wrong = checked(shop, {(TOKEN_AT, "TXT"): ['"another"'], (HOST, "A"): ["198.51.100.7"]})
    assert not wrong.is_verified
    assert wrong.seen == f'TXT at {TOKEN_AT}: "another"; at {HOST}: A/AAAA 198.51.100.7'
    assert (wrong.expected, wrong.to_be_reached) == (f'TXT "{token}" at {TOKEN_AT}', f"CNAME {EDGE} at {HOST}")
    right = checked(shop, {(TOKEN_AT, "TXT"): ['"other words"', f'"{token[:9]}" "{token[9:]}"']})
    assert right.is_verified


@pytest.mark.parametrize(
    "records",
    [
        {(HOST, "CNAME"): [f"{EDGE}."]},
        {(HOST, "CNAME"): ["Domains.Zone.Example."], (EDGE, "A"): ["192.0.2.1"]},
        {(HOST, "A"): ["192.0.2.1"], (EDGE, "A"): ["192.0.2.2", "192.0.2.1"]},
        {(HOST, "AAAA"): ["2001:DB8::1"], (EDGE, "AAAA"): ["2001:db8:0::1"]},
        {(HOST, "CNAME"): ["by.way.example."], ("by.way.example", "A"): ["192.0.2.1"], (EDGE, "A"): ["192.0.2.1"]},
    ],
)
def test_leading_to_the_zones_edge_brings_visitors_and_proves_nothing(shop: AShop, records: Records) -> None:
    token = claimed(shop).verification_token
    here = checked(shop, records)
    assert (here.is_verified, here.expected, here.to_be_reached) == (False, f'TXT "{token}" at {TOKEN_AT}', "")


def test_a_name_below_a_record_for_all_names_of_a_merchant_is_not_taken_by_a_stranger(shop: AShop) -> None:
    records: Records = {
        (TOKEN_AT, "TXT"): [claimed(shop).verification_token],
        ("login.tea.example", "CNAME"): [f"{EDGE}."],
    }
    assert checked(shop, records).is_verified
    assert not checked(a_shop(shop.database), records, "login.tea.example").is_verified


@pytest.mark.parametrize(
    "records",
    [
        {},
        {(HOST, "CNAME"): ["elsewhere.example."], (EDGE, "A"): ["192.0.2.1"]},
        {(HOST, "A"): ["192.0.2.1", "198.51.100.7"], (EDGE, "A"): ["192.0.2.1"]},
        {(EDGE, "A"): ["192.0.2.1"]},
        {(HOST, "TXT"): ["token"]},
    ],
)
def test_a_domain_that_leads_elsewhere_waits(shop: AShop, records: Records) -> None:
    found = checked(shop, records)
    assert not found.is_verified
    assert found.to_be_reached.startswith(f"CNAME {EDGE}")


def test_two_shops_that_want_a_domain_are_told_apart_by_the_token_and_never_both_have_it(database: Database) -> None:
    first, second = a_shop(database), a_shop(database)
    tokens = {each.tenant_id: claimed(each).verification_token for each in (first, second)}
    here: dict[tuple[str, str], list[str]] = {(HOST, "CNAME"): [f"{EDGE}."]}
    assert not checked(first, here).is_verified
    here[TOKEN_AT, "TXT"] = [f'"{token}"' for token in tokens.values()]
    assert checked(second, here).is_verified
    late = checked(first, here)
    assert not late.is_verified
    assert late.seen.endswith("it serves another shop")
    with database.platform() as session, pytest.raises(DomainTaken):
        domains.verify_domain(session, first.tenant_id, HOST)


def test_a_shop_takes_a_domain_by_its_own_token_once_the_one_that_has_it_proves_it_no_longer(
    database: Database,
) -> None:
    first, second = a_shop(database), a_shop(database)
    tokens = [claimed(each).verification_token for each in (first, second)]
    assert checked(first, {(TOKEN_AT, "TXT"): [tokens[0]]}).is_verified
    assert not checked(second, {(HOST, "CNAME"): [f"{EDGE}."]}).is_verified
    assert not checked(second, {(TOKEN_AT, "TXT"): tokens}).is_verified
    assert is_verified(first)
    assert checked(second, {(TOKEN_AT, "TXT"): [tokens[1]]}).is_verified
    with first.session() as session:
        [left] = domains.domains_of_shop(session, first.tenant_id)
    assert (left.verified_at, left.is_primary, left.verification_token) == (None, True, tokens[0])
    assert (left.seen or "").endswith("another shop has proved it since")


def test_the_database_refuses_a_second_shop_also_in_the_same_moment(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    shops = [a_shop(database), a_shop(database)]
    for each in shops:
        claimed(each)
    monkeypatch.setattr("tenants.domains.actions.verified_hosts_among", lambda *_: set())
    with database.platform() as session:
        domains.verify_domain(session, shops[0].tenant_id, HOST)
        with pytest.raises(DomainTaken):
            domains.verify_domain(session, shops[1].tenant_id, HOST)
    assert [is_verified(each) for each in shops] == [True, False]


def test_a_name_server_that_fails_is_named_as_the_trouble_and_proves_nothing(shop: AShop) -> None:
    claim = claimed(shop)
    with name_server({}, rcode=dns.rcode.SERVFAIL) as server:
        found = domains.check_domain(shop.database, DomainChecks(open_lookup(server), "zone.example"), claim)
    assert not found.is_verified
    assert found.seen == "the name servers did not answer (NoNameservers)"


def test_a_record_of_any_bytes_is_kept_as_what_can_be_shown(shop: AShop) -> None:
    token = claimed(shop).verification_token
    strange = checked(shop, {(TOKEN_AT, "TXT"): ['"a\\000b\\010\\027[2J\\226\\128\\174\\255"']})
    assert '"a\ufffdb\ufffd\ufffd[2J\ufffd\ufffd"' in strange.seen
    assert checked(shop, {(TOKEN_AT, "TXT"): ['"\\000"', f'"{token}"']}).is_verified


def test_a_domain_that_can_not_be_looked_at_stops_no_other_and_comes_again(shop: AShop) -> None:
    claimed(shop, "bad.example")
    token = claimed(shop).verification_token
    with name_server({(TOKEN_AT, "TXT"): [token]}) as server:
        look = open_lookup(server)

        def fails_for_one(host: str, edge: str) -> Sighting:
            if host == "bad.example":
                raise ValueError(host)
            return look(host, edge)

        context = JobContext(shop.database, {"domain_checks": DomainChecks(fails_for_one, "zone.example")})
        domain_jobs.check_domains(context, tenant_id=shop.tenant_id)
    assert (is_verified(shop, "bad.example"), is_verified(shop)) == (False, True)
    domain_jobs.check_waiting(context)
    assert jobs_of(shop) == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6)):
        domain_jobs.check_waiting(context)
        domain_jobs.check_waiting(context)
        with shop.database.platform() as session:
            domains.ask_for_check(session, shop.tenant_id, HOST)
    assert jobs_of(shop) == 1, "one that waits is not doubled"


def test_a_shop_with_slow_name_servers_has_a_few_domains_looked_at_in_each_run_and_all_in_the_end(
    shop: AShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(domain_jobs, "_SECONDS_A_RUN", 0.0)
    hosts = [f"tea{number}.example" for number in range(3)]
    looked_at: list[str] = []

    def look(host: str, _edge: str) -> Sighting:
        looked_at.append(host)
        return Sighting()

    for host in hosts:
        claimed(shop, host)
    context = JobContext(shop.database, {"domain_checks": DomainChecks(look, "zone.example")})
    for run in range(1, 4):
        domain_jobs.check_domains(context, tenant_id=shop.tenant_id)
        assert looked_at == hosts[:run]


def test_a_name_server_that_is_silent_is_waited_for_once_and_not_for_each_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tenants.domains.gateway._SECONDS", 0.3)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        found = open_lookup(f"127.0.0.1:{silent.getsockname()[1]}")(HOST, EDGE)
    assert found.trouble.startswith("no name server answered")
    assert not is_proved("token", found)


def test_a_worker_looks_at_what_is_due_and_not_again_before_it_is_time(shop: AShop) -> None:
    token = claimed(shop).verification_token
    records: dict[tuple[str, str], list[str]] = {(HOST, "A"): ["198.51.100.7"]}
    with name_server(records) as server:
        checks = DomainChecks(open_lookup(server), "zone.example")
        context = JobContext(shop.database, {"domain_checks": checks})
        domain_jobs.check_waiting(context)
        assert take_jobs(shop) == 1
        domain_jobs.check_domains(context, tenant_id=shop.tenant_id)
        records[TOKEN_AT, "TXT"] = [f'"{token}"']
        domain_jobs.check_waiting(context)
        domain_jobs.check_domains(context, tenant_id=shop.tenant_id)
        assert (take_jobs(shop), is_verified(shop)) == (0, False)
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6)):
            domain_jobs.check_waiting(context)
            domain_jobs.check_domains(context, tenant_id=shop.tenant_id)
        assert (take_jobs(shop), is_verified(shop)) == (1, True)
        with time_machine.travel(datetime.now(UTC) + timedelta(days=2)):
            domain_jobs.check_waiting(context)
    assert jobs_of(shop) == 0
    with shop.session() as session:
        assert localization.find_host(session) == HOST


def jobs_of(shop: AShop) -> int:
    counted = text("select count(*) from procrastinate_jobs where task_name = 'domains.check'")
    with shop.database.platform() as session:
        return int(session.execute(counted).scalar_one())


def take_jobs(shop: AShop) -> int:
    """How many wait, which from now on are some worker's."""
    taken = text("delete from procrastinate_jobs where task_name = 'domains.check' returning id")
    with shop.database.platform() as session:
        return len(session.execute(taken).all())


@given(age=st.timedeltas(timedelta(0), timedelta(days=400)))
def test_looks_become_rarer_with_age_but_never_than_a_day(age: timedelta) -> None:
    claimed_at = datetime(2026, 1, 1, tzinfo=UTC)
    wait = next_check(claimed_at, claimed_at + age) - (claimed_at + age)
    assert timedelta(minutes=5) <= wait <= timedelta(days=1)
    assert wait == age / 4 or wait in (timedelta(minutes=5), timedelta(days=1))


addresses = st.frozensets(st.sampled_from(["192.0.2.1", "192.0.2.2", "198.51.100.7"]))


@given(texts=st.lists(st.sampled_from(["other", "token"])), alias=st.sampled_from(["", EDGE, "x.example"]),
       here=addresses, edge=addresses)  # fmt: skip
def test_nothing_but_the_token_proves_a_domain_and_visitors_arrive_by_alias_or_addresses_of_the_edge(
    texts: list[str], alias: str, here: frozenset[str], edge: frozenset[str]
) -> None:
    seen = Sighting(tuple(texts), alias, here, edge)
    assert is_proved("token", seen) is ("token" in texts)
    arrives = leads_here(seen, platform_domain="zone.example")
    assert arrives is (alias == EDGE or (any(each in edge for each in here) and all(each in edge for each in here)))
    assert (way_expected(HOST, seen, platform_domain="zone.example") == "") is arrives
