"""When a page is not there or can not be shown: in the shop's own theme, with a way on."""

from http import HTTPStatus

from starlette.responses import Response

from storefront import localization
from storefront.shop.rendering import render_page
from storefront.shop.request import ShopRequest
from storefront.shop.seo import PageFacts
from themes.engine.drops import ErrorNotice


def error_page(request: ShopRequest, status: HTTPStatus) -> Response:
    """An error in the shop's own look and language, never indexed. The status stays what it was."""
    title, text = _words(request, status)
    with request.services.database.tenant(request.shop.tenant_id) as session:
        facts = PageFacts(kind="error", title=title, path="/", is_indexed=False)
        return render_page(session, request, facts, {"error": ErrorNotice(status.value, title, text)}, status=status)


def _words(request: ShopRequest, status: HTTPStatus) -> tuple[str, str]:
    words = localization.words(request.view.language)
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return words.gettext("Page not found"), words.gettext("The page may have moved or is no longer here.")
    if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.METHOD_NOT_ALLOWED):
        return words.gettext("Bad request"), words.gettext("The address could not be read.")
    if status == HTTPStatus.FORBIDDEN:
        text = words.gettext("This form was sent from another site. Nothing was changed.")
        return words.gettext("Not from here"), text
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return words.gettext("Too large"), words.gettext("What was sent is too large. Nothing was changed.")
    return words.gettext("Something went wrong"), words.gettext("Please try again in a moment.")
