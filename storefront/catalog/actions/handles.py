"""Handles given and changed: unique per shop and language, and an old address leads to the new one."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from storefront.catalog.errors import CollectionNotFound, HandleTaken, NotAHandle, ProductNotFound
from storefront.catalog.models import CollectionText, ProductText, RetiredHandle
from storefront.catalog.reads import facts
from storefront.handles import free_handles
from tenants.kit.slugs import slugify

TextTable = type[ProductText] | type[CollectionText]


def give_handles(session: Session, table: TextTable, wanted: Sequence[tuple[str, str]]) -> list[str]:
    """A free handle for each (language, base), in order. A retired handle in new use no longer leads elsewhere."""
    given = free_handles(wanted, lambda pairs: facts.taken_handles(session, table, pairs))
    _forget_retired(session, table, [(language, handle) for (language, _), handle in zip(wanted, given, strict=True)])
    return given


def rename_product_handle(session: Session, tenant_id: int, *, product_id: int, language: str, handle: str) -> str:
    """Give the product another handle in a language; the old one answers with the new. Raises HandleTaken."""
    text = facts.find_product_text(session, product_id, language)
    if text is None:
        raise ProductNotFound(f"product {product_id} has no text in {language}")
    retired = RetiredHandle(tenant_id=tenant_id, language=language, handle="", product_id=product_id)
    return _rename(session, text, retired, handle)


def rename_collection_handle(
    session: Session, tenant_id: int, *, collection_id: int, language: str, handle: str
) -> str:
    """Give the collection another handle in a language; the old one answers with the new. Raises HandleTaken."""
    text = facts.find_collection_text(session, collection_id, language)
    if text is None:
        raise CollectionNotFound(f"collection {collection_id} has no text in {language}")
    retired = RetiredHandle(tenant_id=tenant_id, language=language, handle="", collection_id=collection_id)
    return _rename(session, text, retired, handle)


def _rename(session: Session, text: ProductText | CollectionText, retired: RetiredHandle, wanted: str) -> str:
    handle = slugify(wanted)
    if not handle:
        raise NotAHandle(f"{wanted!r} can not be a handle")
    if handle == text.handle:
        return handle
    table = type(text)
    if facts.taken_handles(session, table, [(text.language, handle)]):
        raise HandleTaken(f"{handle} is taken in {text.language}")
    _forget_retired(session, table, [(text.language, handle)])
    retired.handle, text.handle = text.handle, handle
    session.add_all([retired, text])
    session.flush()
    return handle


def _forget_retired(session: Session, table: TextTable, pairs: Iterable[tuple[str, str]]) -> None:
    for each in facts.find_retired(session, table, list(pairs)):
        session.delete(each)
    session.flush()
