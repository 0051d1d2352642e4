"""`storefront migrate`: the database to the newest revision."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from tenants.isolation.engine import sqlalchemy_url

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
