"""Writing pages, policies, articles and menus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import delete
from sqlmodel import Session, col

from storefront import localization
from storefront.content import reads
from storefront.content.errors import BadDocument, BadMenu, DocumentHandleTaken, DocumentNotFound
from storefront.content.models import (
    Document,
    DocumentKind,
    DocumentText,
    Menu,
    MenuItem,
    MenuTarget,
    RetiredDocumentHandle,
)
from storefront.content.rules import LINKS_IN_A_MENU, SUMMARY_LIMIT, is_link, is_menu_handle
from storefront.handles import free_handles, handle_base
from storefront.richtext import clean_html, without_nul
from tenants.kit import clock
from tenants.kit.slugs import slugify


@dataclass(frozen=True, slots=True)
class NewDocumentText:
    """A document in one language. The body is HTML and is cleaned; an empty handle is made from the title."""

    title: str
    body_html: str = ""
    summary: str = ""
    handle: str = ""
    seo_title: str = ""
    seo_description: str = ""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """Published at once unless `published_at` lies ahead."""

    kind: DocumentKind
    texts: Mapping[str, NewDocumentText]
    author: str = ""
    image_asset_id: int | None = None
    image_alts: Mapping[str, str] = field(default_factory=dict)
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewMenuItem:
    """A link. Targets that are rows (collection, product, document) need `target_id`, a URL needs `url`."""

    target: MenuTarget
    target_id: int | None = None
    url: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    children: tuple["NewMenuItem", ...] = ()


def create_document(session: Session, tenant_id: int, new: NewDocument) -> int:
    """Store one document and answer with its id. Raises BadDocument."""
    return create_documents(session, tenant_id, [new])[0]


def create_documents(session: Session, tenant_id: int, news: Sequence[NewDocument]) -> list[int]:
    """Store many at once, in a few statements. Raises BadDocument before it stores any."""
    for new in news:
        _check(new)
    now = clock.now()
    documents = [
        Document(
            tenant_id=tenant_id,
            kind=new.kind,
            author=without_nul(new.author),
            image_asset_id=new.image_asset_id,
            image_alts=dict(new.image_alts),
            created_at=now,
            published_at=new.published_at or now,
        )
        for new in news
    ]
    session.add_all(documents)
    session.flush()
    ids = [document.id or 0 for document in documents]
    for kind in DocumentKind:
        of_kind = [
            (number, language, text)
            for number, new in zip(ids, news, strict=True)
            if new.kind is kind
            for language, text in new.texts.items()
        ]
        _write_texts(session, tenant_id, kind, of_kind)
    return ids


def write_document_text(
    session: Session, tenant_id: int, *, document_id: int, language: str, text: NewDocumentText
) -> None:
    """Add a language to a document, or rewrite it. A handle once given stays: see `rename_document_handle`.

    Raises DocumentNotFound and BadDocument.
    """
    check_text(text)
    found = reads.find_document_text(session, document_id, language)
    if found is None:
        kind = DocumentKind(reads.document_by_id(session, document_id).kind)
        _write_texts(session, tenant_id, kind, [(document_id, language, text)])
        return
    changed = {name: value for name, value in _text_values(text).items() if getattr(found, name) != value}
    for name, value in changed.items():
        setattr(found, name, value)
    session.flush()
    localization.mark_written(
        session, tenant_id, "document", {document_id: {language: changed}}, partial(reads.texts_in, session)
    )


def rename_document_handle(session: Session, tenant_id: int, *, document_id: int, language: str, handle: str) -> str:
    """Give the document another handle in a language; the old one answers with the new. Raises DocumentHandleTaken."""
    text = reads.find_document_text(session, document_id, language)
    if text is None:
        raise DocumentNotFound(f"document {document_id} has no text in {language}")
    new = slugify(handle)
    if not new:
        raise BadDocument(f"{handle!r} can not be a handle")
    if new == text.handle:
        return new
    kind = DocumentKind(text.kind)
    if reads.taken_handles(session, kind, [(language, new)]):
        raise DocumentHandleTaken(f"{new} is taken in {language}")
    _forget_retired(session, kind, [(language, new)])
    retired = RetiredDocumentHandle(
        tenant_id=tenant_id, kind=kind, language=language, handle=text.handle, document_id=document_id
    )
    text.handle = new
    session.add_all([retired, text])
    session.flush()
    return new


def create_menu(session: Session, tenant_id: int, handle: str, items: Sequence[NewMenuItem]) -> int:
    """Store a menu, in place of one that had the handle. Raises BadMenu."""
    if not is_menu_handle(handle):
        raise BadMenu(f"{handle!r} can not be a menu's handle")
    if sum(1 + len(item.children) for item in items) > LINKS_IN_A_MENU:
        raise BadMenu(f"a menu has at most {LINKS_IN_A_MENU} links")
    for item in items:
        _check_item(item, may_have_children=True)
    menu = reads.find_menu(session, handle)
    if menu is None:
        menu = Menu(tenant_id=tenant_id, handle=handle)
        session.add(menu)
    else:
        session.execute(
            delete(MenuItem).where(col(MenuItem.menu_id) == menu.id),
            execution_options={"synchronize_session": False},
        )
    session.flush()
    assert menu.id is not None
    _write_items(session, menu, items)
    return menu.id


def _check(new: NewDocument) -> None:
    if not new.texts:
        raise BadDocument("a document has a title in at least one language")
    for text in new.texts.values():
        check_text(text)


def check_text(text: NewDocumentText) -> None:
    """Raises BadDocument."""
    if not text.title.strip():
        raise BadDocument("a title is not empty")
    if len(text.title) > 300 or len(text.summary) > SUMMARY_LIMIT:
        raise BadDocument(f"a title has at most 300 characters, a summary {SUMMARY_LIMIT}")


def _check_item(item: NewMenuItem, *, may_have_children: bool) -> None:
    if item.children and not may_have_children:
        raise BadMenu("a menu has two levels at most")
    if item.target is MenuTarget.URL and not is_link(item.url):
        raise BadMenu(f"{item.url!r} is no address to link to")
    if item.target is MenuTarget.URL and not any(item.titles.values()):
        raise BadMenu(f"the link to {item.url!r} has no title")
    is_row = item.target in (MenuTarget.COLLECTION, MenuTarget.PRODUCT, MenuTarget.DOCUMENT)
    if is_row and item.target_id is None:
        raise BadMenu(f"a link to a {item.target} says to which")
    for child in item.children:
        _check_item(child, may_have_children=False)


def _write_texts(
    session: Session, tenant_id: int, kind: DocumentKind, texts: Sequence[tuple[int, str, NewDocumentText]]
) -> None:
    if not texts:
        return
    wanted = [(language, handle_base(text.handle, text.title, number)) for number, language, text in texts]
    handles = free_handles(wanted, lambda pairs: reads.taken_handles(session, kind, pairs))
    _forget_retired(session, kind, [(text[1], handle) for text, handle in zip(texts, handles, strict=True)])
    session.add_all(
        DocumentText(
            tenant_id=tenant_id,
            document_id=number,
            language=language,
            kind=kind,
            handle=handle,
            **_text_values(text),
        )
        for (number, language, text), handle in zip(texts, handles, strict=True)
    )
    session.flush()
    written: dict[int, dict[str, dict[str, str]]] = {}
    for number, language, text in texts:
        written.setdefault(number, {})[language] = _text_values(text)
    localization.mark_written(session, tenant_id, "document", written, partial(reads.texts_in, session))


def _text_values(text: NewDocumentText) -> dict[str, str]:
    return {
        "title": without_nul(text.title).strip(),
        "body_html": clean_html(text.body_html),
        "summary": without_nul(text.summary).strip(),
        "seo_title": without_nul(text.seo_title),
        "seo_description": without_nul(text.seo_description),
    }


def _forget_retired(session: Session, kind: DocumentKind, pairs: Sequence[tuple[str, str]]) -> None:
    for each in reads.retired_handles(session, kind, pairs):
        session.delete(each)
    session.flush()


def _write_items(session: Session, menu: Menu, items: Sequence[NewMenuItem]) -> None:
    stored = [_item(menu, item, place, None) for place, item in enumerate(items)]
    session.add_all(stored)
    session.flush()
    session.add_all(
        _item(menu, child, place, parent.id)
        for parent, item in zip(stored, items, strict=True)
        for place, child in enumerate(item.children)
    )
    session.flush()


def _item(menu: Menu, item: NewMenuItem, position: int, parent_id: int | None) -> MenuItem:
    return MenuItem(
        tenant_id=menu.tenant_id,
        menu_id=menu.id or 0,
        parent_id=parent_id,
        titles=dict(item.titles),
        target=item.target,
        target_id=item.target_id,
        url=item.url,
        position=position,
    )
