"""Pages, policies and articles: three addresses, one kind of thing."""

from starlette.responses import Response

from storefront import content, localization, richtext
from storefront.content import DocumentKind, DocumentPage
from storefront.shop import seo
from storefront.shop.inner_links import text_in_view
from storefront.shop.rendering import audience, render_page
from storefront.shop.request import ShopRequest
from storefront.shop.responses import moved
from storefront.shop.seo import JsonObject, PageFacts
from storefront.shop.views import documents, frame
from themes.engine.drops import Document, Link


def page(request: ShopRequest) -> Response:
    """A page of the merchant's. Raises DocumentNotFound."""
    return _document(request, DocumentKind.PAGE)


def policy(request: ShopRequest) -> Response:
    """A policy: delivery, returns, privacy or terms. Raises DocumentNotFound."""
    return _document(request, DocumentKind.POLICY)


def article(request: ShopRequest) -> Response:
    """An article of the blog. Raises DocumentNotFound."""
    return _document(request, DocumentKind.ARTICLE)


def _document(request: ShopRequest, kind: DocumentKind) -> Response:
    handle = request.parameters["handle"]
    with request.services.database.tenant(request.shop.tenant_id) as session:
        try:
            found = content.document_by_handle(session, audience(request), kind=kind, handle=handle)
        except content.DocumentNotFound:
            new = content.find_moved_handle(session, audience(request), kind=kind, handle=handle)
            if new is None:
                raise
            return moved(request.new_address(f"{documents.BASES[kind]}/{new}"))
        body = text_in_view(session, request, audience(request), found.body_html)
        drop = documents.document(request, found, body)
        return render_page(session, request, _facts(request, found, drop), {"document": drop})


def _facts(request: ShopRequest, found: DocumentPage, drop: Document) -> PageFacts:
    is_article = found.kind is DocumentKind.ARTICLE
    trail = [frame.home_link(request)]
    if is_article:
        trail.append(Link(localization.words(request.view.language).gettext("Blog"), request.address("/blog")))
    return PageFacts(
        kind=found.kind.value,
        title=found.seo_title or found.title,
        path=f"{documents.BASES[found.kind]}/{found.handle}",
        description=found.seo_description or found.summary or richtext.plain_text(found.body_html),
        addresses=frame.localized_paths(request, documents.BASES[found.kind], found.handles),
        image=drop.image,
        og_type="article" if is_article else "website",
        structured=[_structured(request, found, drop)] if is_article else [],
        breadcrumbs=(*trail, Link(drop.title, drop.url, is_current=True)),
    )


def _structured(request: ShopRequest, found: DocumentPage, drop: Document) -> JsonObject:
    """schema.org/BlogPosting."""
    value: JsonObject = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": found.title,
        "url": request.absolute(f"/blog/{found.handle}"),
        "inLanguage": found.language,
        "publisher": {"@type": "Organization", "name": request.shop.name},
    }
    if found.author:
        value["author"] = {"@type": "Person", "name": found.author}
    if drop.published:
        value["datePublished"] = drop.published.iso
    if drop.image:
        value["image"] = seo.absolute_media(request, drop.image.url)
    return value
