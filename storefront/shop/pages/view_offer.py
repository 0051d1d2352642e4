"""Whether this visitor reads another of the market's languages better: a script offers it, and nobody is led there.

A page is a function of its address, so it can not know; this address is asked beside it and kept by no cache.
"""

from http import HTTPStatus

from starlette.responses import JSONResponse, Response

from storefront import localization
from storefront.shop.request import ShopRequest


def view_offer(request: ShopRequest) -> Response:
    """The language by Accept-Language and the words of the offer in it, as JSON; 204 where this view suits best."""
    assert request.visit is not None, "the route is a private one"
    here = request.view
    spoken = [view.language for view in request.shop.views if view.market_id == here.market_id]
    language = localization.negotiated_language(request.visit.accept_language, spoken, default=here.language)
    if language == here.language:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    words = localization.words(language)
    name = localization.autonym(language)
    return JSONResponse(
        {
            "language": language,
            "direction": "rtl" if localization.is_right_to_left(language) else "ltr",
            "title": words.gettext("Another language"),
            "go": words.gettext("This page in %(language)s") % {"language": name},
            "stay": words.gettext("Not now"),
        }
    )
