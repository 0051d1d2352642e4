"""What a shop says, in all its languages, for translators."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from storefront.content.errors import DocumentNotFound
from storefront.content.models import Document, DocumentText, MenuItem
from storefront.content.rules import TEXT_LIMITS
from storefront.localization import Translatable, TranslatableText

_MOST_TITLE = 100
_MOST_ALT = 500


def translatable(session: Session, language: str) -> list[Translatable]:
    """Documents with what their pictures show in words, and the links of menus that have a title of their own.

    `language` is the shop's own, which notes are in.
    """
    texts: dict[int, dict[str, DocumentText]] = {}
    for text in session.exec(select(DocumentText).order_by(col(DocumentText.document_id))):
        texts.setdefault(text.document_id, {})[text.language] = text
    found = [
        _document(document, texts[document.id or 0], language)
        for document in _documents(session)
        if document.id in texts
    ]
    for item in session.exec(select(MenuItem).order_by(col(MenuItem.menu_id), col(MenuItem.position))):
        if item.titles:
            assert item.id is not None, "a stored row has its id"
            titles = {"title": TranslatableText(item.titles, _MOST_TITLE)}
            found.append(Translatable("menu_item", item.id, "menu", titles))
    return found


def menu_item_by_id(session: Session, item_id: int) -> MenuItem:
    """Raises DocumentNotFound."""
    found = session.exec(select(MenuItem).where(MenuItem.id == item_id)).first()
    if found is None:
        raise DocumentNotFound(f"no menu item {item_id}")
    return found


def _documents(session: Session) -> list[Document]:
    return list(session.exec(select(Document).order_by(col(Document.id))))


def _document(document: Document, languages: Mapping[str, DocumentText], own: str) -> Translatable:
    assert document.id is not None, "a stored row has its id"
    fields = {
        field: TranslatableText(
            {language: getattr(text, field) for language, text in languages.items()},
            most,
            is_html=field.endswith("_html"),
        )
        for field, most in TEXT_LIMITS.items()
    }
    fields["image_alt"] = TranslatableText(document.image_alts, _MOST_ALT)
    return Translatable("document", document.id, languages.get(own, next(iter(languages.values()))).title, fields)
