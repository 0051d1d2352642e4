"""A proved domain is held to its proof: whose token is gone is told, has a time of grace, and then loses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import dns.rcode
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from storefront import localization
from tenants import domains
from tenants.domains import DomainChecks, Sighting, open_lookup
from tenants.domains import jobs as domain_jobs
from tenants.domains.rules import GRACE, Proof, proof_after
from tenants.isolation import Database, JobContext
from tests.factories.catalog import AShop, a_shop
from tests.name_server import name_server

HOST = "tea.example"
TOKEN_AT = "_storefront.tea.example"
FIRST_DAY = datetime(2026, 12, 1, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Watched:
    """A shop whose domain is proved, and the records of its domain, which a test changes."""

    shop: AShop
    context: JobContext
    records: dict[tuple[str, str], list[str]] = field(repr=False)

    def on_day(self, day: int) -> domains.Domain:
        """What a day's run of the worker leaves behind."""
        with time_machine.travel(FIRST_DAY + timedelta(days=day, minutes=day), tick=False):
            domain_jobs.check_proved(self.context)
            domain_jobs.check_domains(self.context, tenant_id=self.shop.tenant_id)
        return self.domain()

    def domain(self) -> domains.Domain:
        with self.shop.session() as session:
            return domains.domain_by_host(session, self.shop.tenant_id, HOST)

    def told(self) -> list[tuple[str, datetime | None]]:
        """The turns of which the shop's owners are to be told, and when."""
        asked = text("select args ->> 'turn', scheduled_at from procrastinate_jobs where task_name = :name order by id")
        with self.shop.database.platform() as session:
            return [(turn, at) for turn, at in session.execute(asked, {"name": domains.TELL_JOB})]


@contextmanager
def watched(database: Database) -> Iterator[Watched]:
    shop = a_shop(database)
    records: dict[tuple[str, str], list[str]] = {}
    with name_server(records) as server, time_machine.travel(FIRST_DAY, tick=False):
        with shop.session() as session:
            claim = domains.claim_domain(session, shop.tenant_id, HOST, platform_domain="zone.example")
            token = claim.verification_token
        records[TOKEN_AT, "TXT"] = [f'"{token}"']
        checks = DomainChecks(open_lookup(server), "zone.example")
        assert domains.check_domain(database, checks, claim).is_verified
        yield Watched(shop, JobContext(database, {"domain_checks": checks}), records)


def test_a_proof_that_is_there_is_seen_again_once_a_day_and_nobody_is_told(database: Database) -> None:
    with watched(database) as it:
        for day in (1, 2, 40):
            assert it.on_day(day).proved_at == FIRST_DAY + timedelta(days=day, minutes=day)
        with time_machine.travel(FIRST_DAY + timedelta(days=40, hours=12), tick=False):
            domain_jobs.check_domains(it.context, tenant_id=it.shop.tenant_id)
        assert it.domain().proved_at == FIRST_DAY + timedelta(days=40, minutes=40)
        assert it.told() == []


def test_a_shop_without_its_proof_is_told_twice_and_is_served_there_for_fourteen_days_and_no_longer(
    database: Database,
) -> None:
    with watched(database) as it:
        del it.records[TOKEN_AT, "TXT"]
        missed = it.on_day(1)
        lapses = FIRST_DAY + timedelta(days=15, minutes=1)
        assert (missed.verified_at, missed.lapses_at) == (FIRST_DAY, lapses)
        assert it.told() == [("missed", None), ("reminded", lapses - timedelta(days=3))]
        for day in (2, 9, 14):
            assert it.on_day(day).verified_at == FIRST_DAY, day
        with it.shop.session() as session:
            assert localization.find_host(session) == HOST
        lost = it.on_day(15)
        assert (lost.verified_at, lost.proved_at, lost.lapses_at) == (None, None, None)
        assert lost.verification_token == missed.verification_token
        assert it.told()[2:] == [("lapsed", None)]
        with it.shop.session() as session:
            assert localization.find_host(session) is None
        with it.shop.database.unbound() as session:
            assert domains.find_tenant_by_host(session, HOST, "zone.example") is None


def test_a_proof_that_is_back_in_time_ends_it_and_a_later_loss_begins_anew(database: Database) -> None:
    with watched(database) as it:
        proof = it.records.pop((TOKEN_AT, "TXT"))
        it.on_day(1)
        it.records[TOKEN_AT, "TXT"] = proof
        assert it.on_day(14).lapses_at is None
        assert it.on_day(16).verified_at == FIRST_DAY
        del it.records[TOKEN_AT, "TXT"]
        assert it.on_day(17).lapses_at == FIRST_DAY + timedelta(days=31, minutes=17)
        assert [turn for turn, _ in it.told()] == ["missed", "reminded"] * 2


