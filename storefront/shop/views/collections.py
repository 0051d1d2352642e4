"""Collections as drops."""

from storefront import localization
from storefront.catalog import ShownCollection
from storefront.shop.request import ShopRequest
from storefront.shop.views.pictures import image
from themes.engine.drops import CollectionCard


def collection_card(request: ShopRequest, found: ShownCollection) -> CollectionCard:
    """A collection as lists show it, with the number of its products in words."""
    words = localization.words(request.view.language)
    count = localization.format_number(found.product_count, request.view.locale)
    return CollectionCard(
        title=found.title,
        url=request.address(f"/collections/{found.handle}"),
        image=image(request, found.image),
        product_count=found.product_count,
        product_count_text=words.ngettext("%(count)s product", "%(count)s products", found.product_count)
        % {"count": count},
    )
