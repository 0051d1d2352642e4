"""The one way from a page's facts to its HTML: read what the theme's sections point to, then let the theme speak."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus

import structlog
from sqlmodel import Session
from starlette.responses import Response

from storefront.audience import Audience
from storefront.shop.request import ShopRequest
from storefront.shop.resources import read_resources
from storefront.shop.responses import origin_of, page_response
from storefront.shop.seo import PageFacts
from storefront.shop.views import frame
from storefront.shop.worn_theme import fallback_theme, worn_theme
from themes.engine import Context, Rendered, Theme, ThemeError

log = structlog.get_logger(__name__)


def audience(request: ShopRequest) -> Audience:
    """For whom texts and prices are read: whoever looks at the request's view."""
    return Audience(request.view.fallbacks, request.view.market_id, request.view.is_enquiry)


def render_page(
    session: Session,
    request: ShopRequest,
    facts: PageFacts,
    subject: Mapping[str, object],
    *,
    product_id: int | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The page that the facts are about. `subject` holds the drops of its kind (`themes.engine.Context`).

    `product_id` is the product that related ones are looked for.
    """
    theme = worn_theme(request)
    if facts.kind not in theme.package.pages:  # the theme is older than this kind of page
        theme = fallback_theme(request)
    try:
        rendered = _rendered(session, request, facts, subject, theme=theme, product_id=product_id)
    except ThemeError as error:
        fallback = fallback_theme(request)
        if theme is fallback:
            raise
        log.error("theme.page_refused", theme=theme.slug, page=facts.kind, reason=str(error))
        rendered = _rendered(session, request, facts, subject, theme=fallback, product_id=product_id)
    media_origin = origin_of(request.services.media_base)
    return page_response(rendered, language=request.view.language, media_origin=media_origin, status=status)


def _rendered(
    session: Session,
    request: ShopRequest,
    facts: PageFacts,
    subject: Mapping[str, object],
    *,
    theme: Theme,
    product_id: int | None,
) -> Rendered:
    shop, languages = request.shop, request.view.fallbacks
    needs = theme.needs(facts.kind, shop.theme_data, languages)
    if facts.is_empty:
        needs = replace(needs, lists=needs.lists | needs.lists_when_empty)
    resources = read_resources(session, request, audience(request), needs, product_id=product_id)
    context = Context(
        shop=frame.shop(request),
        view=frame.view(request, facts.addresses),
        page=frame.page(request, facts),
        subject=subject,
    )
    rendered = theme.render(facts.kind, context, resources, shop.theme_data, languages)
    for fault in rendered.faults:
        log.warning("theme.section_left_out", theme=theme.slug, page=facts.kind, reason=str(fault))
    return rendered
