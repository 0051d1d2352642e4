"""robots.txt: what crawlers may ask a shop for (RFC 9309)."""

from starlette.responses import Response

from storefront.shop.request import ShopRequest
from storefront.shop.responses import PUBLIC, file_response


def robots(request: ShopRequest) -> Response:
    """What crawlers may ask for. A learner's shop is kept out of search engines."""
    if request.shop.is_learner:
        text = "User-agent: *\nDisallow: /\n"
    else:
        paths, views = ("/search", "/cart", "/account"), request.shop.views_here
        closed = "".join(f"Disallow: {request.address(path, view)}\n" for view in views for path in paths)
        text = f"User-agent: *\n{closed}Sitemap: {request.origin}/sitemap.xml\n"
    return file_response(text.encode(), "text/plain; charset=utf-8", cache_control=PUBLIC)
