"""A shop's markets: where each sells, in which languages and currency, and whether it is on."""

from http import HTTPStatus

from starlette.responses import Response

from storefront import localization
from storefront.admin.countries import named
from storefront.admin.rendering import render, words
from storefront.admin.request import AdminRequest
from storefront.admin.responses import see_other
from storefront.localization import Market, PrimaryMarket
from tenants.identity import Role
from tenants.kit.errors import NotFound


class UnknownDeed(NotFound):
    """There is nothing of this name to do with a market."""


def look(request: AdminRequest) -> Response:
    """All markets, also those that are off."""
    return _page(request)


def act(request: AdminRequest) -> Response:
    """Switch a market on or off; the shop follows within a second. Raises UnknownDeed, NoSuchMarket."""
    deed = request.form.text("do")
    if deed not in ("on", "off"):
        raise UnknownDeed(deed[:20])
    if request.own_shop.role is not Role.OWNER:
        return _page(request, status=HTTPStatus.FORBIDDEN)
    try:
        with request.services.database.tenant(request.own_shop.tenant_id) as session:
            localization.set_market_enabled(session, request.form.text("market"), deed == "on")
    except PrimaryMarket:
        _ = words(request.language).gettext
        fault = _("The shop's first market can not be off.")
        return _page(request, fault=fault, status=HTTPStatus.CONFLICT)
    return see_other(f"{request.path}?saved=1")


def _page(request: AdminRequest, *, fault: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    with request.services.database.tenant(request.own_shop.tenant_id) as session:
        rows = [_row(request, each) for each in localization.markets(session)]
    facts = {
        "rows": rows,
        "fault": fault,
        "saved": status == HTTPStatus.OK and request.query.get("saved") == "1",
        "is_owner": request.own_shop.role is Role.OWNER,
    }
    return render(request, "markets.html", facts, status=status)


def _row(request: AdminRequest, market: Market) -> dict[str, object]:
    language = request.language
    titles = [market.names.get(each, "") for each in (language, *market.languages)]
    countries = [name for _code, name in named(market.countries, language)]
    return {
        "handle": market.handle,
        "name": next(filter(None, titles), "") or next(iter(market.names.values()), market.handle),
        "countries": localization.format_list(countries, language),
        "languages": [(each, localization.autonym(each)) for each in market.languages],
        "currency": market.currency,
        "is_primary": market.is_primary,
        "is_on": market.is_enabled,
    }
