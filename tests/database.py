"""The tests' PostgreSQL: one server a run, a migrated template, and a clone of it for each worker."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from storefront.cli.embedded_postgres import EmbeddedPostgres
from storefront.cli.migrate import upgrade_database
from storefront.cli.server_setup import create_database, prepare_server
from tenants.isolation.policies import OWNER, PLATFORM, SERVING
from tenants.kit.settings import Settings

TEMPLATE = "storefront_template"
PASSWORD = "only-for-tests"  # of servers that live on a private socket for one run
_SUPERUSER_URL = "TESTS_SUPERUSER_URL"
SHARED_DIRECTORY = "TESTS_SHARED_DIRECTORY"  # files that all test processes of a run share

# Tests ask for speed, not for surviving a power cut.
_OPTIONS = (
    "-c",
    "fsync=off",
    "-c",
    "synchronous_commit=off",
    "-c",
    "full_page_writes=off",
    "-c",
    "scram_iterations=1",
    "-c",
    "max_connections=200",
)


@dataclass(frozen=True, slots=True)
class TestDatabase:
    """One migrated database, and the URL of each role to it."""

    __test__ = False

    name: str
    superuser_url: str

    @property
    def serving_url(self) -> str:
        return self._as(SERVING)

    @property
    def platform_url(self) -> str:
        return self._as(PLATFORM)

    @property
    def owner_url(self) -> str:
        return self._as(OWNER)

    def rows(self, query: str) -> list[Any]:  # Any: whatever the query asks for
        """The first column of what a query finds, seen from above all walls."""
        with psycopg.connect(self.superuser_url, autocommit=True) as connection:
            return [row[0] for row in connection.execute(query)]

    def _as(self, role: str) -> str:
        server = self.superuser_url.partition("?")[2]
        return f"postgresql://{role}:{PASSWORD}@/{self.name}?{server}"


class TestServer:
    """Started by the run's first process; workers find it through the environment."""

    __test__ = False

    def __init__(self, *, durable: bool = False) -> None:
        self._directory = tempfile.TemporaryDirectory(prefix="storefront-tests-", ignore_cleanup_errors=True)
        self._server = EmbeddedPostgres(Path(self._directory.name), options=_OPTIONS[-2:] if durable else _OPTIONS)

    def start(self) -> None:
        self._server.start()
        prepare_server(self._server.superuser_url(), dict.fromkeys((OWNER, SERVING, PLATFORM), PASSWORD))
        create_database(self._server.superuser_url(), TEMPLATE)
        upgrade_database(self._server.url(OWNER, PASSWORD, TEMPLATE))
        os.environ[_SUPERUSER_URL] = self._server.superuser_url()
        os.environ[SHARED_DIRECTORY] = self._directory.name

    def stop(self) -> None:
        self._server.stop()
        self._directory.cleanup()


def server_is_running() -> bool:
    return _SUPERUSER_URL in os.environ


def superuser_url() -> str:
    """Of the server that runs."""
    return os.environ[_SUPERUSER_URL]


def clone_database(name: str, *, template: str = TEMPLATE) -> TestDatabase:
    """A database of its own in a tenth of a second."""
    server = superuser_url()
    create_database(server, name, template=template)
    return database_named(name)


def database_named(name: str) -> TestDatabase:
    head, _, query = superuser_url().partition("?")
    return TestDatabase(name, f"{head.rpartition('/')[0]}/{name}?{query}")


def drop_database(name: str) -> None:
    with psycopg.connect(superuser_url(), autocommit=True) as connection:
        connection.execute(
            psycopg.sql.SQL("drop database if exists {} with (force)").format(psycopg.sql.Identifier(name))
        )


def settings_for(database: TestDatabase, media: Path) -> Settings:
    """Settings that reach this database with each role, and a media store in this folder."""
    return Settings.model_validate(
        {
            "database_url": database.serving_url,
            "owner_database_url": database.owner_url,
            "platform_database_url": database.platform_url,
            "secret_key": "k" * 40,
            "public_scheme": "http",
            "public_port": 8000,
            "rates_url": None,
            "media_url": f"file://{media}",
        }
    )
