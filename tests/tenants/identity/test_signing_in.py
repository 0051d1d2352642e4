"""Signing in: who gets in, for how long, and what ends it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tenants import identity
from tenants.identity import LinkSpent, SignInRefused, WeakPassword
from tenants.isolation import Database
from tests.database import TestDatabase

PASSWORD = "correct horse"
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def person(database: Database) -> int:
    with database.platform() as session:
        found = identity.enrol_person(session, "aisyah@example.com", name="Aisyah", password=PASSWORD).id
    assert found is not None
    return found


def signed_in(database: Database, email: str = "aisyah@example.com", password: str = PASSWORD) -> str:
    with database.platform() as session:
        return identity.sign_in(session, email, password)[1]


def who(database: Database, secret: str) -> str | None:
    with database.platform() as session:
        person = identity.person_signed_in(session, secret)
        return person.name if person else None


@pytest.mark.usefixtures("person")
def test_the_right_password_opens_a_session_that_is_kept_as_a_digest(
    database: Database, test_database: TestDatabase
) -> None:
    secret = signed_in(database, " AISYAH@example.com ")
    assert who(database, secret) == "Aisyah"
    assert len(secret) >= 43
    [kept] = test_database.rows("select token_sha256 from person_session")
    assert kept != secret
    assert secret not in kept


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("aisyah@example.com", "wrong horse"),
        ("aisyah@example.com", ""),
        ("nobody@example.com", PASSWORD),
        ("not an address", PASSWORD),
        ("aisyah@example.com", PASSWORD + "x" * 200),
    ],
)
def test_anything_else_is_refused_in_the_same_words(
    database: Database, test_database: TestDatabase, email: str, password: str
) -> None:
    with pytest.raises(SignInRefused, match="address and password do not belong together"):
        signed_in(database, email, password)
    assert test_database.rows("select id from person_session") == []


def test_whoever_has_no_password_yet_can_not_sign_in(database: Database) -> None:
    with database.platform() as session:
        identity.enrol_person(session, "new@example.com", name="New")
    with pytest.raises(SignInRefused):
        signed_in(database, "new@example.com", "")


@pytest.mark.usefixtures("person")
def test_a_session_ends_unused_after_twelve_hours(database: Database) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        secret = signed_in(database)
        for _ in range(3):  # in use, it goes on
            clock.shift(timedelta(hours=11))
            assert who(database, secret) == "Aisyah"
        clock.shift(timedelta(hours=12, seconds=1))
        assert who(database, secret) is None
        assert who(database, secret) is None


@pytest.mark.usefixtures("person")
def test_a_session_ends_after_two_weeks_however_much_it_is_used(database: Database) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        secret = signed_in(database)
        seen = []
        for _ in range(31):
            clock.shift(timedelta(hours=11))
            seen.append(who(database, secret))
        assert seen == ["Aisyah"] * 30 + [None]


@pytest.mark.usefixtures("person")
def test_signing_out_ends_this_session_and_no_other(database: Database) -> None:
    here, there = signed_in(database), signed_in(database)
    for _ in range(2):
        with database.platform() as session:
            identity.sign_out(session, here)
    assert (who(database, here), who(database, there)) == (None, "Aisyah")


@pytest.mark.parametrize("secret", ["", "x", "x" * 10_000])
def test_a_made_up_secret_opens_nothing(database: Database, secret: str) -> None:
    assert who(database, secret) is None


def test_a_link_sets_a_password_once_and_ends_every_session(database: Database, person: int) -> None:
    before = signed_in(database)
    with database.platform() as session:
        first = identity.issue_password_link(session, person)
        second = identity.issue_password_link(session, person)
    with pytest.raises(LinkSpent), database.platform() as session:
        identity.choose_password(session, first, "a new password")
    with pytest.raises(WeakPassword), database.platform() as session:
        identity.choose_password(session, second, "short")
    with database.platform() as session:
        identity.choose_password(session, second, "a new password")
    with pytest.raises(LinkSpent), database.platform() as session:
        identity.choose_password(session, second, "another password")
    assert who(database, before) is None
    assert who(database, signed_in(database, password="a new password")) == "Aisyah"


def test_a_link_works_for_a_day(database: Database, person: int) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        with database.platform() as session:
            secret = identity.issue_password_link(session, person)
        clock.shift(timedelta(hours=24))
        with pytest.raises(LinkSpent), database.platform() as session:
            identity.choose_password(session, secret, "a new password")
    assert signed_in(database)
