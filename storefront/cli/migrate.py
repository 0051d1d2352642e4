"""`storefront migrate`: the database to the newest revision."""

from collections.abc import Callable
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from tenants.isolation import DatabaseUnavailable
from tenants.isolation.engine import is_unreachable, sqlalchemy_url
from tenants.kit.errors import StorefrontError
from tenants.kit.settings import BadSettings, load_settings

_CONFIG = Path(__file__).parents[2] / "migrations" / "alembic.ini"
# Two deployments that start at once take turns.
_LOCK = 7_133_001
_CONNECT_SECONDS = 5


class MigrationFailed(StorefrontError):
    """The database refused a step. What was not finished has been rolled back."""


def upgrade_database(owner_url: str, revision: str = "head") -> str | None:
    """Apply every outstanding migration as the owner; the answer is the revision before.

    Safe beside running servers, and from two places at once.
    """
    return _run(owner_url, lambda config: command.upgrade(config, revision))


def downgrade_database(owner_url: str, revision: str) -> None:
    """Take back migrations as the owner, down to a revision, with what their tables held."""
    _run(owner_url, lambda config: command.downgrade(config, revision))


def current_revision(url: str) -> str | None:
    """The database's revision, or None where no migration has run."""
    engine = create_engine(sqlalchemy_url(url), connect_args={"connect_timeout": _CONNECT_SECONDS})
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def newest_revision() -> str:
    """The revision that this version was written for."""
    head = _scripts().get_current_head()
    assert head is not None, "there is always a first migration"
    return head


def is_behind(revision: str) -> bool:
    """Whether this version brings migrations that come after the revision. An unknown one is a newer version's."""
    known = [each.revision for each in _scripts().walk_revisions()]
    return revision in known[1:]


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(Config(str(_CONFIG)))


def _run(owner_url: str, act: Callable[[Config], None]) -> str | None:
    engine = create_engine(sqlalchemy_url(owner_url), connect_args={"connect_timeout": _CONNECT_SECONDS})
    try:
        with engine.connect() as connection:
            connection.execute(text("select pg_advisory_lock(:key)"), {"key": _LOCK})
            before = MigrationContext.configure(connection).get_current_revision()
            connection.commit()
            config = Config(str(_CONFIG))
            config.attributes["connection"] = connection
            act(config)
            connection.commit()
            return before
    finally:
        engine.dispose()


@click.command()
def migrate() -> None:
    """Bring the database to the newest revision. Safe while an older version serves."""
    settings = load_settings()
    if settings.owner_database_url is None:
        raise BadSettings("STOREFRONT_OWNER_DATABASE_URL is not set, and migrations run as the owner")
    try:
        before = upgrade_database(settings.owner_database_url.get_secret_value())
    except CommandError as error:
        raise MigrationFailed(f"{error}: is this an older version than the one that migrated last?") from None
    except DBAPIError as error:
        said = what_was_said(error)
        if is_unreachable(error):
            raise DatabaseUnavailable(f"the database of STOREFRONT_OWNER_DATABASE_URL: {said}") from None
        raise MigrationFailed(f"the database refused a migration and nothing of it stays: {said}") from None
    newest = newest_revision()
    click.echo(f"at revision {newest}" if before == newest else f"from {before or 'nothing'} to revision {newest}")


def what_was_said(error: DBAPIError) -> str:
    """What the database or its driver said first, without the statement and the advice."""
    return next(iter(str(error.orig).strip().splitlines()), type(error.orig).__name__)
