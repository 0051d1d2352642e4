"""Notices of changes: each arrives, and whenever one may have been lost, everything is forgotten."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any  # what a coroutine is sent and yields is nobody's business here

import psycopg
import pytest
from sqlalchemy import text

from tenants import lifecycle
from tenants.isolation import Database, TenantChanges, changes
from tests import event_loop
from tests.database import TestDatabase
from tests.factories.tenants import a_tenant

EVERYTHING = -1


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


def listening(url: str, story: Callable[[list[int]], Coroutine[Any, Any, None]]) -> None:
    """Tell the story while a listener notes what it was told to forget."""
    forgotten: list[int] = []

    async def run() -> None:
        listener = TenantChanges(url, forgotten.append, lambda: forgotten.append(EVERYTHING))
        task = asyncio.create_task(listener.run())
        try:
            await story(forgotten)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    event_loop.run(run())


def notify(url: str, payload: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("select pg_notify('tenant_changed', %s)", [payload])


def test_a_change_of_a_tenant_is_told_once_it_is_committed(database: Database, test_database: TestDatabase) -> None:
    async def story(forgotten: list[int]) -> None:
        await until(lambda: forgotten == [EVERYTHING])
        with database.platform() as session:
            tenant = a_tenant(session, slug="batik")
            session.flush()
            await asyncio.sleep(0.1)
            assert forgotten == [EVERYTHING]
        await until(lambda: forgotten == [EVERYTHING, tenant.id])
        with database.platform() as session:
            lifecycle.suspend_tenant(session, "batik")
        await until(lambda: forgotten == [EVERYTHING, tenant.id, tenant.id])
        with database.platform() as session:
            session.execute(text("delete from tenant"))
        await until(lambda: len(forgotten) == 4)

    listening(test_database.serving_url, story)


def test_a_listener_whose_connection_is_cut_forgets_everything_and_listens_again(test_database: TestDatabase) -> None:
    async def story(forgotten: list[int]) -> None:
        await until(lambda: forgotten == [EVERYTHING])
        with psycopg.connect(test_database.superuser_url, autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and application_name = 'storefront listening'"
            )
        # Once because the connection broke, once more when the new one listens.
        await until(lambda: forgotten == [EVERYTHING] * 3)
        notify(test_database.serving_url, "8")
        await until(lambda: forgotten[-1] == 8)

    listening(test_database.serving_url, story)


def test_a_notice_that_is_no_tenant_harms_nothing(test_database: TestDatabase) -> None:
    async def story(forgotten: list[int]) -> None:
        await until(lambda: forgotten == [EVERYTHING])
        for payload in ("", "nonsense", "8"):
            notify(test_database.serving_url, payload)
        await until(lambda: forgotten == [EVERYTHING, 8])

    listening(test_database.serving_url, story)


def test_a_quiet_connection_is_asked_whether_it_lives_and_loses_no_notice_meanwhile(
    test_database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_ALIVE_SECONDS", 0.01)

    async def story(forgotten: list[int]) -> None:
        await until(lambda: forgotten == [EVERYTHING])
        for number in range(50):
            notify(test_database.serving_url, str(number))
        await until(lambda: forgotten == [EVERYTHING, *range(50)])

    listening(test_database.serving_url, story)


def test_a_database_that_is_away_is_tried_again_and_nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "_RECONNECT_SECONDS", 0.01)

    async def story(forgotten: list[int]) -> None:
        await until(lambda: forgotten[:3] == [EVERYTHING] * 3)

    listening("postgresql://a:b@/c?host=/nowhere", story)
