"""`storefront doctor`: each broken thing is named with its mend, and nothing else is."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tenants.kit.settings import PREFIX, Settings
from tests.database import TestDatabase
from tests.storefront.cli.commands import environment, free_port
from tests.storefront.cli.conftest import Command
from tests.storefront.cli.test_migrate import empty_database, unmigrated
from tests.stripe_standin import SECRET_KEY, WEBHOOK_SECRET, running_standin

__all__ = ["empty_database", "unmigrated"]  # fixtures


@pytest.fixture
def variables(settings: Settings) -> dict[str, str]:
    return environment(settings)


def bad(out: str) -> list[str]:
    """What is wrong, by its first words; each has a mend on the line after it."""
    lines = out.splitlines()
    for number, line in enumerate(lines):
        if line.startswith("BAD"):
            assert lines[number + 1].startswith("     mend: ")
    return [line.removeprefix("BAD  ") for line in lines if line.startswith("BAD")]


def test_a_prepared_deployment_is_well(storefront: Command, variables: dict[str, str]) -> None:
    said = storefront("doctor", variables=variables)
    assert (said.status, bad(said.out), said.err) == (0, [], "")
    for looked_at in (
        "zone",
        "DATABASE_URL",
        "OWNER_DATABASE_URL",
        "row security",
        "schema",
        "media",
        "cache",
        "Stripe",
        "mail",
    ):
        assert f"ok   {looked_at}: " in said.out


def test_a_superuser_must_not_serve(
    storefront: Command, variables: dict[str, str], test_database: TestDatabase
) -> None:
    variables[PREFIX + "DATABASE_URL"] = test_database.superuser_url
    said = storefront("doctor", variables=variables)
    assert said.status == 1
    assert any("role: postgres steps around row security" in line for line in bad(said.out))


def test_the_owner_must_not_serve(storefront: Command, variables: dict[str, str], test_database: TestDatabase) -> None:
    variables[PREFIX + "DATABASE_URL"] = test_database.owner_url
    said = storefront("doctor", variables=variables)
    assert said.status == 1
    assert any("may act as the owner" in line for line in bad(said.out))


@pytest.mark.parametrize(
    ("fault", "mend", "table"),
    [
        ("alter table product no force row level security", "alter table product force row level security", "product"),
        ("alter table tenant disable row level security", "alter table tenant enable row level security", "tenant"),
        ("create policy wide on customer using (true)", "drop policy wide on customer", "customer"),
    ],
)
def test_a_table_that_is_not_behind_the_wall_is_named(
    storefront: Command, variables: dict[str, str], test_database: TestDatabase, fault: str, mend: str, table: str
) -> None:
    with psycopg.connect(test_database.owner_url, autocommit=True) as connection:
        connection.execute(fault.encode())
        try:
            said = storefront("doctor", variables=variables)
        finally:
            connection.execute(mend.encode())
    assert said.status == 1
    assert bad(said.out) == [f"row security: not forced on {table}"]


def test_a_deployment_without_a_login_of_the_platform_can_not_open_a_shop(
    storefront: Command, variables: dict[str, str]
) -> None:
    serving_alone = {
        name: value for name, value in variables.items() if "PLATFORM_DATA" not in name and "OWNER" not in name
    }
    said = storefront("doctor", variables=serving_alone)
    assert said.status == 1
    assert [line.partition(":")[0] for line in bad(said.out)] == ["PLATFORM_DATABASE_URL"]
    assert "no worker starts" in said.out


def test_a_database_that_waits_for_migrations_is_named(storefront: Command, unmigrated: Settings) -> None:
    said = storefront("doctor", variables=environment(unmigrated))
    assert said.status == 1
    assert [line.partition(",")[0] for line in bad(said.out)] == ["schema: at nothing"]
    assert "mend: run `storefront migrate`" in said.out


@pytest.mark.parametrize(
    ("name", "value", "finding"),
    [
        ("DATABASE_URL", "postgresql://a:secret@127.0.0.1:1/b", "DATABASE_URL: connection failed"),
        ("ZONE_FILE", "/nowhere/zone.toml", "zone: "),
        ("MEDIA_URL", "file:///proc/media", "media: "),
        ("STRIPE_SECRET_KEY", "pk_live_public", "Stripe: the key is not a secret key"),
        ("STRIPE_SECRET_KEY", "sk_test_alone", "Stripe: no webhook secret"),
        ("SMTP_URL", "smtp://user:secret@127.0.0.1:1", "mail: 127.0.0.1 does not answer"),
    ],
)
def test_each_broken_thing_is_named_with_its_mend_and_without_its_secret(
    storefront: Command, variables: dict[str, str], name: str, value: str, finding: str
) -> None:
    said = storefront("doctor", variables=variables | {PREFIX + name: value})
    assert said.status == 1
    assert [line.startswith(finding) for line in bad(said.out)] == [True], said.out
    assert said.err == ""
    assert "secret@" not in said.out


@pytest.fixture
def stripe_variables(variables: dict[str, str]) -> Iterator[dict[str, str]]:
    """A deployment with a key that somebody at the other end knows."""
    with running_standin() as stripe:
        yield variables | {
            PREFIX + "STRIPE_SECRET_KEY": SECRET_KEY,
            PREFIX + "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
            PREFIX + "STRIPE_API_BASE": stripe.base,
        }


def test_a_good_stripe_pair_is_well_and_a_wrong_webhook_secret_is_not(
    storefront: Command, stripe_variables: dict[str, str]
) -> None:
    said = storefront("doctor", variables=stripe_variables)
    assert "ok   Stripe: a test key and a webhook secret are set" in said.out
    assert "ok   Stripe: answers; the platform's account is in MY" in said.out
    stripe_variables[PREFIX + "STRIPE_WEBHOOK_SECRET"] = "sk_test_1"
    assert storefront("doctor", variables=stripe_variables).status == 1


def test_a_key_that_stripe_does_not_know_is_named_without_it(
    storefront: Command, stripe_variables: dict[str, str]
) -> None:
    stripe_variables[PREFIX + "STRIPE_SECRET_KEY"] = "sk_test_of_yesterday"
    said = storefront("doctor", variables=stripe_variables)
    assert bad(said.out) == ["Stripe: Stripe answers 401: AuthenticationError"]
    assert "yesterday" not in said.out + said.err


def test_a_stripe_that_does_not_answer_is_named(storefront: Command, stripe_variables: dict[str, str]) -> None:
    stripe_variables[PREFIX + "STRIPE_API_BASE"] = "http://127.0.0.1:1"
    said = storefront("doctor", variables=stripe_variables)
    assert bad(said.out) == ["Stripe: Stripe does not answer: ConnectionRefusedError"]


def test_a_platform_account_in_another_country_than_the_zone_is_named(
    storefront: Command, variables: dict[str, str]
) -> None:
    with running_standin(country="SG", currency="sgd") as stripe:
        variables[PREFIX + "STRIPE_SECRET_KEY"] = SECRET_KEY
        variables[PREFIX + "STRIPE_WEBHOOK_SECRET"] = WEBHOOK_SECRET
        variables[PREFIX + "STRIPE_API_BASE"] = stripe.base
        said = storefront("doctor", variables=variables)
    assert bad(said.out) == ["Stripe: the platform's account is in SG, the zone in MY"]


@contextmanager
def mail_server(*replies: bytes) -> Iterator[int]:
    """One that says the same to everybody, line by line."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def speak() -> None:
            connection, _ = listening.accept()
            with connection, connection.makefile("rwb") as stream:
                for reply in replies:
                    stream.write(reply + b"\r\n")
                    stream.flush()
                    stream.readline()

        speaking = threading.Thread(target=speak)
        speaking.start()
        yield listening.getsockname()[1]
        speaking.join(10)


