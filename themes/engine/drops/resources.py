"""What the sections of a page point to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from themes.engine.drops.documents import ArticleCard
from themes.engine.drops.listings import CollectionCard
from themes.engine.drops.pieces import Image, Link
from themes.engine.drops.products import ProductCard


@dataclass(frozen=True, slots=True)
class Resources:
    """What sections point to, by handle, read before rendering. A missing key means that it is not to be had here.

    `links` says where an address inside the shop, as it was written, is in this view; without an entry it is given the
    view's prefix and nothing else. `today` is the day where it begins last on Earth; without it no date is past.
    """

    products: Mapping[str, ProductCard] = field(default_factory=dict)
    collections: Mapping[str, CollectionCard] = field(default_factory=dict)
    collection_products: Mapping[str, tuple[ProductCard, ...]] = field(default_factory=dict)
    newest_products: tuple[ProductCard, ...] = ()
    related_products: tuple[ProductCard, ...] = ()
    all_collections: tuple[CollectionCard, ...] = ()
    articles: tuple[ArticleCard, ...] = ()
    menus: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    images: Mapping[str, Image] = field(default_factory=dict)
    documents: Mapping[str, Link] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None
