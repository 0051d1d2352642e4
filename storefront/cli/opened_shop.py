"""A shop as commands about it find it: its database, where its pages are, and the themes that it may wear."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass

from sqlmodel import Session

from storefront import localization, media, theming
from storefront.cli.checks import require_ready_database
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings, load_settings
from themes.engine import Theme


@dataclass(frozen=True, slots=True)
class OpenedShop:
    """Serves as a `theming.ThemeOwner`."""

    settings: Settings
    database: Database
    tenant_id: int
    slug: str
    installed_themes: Mapping[str, str]

    def session(self) -> AbstractContextManager[Session]:
        return self.database.tenant(self.tenant_id)

    @property
    def origin(self) -> str:
        """Where the shop's pages are, without a final slash."""
        with self.session() as session:
            host = localization.find_host(session)
        return self.settings.origin(host or f"{self.slug}.{self.settings.platform_domain}")

    @contextmanager
    def theme(self, slug: str) -> Iterator[Theme]:
        """One of the shop's own or of the built-in themes. Raises theming.ThemeUnusable."""
        with closing(media.open_store(self.settings)) as store, closing(theming.ThemeShelf(store)) as shelf:
            yield shelf.theme_of(self, slug)


@contextmanager
def opened_shop(slug: str) -> Iterator[OpenedShop]:
    """Raises lifecycle.UnknownTenant, DatabaseUnavailable or NotMigrated."""
    settings = load_settings()
    require_ready_database(settings)
    with closing(Database(settings)) as database:
        with database.platform() as session:
            tenant = lifecycle.tenant_by_slug(session, slug.lower())
        assert tenant.id is not None, "a stored row has its id"
        with database.tenant(tenant.id) as session:
            installed = {theme.slug: theme.digest for theme in theming.installed_themes(session)}
        yield OpenedShop(settings, database, tenant.id, tenant.slug, installed)
