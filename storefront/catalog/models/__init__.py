"""What the catalogue stores: products, collections, and the rows that lists of products are made from."""

from storefront.catalog.models.collections import (
    Collection,
    CollectionKind,
    CollectionProduct,
    CollectionText,
    RetiredHandle,
)
from storefront.catalog.models.offers import ProductOffer
from storefront.catalog.models.products import (
    MarketScope,
    Product,
    ProductImage,
    ProductMarket,
    ProductOption,
    ProductOptionValue,
    ProductStatus,
    ProductText,
    Variant,
    VariantOptionValue,
)
from storefront.catalog.models.terms import Term, TermKind

__all__ = [
    "Collection",
    "CollectionKind",
    "CollectionProduct",
    "CollectionText",
    "MarketScope",
    "Product",
    "ProductImage",
    "ProductMarket",
    "ProductOffer",
    "ProductOption",
    "ProductOptionValue",
    "ProductStatus",
    "ProductText",
    "RetiredHandle",
    "Term",
    "TermKind",
    "Variant",
    "VariantOptionValue",
]
