"""Fixtures that any test may ask for: a database of its own, the settings that reach it, and the way back to empty."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.database import TestDatabase, TestServer, clone_database, server_is_running, settings_for

_server = TestServer()
# Nothing is timed in a test: an example that takes long on a busy machine is no failure.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and not config.option.collectonly and not server_is_running():
        _server.start()
        config.add_cleanup(_server.stop)


@pytest.fixture(scope="session")
def worker_name() -> str:
    """The test process's name under pytest-xdist; `main` without it."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def worker_database(worker_name: str) -> TestDatabase:
    return clone_database(f"worker_{worker_name}")


@pytest.fixture
def test_database(worker_database: TestDatabase) -> Iterator[TestDatabase]:
    """A freshly migrated database with no tenant in it."""
    yield worker_database
    worker_database.empty()


@pytest.fixture
def settings(test_database: TestDatabase, tmp_path: Path) -> Settings:
    return settings_for(test_database, tmp_path)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings)
    yield database
    database.close()