def test_a_mail_server_that_answers_is_well(storefront: Command, variables: dict[str, str]) -> None:
    with mail_server(b"220 mail", b"250 mail", b"221 bye") as port:
        variables[PREFIX + "SMTP_URL"] = f"smtp://127.0.0.1:{port}"
        assert "ok   mail: 127.0.0.1 answers" in storefront("doctor", variables=variables).out


def test_a_mail_server_that_refuses_the_sign_in_is_named(storefront: Command, variables: dict[str, str]) -> None:
    with mail_server(b"220 mail", b"250-mail\r\n250 AUTH PLAIN", b"535 no", b"221 bye") as port:
        variables[PREFIX + "SMTP_URL"] = f"smtp://user:secret@127.0.0.1:{port}"
        assert bad(storefront("doctor", variables=variables).out) == ["mail: 127.0.0.1 refuses the sign-in"]


def test_a_folder_that_can_not_be_written_is_named(
    storefront: Command, variables: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    variables[PREFIX + "MEDIA_URL"] = f"file://{tmp_path}/file/media"
    assert storefront("doctor", variables=variables).status == 1


def test_every_setting_is_listed_with_what_it_is_for(storefront: Command) -> None:
    said = storefront("doctor", "--settings")
    assert said.status == 0
    listed = dict(line.split(maxsplit=1) for line in said.out.splitlines())
    assert set(listed) == {PREFIX + name.upper() for name in Settings.model_fields}


def test_a_cache_that_does_not_answer_is_named(storefront: Command, variables: dict[str, str]) -> None:
    variables[PREFIX + "CACHE_URL"] = f"redis://:secret@127.0.0.1:{free_port()}/0"
    said = storefront("doctor", variables=variables)
    assert said.status == 1
    assert bad(said.out) == ["cache: the cache does not answer: ConnectionError"]
    assert "secret" not in said.out + said.err
