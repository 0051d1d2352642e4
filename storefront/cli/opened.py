"""The database as a command finds it: settings read, revision checked, closed at the end."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from storefront.cli.checks import require_ready_database
from tenants.isolation import Database
from tenants.kit.settings import load_settings


@contextmanager
def opened_database() -> Iterator[Database]:
    """Raises DatabaseUnavailable or NotMigrated, each with the mend."""
    settings = load_settings()
    require_ready_database(settings)
    with closing(Database(settings)) as database:
        yield database
