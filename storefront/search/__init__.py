"""Finding products by words in any language: stemmed, by beginnings, in spite of typing errors, with or without spaces.

The index has one row for each product and language, and is written by whoever changes products: `index_product` at
once, or the jobs `search.index_product` and `search.index_shop`.
"""

from storefront.search import jobs
from storefront.search.actions import index_product, index_products, index_shop
from storefront.search.errors import QueryTooLong
from storefront.search.reads import Found, find
from storefront.search.rules import LONGEST_QUERY

__all__ = [
    "LONGEST_QUERY",
    "Found",
    "QueryTooLong",
    "find",
    "index_product",
    "index_products",
    "index_shop",
    "jobs",
]
