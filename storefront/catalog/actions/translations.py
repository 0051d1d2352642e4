"""Translations of the catalogue's texts brought in, one thing in one language at a time."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from storefront.catalog.actions.collections import write_collection_text
from storefront.catalog.actions.drafts import NewText
from storefront.catalog.actions.products import write_product_text
from storefront.catalog.models import CollectionText, ProductText
from storefront.catalog.reads import facts, translatable
from storefront.richtext import without_nul

_NOTHING_YET = NewText(title="")


def write_translation(
    session: Session, tenant_id: int, *, resource: str, resource_id: int, language: str, texts: Mapping[str, str]
) -> None:
    """Put texts by field in their places, and leave the thing's other fields as they are.

    Raises BadProduct, also for a product or collection that would have no title in the language.
    """
    if resource == "product":
        written = facts.find_product_text(session, resource_id, language)
        text = replace(_as_new(written), **texts)
        write_product_text(session, tenant_id, product_id=resource_id, language=language, text=text)
    elif resource == "collection":
        found = facts.find_collection_text(session, resource_id, language)
        text = replace(_as_new(found), **texts)
        write_collection_text(session, tenant_id, collection_id=resource_id, language=language, text=text)
    else:
        named = translatable.named(session, resource, resource_id)
        [written_name] = texts.values()
        field = translatable.NAMES[resource].column
        setattr(named, field, {**getattr(named, field), language: without_nul(written_name).strip()})
        session.add(named)
        session.flush()


def _as_new(text: ProductText | CollectionText | None) -> NewText:
    if text is None:
        return _NOTHING_YET
    return NewText(
        title=text.title,
        description_html=text.description_html,
        seo_title=text.seo_title,
        seo_description=text.seo_description,
    )