def test_a_lapsed_domain_serves_again_by_itself_when_its_proof_is_back(database: Database) -> None:
    with watched(database) as it:
        proof = it.records.pop((TOKEN_AT, "TXT"))
        it.on_day(1)
        assert it.on_day(15).verified_at is None
        it.records[TOKEN_AT, "TXT"] = proof
        back = it.on_day(16)
        assert (back.verified_at, back.lapses_at) == (FIRST_DAY + timedelta(days=16, minutes=16), None)


def test_name_servers_that_fail_for_months_take_nothing_away(database: Database) -> None:
    with watched(database) as it, name_server({}, rcode=dns.rcode.SERVFAIL) as failing:
        checks = DomainChecks(open_lookup(failing), "zone.example")
        broken = Watched(it.shop, JobContext(database, {"domain_checks": checks}), {})
        for day in (1, 20, 90):
            domain = broken.on_day(day)
            assert (domain.verified_at, domain.lapses_at) == (FIRST_DAY, None)
        assert it.told() == []


def test_what_an_operator_vouches_for_is_not_looked_at_by_the_clock(database: Database) -> None:
    with watched(database) as it:
        del it.records[TOKEN_AT, "TXT"]
        assert it.on_day(1).lapses_at is not None
        with database.platform() as session:
            domains.verify_domain(session, it.shop.tenant_id, HOST)
        vouched = it.on_day(30)
        assert (vouched.verified_at, vouched.proved_at, vouched.lapses_at) == (FIRST_DAY, None, None)
        with database.platform() as session:
            assert domains.claims_on(session, HOST) == []


def test_a_shop_that_loses_its_domain_to_another_is_told(database: Database) -> None:
    with watched(database) as it:
        other = a_shop(database)
        with other.session() as session:
            claim = domains.claim_domain(session, other.tenant_id, HOST, platform_domain="zone.example")
            it.records[TOKEN_AT, "TXT"] = [f'"{claim.verification_token}"']
        checks = it.context.services["domain_checks"]
        assert domains.check_domain(database, checks, claim).is_verified
        assert it.domain().verified_at is None
        assert it.told() == [("lapsed", None)]


def test_a_run_takes_so_many_shops_and_those_that_wait_longest_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(domain_jobs, "_PROVED_A_RUN", 1)
    with watched(database) as it:
        with time_machine.travel(FIRST_DAY + timedelta(hours=23), tick=False):
            domain_jobs.check_proved(it.context)
        waiting = text("select args ->> 'tenant_id' from procrastinate_jobs where task_name = :name")
        with database.platform() as session:
            assert session.execute(waiting, {"name": domains.CHECK}).scalars().all() == []
        with time_machine.travel(FIRST_DAY + timedelta(days=1), tick=False):
            domain_jobs.check_proved(it.context)
        with database.platform() as session:
            assert session.execute(waiting, {"name": domains.CHECK}).scalars().all() == [str(it.shop.tenant_id)]


looks = st.lists(
    st.tuples(st.timedeltas(timedelta(0), timedelta(days=5)), st.sampled_from(["seen", "gone", "trouble"]))
)


@given(looks)
def test_a_proof_lapses_only_by_looks_that_found_it_gone_for_the_whole_time_of_grace(
    looks: list[tuple[timedelta, str]],
) -> None:
    held, now, gone_since = Proof(FIRST_DAY), FIRST_DAY, None
    for wait, found in looks:
        now += wait
        sighting = Sighting(("token",) if found == "seen" else (), trouble="silent" if found == "trouble" else "")
        after = proof_after(held, "token", sighting, now)
        if found == "seen":
            gone_since = None
        elif found == "gone":
            gone_since = gone_since or now
        is_over = found == "gone" and gone_since is not None and now >= gone_since + GRACE
        assert (after is None) is is_over
        if after is None:
            return
        assert after.lapses_at == (gone_since + GRACE if gone_since else None)
        held = after


@given(st.sampled_from([(), ("other",)]), st.booleans())
def test_what_was_never_proved_by_its_token_never_lapses(texts: tuple[str, ...], is_trouble: bool) -> None:
    vouched = Proof(None)
    sighting = Sighting(texts, trouble="silent" if is_trouble else "")
    assert proof_after(vouched, "token", sighting, FIRST_DAY + timedelta(days=999)) == vouched
