"""The unit of work: what is kept, what is rolled back, and how a database that can not serve is told from a mistake."""

import threading
from collections.abc import Callable

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlmodel import Session

from tenants.isolation import Database, DatabaseUnavailable, bind_tenant, rows_of_each
from tenants.kit.settings import Settings
from tests.database import TestDatabase
from tests.factories.catalog import a_shop
from tests.factories.tenants import a_tenant


def ask(session: Session) -> int:
    return int(session.execute(text("select 1")).scalar_one())


def names(database: Database) -> list[str]:
    with database.platform() as session:
        return list(session.execute(text("select slug from tenant order by slug")).scalars())


def test_a_clean_exit_commits_and_an_error_rolls_back(database: Database) -> None:
    def open_and_fail() -> None:
        with database.platform() as session:
            a_tenant(session, slug="dropped")
            raise KeyError

    with database.platform() as session:
        a_tenant(session, slug="kept")
    with pytest.raises(KeyError):
        open_and_fail()
    assert names(database) == ["kept"]


def test_the_tenant_ends_with_the_transaction(database: Database) -> None:
    with database.tenant(7) as session:
        assert session.execute(text("select current_setting('app.tenant_id')")).scalar_one() == "7"
    with database.unbound() as session:
        assert session.execute(text("select current_setting('app.tenant_id', true)")).scalar_one() in ("", None)


def test_many_tenants_are_asked_at_once_and_each_answers_with_its_own_rows_alone(database: Database) -> None:
    shops = [a_shop(database) for _ in range(3)]
    bare = a_tenant_without_a_shop(database)
    question = text("select distinct tenant_id, current_setting('app.tenant_id') from market")
    with database.platform() as session:
        found = rows_of_each(session, [*(each.tenant_id for each in shops), bare], question)
        left = session.execute(text("select count(*), current_setting('app.tenant_id') from market")).one()
        assert rows_of_each(session, [], question) == {}
    assert found == {each.tenant_id: [(each.tenant_id, str(each.tenant_id))] for each in shops} | {bare: []}
    assert tuple(left) == (0, "")


def a_tenant_without_a_shop(database: Database) -> int:
    with database.platform() as session:
        return a_tenant(session).id or 0


def test_the_platform_is_closed_to_a_process_without_its_role(settings: Settings) -> None:
    database = Database(settings.model_copy(update={"platform_database_url": None, "owner_database_url": None}))
    with pytest.raises(DatabaseUnavailable, match="may not act for the platform"), database.platform():
        pass


def test_a_mistake_is_no_unavailability(database: Database) -> None:
    def ask_nonsense() -> None:
        with database.unbound() as session:
            session.execute(text("select nonsense"))

    with pytest.raises(ProgrammingError):
        ask_nonsense()


def test_a_statement_that_fails_does_not_tell_its_values(database: Database) -> None:
    def ask_wrongly() -> None:
        with database.unbound() as session:
            session.execute(text("select cast(:value as bigint)"), {"value": "someone@example.com"})

    with pytest.raises(DBAPIError) as failure:
        ask_wrongly()
    assert "[parameters:" not in str(failure.value)
    assert "hide_parameters" in str(failure.value)


def test_a_pool_whose_every_connection_is_taken_is_unavailable_and_then_again_available(settings: Settings) -> None:
    database = Database(settings.model_copy(update={"database_pool_size": 1}))
    taken, give_back = threading.Event(), threading.Event()

    def hold() -> None:
        with database.unbound() as session:
            ask(session)
            taken.set()
            give_back.wait(20)

    holder = threading.Thread(target=hold)
    holder.start()
    assert taken.wait(10)
    with pytest.raises(DatabaseUnavailable, match="every connection"), database.unbound() as session:
        ask(session)
    give_back.set()
    holder.join()
    with database.unbound() as session:
        assert ask(session) == 1
    database.close()


@pytest.mark.parametrize(
    "url",
    ["postgresql://a:b@/c?host=/nowhere", "postgresql://a:b@127.0.0.1:1/c", "postgresql://a:b@no-such-host.invalid/c"],
)
def test_a_server_that_is_not_there_is_unavailable(settings: Settings, url: str) -> None:
    database = Database(settings.model_copy(update={"database_url": SecretStr(url)}))
    with pytest.raises(DatabaseUnavailable), database.unbound() as session:
        ask(session)
    database.close()


def terminate(session: Session, test_database: TestDatabase) -> None:
    pid = session.execute(text("select pg_backend_pid()")).scalar_one()
    with psycopg.connect(test_database.superuser_url, autocommit=True) as connection:
        connection.execute("select pg_terminate_backend(%s, 5000)", [pid])


@pytest.mark.parametrize("afterwards", [ask, lambda session: bind_tenant(session, 1)], ids=["asked", "bound"])
def test_a_connection_that_is_cut_is_unavailable_and_the_next_one_is_new(
    database: Database, test_database: TestDatabase, afterwards: Callable[[Session], object]
) -> None:
    def lose_it() -> None:
        with database.unbound() as session:
            terminate(session, test_database)
            afterwards(session)

    with pytest.raises(DatabaseUnavailable):
        lose_it()
    with database.unbound() as session:
        assert ask(session) == 1


def test_a_connection_that_is_cut_before_the_commit_is_unavailable_and_nothing_is_kept(
    database: Database, test_database: TestDatabase
) -> None:
    def lose_it() -> None:
        with database.platform() as session:
            a_tenant(session, slug="lost")
            terminate(session, test_database)

    with pytest.raises(DatabaseUnavailable):
        lose_it()
    assert names(database) == []
