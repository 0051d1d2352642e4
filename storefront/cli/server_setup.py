"""What a fresh PostgreSQL server needs once, before the first migration: three roles and a database for them."""

import psycopg
from psycopg import sql

from tenants.isolation.logins import set_password
from tenants.isolation.policies import OWNER, PLATFORM, SERVING, create_roles


def prepare_server(superuser_url: str, passwords: dict[str, str]) -> None:
    """Make the roles, and give these logins of theirs their passwords. Repeatable."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for statement in create_roles():
            connection.execute(statement.encode())
        for login, password in passwords.items():
            set_password(connection, login, password)
        # A rented server's administrator is no superuser, and gives nothing to a role that it is not in.
        connection.execute(f"grant {OWNER} to current_user".encode())


def create_database(superuser_url: str, name: str, *, template: str | None = None) -> None:
    """A database that belongs to the owner role and that nobody but the three roles may open."""
    database = sql.Identifier(name)
    source = sql.SQL(" template {} strategy wal_log").format(sql.Identifier(template)) if template else sql.SQL("")
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        found = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
        if found:
            return
        connection.execute(sql.SQL("create database {} owner {}").format(database, sql.Identifier(OWNER)) + source)
        connection.execute(sql.SQL("revoke all on database {} from public").format(database))
        roles = sql.SQL(", ").join(map(sql.Identifier, (SERVING, PLATFORM)))
        connection.execute(sql.SQL("grant connect on database {} to {}").format(database, roles))
