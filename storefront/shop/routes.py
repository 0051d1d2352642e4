"""Address → page function, the view's prefix taken off. Private pages know who asks, and no cache keeps them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope

from storefront.localization import view_by_prefix
from storefront.shop import preview
from storefront.shop.pages import (
    account,
    account_address,
    account_mails,
    blog,
    cart,
    checkout,
    collection,
    document,
    enquiry,
    files,
    home,
    newsletter,
    order,
    order_papers,
    passkeys,
    play_money,
    product,
    quotation,
    resume,
    robots,
    search,
    sign_in,
    sitemaps,
    view_offer,
)
from storefront.shop.pages.error import error_page
from storefront.shop.request import Services, ShopRequest, Visit
from storefront.shop.responses import PRIVATE, compressed, moved, not_modified, see_other
from storefront.shop.shops import Shop
from tenants.kit.errors import Gone, Invalid, NotFound, OverLimit
from tenants.kit.forms import MOST_BYTES, FormTooLarge, UnreadableForm, read_form
from tenants.kit.origins import is_cross_site
from tenants.kit.tracing import span

Page = Callable[[ShopRequest], Response]

METHODS = frozenset({"GET", "HEAD"})

# Once per shop, whatever the view.
SHOP_ROUTES: tuple[tuple[str, Page], ...] = (
    ("/robots.txt", robots.robots),
    ("/sitemap.xml", sitemaps.sitemap_index),
    ("/sitemaps/{kind}-{number:int}.xml", sitemaps.sitemap),
    ("/favicon.svg", files.favicon),
    ("/favicon.ico", files.favicon),
    ("/assets/{theme}/{digest}/{file:path}", files.asset),
    ("/media/{key:path}", files.picture),
    ("/-/own/{digest}/{file}", files.own),
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
class PrivateRoute:
    """A page that is one visitor's own, in every view. It takes forms where `posts` says so."""

    pattern: str
    page: Page
    looks: bool = True
    posts: bool = False
    most_bytes: int = MOST_BYTES
    most_files: int = 0

    @property
    def methods(self) -> frozenset[str]:
        return (METHODS if self.looks else frozenset()) | ({"POST"} if self.posts else frozenset())


# A photo of what comes back may be as large as a phone makes it.
PRIVATE_ROUTES: tuple[PrivateRoute, ...] = (
    PrivateRoute("/cart", cart.cart, posts=True),
    PrivateRoute("/cart/count", cart.count),
    PrivateRoute("/cart/lines", cart.lines, looks=False, posts=True),
    PrivateRoute("/cart/options", cart.options, looks=False, posts=True),
    PrivateRoute("/cart/shared/{token}", cart.shared, posts=True),
    PrivateRoute("/checkout", checkout.checkout_page, posts=True),
    PrivateRoute("/checkout/resume/{token}", resume.resume, posts=True),
    PrivateRoute("/checkout/pay/{token}", play_money.play_money, posts=True),
    PrivateRoute("/enquiry", enquiry.enquiry, posts=True),
    PrivateRoute("/enquiries/{token}", enquiry.sent),
    PrivateRoute("/quotations/{token}", quotation.quotation, posts=True),
    PrivateRoute("/quotations/{token}/quotation.pdf", quotation.paper),
    PrivateRoute("/orders/{token}/invoice.pdf", order_papers.invoice),
    PrivateRoute("/orders/{token}/invoice-{place:int}.pdf", order_papers.further_invoice),
    PrivateRoute("/orders/{token}/return-{place:int}.pdf", order_papers.return_slip),
    PrivateRoute("/orders/{token}/credit-note-{place:int}.pdf", order_papers.credit_note),
    PrivateRoute("/account", account.account, posts=True),
    PrivateRoute("/account/sign-in/{token}", sign_in.sign_in, posts=True),
    PrivateRoute("/account/passkeys/options", passkeys.options, looks=False, posts=True),
    PrivateRoute("/account/passkeys/sign-in", passkeys.enter, looks=False, posts=True),
    PrivateRoute("/account/passkeys/new", passkeys.new, looks=False, posts=True),
    PrivateRoute("/account/passkeys/{which:int}", passkeys.change, looks=False, posts=True),
    PrivateRoute("/account/addresses/{which}", account_address.address, posts=True),
    PrivateRoute("/account/data.json", account.data),
    PrivateRoute("/account/erase", account.erase, posts=True),
    PrivateRoute("/account/stop/{token}", account_mails.stop, posts=True),
    PrivateRoute("/account/tell-me", account_mails.tell_me, posts=True),
    PrivateRoute("/newsletter", newsletter.ask, posts=True),
    PrivateRoute("/newsletter/agree/{token}", newsletter.agree, posts=True),
    PrivateRoute("/newsletter/stop/{token}", newsletter.stop, posts=True),
    PrivateRoute("/view-offer", view_offer.view_offer),
    PrivateRoute("/orders/{token}", order.order, posts=True, most_bytes=12 * 1024 * 1024, most_files=1),
)
# What a preview shows besides the public pages: an empty cart.
PREVIEW_ROUTES: tuple[tuple[str, Page], ...] = (*VIEW_ROUTES, ("/cart", cart.cart), ("/cart/count", cart.count))


