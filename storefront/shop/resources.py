"""What a page's sections point to, read in as few round trips as there are kinds of things."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import chain

from sqlmodel import Session

from storefront import catalog, content, media
from storefront.audience import Audience
from storefront.catalog import ShownCollection
from storefront.content import DocumentKind, DocumentPage, MenuLink
from storefront.pictures import ShownPicture
from storefront.shop.inner_links import links_in_view
from storefront.shop.request import ShopRequest
from storefront.shop.views.collections import collection_card
from storefront.shop.views.documents import article_cards, menu_links
from storefront.shop.views.pictures import image
from storefront.shop.views.products import cards
from tenants.kit import clock
from themes.engine import Needs
from themes.engine.drops import CollectionCard, Image, Link, ProductCard, Resources

LISTED = 24
ARTICLES = 6
_LAST_ZONE = timedelta(hours=12)  # where a day begins last (ISO 8601 UTC−12), so that it ends nowhere too early


def read_resources(
    session: Session, request: ShopRequest, audience: Audience, needs: Needs, *, product_id: int | None
) -> Resources:
    """Everything that `needs` names and that is to be had in this view; the rest is simply missing."""
    lists = needs.lists
    menus = _menus(session, request, audience, needs.menus) if needs.menus else {}
    written = needs.links | _addresses(chain.from_iterable(menus.values()))
    links = _links(session, request, audience, written) if written else {}
    every_collection = catalog.collections(session, audience) if "all_collections" in lists else ()
    return Resources(
        products=_products(session, request, audience, needs),
        collections=_collections(session, request, audience, needs, every_collection),
        collection_products=_collection_products(session, request, audience, needs),
        newest_products=(
            cards(request, catalog.newest(session, audience, limit=LISTED)) if "newest_products" in lists else ()
        ),
        related_products=(
            cards(request, catalog.related(session, audience, product_id=product_id, limit=LISTED))
            if "related_products" in lists and product_id is not None
            else ()
        ),
        all_collections=tuple(collection_card(request, each) for each in every_collection if each.product_count),
        articles=(article_cards(request, _newest_articles(session, request, audience)) if "articles" in lists else ()),
        menus={handle: menu_links(request, items, links) for handle, items in menus.items()},
        images=_images(session, request, needs),
        documents=_documents(session, request, audience, needs),
        links=links,
        today=(clock.now() - _LAST_ZONE).date(),
    )


def _menus(
    session: Session, request: ShopRequest, audience: Audience, handles: frozenset[str]
) -> Mapping[str, tuple[MenuLink, ...]]:
    """From the shop's memory, since every page shows them. Whatever changes one makes the process forget the shop."""
    remembered, key = request.shop.memory.menus, (handles, audience.languages)
    known = remembered.get(key)
    if known is None or (known.until is not None and known.until <= clock.now()):
        known = remembered[key] = content.menus(session, audience, sorted(handles))
    return known.links


def _links(session: Session, request: ShopRequest, audience: Audience, written: frozenset[str]) -> Mapping[str, str]:
    """From the shop's memory. An address whose target is yet to be published is led there by a redirect till then."""
    remembered, key = request.shop.memory.links, (request.view, written)
    known = remembered.get(key)
    if known is None:
        known = remembered[key] = links_in_view(session, request, audience, written)
    return known


def _products(session: Session, request: ShopRequest, audience: Audience, needs: Needs) -> dict[str, ProductCard]:
    if not needs.products:
        return {}
    found = catalog.cards_by_handles(
        session, audience, handles=sorted(needs.products), handle_language=request.shop.primary_language
    )
    return {handle: cards(request, [card])[0] for handle, card in found.items()}


def _collections(
    session: Session, request: ShopRequest, audience: Audience, needs: Needs, known: Iterable[ShownCollection]
) -> dict[str, CollectionCard]:
    """Those that `needs` names, of the `known` ones where they are among them."""
    language = request.shop.primary_language
    found = {each.handles[language]: each for each in known if each.handles.get(language) in needs.collections}
    missing = needs.collections - found.keys()
    if missing:
        found |= catalog.collections_by_handles(
            session, audience, handles=sorted(missing), handle_language=request.shop.primary_language
        )
    return {handle: collection_card(request, each) for handle, each in found.items()}


def _collection_products(
    session: Session, request: ShopRequest, audience: Audience, needs: Needs
) -> dict[str, tuple[ProductCard, ...]]:
    if not needs.collection_products:
        return {}
    found = catalog.products_of_collections(
        session,
        audience,
        handles=sorted(needs.collection_products),
        handle_language=request.shop.primary_language,
        limit=max(needs.collection_products.values()),
    )
    return {handle: cards(request, listed) for handle, listed in found.items()}


def _newest_articles(session: Session, request: ShopRequest, audience: Audience) -> Sequence[DocumentPage]:
    """From the shop's memory, until one is written, changed or published."""
    remembered, key = request.shop.memory.articles, audience.languages
    known = remembered.get(key)
    if known is None or (known.until is not None and known.until <= clock.now()):
        known = remembered[key] = content.articles(session, audience, page=1, page_size=ARTICLES)
    return known.articles


def _addresses(items: Iterable[MenuLink]) -> frozenset[str]:
    """The addresses inside the shop that a menu's links were given as."""
    every = [each for item in items for each in (item, *item.children)]
    return frozenset(each.url for each in every if each.url.startswith("/"))


def _images(session: Session, request: ShopRequest, needs: Needs) -> Mapping[str, Image]:
    """From the shop's memory, since every page shows some: renditions that are made tell of themselves."""
    if not needs.images:
        return {}
    known = request.shop.memory.images.get(needs.images)
    if known is not None:
        return known
    images = {}
    for digest, asset in media.assets_by_digest(session, needs.images).items():
        shown = ShownPicture(
            tenant_id=asset.tenant_id,
            digest=asset.digest,
            format=asset.format,
            width=asset.width,
            height=asset.height,
            placeholder=asset.placeholder,
            renditions=asset.renditions,
            alt="",
        )
        drop = image(request, shown)
        if drop is not None:
            images[digest] = drop
    if len(images) == len(needs.images):
        request.shop.memory.images[needs.images] = images
    return images


def _documents(session: Session, request: ShopRequest, audience: Audience, needs: Needs) -> dict[str, Link]:
    if not needs.documents:
        return {}
    found = content.documents_by_handles(
        session,
        audience,
        kind=DocumentKind.PAGE,
        handles=sorted(needs.documents),
        handle_language=request.shop.primary_language,
    )
    return {handle: Link(each.title, request.address(f"/pages/{each.handle}")) for handle, each in found.items()}
