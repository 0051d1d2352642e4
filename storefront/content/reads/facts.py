"""What content's actions need to know before they change something."""

from collections.abc import Iterable, Sequence

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from storefront.content.errors import DocumentNotFound
from storefront.content.models import Document, DocumentKind, DocumentText, Menu, RetiredDocumentHandle
from storefront.content.rules import TEXT_LIMITS


def find_document_text(session: Session, document_id: int, language: str) -> DocumentText | None:
    """A document's text in exactly this language."""
    query = select(DocumentText).where(DocumentText.document_id == document_id, DocumentText.language == language)
    return session.exec(query).first()


def document_by_id(session: Session, document_id: int) -> Document:
    """Raises DocumentNotFound."""
    found = session.exec(select(Document).where(Document.id == document_id)).first()
    if found is None:
        raise DocumentNotFound(f"no document {document_id}")
    return found


def texts_in(session: Session, ids: Sequence[int], language: str) -> dict[int, dict[str, str]]:
    """The translatable texts of documents in one language, by id and field."""
    query = select(DocumentText).where(col(DocumentText.document_id).in_(ids), DocumentText.language == language)
    return {text.document_id: {field: getattr(text, field) for field in TEXT_LIMITS} for text in session.exec(query)}


def taken_handles(session: Session, kind: DocumentKind, wanted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the (language, handle) pairs that a document of the kind uses."""
    pair = tuple_(col(DocumentText.language), col(DocumentText.handle))
    query = select(DocumentText.language, DocumentText.handle).where(DocumentText.kind == kind, pair.in_(wanted))
    return {(row[0], row[1]) for row in session.exec(query)}


def retired_handles(
    session: Session, kind: DocumentKind, pairs: Sequence[tuple[str, str]]
) -> Sequence[RetiredDocumentHandle]:
    """The retired handles of a kind among the (language, handle) pairs."""
    pair = tuple_(col(RetiredDocumentHandle.language), col(RetiredDocumentHandle.handle))
    return session.exec(select(RetiredDocumentHandle).where(RetiredDocumentHandle.kind == kind, pair.in_(pairs))).all()


def find_menu(session: Session, handle: str) -> Menu | None:
    """The menu that themes call by this handle."""
    return session.exec(select(Menu).where(Menu.handle == handle)).first()
