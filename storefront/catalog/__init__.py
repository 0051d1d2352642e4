"""What a shop sells: products with options and variants, collections by hand and by rule, and their addresses.

Page reads answer with frozen values in the audience's language and market. Prices and stock are read here, since lists
need them, but decided in `pricing` and `inventory`, which tell this domain through `refresh_offers` when they change.
"""

from storefront.catalog import jobs
from storefront.catalog.actions.collections import (
    arrange_collection,
    create_collection,
    set_collection_rule,
    write_collection_text,
)
from storefront.catalog.actions.drafts import (
    CreatedProduct,
    NewCollection,
    NewImage,
    NewOption,
    NewOptionValue,
    NewProduct,
    NewText,
    NewVariant,
)
from storefront.catalog.actions.handles import rename_collection_handle, rename_product_handle
from storefront.catalog.actions.markets import set_net_quantities, set_product_markets
from storefront.catalog.actions.offers import refresh_all_offers, refresh_offers, refresh_offers_of_variants
from storefront.catalog.actions.products import (
    create_product,
    create_products,
    set_product_status,
    write_product_text,
)
from storefront.catalog.actions.terms import name_terms
from storefront.catalog.actions.trade import TradeData, set_trade_data
from storefront.catalog.actions.translations import write_translation
from storefront.catalog.errors import (
    BadCollectionRule,
    BadProduct,
    BadTradeData,
    CollectionNotFound,
    HandleTaken,
    NotAHandle,
    ProductNotFound,
)
from storefront.catalog.models import CollectionKind, MarketScope, ProductStatus, TermKind
from storefront.catalog.reads.addresses import (
    AddressedKind,
    count_sitemap_entries,
    current_handles,
    find_moved_handle,
    sitemap_digest,
    sitemap_entries,
)
from storefront.catalog.reads.collections import (
    cards_by_handles,
    collection_by_handle,
    collections,
    collections_by_handles,
    newest,
    products_of_collections,
    related,
)
from storefront.catalog.reads.facts import goods_codes, product_ids_after
from storefront.catalog.reads.listing import listing
from storefront.catalog.reads.products import product_by_handle
from storefront.catalog.reads.sellables import Sellable, sellables, variants_of_products
from storefront.catalog.reads.titles import (
    collection_titles,
    known_products,
    product_handles,
    product_titles,
    products_named,
)
from storefront.catalog.reads.trade import TradeProduct, TradeRow, TradeVariant, trade_product, trade_products
from storefront.catalog.reads.translatable import translatable
from storefront.catalog.reads.values import (
    Card,
    Facet,
    FacetValue,
    Listing,
    NamedHandle,
    NetQuantity,
    Offer,
    PriceRange,
    ProductPage,
    ShownCollection,
    ShownOption,
    ShownOptionValue,
    ShownVariant,
    SitemapEntry,
)
from storefront.catalog.rules import COUNTED_AT_MOST, PAGE_SIZE, Filters, Sort

__all__ = [
    "COUNTED_AT_MOST",
    "PAGE_SIZE",
    "AddressedKind",
    "BadCollectionRule",
    "BadProduct",
    "BadTradeData",
    "Card",
    "CollectionKind",
    "CollectionNotFound",
    "CreatedProduct",
    "Facet",
    "FacetValue",
    "Filters",
    "HandleTaken",
    "Listing",
    "MarketScope",
    "NamedHandle",
    "NetQuantity",
    "NewCollection",
    "NewImage",
    "NewOption",
    "NewOptionValue",
    "NewProduct",
    "NewText",
    "NewVariant",
    "NotAHandle",
    "Offer",
    "PriceRange",
    "ProductNotFound",
    "ProductPage",
    "ProductStatus",
    "Sellable",
    "ShownCollection",
    "ShownOption",
    "ShownOptionValue",
    "ShownVariant",
    "SitemapEntry",
    "Sort",
    "TermKind",
    "TradeData",
    "TradeProduct",
    "TradeRow",
    "TradeVariant",
    "arrange_collection",
    "cards_by_handles",
    "collection_by_handle",
    "collection_titles",
    "collections",
    "collections_by_handles",
    "count_sitemap_entries",
    "create_collection",
    "create_product",
    "create_products",
    "current_handles",
    "find_moved_handle",
    "goods_codes",
    "jobs",
    "known_products",
    "listing",
    "name_terms",
    "newest",
    "product_by_handle",
    "product_handles",
    "product_ids_after",
    "product_titles",
    "products_named",
    "products_of_collections",
    "refresh_all_offers",
    "refresh_offers",
    "refresh_offers_of_variants",
    "related",
    "rename_collection_handle",
    "rename_product_handle",
    "sellables",
    "set_collection_rule",
    "set_net_quantities",
    "set_product_markets",
    "set_product_status",
    "set_trade_data",
    "sitemap_digest",
    "sitemap_entries",
    "trade_product",
    "trade_products",
    "translatable",
    "variants_of_products",
    "write_collection_text",
    "write_product_text",
    "write_translation",
]
