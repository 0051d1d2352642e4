"""The web application: the composition root that knows every surface."""

import asyncio
import gc

import structlog
from anyio.to_thread import current_default_thread_limiter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from storefront import admin, media, payments, shop, tax, theming
from storefront.edge import (
    ClientLimit,
    Observation,
    RefusedRequest,
    Traced,
    Visitor,
    check_request,
    client_address,
    network_of,
    notices,
    plain_page,
    probes,
    visitor_of,
)
from storefront.hooks import Hooks
from storefront.hosts import STAFF_SUBDOMAINS, HostDirectory
from storefront.shop import Services, SuspendedShop
from tenants import domains, zones
from tenants.isolation import Database, DatabaseUnavailable, TenantChanges
from tenants.kit.error_reports import report_errors
from tenants.kit.limits import open_limiter
from tenants.kit.logging import configure_logging
from tenants.kit.settings import Settings, load_settings
from tenants.kit.tracing import open_tracing

log = structlog.get_logger(__name__)


def application() -> ASGIApp:
    """What the server's worker processes load."""
    settings = load_settings()
    configure_logging(settings.log_format, settings.log_level)
    report_errors(settings, process="web", zone=zones.load_zone(settings.zone_file).name)
    app = create_app(settings)
    # What a process has loaded by now it keeps for good: its requests need not wait while that is searched for garbage.
    gc.collect()
    gc.freeze()
    return app


def create_app(settings: Settings) -> ASGIApp:
    """One process's application: its pools and its memory belong to it alone."""
    app = Observation(StorefrontApp(settings))
    tracing = open_tracing(settings, process="web", zone=zones.load_zone(settings.zone_file).name)
    return app if tracing is None else Traced(app, tracing)


class StorefrontApp:
    """Lifespan, probes, then host → surface."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._languages = zones.load_zone(settings.zone_file).languages
        self._database = Database(settings)
        self._hosts = HostDirectory(settings, self._database)
        self._limiter = open_limiter(settings)
        self._client_limit = ClientLimit(settings, self._limiter)
        store = media.open_store(settings)
        self._services = Services(
            database=self._database,
            themes=theming.ThemeShelf(store),
            media=store,
            secret=settings.secret_key.get_secret_value(),
            media_base=media.public_base(settings),
            payments=payments.open_providers(settings),
            limiter=self._limiter,
            vat_check=tax.open_vat_check(settings),
        )
        self._changes = TenantChanges(
            settings.database_url.get_secret_value(), self._hosts.forget, self._hosts.forget_all
        )
        self._shop = shop.create_routes()
        services = admin.AdminServices(settings, self._database, self._limiter, self._services.payments, store)
        self._admin = admin.AdminRoutes(services)
        self._hooks = Hooks(settings, self._database)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            response = await self._answer(scope, receive)
            await response(scope, receive, send)

    def close(self) -> None:
        """Give back every connection. The server's shutdown does it; a test may have to."""
        self._database.close()
        self._limiter.close()
        self._services.themes.close()
        self._services.media.close()

    async def _answer(self, scope: Scope, receive: Receive) -> ASGIApp:
        scope.setdefault("state", {})["languages"] = self._languages
        try:
            host, path = check_request(scope)
        except RefusedRequest as refused:
            if scope["path"] in probes.PATHS:
                return await self._probe(scope, scope["path"])
            visitor = visitor_of(scope, self._languages)
            return plain_page(visitor, notices.not_understood(visitor.words, refused))
        if path in probes.PATHS:
            return await self._probe(scope, path)
        if seconds := await self._client_limit.seconds_to_wait(scope, host):
            visitor = self._visitor(scope, host)
            return plain_page(visitor, notices.too_fast(visitor.words, seconds))
        try:
            return await self._surface(scope, receive, host, path)
        except DatabaseUnavailable:
            log.warning("database.unavailable")
            visitor = self._visitor(scope, host)
            return plain_page(visitor, notices.database_away(visitor.words))

    def _visitor(self, scope: Scope, host: str) -> Visitor:
        """Whom a page of the edge is for, by what is in memory: nothing is asked of the database."""
        _, found = self._hosts.remembered(host)
        if found is None:
            return visitor_of(scope, self._languages)
        return visitor_of(scope, found.languages, found.name)

    async def _surface(self, scope: Scope, receive: Receive, host: str, path: str) -> ASGIApp:
        name, _, domain = host.partition(".")
        if domain == self._settings.platform_domain and name in STAFF_SUBDOMAINS:
            scope["state"]["surface"] = name
            if name == "admin":
                return await self._admin.answer(scope, receive, path, network=self._network(scope))
            return self._hooks
        known, found = self._hosts.remembered(host)
        if not known:
            found = await run_in_threadpool(self._hosts.find_shop, host)
        if found is None:
            visitor = visitor_of(scope, self._languages)
            return plain_page(visitor, notices.nobody_here(visitor.words))
        scope["state"].update(surface="shop", tenant=found.slug, tenant_id=found.tenant_id)
        structlog.contextvars.bind_contextvars(tenant=found.slug)
        if isinstance(found, SuspendedShop):
            visitor = visitor_of(scope, found.languages, found.name)
            return plain_page(visitor, notices.on_a_break(visitor.words))
        network = self._network(scope)
        return await self._shop.answer(scope, receive, found, path, services=self._services, network=network)

    def _network(self, scope: Scope) -> str:
        return network_of(client_address(scope, self._settings.trusted_proxies))

    async def _probe(self, scope: Scope, path: str) -> Response:
        if path == probes.LIVE:
            return probes.live()
        if path == probes.SERVES:
            return await self._serves(QueryParams(scope["query_string"]).get("domain", ""))
        return await run_in_threadpool(probes.ready, self._database, self._services.media)

    async def _serves(self, name: str) -> Response:
        """Whether a name is a shop's own domain. Names below the platform's have a certificate already."""
        try:
            host = domains.host_of(name.encode())
            own = host.endswith(f".{self._settings.platform_domain}") or host == self._settings.platform_domain
            return probes.serves(not own and await run_in_threadpool(self._hosts.find_shop, host) is not None)
        except (domains.MalformedHost, DatabaseUnavailable):
            return probes.serves(False)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        current_default_thread_limiter().total_tokens = self._settings.database_pool_size
        listening = asyncio.create_task(self._changes.run())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        self.close()
        await send({"type": "lifespan.shutdown.complete"})
