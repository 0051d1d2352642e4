"""`storefront shut-login`: nobody is let in by a login any more, and whoever is in is cut off."""

import click
import psycopg

from storefront.cli.administrator import administrator
from tenants.isolation.logins import LOGINS, shut_login
from tenants.kit.settings import load_settings


@click.command("shut-login")
@click.argument("login", type=click.Choice(LOGINS), metavar="LOGIN")
def shut(login: str) -> None:
    """Shut one of the two logins of a role, as the server's administrator, until it gets its next password.

    For a password that leaked (docs/runbook.md). Whatever of ours uses the login is cut off, too.
    """
    with administrator(load_settings()) as address, psycopg.connect(address, autocommit=True) as connection:
        ended = shut_login(connection, login)
    click.echo(f"{login} is shut, and {ended} connections were ended; a new password opens it again")
