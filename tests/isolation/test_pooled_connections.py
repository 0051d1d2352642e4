"""A pooled connection never carries one request's tenant into the next."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.database import TestDatabase, settings_for
from tests.isolation.rows import fill


@pytest.fixture
def narrow(test_database: TestDatabase, tmp_path: Path) -> Settings:
    """Two connections for everybody, so that tenants take turns on them."""
    return settings_for(test_database, tmp_path).model_copy(update={"database_pool_size": 2})


def _visible(session: Session) -> set[int]:
    return set(session.execute(text("select tenant_id from product")).scalars())


def test_four_hundred_interleaved_requests_see_their_own_tenant_only(
    test_database: TestDatabase, narrow: Settings
) -> None:
    rows = fill(test_database.superuser_url)

    def request(number: int) -> tuple[set[int], set[int], set[int]]:
        tenant_id = (rows.mine, rows.theirs)[number % 2]
        with database.tenant(tenant_id) as session:
            seen = _visible(session)
        if number % 7 == 0:
            with pytest.raises(ZeroDivisionError), database.tenant(tenant_id):
                raise ZeroDivisionError
        with database.unbound() as session:
            unbound = _visible(session)
        return {tenant_id}, seen, unbound

    with closing(Database(narrow)) as database, ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(request, range(400)))
    assert all(seen == expected and unbound == set() for expected, seen, unbound in answers)


def test_an_aborted_transaction_leaves_no_tenant_behind(test_database: TestDatabase, narrow: Settings) -> None:
    rows = fill(test_database.superuser_url)
    database = Database(narrow.model_copy(update={"database_pool_size": 1}))
    with pytest.raises(RuntimeError), database.tenant(rows.mine) as session:  # noqa: PT012
        session.execute(text("update product set vendor = 'x'"))
        raise RuntimeError
    with database.unbound() as session:
        assert _visible(session) == set()
    database.close()
