"""Address → page function, and who may ask for it. What a page is for is decided here, before the page is called."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import Receive, Scope

from storefront import localization
from storefront.admin import statics
from storefront.admin.pages import (
    addresses,
    discounts,
    domains,
    enquiries,
    groups,
    languages,
    markets,
    messages,
    order_forms,
    order_goods,
    orders,
    papers,
    passwords,
    payments,
    platform,
    products,
    return_photos,
    selling,
    selling_country,
    shops,
    sign_in,
)
from storefront.admin.people import find_person, find_shop
from storefront.admin.rendering import LANGUAGES, error_page, spoken
from storefront.admin.request import AdminRequest, AdminServices
from storefront.admin.responses import see_other, session_cookie_name
from tenants.kit.errors import Denied, NotFound
from tenants.kit.forms import Form, FormTooLarge, UnreadableForm, read_form
from tenants.kit.origins import is_cross_site

Page = Callable[[AdminRequest], Response]


class Access(Enum):
    ANYBODY = "anybody"
    PERSON = "whoever is signed in"
    SHOP = "members of the shop in the address"
    PLATFORM = "whoever looks after the zone"


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    pattern: str
    page: Page
    access: Access


ROUTES: tuple[Route, ...] = (
    Route("GET", "/sign-in", sign_in.look, Access.ANYBODY),
    Route("POST", "/sign-in", sign_in.sign_in, Access.ANYBODY),
    Route("POST", "/sign-out", sign_in.sign_out, Access.PERSON),
    Route("GET", "/password", passwords.look, Access.ANYBODY),
    Route("POST", "/password", passwords.ask, Access.ANYBODY),
    Route("GET", "/password/{secret}", passwords.look_at_link, Access.ANYBODY),
    Route("POST", "/password/{secret}", passwords.choose, Access.ANYBODY),
    Route("POST", "/language", languages.choose, Access.ANYBODY),
    Route("GET", "/", shops.home, Access.PERSON),
    Route("GET", "/platform", platform.shops, Access.PLATFORM),
    Route("POST", "/platform/shops/{slug}/{action}", platform.act, Access.PLATFORM),
    Route("GET", "/shops", shops.shops, Access.PERSON),
    Route("GET", "/shops/{slug}", shops.shop, Access.SHOP),
    Route("GET", "/shops/{slug}/discounts", discounts.discounts_list, Access.SHOP),
    Route("GET", "/shops/{slug}/discounts/new", discounts.look_at_new, Access.SHOP),
    Route("POST", "/shops/{slug}/discounts/new", discounts.make, Access.SHOP),
    Route("GET", "/shops/{slug}/discounts/{number:int}", discounts.look, Access.SHOP),
    Route("POST", "/shops/{slug}/discounts/{number:int}", discounts.act, Access.SHOP),
    Route("GET", "/shops/{slug}/addresses", addresses.look, Access.SHOP),
    Route("POST", "/shops/{slug}/addresses/{kind}", addresses.act, Access.SHOP),
    Route("GET", "/shops/{slug}/domains", domains.look, Access.SHOP),
    Route("POST", "/shops/{slug}/domains/{action}", domains.act, Access.SHOP),
    Route("GET", "/shops/{slug}/enquiries", enquiries.enquiries_list, Access.SHOP),
    Route("GET", "/shops/{slug}/enquiries/{number:int}", enquiries.enquiry, Access.SHOP),
    Route("GET", "/shops/{slug}/enquiries/{number:int}/quotations/{quotation}.pdf", enquiries.paper, Access.SHOP),
    Route("POST", "/shops/{slug}/enquiries/{number:int}/{action}", enquiries.act, Access.SHOP),
    Route("GET", "/shops/{slug}/groups", groups.look, Access.SHOP),
    Route("POST", "/shops/{slug}/groups", groups.act, Access.SHOP),
    Route("GET", "/shops/{slug}/markets", markets.look, Access.SHOP),
    Route("POST", "/shops/{slug}/markets", markets.act, Access.SHOP),
    Route("GET", "/shops/{slug}/messages", messages.look, Access.SHOP),
    Route("GET", "/shops/{slug}/messages/{kind}", messages.look_at_one, Access.SHOP),
    Route("POST", "/shops/{slug}/messages/{kind}", messages.act, Access.SHOP),
    Route("GET", "/shops/{slug}/orders", orders.orders_list, Access.SHOP),
    Route("GET", "/shops/{slug}/orders/{number:int}", orders.order, Access.SHOP),
    Route("GET", "/shops/{slug}/orders/{number:int}/papers/{paper}.pdf", papers.paper, Access.SHOP),
    Route("GET", "/shops/{slug}/orders/{number:int}/returns/{back:int}/photo", return_photos.photo, Access.SHOP),
    Route("GET", "/shops/{slug}/orders/{number:int}/goods", order_goods.look, Access.SHOP),
    Route("POST", "/shops/{slug}/orders/{number:int}/goods", order_goods.act, Access.SHOP),
    Route("POST", "/shops/{slug}/orders/{number:int}/{action}", order_forms.act, Access.SHOP),
    Route("GET", "/shops/{slug}/payments", payments.look, Access.SHOP),
    Route("GET", "/shops/{slug}/payments/return", payments.come_back, Access.SHOP),
    Route("GET", "/shops/{slug}/payments/continue", payments.go_on, Access.SHOP),
    Route("POST", "/shops/{slug}/payments/{action}", payments.act, Access.SHOP),
    Route("GET", "/shops/{slug}/products", products.products_list, Access.SHOP),
    Route("GET", "/shops/{slug}/products/{number:int}", products.look, Access.SHOP),
    Route("POST", "/shops/{slug}/products/{number:int}", products.act, Access.SHOP),
    Route("GET", "/shops/{slug}/selling", selling.look, Access.SHOP),
    Route("POST", "/shops/{slug}/selling", selling.act, Access.SHOP),
    Route("GET", "/shops/{slug}/selling/{country}", selling_country.look, Access.SHOP),
    Route("POST", "/shops/{slug}/selling/{country}", selling_country.act, Access.SHOP),
)


class AdminRoutes:
    """Answers for the admin's host."""

    def __init__(self, services: AdminServices, routes: Sequence[Route] = ROUTES) -> None:
        self._services = services
        self._routes = [(compile_path(each.pattern)[0], each) for each in routes]

    async def answer(self, scope: Scope, receive: Receive, path: str, *, network: str) -> Response:
        """The response to a request that has been checked and is for this host."""
        found = statics.find_static(path)
        if found is not None:
            return found
        request = self._request(scope, path, network)
        route, parameters, methods = self._route(scope["method"], path)
        if route is None:
            if not methods:
                return error_page(request, HTTPStatus.NOT_FOUND)
            response = error_page(request, HTTPStatus.METHOD_NOT_ALLOWED)
            response.headers["allow"] = ", ".join(sorted(methods))
            return response
        request = replace(request, parameters=parameters)
        if route.method == "POST":
            form = await self._form(scope, receive, request)
            if isinstance(form, Response):
                return form
            request = replace(request, form=form)
        return await run_in_threadpool(_respond, route, request)

    def _request(self, scope: Scope, path: str, network: str) -> AdminRequest:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        cookies = cookie_parser(headers.get(b"cookie", ""))
        accepted = headers.get(b"accept-language", "")
        chosen = cookies.get(languages.COOKIE, "")
        return AdminRequest(
            services=self._services,
            path=path,
            parameters={},
            query=QueryParams(scope["query_string"]),
            language=chosen
            if chosen in spoken(self._services.settings)
            else localization.negotiated_language(accepted, LANGUAGES, LANGUAGES[0]),
            session_secret=cookies.get(session_cookie_name(self._services.settings), ""),
            network=network,
        )

    def _route(self, method: str, path: str) -> tuple[Route | None, Mapping[str, str], set[str]]:
        wanted = "GET" if method == "HEAD" else method
        methods = set()
        for expression, route in self._routes:
            match = expression.match(path)
            if match and route.method == wanted:
                return route, match.groupdict(), set()
            if match:
                methods |= {"GET", "HEAD"} if route.method == "GET" else {route.method}
        return None, {}, methods

    async def _form(self, scope: Scope, receive: Receive, request: AdminRequest) -> Form | Response:
        if is_cross_site(scope["headers"], self._services.origin):
            return error_page(request, HTTPStatus.FORBIDDEN)
        try:
            return await read_form(scope, receive)
        except FormTooLarge:
            return error_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except UnreadableForm:
            return error_page(request, HTTPStatus.BAD_REQUEST)


def _respond(route: Route, request: AdminRequest) -> Response:
    """Find out who asks, whether they may, and let the page answer."""
    try:
        request = replace(request, person=find_person(request))
        if route.access is not Access.ANYBODY and request.person is None:
            back = f"?next={request.path}" if route.method == "GET" and request.path != "/" else ""
            return see_other(f"/sign-in{back}")
        if route.access is Access.PLATFORM and not request.who.is_platform_admin:
            return error_page(request, HTTPStatus.NOT_FOUND)
        if route.access is Access.SHOP:
            request = replace(request, shop=find_shop(request, request.parameters["slug"]))
            if request.shop is None:
                return error_page(request, HTTPStatus.NOT_FOUND)
        return route.page(request)
    except (NotFound, Denied):
        return error_page(request, HTTPStatus.NOT_FOUND)