@dataclass(frozen=True, slots=True)
class _Route:
    matches: Callable[[str], Mapping[str, str] | None]
    page: Page


def create_routes() -> "ShopRoutes":
    """The routes of a shop, which serve every one of them."""
    return ShopRoutes(PRIVATE_ROUTES)


class ShopRoutes:
    """Answers for one shop at a time; holds nothing of any."""

    def __init__(self, private_routes: Sequence[PrivateRoute]) -> None:
        self._shop_routes = [_route(pattern, page) for pattern, page in SHOP_ROUTES]
        self._view_routes = [_route(pattern, page) for pattern, page in VIEW_ROUTES]
        self._preview_routes = [_route(pattern, page) for pattern, page in PREVIEW_ROUTES]
        self._private_routes = [(_route(each.pattern, each.page), each) for each in private_routes]

    async def answer(
        self, scope: Scope, receive: Receive, shop: Shop, path: str, *, services: Services, network: str
    ) -> ASGIApp:
        """The response to a request that has been checked and whose shop is known."""
        request = ShopRequest(shop, shop.views_here[0], path, {}, QueryParams(scope["query_string"]), services)
        response = await self._private(scope, receive, request, network)
        if response is not None:
            return compressed(response)
        if scope["method"] not in METHODS:
            return await run_in_threadpool(_method_not_allowed, _read_address(request), METHODS)
        response = await run_in_threadpool(self._respond, request)
        if shop.is_learner:
            response.headers["x-robots-tag"] = "noindex, nofollow"
        return compressed(not_modified(response, scope))

    async def _private(self, scope: Scope, receive: Receive, asked: ShopRequest, network: str) -> Response | None:
        """The answer of a visitor's own page, or None where the address is none of those."""
        request = _read_address(asked)
        for route, private in self._private_routes:
            parameters = route.matches(request.path)
            if parameters is None:
                continue
            if lives_at := _other_address(asked, request):
                # A form that was sent to the old address is not taken: what it belongs to is shown at the new one.
                response = see_other(lives_at if private.looks else request.absolute("/"))
            else:
                request = replace(request, parameters=parameters)
                response = await self._visited(scope, receive, request, private, network)
            response.headers["cache-control"] = PRIVATE
            response.headers["x-robots-tag"] = "noindex, nofollow"
            return response
        return None

    async def _visited(
        self, scope: Scope, receive: Receive, request: ShopRequest, private: PrivateRoute, network: str
    ) -> Response:
        if scope["method"] not in private.methods:
            return await run_in_threadpool(_method_not_allowed, request, private.methods)
        wishes = _header(scope, b"accept-language")
        visit = Visit(_cookies(scope), None, network, wishes, request.shop.origin.startswith("https:"))
        if scope["method"] == "POST":
            if is_cross_site(scope["headers"], request.origin):
                return await run_in_threadpool(error_page, request, HTTPStatus.FORBIDDEN)
            try:
                form = await read_form(scope, receive, most_bytes=private.most_bytes, most_files=private.most_files)
            except FormTooLarge:
                return await run_in_threadpool(error_page, request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            except UnreadableForm:
                return await run_in_threadpool(error_page, request, HTTPStatus.BAD_REQUEST)
            visit = replace(visit, form=form)
        return await run_in_threadpool(_call, private.page, replace(request, visit=visit))

    def _respond(self, asked: ShopRequest) -> Response:
        path, query = asked.path, asked.query
        if path.startswith(preview.BASE):
            return self._preview(asked)
        for route in self._shop_routes:
            parameters = route.matches(path)
            if parameters is not None:
                return _call(route.page, replace(asked, parameters=parameters))
        request = _read_address(asked)
        if lives_at := _other_address(asked, request):
            return moved(lives_at)
        # An address that begins with two slashes names another host: it is no address of ours, not even to correct.
        if path != "/" and path.endswith("/") and "//" not in path:
            address = path.rstrip("/")
            return moved(f"{address}?{query}" if query else address)
        return _in_view(request, self._view_routes)

    def _preview(self, asked: ShopRequest) -> Response:
        try:
            seen = preview.open_preview(asked.shop, asked.path, asked.services)
        except NotFound:
            return error_page(asked, HTTPStatus.NOT_FOUND)
        view, rest = view_by_prefix(asked.shop.views, seen.path)
        own = seen.shop.views[asked.shop.views.index(view)]
        response = _in_view(replace(asked, shop=seen.shop, view=own, path=rest), self._preview_routes)
        response.headers["cache-control"] = preview.PRIVATE
        response.headers["x-robots-tag"] = "noindex, nofollow"
        return response


def _read_address(asked: ShopRequest) -> ShopRequest:
    """The request in the view that its address names, which may live at another host."""
    view, path = view_by_prefix(asked.shop.views, asked.path, host=asked.shop.market_host)
    return replace(asked, view=view, path=path)


def _other_address(asked: ShopRequest, request: ShopRequest) -> str:
    """Where the page is, if that is not where it was asked for: at the host of its market, without a needless prefix.

    "" where it is here. Whole, since a path that begins with two slashes would name another host.
    """
    is_here = request.view.host == asked.shop.market_host
    is_named_in_vain = request.path != asked.path and not request.view.prefix
    if is_here and not is_named_in_vain:
        return ""
    address = request.absolute(request.path)
    return f"{address}?{asked.query}" if asked.query else address


def _in_view(request: ShopRequest, routes: Sequence[_Route]) -> Response:
    for route in routes:
        parameters = route.matches(request.path)
        if parameters is not None:
            return _call(route.page, replace(request, parameters=parameters))
    return error_page(request, HTTPStatus.NOT_FOUND)


def _method_not_allowed(request: ShopRequest, methods: frozenset[str]) -> Response:
    response = error_page(request, HTTPStatus.METHOD_NOT_ALLOWED)
    response.headers["allow"] = ", ".join(sorted(methods))
    return response


def _cookies(scope: Scope) -> dict[str, str]:
    """By name; of a name that came twice, the first, which is the one of the narrower path (RFC 6265, 5.4)."""
    sent = ";".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    return cookie_parser(";".join(reversed(sent.split(";"))))  # of which the last counts


def _header(scope: Scope, name: bytes) -> str:
    return ",".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def _call(page: Page, request: ShopRequest) -> Response:
    with span(f"page {page.__module__.rpartition('.')[2]}", {}):
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
