"""Writing the index. Whoever changes what a product says calls this, at once or through the job."""

import json
from collections.abc import Sequence

from sqlalchemy import text
from sqlmodel import Session

from storefront import catalog
from storefront.folding import folded
from storefront.richtext import plain_text, without_nul
from storefront.search import reads, rules
from storefront.search.reads import ProductWords
from tenants.kit import clock

_BATCH = 500
_FORGET = text("delete from search_document where product_id = any(cast(:ids as bigint[]))")
_WRITE = text("""
    insert into search_document (tenant_id, product_id, language, lexemes, folded_title, indexed_at)
    select :tenant_id, row.product_id, row.language,
        setweight(to_tsvector(row.config::regconfig, row.a), 'A')
            || setweight(to_tsvector(row.config::regconfig, row.b), 'B')
            || setweight(to_tsvector(row.config::regconfig, row.c), 'C')
            || setweight(to_tsvector(row.config::regconfig, row.d), 'D') || row.fixed::tsvector,
        row.folded_title, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as row (
        product_id bigint, language text, config text, a text, b text, c text, d text, fixed text, folded_title text)
    on conflict (tenant_id, product_id, language) do update set
        lexemes = excluded.lexemes, folded_title = excluded.folded_title, indexed_at = excluded.indexed_at""")


def index_product(session: Session, tenant_id: int, product_id: int) -> None:
    """Make one product findable as it now is, in each of its languages; or not at all, when it is not active."""
    index_products(session, tenant_id, [product_id])


def index_products(session: Session, tenant_id: int, product_ids: Sequence[int]) -> None:
    """Many at once, three statements for each five hundred. Safe to repeat."""
    session.flush()
    for start in range(0, len(product_ids), _BATCH):
        batch = list(product_ids[start : start + _BATCH])
        session.execute(_FORGET, {"ids": batch})
        rows = [_row(each) for each in reads.products_in_words(session, batch)]
        session.execute(_WRITE, {"tenant_id": tenant_id, "now": clock.now(), "rows": json.dumps(rows)})


def index_shop(session: Session, tenant_id: int) -> None:
    """Write the whole index anew."""
    after = 0
    while batch := catalog.product_ids_after(session, after, limit=_BATCH):
        index_products(session, tenant_id, batch)
        after = batch[-1]


def _row(product: ProductWords) -> dict[str, object]:
    weighted = {
        "a": f"{product.title} {product.skus}",
        "b": " ".join(product.attributes),
        "c": f"{product.material} {product.collections}",
        "d": plain_text(product.description_html),
    }
    texts = {weight: without_nul(each) for weight, each in weighted.items()}
    return {
        "product_id": product.product_id,
        "language": product.language,
        "config": rules.configuration(product.language),
        **{weight: rules.spaced_text(each) for weight, each in texts.items()},
        "fixed": rules.fixed_lexemes([(weight.upper(), each) for weight, each in texts.items()], product.title),
        "folded_title": folded(product.title),
    }
