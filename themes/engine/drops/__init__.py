"""Drops: the small frozen objects that templates see. Everything in them has been read and formatted already.

Texts are plain (escaped on output) except `Markup`, which was sanitized on the way in. Prices and dates arrive as text
in the view's locale beside their machine form, since formatting belongs to the shop's localization and not to themes.
Addresses are ready for `href`: absolute paths on the shop's host, or absolute URLs where that is said.
"""

from themes.engine.drops.cart import Cart, CartCode, CartLine, CartReduction
from themes.engine.drops.documents import ArticleCard, Blog, Document
from themes.engine.drops.frame import (
    Direction,
    ErrorNotice,
    NewsletterForm,
    Page,
    Shop,
    View,
    ViewChoice,
    ViewMarket,
    view_markets,
)
from themes.engine.drops.listings import (
    Collection,
    CollectionCard,
    Facet,
    FacetValue,
    Listing,
    PriceFacet,
    Search,
    SortChoice,
)
from themes.engine.drops.pieces import Image, Link, Moment, Pagination, Price, Swatch
from themes.engine.drops.products import BuyForm, Option, OptionValue, Product, ProductCard, Variant
from themes.engine.drops.resources import Resources

__all__ = [
    "ArticleCard",
    "Blog",
    "BuyForm",
    "Cart",
    "CartCode",
    "CartLine",
    "CartReduction",
    "Collection",
    "CollectionCard",
    "Direction",
    "Document",
    "ErrorNotice",
    "Facet",
    "FacetValue",
    "Image",
    "Link",
    "Listing",
    "Moment",
    "NewsletterForm",
    "Option",
    "OptionValue",
    "Page",
    "Pagination",
    "Price",
    "PriceFacet",
    "Product",
    "ProductCard",
    "Resources",
    "Search",
    "Shop",
    "SortChoice",
    "Swatch",
    "Variant",
    "View",
    "ViewChoice",
    "ViewMarket",
    "view_markets",
]
