"""The logins of the roles. Each role has two, so that one keeps its password while the other's is changed.

The first is the role itself. The second, `…_second`, becomes the role the moment it connects: what it makes belongs to
the role, row policies and grants are the role's, and it has no right of its own (docs/decisions/0015).
"""

from typing import Any

import psycopg
from psycopg import sql

from tenants.isolation.policies import OWNER, PLATFORM, SERVING

_SECOND = "_second"
LOGINS = tuple(login for role in (OWNER, SERVING, PLATFORM) for login in (role, role + _SECOND))
_END_SECONDS = 5


def is_login_of(role: str, login: str) -> bool:
    """Whether somebody who signs in so is the role, by either of its two logins."""
    return login in (role, role + _SECOND)


def role_of(login: str) -> str:
    """Raises ValueError where the login is none of ours."""
    for role in (OWNER, SERVING, PLATFORM):
        if is_login_of(role, login):
            return role
    raise ValueError(f"{login} is a login of no role: {OWNER}, {SERVING}, {PLATFORM}")


def other_login(login: str) -> str:
    """The same role's other login. Raises ValueError where the login is none of ours."""
    role = role_of(login)
    return role + _SECOND if login == role else role


def set_password(connection: psycopg.Connection[Any], login: str, password: str) -> None:  # Any: rows of any shape
    """Give a login its password, as the server's administrator. Repeatable; makes a second login that is not there yet,
    and opens one that was shut.

    The server is sent a verifier and never the password, since it logs statements that change roles.
    """
    role = role_of(login)
    if login != role:
        _make_second(connection, role, login)
    verifier = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    connection.execute(sql.SQL("alter role {} login password {}").format(sql.Identifier(login), sql.Literal(verifier)))


def connections_of(connection: psycopg.Connection[Any], login: str) -> int:  # Any: rows of any shape
    """How many connections to the server the login has open."""
    row = connection.execute("select count(*) from pg_stat_activity where usename = %s", [login]).fetchone()
    assert row is not None
    return int(row[0])


def shut_login(connection: psycopg.Connection[Any], login: str) -> int:  # Any: rows of any shape
    """Let nobody in by a login until it is given a password, and end its connections: how many.

    As the server's administrator. Raises psycopg.Error, such as for a second login that was never made.
    """
    connection.execute(sql.SQL("alter role {} nologin").format(sql.Identifier(login)))
    end = "select count(pg_terminate_backend(pid, %s)) from pg_stat_activity where usename = %s"
    row = connection.execute(end, [_END_SECONDS * 1000, login]).fetchone()
    assert row is not None
    return int(row[0])


def _make_second(connection: psycopg.Connection[Any], role: str, login: str) -> None:  # Any: rows of any shape
    names = {"role": sql.Identifier(role), "login": sql.Identifier(login)}
    if connection.execute("select 1 from pg_roles where rolname = %s", [login]).fetchone() is None:
        make = "create role {login} login nosuperuser nobypassrls nocreatedb nocreaterole"
        connection.execute(sql.SQL(make).format(**names))
    connection.execute(sql.SQL("grant {role} to {login}").format(**names))
    connection.execute(sql.SQL("alter role {login} set role to {role}").format(**names))
