"""Fixtures that any test may ask for: a database of its own, the settings that reach it, and the way back to empty."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.database import TestDatabase, TestServer, clone_database, server_is_running, settings_for
from tests.sweeping import Sweeper

# Nothing is timed in a test: an example that takes long on a busy machine is no failure.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()
    if not hasattr(config, "workerinput") and not config.option.collectonly and not server_is_running():
        server = TestServer()
        server.start()
        config.add_cleanup(server.stop)


def pytest_collection_finish() -> None:
    """All tests stay to the end: to look for garbage among them took a quarter of the time to collect them."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def worker_name() -> str:
    """The test process's name under pytest-xdist; `main` without it."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def worker_database(worker_name: str) -> TestDatabase:
    return clone_database(f"worker_{worker_name}")


@pytest.fixture(scope="session")
def sweeper(worker_database: TestDatabase) -> Iterator[Sweeper]:
    sweeper = Sweeper(worker_database.superuser_url)
    sweeper.open()
    yield sweeper
    sweeper.close()


@pytest.fixture
def test_database(worker_database: TestDatabase, sweeper: Sweeper) -> Iterator[TestDatabase]:
    """A freshly migrated database with no tenant in it."""
    yield worker_database
    sweeper.sweep()


@pytest.fixture
def settings(test_database: TestDatabase, tmp_path: Path) -> Settings:
    return settings_for(test_database, tmp_path)


@pytest.fixture(scope="session")
def worker_pool(worker_database: TestDatabase) -> Iterator[Database]:
    """Open for the whole run: to connect and to compile every statement anew takes longer than most tests."""
    pool = Database(settings_for(worker_database, Path(os.devnull)))
    yield pool
    pool.close()


@pytest.fixture
def database(test_database: TestDatabase, worker_pool: Database) -> Database:
    return worker_pool
