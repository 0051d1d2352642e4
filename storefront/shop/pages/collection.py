"""All collections, and one of them with its products. `/collections/all` is every product."""

from dataclasses import replace

from markupsafe import Markup
from sqlmodel import Session
from starlette.responses import Response

from storefront import catalog, localization, richtext
from storefront.catalog import Listing, ShownCollection, Sort
from storefront.shop.inner_links import text_in_view
from storefront.shop.rendering import audience, render_page
from storefront.shop.request import ShopRequest
from storefront.shop.responses import moved
from storefront.shop.seo import PageFacts
from storefront.shop.views import frame, listings
from storefront.shop.views.collections import collection_card
from storefront.shop.views.pictures import image
from themes.engine import drops

BASE = "/collections"
ALL = "all"
SORTS = (Sort.NEWEST, Sort.PRICE_ASCENDING, Sort.PRICE_DESCENDING, Sort.TITLE)


def collections(request: ShopRequest) -> Response:
    """All collections that the view's market shows."""
    with request.services.database.tenant(request.shop.tenant_id) as session:
        found = catalog.collections(session, audience(request))
        title = localization.words(request.view.language).gettext("Collections")
        facts = PageFacts(
            kind="collections",
            title=title,
            path=BASE,
            addresses=frame.same_path_everywhere(request),
            breadcrumbs=_trail(request, title, request.address(BASE)),
        )
        shown = tuple(collection_card(request, each) for each in found if each.product_count)
        return render_page(session, request, facts, {"collections": shown})


def collection(request: ShopRequest) -> Response:
    """One collection, filtered and sorted as its address asks. A handle that has moved leads to the new one.

    Raises CollectionNotFound.
    """
    handle = request.parameters["handle"]
    with request.services.database.tenant(request.shop.tenant_id) as session:
        wanted = listings.asked(request)
        try:
            found = catalog.collection_by_handle(session, audience(request), handle=handle)
        except catalog.CollectionNotFound:
            if handle == ALL:
                return _every_product(session, request, wanted)
            new = catalog.find_moved_handle(session, audience(request), kind="collection", handle=handle)
            if new is None:
                raise
            return moved(request.new_address(f"{BASE}/{new}"))
        own_sort = Sort(found.sort)
        sort = wanted.sort or own_sort
        listing = catalog.listing(
            session,
            audience(request),
            filters=listings.filters(request, wanted, collection_id=found.id),
            sort=sort,
            page=wanted.page,
        )
        sorts = tuple(dict.fromkeys((own_sort, *SORTS)))
        drop = drops.Collection(
            title=found.title,
            url=request.address(f"{BASE}/{found.handle}"),
            description=text_in_view(session, request, audience(request), found.description_html),
            image=image(request, found.image),
            listing=listings.listing(request, listing, wanted, sorts=sorts, sort=sort),
        )
        facts = _facts(request, found, drop)
        facts = replace(facts, number=wanted.page, is_indexed=_is_indexed(wanted, listing))
        return render_page(session, request, facts, {"collection": drop})


def _every_product(session: Session, request: ShopRequest, wanted: listings.Asked) -> Response:
    """The shop's whole range, for shops that have not made a collection called "all" of their own."""
    sort = wanted.sort or Sort.NEWEST
    listing = catalog.listing(
        session, audience(request), filters=listings.filters(request, wanted), sort=sort, page=wanted.page
    )
    title = localization.words(request.view.language).gettext("All products")
    drop = drops.Collection(
        title=title,
        url=request.address(f"{BASE}/{ALL}"),
        description=Markup(""),
        image=None,
        listing=listings.listing(request, listing, wanted, sorts=SORTS, sort=sort),
    )
    facts = PageFacts(
        kind="collection",
        title=title,
        path=f"{BASE}/{ALL}",
        addresses=frame.same_path_everywhere(request),
        breadcrumbs=_trail(request, title, drop.url),
        is_indexed=_is_indexed(wanted, listing),
        number=wanted.page,
    )
    return render_page(session, request, facts, {"collection": drop})


def _facts(request: ShopRequest, found: ShownCollection, drop: drops.Collection) -> PageFacts:
    return PageFacts(
        kind="collection",
        title=found.seo_title or found.title,
        path=f"{BASE}/{found.handle}",
        description=found.seo_description or richtext.plain_text(found.description_html),
        addresses=frame.localized_paths(request, BASE, found.handles),
        image=drop.image,
        breadcrumbs=_trail(request, found.title, drop.url),
    )


def _is_indexed(wanted: listings.Asked, listing: Listing) -> bool:
    """Whether it is a page of the list as it is, and not one of its many selections, nor one past its end."""
    return not wanted.is_filtered and wanted.page <= listing.last_page


def _trail(request: ShopRequest, title: str, url: str) -> tuple[drops.Link, ...]:
    return frame.home_link(request), drops.Link(title, url, is_current=True)
