"""What a shop says: pages, policies, blog articles and menus, in each of its languages and under their own handles."""

from storefront.content.actions import (
    NewDocument,
    NewDocumentText,
    NewMenuItem,
    create_document,
    create_documents,
    create_menu,
    rename_document_handle,
    write_document_text,
)
from storefront.content.errors import BadDocument, BadMenu, DocumentHandleTaken, DocumentNotFound
from storefront.content.models import DocumentKind, MenuTarget
from storefront.content.reads import (
    ArticlePage,
    DocumentPage,
    MenuLink,
    Menus,
    SitemapEntry,
    articles,
    count_sitemap_entries,
    current_handles,
    document_by_handle,
    documents_by_handles,
    find_moved_handle,
    menus,
    policies,
    sitemap_entries,
    translatable,
)
from storefront.content.rules import ARTICLES_PAGE_SIZE
from storefront.content.translations import TRANSLATED, write_translation

__all__ = [
    "ARTICLES_PAGE_SIZE",
    "TRANSLATED",
    "ArticlePage",
    "BadDocument",
    "BadMenu",
    "DocumentHandleTaken",
    "DocumentKind",
    "DocumentNotFound",
    "DocumentPage",
    "MenuLink",
    "MenuTarget",
    "Menus",
    "NewDocument",
    "NewDocumentText",
    "NewMenuItem",
    "SitemapEntry",
    "articles",
    "count_sitemap_entries",
    "create_document",
    "create_documents",
    "create_menu",
    "current_handles",
    "document_by_handle",
    "documents_by_handles",
    "find_moved_handle",
    "menus",
    "policies",
    "rename_document_handle",
    "sitemap_entries",
    "translatable",
    "write_document_text",
    "write_translation",
]
