"""The shop's front."""

from starlette.responses import Response

from storefront.shop import seo
from storefront.shop.rendering import render_page
from storefront.shop.request import ShopRequest
from storefront.shop.seo import PageFacts
from storefront.shop.views import frame


def home(request: ShopRequest) -> Response:
    """The front page, as the theme arranges it."""
    with request.services.database.tenant(request.shop.tenant_id) as session:
        facts = PageFacts(
            kind="home",
            title=request.shop.name,
            path="/",
            description=frame.shop(request).tagline,
            addresses=frame.same_path_everywhere(request),
            structured=[seo.organization(request)],
        )
        return render_page(session, request, facts, {})
