"""Acting as the database server's administrator: what is missing, away or refused is said in one line."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tenants.isolation import DatabaseUnavailable
from tenants.kit.errors import Conflict
from tenants.kit.settings import BadSettings, Settings


class ServerRefused(Conflict):
    """The server refused, in its own words."""


@contextmanager
def administrator(settings: Settings) -> Iterator[str]:
    """The administrator's address. Raises BadSettings, DatabaseUnavailable or ServerRefused."""
    if settings.admin_database_url is None:
        raise BadSettings("STOREFRONT_ADMIN_DATABASE_URL is not set, and roles are the server's administrator's matter")
    try:
        yield settings.admin_database_url.get_secret_value()
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(f"the database of STOREFRONT_ADMIN_DATABASE_URL: {_first_line(error)}") from None
    except psycopg.Error as error:
        raise ServerRefused(f"the server refused: {_first_line(error)}") from None


def _first_line(error: psycopg.Error) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
