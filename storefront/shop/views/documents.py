"""Pages, policies, articles and menus as drops."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from markupsafe import Markup

from storefront import localization
from storefront.content import DocumentKind, DocumentPage, MenuLink, MenuTarget
from storefront.shop.request import ShopRequest
from storefront.shop.views.pictures import image
from themes.engine.drops import ArticleCard, Document, Link, Moment

# Where each kind of document lives.
BASES = {DocumentKind.PAGE: "/pages", DocumentKind.POLICY: "/policies", DocumentKind.ARTICLE: "/blog"}
_FIXED = {
    MenuTarget.HOME: "/",
    MenuTarget.COLLECTIONS: "/collections",
    MenuTarget.BLOG: "/blog",
    MenuTarget.SEARCH: "/search",
}
_BASE_OF_TARGET = {MenuTarget.COLLECTION: "/collections", MenuTarget.PRODUCT: "/products"}


def moment(request: ShopRequest, at: datetime) -> Moment:
    """A day in UTC, for machines and in the view's own words."""
    return Moment(at.date().isoformat(), localization.format_date(at.date(), request.view.locale))


def article_cards(request: ShopRequest, found: Iterable[DocumentPage]) -> tuple[ArticleCard, ...]:
    """Articles as lists show them, in the order they come in."""
    return tuple(
        ArticleCard(
            title=each.title,
            url=request.address(f"/blog/{each.handle}"),
            summary=each.summary,
            image=image(request, each.image),
            published=moment(request, each.published_at),
            author=each.author,
        )
        for each in found
    )


def document(request: ShopRequest, found: DocumentPage, body: Markup) -> Document:
    """`body` is the document's text as this view links it."""
    return Document(
        title=found.title,
        url=request.address(f"{BASES[found.kind]}/{found.handle}"),
        body=body,
        image=image(request, found.image),
        published=moment(request, found.published_at) if found.kind is DocumentKind.ARTICLE else None,
        author=found.author,
    )


def menu_links(request: ShopRequest, items: Iterable[MenuLink], led: Mapping[str, str]) -> tuple[Link, ...]:
    """A menu's links in this view. The one to this very page says so.

    `led` holds where in this view the addresses inside the shop are that links were given as.
    """
    here = request.address(request.path)
    links = []
    for item in items:
        url = _target_url(request, item, led)
        title = item.title or _usual_title(request, item)
        links.append(
            Link(
                title,
                url,
                is_current=url == here,
                children=menu_links(request, item.children, led),
                is_collection=item.target == MenuTarget.COLLECTION,
            )
        )
    return tuple(links)


def _target_url(request: ShopRequest, item: MenuLink, led: Mapping[str, str]) -> str:
    if item.target in _FIXED:
        return request.address(_FIXED[item.target])
    if item.document_kind is not None:
        return request.address(f"{BASES[item.document_kind]}/{item.handle}")
    if item.target == MenuTarget.URL:
        return led.get(item.url, item.url)
    return request.address(f"{_BASE_OF_TARGET[item.target]}/{item.handle}")


def _usual_title(request: ShopRequest, item: MenuLink) -> str:
    """What a link to a fixed place is called when the shop gave it no name of its own in this language."""
    words = localization.words(request.view.language)
    titles: dict[MenuTarget, str] = {
        MenuTarget.HOME: words.gettext("Home"),
        MenuTarget.COLLECTIONS: words.gettext("Collections"),
        MenuTarget.BLOG: words.gettext("Blog"),
        MenuTarget.SEARCH: words.gettext("Search"),
    }
    return titles.get(item.target, item.url)
