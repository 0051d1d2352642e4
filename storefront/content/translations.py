"""Translations of what a shop says, brought in one thing in one language at a time."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from storefront.content import reads
from storefront.content.actions import NewDocumentText, write_document_text
from storefront.content.models import DocumentText
from storefront.content.reads.translatable import menu_item_by_id
from storefront.richtext import without_nul

TRANSLATED = frozenset({"document", "menu_item"})
_IMAGE_ALT = "image_alt"


def write_translation(
    session: Session, tenant_id: int, *, resource: str, resource_id: int, language: str, texts: Mapping[str, str]
) -> None:
    """Put texts by field in their places, and leave the thing's other fields as they are.

    Raises BadDocument, also for a document that would have no title in the language.
    """
    if resource == "menu_item":
        item = menu_item_by_id(session, resource_id)
        item.titles = {**item.titles, language: _plain(texts["title"])}
        session.add(item)
        session.flush()
        return
    rest = {field: text for field, text in texts.items() if field != _IMAGE_ALT}
    if rest:
        text = replace(_as_new(reads.find_document_text(session, resource_id, language)), **rest)
        write_document_text(session, tenant_id, document_id=resource_id, language=language, text=text)
    if _IMAGE_ALT in texts:
        document = reads.document_by_id(session, resource_id)
        document.image_alts = {**document.image_alts, language: _plain(texts[_IMAGE_ALT])}
        session.add(document)
        session.flush()


def _plain(text: str) -> str:
    return without_nul(text).strip()


def _as_new(text: DocumentText | None) -> NewDocumentText:
    if text is None:
        return NewDocumentText(title="")
    return NewDocumentText(
        title=text.title,
        body_html=text.body_html,
        summary=text.summary,
        seo_title=text.seo_title,
        seo_description=text.seo_description,
    )
