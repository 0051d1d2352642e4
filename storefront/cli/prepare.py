"""`storefront prepare`: the three roles and the database, once on a new server, and again whenever passwords change."""

import click
import psycopg
from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from storefront.cli.server_setup import create_database, prepare_server
from tenants.isolation import DatabaseUnavailable
from tenants.isolation.logins import is_login_of
from tenants.isolation.policies import OWNER, PLATFORM, SERVING
from tenants.kit.errors import Conflict
from tenants.kit.settings import BadSettings, Settings, load_settings


class NotPrepared(Conflict):
    """The server refused, in its own words."""


@click.command()
def prepare() -> None:
    """Make the roles and the database on a new server, as its administrator. Repeatable; sets the passwords anew."""
    settings = load_settings()
    passwords, name = _wanted(settings)
    if settings.admin_database_url is None:
        raise BadSettings("STOREFRONT_ADMIN_DATABASE_URL is not set, and roles are made by the server's administrator")
    admin = settings.admin_database_url.get_secret_value()
    try:
        prepare_server(admin, passwords)
        create_database(admin, name)
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(f"the database of STOREFRONT_ADMIN_DATABASE_URL: {_first_line(error)}") from None
    except psycopg.Error as error:
        raise NotPrepared(f"the server refused: {_first_line(error)}") from None
    click.echo(f"database {name} and the logins {', '.join(sorted(passwords))} are there")


def _wanted(settings: Settings) -> tuple[dict[str, str], str]:
    """The password of each role's login, and the database's name, as the addresses say. Raises BadSettings."""
    addresses: dict[str, tuple[str, SecretStr | None]] = {
        SERVING: ("DATABASE_URL", settings.database_url),
        OWNER: ("OWNER_DATABASE_URL", settings.owner_database_url),
        PLATFORM: ("PLATFORM_DATABASE_URL", settings.platform_database_url),
    }
    passwords: dict[str, str] = {}
    names: set[str] = set()
    for role, (variable, address) in addresses.items():
        parts = conninfo_to_dict(address.get_secret_value()) if address else {}
        login = str(parts.get("user", ""))
        if not is_login_of(role, login) or not parts.get("password") or not parts.get("dbname"):
            raise BadSettings(f"STOREFRONT_{variable} must name user {role}, its password and the database")
        passwords[login] = str(parts["password"])
        names.add(str(parts["dbname"]))
    if len(names) != 1:
        raise BadSettings(f"the three addresses name different databases: {', '.join(sorted(names))}")
    return passwords, names.pop()


def _first_line(error: psycopg.Error) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
