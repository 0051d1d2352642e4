"""`storefront migrate`: the database to the newest revision."""

from collections.abc import Callable
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tenants.isolation import DatabaseUnavailable
from tenants.isolation.engine import sqlalchemy_url
from tenants.kit.settings import BadSettings, load_settings

_CONFIG = Path(__file__).parents[2] / "migrations" / "alembic.ini"
# Two deployments that start at once take turns.
_LOCK = 7_133_001


def upgrade_database(owner_url: str, revision: str = "head") -> None:
    """Apply every outstanding migration as the owner. Safe beside running servers, and from two places at once."""
    _run(owner_url, lambda config: command.upgrade(config, revision))


def downgrade_database(owner_url: str, revision: str) -> None:
    _run(owner_url, lambda config: command.downgrade(config, revision))


def current_revision(url: str) -> str | None:
    """The database's revision, or None where no migration has run."""
    engine = create_engine(sqlalchemy_url(url))
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def newest_revision() -> str:
    head = ScriptDirectory.from_config(Config(str(_CONFIG))).get_current_head()
    assert head is not None, "there is always a first migration"
    return head


def _run(owner_url: str, act: Callable[[Config], None]) -> None:
    engine = create_engine(sqlalchemy_url(owner_url))
    try:
        with engine.connect() as connection:
            connection.execute(text("select pg_advisory_lock(:key)"), {"key": _LOCK})
            connection.commit()
            config = Config(str(_CONFIG))
            config.attributes["connection"] = connection
            act(config)
            connection.commit()
    finally:
        engine.dispose()


@click.command()
def migrate() -> None:
    """Bring the database to the newest revision. Safe while an older version serves."""
    settings = load_settings()
    if settings.owner_database_url is None:
        raise BadSettings("STOREFRONT_OWNER_DATABASE_URL: is not set, and migrations run as the owner")
    url = settings.owner_database_url.get_secret_value()
    try:
        before = current_revision(url)
        upgrade_database(url)
    except OperationalError as error:
        raise DatabaseUnavailable(f"the database can not be reached: {str(error.orig).splitlines()[0]}") from None
    newest = newest_revision()
    click.echo(f"at revision {newest}" if before == newest else f"from {before or 'nothing'} to revision {newest}")
