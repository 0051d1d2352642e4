"""What must hold before a process takes work: a database that answers, at the revision this version was written for."""

from sqlalchemy.exc import DBAPIError

from storefront.cli.migrate import current_revision, is_behind, newest_revision, what_was_said
from tenants.isolation import DatabaseUnavailable
from tenants.kit.errors import Conflict
from tenants.kit.settings import Settings


class NotMigrated(Conflict):
    """The database waits for `storefront migrate`."""


def require_ready_database(settings: Settings) -> None:
    """Raises DatabaseUnavailable or NotMigrated, each with the mend.

    A database that is ahead will do: migrations keep the version before them running.
    """
    try:
        revision = current_revision(settings.database_url.get_secret_value())
    except DBAPIError as error:
        raise DatabaseUnavailable(f"the database of STOREFRONT_DATABASE_URL: {what_was_said(error)}") from None
    if revision is None:
        raise NotMigrated("the database is empty: run `storefront migrate` first")
    if is_behind(revision):
        raise NotMigrated(f"the database is at revision {revision}, not {newest_revision()}: run `storefront migrate`")
