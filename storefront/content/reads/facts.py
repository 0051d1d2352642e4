"""What content's actions need to know before they change something."""

from collections.abc import Iterable, Sequence

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from storefront.content.models import DocumentKind, DocumentText, Menu, RetiredDocumentHandle


def find_document_text(session: Session, document_id: int, language: str) -> DocumentText | None:
    query = select(DocumentText).where(DocumentText.document_id == document_id, DocumentText.language == language)
    return session.exec(query).first()


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
    return session.exec(select(Menu).where(Menu.handle == handle)).first()
