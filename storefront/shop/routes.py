"""Address → page function. The view's prefix is taken off first, so that every page is written once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Scope

from storefront.localization import view_by_prefix
from storefront.shop import preview
from storefront.shop.pages import blog, collection, document, feeds, files, home, product, search
from storefront.shop.pages.error import error_page
from storefront.shop.request import Services, ShopRequest
from storefront.shop.responses import moved, not_modified
from storefront.shop.shops import Shop
from tenants.kit.errors import Gone, Invalid, NotFound, OverLimit

Page = Callable[[ShopRequest], Response]

METHODS = frozenset({"GET", "HEAD"})
# Smaller answers grow when compressed.
_COMPRESS_FROM_BYTES = 700
_COMPRESSED_TYPES = ("text/", "application/xml", "application/json", "application/javascript", "image/svg+xml")

# Once per shop, whatever the view.
SHOP_ROUTES: tuple[tuple[str, Page], ...] = (
    ("/robots.txt", feeds.robots),
    ("/sitemap.xml", feeds.sitemap_index),
    ("/sitemaps/{kind}-{number:int}.xml", feeds.sitemap),
    ("/favicon.svg", files.favicon),
    ("/favicon.ico", files.favicon),
    ("/assets/{theme}/{digest}/{file:path}", files.asset),
    ("/media/{key:path}", files.picture),
)
# In every view.
VIEW_ROUTES: tuple[tuple[str, Page], ...] = (
    ("/", home.home),
    ("/collections", collection.collections),
    ("/collections/{handle}", collection.collection),
    ("/products/{handle}", product.product),
    ("/search", search.search),
    ("/blog", blog.blog),
    ("/blog/{handle}", document.article),
    ("/pages/{handle}", document.page),
    ("/policies/{handle}", document.policy),
)


@dataclass(frozen=True, slots=True)
class _Route:
    matches: Callable[[str], Mapping[str, str] | None]
    page: Page


def create_routes() -> "ShopRoutes":
    return ShopRoutes()


class ShopRoutes:
    """Answers for one shop at a time; holds nothing of any."""

    def __init__(self) -> None:
        self._shop_routes = [_route(pattern, page) for pattern, page in SHOP_ROUTES]
        self._view_routes = [_route(pattern, page) for pattern, page in VIEW_ROUTES]

    async def answer(self, scope: Scope, shop: Shop, path: str, services: Services) -> ASGIApp:
        """The response to a request that has been checked and whose shop is known."""
        query = QueryParams(scope["query_string"])
        if scope["method"] not in METHODS:
            view, _ = view_by_prefix(shop.views, path)
            request = ShopRequest(shop, view, path, {}, query, services)
            response = await run_in_threadpool(error_page, request, HTTPStatus.METHOD_NOT_ALLOWED)
            response.headers["allow"] = ", ".join(sorted(METHODS))
            return response
        response = await run_in_threadpool(self._respond, shop, path, query, services)
        if shop.is_learner:
            response.headers["x-robots-tag"] = "noindex, nofollow"
        return _compressed(not_modified(response, scope))

    def _respond(self, shop: Shop, path: str, query: QueryParams, services: Services) -> Response:
        if path.startswith(preview.BASE):
            return self._preview(shop, path, query, services)
        for route in self._shop_routes:
            parameters = route.matches(path)
            if parameters is not None:
                return _call(route.page, ShopRequest(shop, shop.primary_view, path, parameters, query, services))
        view, rest = view_by_prefix(shop.views, path)
        # An address that begins with two slashes names another host: it is no address of ours, not even to correct.
        if path != "/" and path.endswith("/") and "//" not in path:
            address = path.rstrip("/")
            return moved(f"{address}?{query}" if query else address)
        return self._in_view(ShopRequest(shop, view, rest, {}, query, services))

    def _preview(self, shop: Shop, path: str, query: QueryParams, services: Services) -> Response:
        try:
            seen = preview.open_preview(shop, path, services)
        except NotFound:
            request = ShopRequest(shop, shop.primary_view, path, {}, query, services)
            return error_page(request, HTTPStatus.NOT_FOUND)
        view, rest = view_by_prefix(shop.views, seen.path)
        own = seen.shop.views[shop.views.index(view)]
        response = self._in_view(ShopRequest(seen.shop, own, rest, {}, query, services))
        response.headers["cache-control"] = preview.PRIVATE
        response.headers["x-robots-tag"] = "noindex, nofollow"
        return response

    def _in_view(self, request: ShopRequest) -> Response:
        for route in self._view_routes:
            parameters = route.matches(request.path)
            if parameters is not None:
                return _call(route.page, replace(request, parameters=parameters))
        return error_page(request, HTTPStatus.NOT_FOUND)


def _call(page: Page, request: ShopRequest) -> Response:
    try:
        return page(request)
    except NotFound:
        return error_page(request, HTTPStatus.NOT_FOUND)
    except Gone:
        return error_page(request, HTTPStatus.GONE)
    except (Invalid, OverLimit):
        return error_page(request, HTTPStatus.BAD_REQUEST)


def _route(pattern: str, page: Page) -> _Route:
    expression, _, _ = compile_path(pattern)

    def matches(path: str) -> Mapping[str, str] | None:
        match = expression.match(path)
        return match.groupdict() if match else None

    return _Route(matches, page)


def _compressed(response: Response) -> ASGIApp:
    media_type = response.headers.get("content-type", "")
    if response.status_code == HTTPStatus.NOT_MODIFIED or not media_type.startswith(_COMPRESSED_TYPES):
        return response
    return GZipMiddleware(response, minimum_size=_COMPRESS_FROM_BYTES, compresslevel=5)
