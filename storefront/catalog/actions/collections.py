"""Making collections and choosing what stands in them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete
from sqlmodel import Session, col

from storefront.catalog.actions.drafts import NewCollection, NewText
from storefront.catalog.actions.handles import give_handles
from storefront.catalog.actions.marks import mark_texts
from storefront.catalog.actions.offers import gather_all
from storefront.catalog.actions.products import check_text
from storefront.catalog.errors import BadCollectionRule
from storefront.catalog.models import Collection, CollectionKind, CollectionProduct, CollectionText
from storefront.catalog.reads import facts
from storefront.catalog.rules import Sort, parse_rule
from storefront.handles import handle_base
from storefront.richtext import clean_html, without_nul
from tenants.kit import clock


def create_collection(session: Session, tenant_id: int, new: NewCollection) -> int:
    """Store a collection and answer with its id. A collection by rule gathers its products at once.

    Raises BadProduct for its texts and BadCollectionRule.
    """
    for text in new.texts.values():
        check_text(text)
    if new.kind is CollectionKind.RULE:
        parse_rule(new.rules)
    elif new.rules:
        raise BadCollectionRule("a collection by hand has no rule")
    collection = Collection(
        tenant_id=tenant_id,
        kind=new.kind,
        rules=dict(new.rules),
        sort=Sort(new.sort),
        image_asset_id=new.image.asset_id if new.image else None,
        image_alts=dict(new.image.alts) if new.image else {},
        position=new.position,
        is_published=new.is_published,
        created_at=clock.now(),
    )
    session.add(collection)
    session.flush()
    assert collection.id is not None
    _write_texts(session, tenant_id, collection.id, new.texts)
    if new.kind is CollectionKind.RULE:
        gather_all(session, collection)
    else:
        _place(session, collection, new.product_ids)
    return collection.id


def write_collection_text(
    session: Session, tenant_id: int, *, collection_id: int, language: str, text: NewText
) -> None:
    """Add a language to a collection, or rewrite it. A handle once given stays: see `rename_collection_handle`."""
    check_text(text)
    found = facts.find_collection_text(session, collection_id, language)
    if found is None:
        facts.collection_by_id(session, collection_id)
        _write_texts(session, tenant_id, collection_id, {language: text})
        return
    changed = {name: value for name, value in _text_values(text).items() if getattr(found, name) != value}
    for name, value in changed.items():
        setattr(found, name, value)
    session.flush()
    mark_texts(session, tenant_id, CollectionText, {collection_id: {language: changed}})


def arrange_collection(session: Session, collection_id: int, product_ids: Sequence[int]) -> None:
    """Let a collection by hand hold exactly these products in this order."""
    collection = facts.collection_by_id(session, collection_id)
    if collection.kind != CollectionKind.MANUAL:
        raise BadCollectionRule("what a collection by rule holds is decided by its rule")
    session.execute(
        delete(CollectionProduct).where(col(CollectionProduct.collection_id) == collection_id),
        execution_options={"synchronize_session": False},
    )
    _place(session, collection, product_ids)


def set_collection_rule(session: Session, collection_id: int, rule: dict[str, object]) -> None:
    """Gather anew by another rule. Raises BadCollectionRule."""
    collection = facts.collection_by_id(session, collection_id)
    if collection.kind != CollectionKind.RULE:
        raise BadCollectionRule("a collection by hand has no rule")
    parse_rule(rule)
    collection.rules = rule
    session.flush()
    gather_all(session, collection)


def _place(session: Session, collection: Collection, product_ids: Sequence[int]) -> None:
    session.add_all(
        CollectionProduct(
            tenant_id=collection.tenant_id, collection_id=collection.id or 0, product_id=number, position=position
        )
        for position, number in enumerate(dict.fromkeys(product_ids))
    )
    session.flush()


def _write_texts(session: Session, tenant_id: int, collection_id: int, texts: Mapping[str, NewText]) -> None:
    wanted = [(language, handle_base(text.handle, text.title, collection_id)) for language, text in texts.items()]
    handles = give_handles(session, CollectionText, wanted)
    session.add_all(
        CollectionText(
            tenant_id=tenant_id,
            collection_id=collection_id,
            language=language,
            handle=handle,
            **_text_values(text),
        )
        for (language, text), handle in zip(texts.items(), handles, strict=True)
    )
    session.flush()
    written = {language: _text_values(text) for language, text in texts.items()}
    mark_texts(session, tenant_id, CollectionText, {collection_id: written})


def _text_values(text: NewText) -> dict[str, str]:
    return {
        "title": without_nul(text.title).strip(),
        "description_html": clean_html(text.description_html),
        "seo_title": without_nul(text.seo_title),
        "seo_description": without_nul(text.seo_description),
    }
