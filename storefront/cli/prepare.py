"""`storefront prepare`: the three roles and the database, once on a new server, and again whenever passwords change."""

import click
from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from storefront.cli.administrator import administrator
from storefront.cli.server_setup import create_database, prepare_server
from tenants.isolation.logins import is_login_of
from tenants.isolation.policies import OWNER, PLATFORM, SERVING
from tenants.kit.settings import BadSettings, Settings, load_settings


@click.command()
def prepare() -> None:
    """Make the roles and the database on a new server, as its administrator. Repeatable; sets the passwords anew."""
    settings = load_settings()
    passwords, name = _wanted(settings)
    with administrator(settings) as admin:
        prepare_server(admin, passwords)
        create_database(admin, name)
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
