"""Finding products by words."""

from urllib.parse import urlencode

from starlette.responses import Response

from storefront import localization
from storefront import search as finding
from storefront.catalog import Sort
from storefront.shop.rendering import audience, render_page
from storefront.shop.request import ShopRequest
from storefront.shop.seo import PageFacts
from storefront.shop.views import frame, listings
from themes.engine import drops

PATH = "/search"
SORTS = (Sort.RELEVANCE, Sort.NEWEST, Sort.PRICE_ASCENDING, Sort.PRICE_DESCENDING)


def search(request: ShopRequest) -> Response:
    """What is found for `q`, the most fitting first unless the address asks for another order. Never indexed."""
    query = " ".join(request.query.get("q", "").split())
    words = localization.words(request.view.language)
    with request.services.database.tenant(request.shop.tenant_id) as session:
        wanted = listings.asked(request)
        sort = wanted.sort or Sort.RELEVANCE
        found = finding.find(
            session,
            audience(request),
            query,
            filters=listings.filters(request, wanted),
            sort=sort,
            page=wanted.page,
        )
        listing = listings.listing(
            request, found.listing, wanted, sorts=SORTS, sort=sort, keep=(("q", query),) if query else ()
        )
        suggestion_url = f"{request.address(PATH)}?{urlencode({'q': found.suggestion})}"
        drop = drops.Search(
            query=query,
            listing=listing,
            suggestion=found.suggestion,
            suggestion_url=suggestion_url if found.suggestion else "",
        )
        title = words.gettext("Search: %(query)s") % {"query": query} if query else words.gettext("Search")
        facts = PageFacts(
            kind="search",
            title=title,
            path=PATH,
            addresses=frame.same_path_everywhere(request),
            is_indexed=False,
            is_empty=not query or not found.listing.total,
        )
        return render_page(session, request, facts, {"search": drop})
