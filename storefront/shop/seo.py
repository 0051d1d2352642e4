"""What search engines and link previews read: title, description, canonical, language alternates, Open Graph, JSON-LD.

Sources: schema.org (Product, Offer, BreadcrumbList, Organization), ogp.me, and Google's "Tell Google about localized
versions of your page".
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from storefront import localization
from storefront.localization import View
from storefront.shop.request import ShopRequest
from themes.engine.drops import Image, Link

JsonObject = dict[str, Any]  # Any: JSON

_MAX_DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself. `addresses` holds the path of this same page in each view where it is to be had."""

    kind: str  # home, collections, collection, product, search, page, blog, article, policy, cart or error
    title: str
    path: str
    description: str = ""
    addresses: Mapping[View, str] = field(default_factory=dict)
    image: Image | None = None
    og_type: str = "website"
    structured: Sequence[JsonObject] = ()
    breadcrumbs: tuple[Link, ...] = ()
    is_indexed: bool = True
    number: int = 1  # of a list's page
    is_empty: bool = False  # its own list of products has none


def head(request: ShopRequest, facts: PageFacts) -> Markup:
    """The finished markup for `<head>`."""
    shop = request.shop
    canonical = _numbered(request.absolute(facts.path), facts)
    name = facts.title if facts.title == shop.name else f"{facts.title} – {shop.name}"
    description = _shortened(facts.description or _introduction(request, facts))
    indexed = facts.is_indexed and not shop.is_learner and not shop.is_previewed
    lines = [f"<title>{escape(name)}</title>"]
    if description:
        lines.append(_meta("name", "description", description))
    if indexed:
        lines.append(f'<link rel="canonical" href="{escape(canonical)}">')
        lines += _alternates(request, facts)
    else:
        lines.append(_meta("name", "robots", "noindex"))
    lines.append('<link rel="icon" href="/favicon.svg" type="image/svg+xml">')
    lines += _open_graph(request, facts, canonical, description)
    lines += [_json_ld(each) for each in (*facts.structured, *_breadcrumb_list(request, facts))]
    return Markup("\n".join(lines))


def organization(request: ShopRequest) -> JsonObject:
    """The shop itself, as schema.org/Organization."""
    shop = request.shop
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": shop.name,
        "url": shop.origin + "/",
        "email": shop.email,
        "address": {"@type": "PostalAddress", "addressCountry": shop.country},
    }


def _introduction(request: ShopRequest, facts: PageFacts) -> str:
    """What a page without words of its own says of itself: its title, and what the shop is about."""
    shop = request.shop
    taglines = (shop.taglines[language] for language in request.view.fallbacks if shop.taglines.get(language))
    return " – ".join(dict.fromkeys((facts.title, next(taglines, shop.name))))


def _numbered(address: str, facts: PageFacts) -> str:
    """Each page of a list is a page of its own (Google, "Pagination, incremental page loading")."""
    return f"{address}?page={facts.number}" if facts.number > 1 else address


def _alternates(request: ShopRequest, facts: PageFacts) -> list[str]:
    cluster = localization.hreflang_cluster(
        [(view, _numbered(request.absolute(path, view), facts)) for view, path in facts.addresses.items()]
    )
    return [f'<link rel="alternate" hreflang="{code}" href="{escape(url)}">' for code, url in cluster]


def _open_graph(request: ShopRequest, facts: PageFacts, canonical: str, description: str) -> list[str]:
    properties = [
        ("og:title", facts.title),
        ("og:type", facts.og_type),
        ("og:url", canonical),
        ("og:site_name", request.shop.name),
        ("og:locale", request.view.locale.replace("-", "_")),
    ]
    if description:
        properties.append(("og:description", description))
    if facts.image is not None:
        properties += [
            ("og:image", absolute_media(request, facts.image.url)),
            ("og:image:width", str(facts.image.width)),
            ("og:image:height", str(facts.image.height)),
            ("og:image:alt", facts.image.alt),
        ]
    tags = [_meta("property", name, value) for name, value in properties]
    card = "summary_large_image" if facts.image is not None else "summary"
    return [*tags, _meta("name", "twitter:card", card)]


def absolute_media(request: ShopRequest, url: str) -> str:
    """A picture's address for those who read it away from the page; one at a CDN is whole already."""
    return request.origin + url if url.startswith("/") else url


def _breadcrumb_list(request: ShopRequest, facts: PageFacts) -> list[JsonObject]:
    if not facts.breadcrumbs:
        return []
    return [
        {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": link.title, "item": request.origin + link.url}
                for place, link in enumerate(facts.breadcrumbs, start=1)
            ],
        }
    ]


def _meta(attribute: str, name: str, content: str) -> str:
    return f'<meta {attribute}="{name}" content="{escape(content)}">'


def _json_ld(value: JsonObject) -> str:
    # Inside a script element only "<" can end it or open a comment (HTML, 4.12.1.3).
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _MAX_DESCRIPTION:
        return flat
    cut = flat[: _MAX_DESCRIPTION - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"


def plain_text(html: Markup) -> str:
    """The words of sanitized HTML, for descriptions."""
    return html.striptags()
