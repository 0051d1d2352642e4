"""What must hold before a process takes work: a database that answers, at the revision this version was written for."""

from alembic.script.revision import ResolutionError
from sqlalchemy.exc import OperationalError

from storefront.cli.migrate import current_revision, newest_revision
from tenants.isolation import DatabaseUnavailable
from tenants.kit.errors import Conflict
from tenants.kit.settings import Settings


class NotMigrated(Conflict):
    """The database waits for `storefront migrate`."""


def require_ready_database(settings: Settings) -> None:
    """Raises DatabaseUnavailable or NotMigrated, each with the mend."""
    try:
        revision = current_revision(settings.database_url.get_secret_value())
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise DatabaseUnavailable(f"the database of STOREFRONT_DATABASE_URL can not be reached: {reason}") from None
    except ResolutionError:
        revision = "unknown"
    if revision is None:
        raise NotMigrated("the database is empty: run `storefront migrate` first")
    if revision < newest_revision():
        raise NotMigrated(f"the database is at revision {revision}, not {newest_revision()}: run `storefront migrate`")
