"""Host → surface, and shop. Remembered in memory, forgotten within a second of a change in any process."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from storefront import localization, theming
from storefront.shop import Shop, SuspendedShop
from tenants import domains, lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from themes.engine import ThemeData

CAPACITY = 20_000
# Notices make this exact; the age limit is for the case that one is lost.
MAX_AGE_SECONDS = 300.0
STAFF_SUBDOMAINS = frozenset({"admin", "api"})

Found = Shop | SuspendedShop | None


@dataclass(frozen=True, slots=True)
class _Remembered:
    found: Found
    until: float


class HostDirectory:
    """Who lives at a host. Safe to use from many threads."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._remembered: OrderedDict[str, _Remembered] = OrderedDict()
        self._lock = Lock()
        self._generation = 0

    def remembered(self, host: str) -> tuple[bool, Found]:
        """Whether the answer is in memory, and the answer. Never waits."""
        with self._lock:
            entry = self._remembered.get(host)
            if entry is None or entry.until < time.monotonic():
                return False, None
            self._remembered.move_to_end(host)
            return True, entry.found

    def find_shop(self, host: str) -> Found:
        """The shop at a host, from memory or the database. None: nobody lives there."""
        known, found = self.remembered(host)
        if known:
            return found
        with self._lock:
            generation = self._generation
        found = self._read(host)
        with self._lock:
            # What was read before a notice came may be old: answer with it, but do not remember it.
            if generation == self._generation:
                self._remembered[host] = _Remembered(found, time.monotonic() + MAX_AGE_SECONDS)
                while len(self._remembered) > CAPACITY:
                    self._remembered.popitem(last=False)
        return found

    def forget(self, tenant_id: int) -> None:
        """Drop what is remembered of a tenant, and of hosts where nobody lived: one of them may be its new one."""
        with self._lock:
            self._generation += 1
            stale = [
                host
                for host, entry in self._remembered.items()
                if entry.found is None or entry.found.tenant_id == tenant_id
            ]
            for host in stale:
                del self._remembered[host]

    def forget_all(self) -> None:
        with self._lock:
            self._generation += 1
            self._remembered.clear()

    def _read(self, host: str) -> Found:
        with self._database.unbound() as session:
            located = domains.find_tenant_by_host(session, host, self._settings.platform_domain)
        if located is None:
            return None
        if located.status == lifecycle.TenantStatus.SUSPENDED:
            return SuspendedShop(located.tenant_id, located.slug)
        with self._database.tenant(located.tenant_id) as session:
            tenant = lifecycle.tenant_by_id(session, located.tenant_id)
            markets = localization.markets(session)
            theme = theming.live_theme(session)
            own_host = domains.find_primary_host(session)
        views = localization.views_of(markets)
        if not views:
            return SuspendedShop(located.tenant_id, located.slug)
        return Shop(
            tenant_id=located.tenant_id,
            slug=tenant.slug,
            name=tenant.name,
            taglines=tenant.taglines,
            email=tenant.contact_email,
            country=tenant.country,
            industry=tenant.industry or "",
            is_learner=tenant.kind == lifecycle.TenantKind.LEARNER,
            primary_language=tenant.primary_language,
            origin=self._settings.origin(own_host or f"{tenant.slug}.{self._settings.platform_domain}"),
            views=views,
            market_names={market.handle: market.names for market in markets},
            theme=theme.theme,
            theme_data=ThemeData(settings=theme.settings, templates=theme.templates),
        )
