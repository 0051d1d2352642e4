"""The queries of content: documents and menus as pages show them, and what actions need to know."""

from storefront.content.reads.documents import (
    ArticlePage,
    DocumentPage,
    SitemapEntry,
    articles,
    count_sitemap_entries,
    current_handles,
    document_by_handle,
    documents_by_handles,
    find_moved_handle,
    policies,
    sitemap_digest,
    sitemap_entries,
)
from storefront.content.reads.facts import (
    document_by_id,
    find_document_text,
    find_menu,
    retired_handles,
    taken_handles,
    texts_in,
)
from storefront.content.reads.menus import MenuLink, Menus, menus
from storefront.content.reads.translatable import translatable

__all__ = [
    "ArticlePage",
    "DocumentPage",
    "MenuLink",
    "Menus",
    "SitemapEntry",
    "articles",
    "count_sitemap_entries",
    "current_handles",
    "document_by_handle",
    "document_by_id",
    "documents_by_handles",
    "find_document_text",
    "find_menu",
    "find_moved_handle",
    "menus",
    "policies",
    "retired_handles",
    "sitemap_digest",
    "sitemap_entries",
    "taken_handles",
    "texts_in",
    "translatable",
]
