"""The articles, the latest first."""

from starlette.responses import Response

from storefront import content, localization
from storefront.shop.rendering import audience, render_page
from storefront.shop.request import ShopRequest
from storefront.shop.seo import PageFacts
from storefront.shop.views import documents, frame, paging
from themes.engine.drops import Blog, Link

PATH = "/blog"
PAGE_SIZE = 12


def blog(request: ShopRequest) -> Response:
    """The articles of the view's language, newest first, a page at a time."""
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = content.articles(session, audience(request), page=paging.asked_page(request), page_size=PAGE_SIZE)
        title = localization.words(request.view.language).gettext("Blog")
        drop = Blog(
            title=title,
            articles=documents.article_cards(request, found.articles),
            pagination=paging.pagination(request, found.page, found.last_page, paging.plain_address(request)),
        )
        facts = PageFacts(
            kind="blog",
            title=title,
            path=PATH,
            addresses=frame.same_path_everywhere(request),
            is_indexed=found.page <= found.last_page,
            number=found.page,
            breadcrumbs=(frame.home_link(request), Link(title, request.address(PATH), is_current=True)),
        )
        return render_page(session, request, facts, {"blog": drop})
