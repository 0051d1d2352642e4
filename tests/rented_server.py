"""A PostgreSQL as one rents it: its administrator may make roles and databases, and is no superuser; it logs DDL."""

from pathlib import Path

import psycopg

from storefront.cli.embedded_postgres import EmbeddedPostgres
from tests.storefront.cli.commands import eventually

ADMIN, ADMIN_PASSWORD = "storefront_admin", "a"


class RentedServer:
    def __init__(self, folder: Path) -> None:
        self._server = EmbeddedPostgres(folder, options=("-c", "log_statement=ddl", "-c", "fsync=off"))
        self._log = folder / "postgres.log"

    def start(self) -> None:
        self._server.start()
        self.run(f"create role {ADMIN} login createrole createdb password '{ADMIN_PASSWORD}'")
        self.run(f"grant pg_signal_backend to {ADMIN}")  # as rds_superuser has it

    def stop(self) -> None:
        self._server.stop()

    @property
    def admin_url(self) -> str:
        return self.url(ADMIN, ADMIN_PASSWORD, "postgres")

    def url(self, login: str, password: str, database: str) -> str:
        return self._server.url(login, password, database)

    def run(self, statement: str) -> None:
        """As its superuser, whom nobody has who rents a server."""
        with psycopg.connect(self._server.superuser_url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def wait_until_unused(self, login: str) -> None:
        """A connection that was closed is there for a moment longer."""
        query = f"select count(*) from pg_stat_activity where usename = '{login}'"
        with psycopg.connect(self._server.superuser_url(), autocommit=True) as connection:
            eventually(lambda: connection.execute(query.encode()).fetchone() == (0,))

    def log(self) -> str:
        return self._log.read_text(errors="replace")
