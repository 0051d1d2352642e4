"""What the texts of products and collections were translated from."""

from collections.abc import Mapping
from functools import partial

from sqlmodel import Session

from storefront import localization
from storefront.catalog.actions.handles import TextTable
from storefront.catalog.models import ProductText
from storefront.catalog.reads import facts
from storefront.catalog.rules import TEXT_FIELDS


def mark_texts(
    session: Session,
    tenant_id: int,
    table: TextTable,
    written: Mapping[int, Mapping[str, Mapping[str, str]]],
) -> None:
    """Keep what texts of products or collections, by id, language and field, were translated from."""
    resource = "product" if table is ProductText else "collection"
    translated = {
        number: {
            language: {field: fields[field] for field in TEXT_FIELDS if field in fields}
            for language, fields in texts.items()
        }
        for number, texts in written.items()
    }
    localization.mark_written(session, tenant_id, resource, translated, partial(facts.texts_in, session, table))
