"""Addresses inside the shop as merchants write them down, led to where they are in the view that is looked at.

A link written once, `/pages/about`, serves every view: it gets the view's prefix and the handle of its language.
"""

import re
from collections.abc import Collection
from urllib.parse import unquote

from markupsafe import Markup
from sqlmodel import Session

from storefront import catalog, content
from storefront.audience import Audience
from storefront.shop.request import ShopRequest
from storefront.shop.views.documents import BASES
from themes import engine

_OUTSIDE_VIEWS = frozenset(
    {"-", "assets", "favicon.ico", "favicon.svg", "media", "robots.txt", "sitemap.xml", "sitemaps"}
)
_END_OF_PATH = re.compile(r"[?#]")
_PLACE = re.compile(r"(/[a-z]+)/([^/]+)/?")
_KINDS = {base: kind for kind, base in BASES.items()}

_Place = tuple[str, str]  # such as ("/pages", "about")


def links_in_view(
    session: Session, request: ShopRequest, audience: Audience, written: Collection[str]
) -> dict[str, str]:
    """Where each written address is in this view: what following its redirects would come to."""
    places = {address: place for address in written if (place := _place(address)) is not None}
    current = _current(session, audience, set(places.values()))
    return {address: _led(request, address, current.get(places.get(address, ("", "")))) for address in written}


def text_in_view(session: Session, request: ShopRequest, audience: Audience, clean: str) -> Markup:
    """A text that was cleaned when it was written (storefront.richtext), with its links led to this view."""
    text = engine.prose(clean)
    return text.linked(links_in_view(session, request, audience, text.addresses).__getitem__)


def _place(address: str) -> _Place | None:
    found = _PLACE.fullmatch(unquote(_path(address)))
    return (found[1], found[2]) if found else None


def _current(session: Session, audience: Audience, places: set[_Place]) -> dict[_Place, str]:
    """The paths of those of the places that are to be had."""
    current: dict[_Place, str] = {}
    products = sorted(handle for base, handle in places if base == "/products")
    for handle, found in catalog.current_handles(session, audience, kind="product", handles=products).items():
        current["/products", handle] = f"/products/{found}"
    collections = sorted(handle for base, handle in places if base == "/collections")
    for handle, found in catalog.current_handles(session, audience, kind="collection", handles=collections).items():
        current["/collections", handle] = f"/collections/{found}"
    named = sorted((_KINDS[base], handle) for base, handle in places if base in _KINDS)
    for (document, handle), found in content.current_handles(session, audience, named).items():
        current[BASES[document], handle] = f"{BASES[document]}/{found}"
    return current


def _led(request: ShopRequest, address: str, place: str | None) -> str:
    path = _path(address)
    rest = address.removeprefix(path)
    first, _, within = path[1:].partition("/")
    if first in _OUTSIDE_VIEWS:
        return address
    for view in request.shop.views:
        # Who writes the prefix of a view means that view. A preview's own prefixes are longer.
        if first and f"/{first}" == view.name:
            return request.address(f"/{within}", view) + rest
    return request.address(place or path.rstrip("/") or "/") + rest


def _path(address: str) -> str:
    return _END_OF_PATH.split(address, maxsplit=1)[0]
