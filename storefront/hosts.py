"""Host → surface, and shop. Remembered in memory, forgotten within a second of a change in any process."""

import time
from collections import OrderedDict
from contextlib import suppress
from threading import Lock

from sqlmodel import Session

from storefront import law, localization, theming
from storefront.shop import Shop, SuspendedShop
from tenants import domains, lifecycle
from tenants.domains import TenantAtHost
from tenants.isolation import Database
from tenants.kit.errors import NotFound
from tenants.kit.settings import Settings
from themes.engine import PSEUDO_LANGUAGES, ThemeData

CAPACITY = 20_000
# Notices make this exact; the age limit is for the case that one is lost.
MAX_AGE_SECONDS = 300.0
STAFF_SUBDOMAINS = frozenset({"admin", "api"})

Found = Shop | SuspendedShop | None


class NotOpenYet(NotFound):
    """The shop is being set up: there is nobody whom it sells to."""


class _Memory:
    """The last so many hosts asked for, each for a limited time."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._entries: OrderedDict[str, tuple[Found, float]] = OrderedDict()
        self._hosts: dict[int, set[str]] = {}

    def recall(self, host: str) -> tuple[bool, Found]:
        found, until = self._entries.get(host, (None, 0.0))
        if until < time.monotonic():
            return False, None
        self._entries.move_to_end(host)
        return True, found

    def keep(self, host: str, found: Found) -> None:
        self._drop(host)
        self._entries[host] = (found, time.monotonic() + MAX_AGE_SECONDS)
        if found is not None:
            self._hosts.setdefault(found.tenant_id, set()).add(host)
        while len(self._entries) > self._capacity:
            self._drop(next(iter(self._entries)))

    def forget(self, tenant_id: int) -> None:
        for host in tuple(self._hosts.get(tenant_id, ())):
            self._drop(host)

    def clear(self) -> None:
        self._entries.clear()
        self._hosts.clear()

    def _drop(self, host: str) -> None:
        found, _ = self._entries.pop(host, (None, 0.0))
        if found is not None:
            hosts = self._hosts[found.tenant_id]
            hosts.discard(host)
            if not hosts:
                del self._hosts[found.tenant_id]


class HostDirectory:
    """Who lives at a host. Safe to use from many threads."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._pseudo = PSEUDO_LANGUAGES if settings.pseudo_locales else ()
        # Apart, so that somebody who asks for a million invented hosts drives no shop out of memory.
        self._shops = _Memory(CAPACITY)
        self._nobody = _Memory(CAPACITY)
        self._lock = Lock()
        self._generation = 0

    def remembered(self, host: str) -> tuple[bool, Found]:
        """Whether the answer is in memory, and the answer. Never waits."""
        with self._lock:
            known, found = self._shops.recall(host)
            return (known, found) if known else self._nobody.recall(host)

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
                (self._nobody if found is None else self._shops).keep(host, found)
        return found

    def forget(self, tenant_id: int) -> None:
        """Drop what is remembered of a tenant, and of hosts where nobody lived: one of them may be its new one."""
        with self._lock:
            self._generation += 1
            self._shops.forget(tenant_id)
            self._nobody.clear()

    def forget_all(self) -> None:
        with self._lock:
            self._generation += 1
            self._shops.clear()
            self._nobody.clear()

    def _read(self, host: str) -> Found:
        with self._database.unbound() as session:
            located = domains.find_tenant_by_host(session, host, self._settings.platform_domain)
        if located is None:
            return None
        with self._database.tenant(located.tenant_id) as session:
            if located.status != lifecycle.TenantStatus.SUSPENDED:
                with suppress(NotOpenYet, theming.NoLiveTheme):
                    return self._shop(session, located.tenant_id, host)
            return _shut(session, located)

    def _shop(self, session: Session, tenant_id: int, host: str) -> Shop:
        """The shop as it is at one of its hosts. Raises NotOpenYet or theming.NoLiveTheme while it is being set up."""
        markets = localization.markets(session)
        closed = law.closed_countries(session)
        views = localization.views_of(markets, closed=closed, pseudo=self._pseudo)
        if not views:
            raise NotOpenYet("the shop has no market")
        tenant = lifecycle.tenant_by_id(session, tenant_id)
        theme = theming.live_theme(session)
        own_host = localization.find_host(session)
        market_hosts = {view.host for view in views if view.host}
        return Shop(
            tenant_id=tenant_id,
            slug=tenant.slug,
            name=tenant.name,
            taglines=tenant.taglines,
            email=tenant.contact_email,
            country=tenant.country,
            industry=tenant.industry or "",
            is_learner=tenant.kind == lifecycle.TenantKind.LEARNER,
            primary_language=tenant.primary_language,
            origin=self._settings.origin(own_host or f"{tenant.slug}.{self._settings.platform_domain}"),
            market_host=host if host in market_hosts else "",
            market_origins={each: self._settings.origin(each) for each in market_hosts},
            views=views,
            closed_countries=closed,
            selling_rules=law.selling_rules(session),
            market_names={market.handle: market.names for market in markets},
            theme=theme.theme,
            theme_data=ThemeData(settings=theme.settings, templates=theme.templates),
            installed_themes={each.slug: each.digest for each in theming.installed_themes(session)},
        )


def _shut(session: Session, located: TenantAtHost) -> SuspendedShop:
    tenant = lifecycle.tenant_by_id(session, located.tenant_id)
    spoken = (language for market in localization.markets(session) for language in market.languages)
    languages = tuple(dict.fromkeys((tenant.primary_language, *spoken)))
    return SuspendedShop(located.tenant_id, located.slug, tenant.name, languages)
