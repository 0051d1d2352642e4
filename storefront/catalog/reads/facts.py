"""What the catalogue's actions need to know before they change something."""

from collections.abc import Iterable, Sequence

from sqlalchemy import tuple_
from sqlmodel import Session, col, select

from storefront.catalog.errors import CollectionNotFound, ProductNotFound
from storefront.catalog.models import (
    Collection,
    CollectionKind,
    CollectionText,
    Product,
    ProductText,
    RetiredHandle,
    Variant,
)
from storefront.catalog.reads.fragments import statement
from storefront.catalog.rules import TEXT_FIELDS, ProductFacts

_FACTS = statement("""
    select product.id, product.vendor, product.product_type, product.tags, product.created_at,
        coalesce(named.title, '') as title, offer.amount_minor as price
    from product
    left join market on market.tenant_id = product.tenant_id and market.is_primary
    left join tenant on tenant.id = product.tenant_id
    left join product_text named on named.tenant_id = product.tenant_id and named.product_id = product.id
        and named.language = tenant.primary_language
    left join product_offer offer on offer.tenant_id = product.tenant_id and offer.market_id = market.id
        and offer.product_id = product.id
    where product.id = any(cast(:ids as bigint[]))""")
_OF_VARIANTS = statement("""
    select distinct product_id from variant where id = any(cast(:ids as bigint[])) order by product_id""")

_GOODS_CODES = statement("""
    select distinct hs_code from product where hs_code is not null and status <> 'archived' order by hs_code""")


def product_by_id(session: Session, product_id: int) -> Product:
    """Raises ProductNotFound."""
    found = session.exec(select(Product).where(col(Product.id) == product_id)).first()
    if found is None:
        raise ProductNotFound(f"no product {product_id}")
    return found


def variants_of_product(session: Session, product_id: int) -> Sequence[Variant]:
    """All of them, in their order."""
    asked = select(Variant).where(col(Variant.product_id) == product_id)
    return session.exec(asked.order_by(col(Variant.position), col(Variant.id))).all()


def collection_by_id(session: Session, collection_id: int) -> Collection:
    """Raises CollectionNotFound."""
    found = session.exec(select(Collection).where(col(Collection.id) == collection_id)).first()
    if found is None:
        raise CollectionNotFound(f"no collection {collection_id}")
    return found


def find_product_text(session: Session, product_id: int, language: str) -> ProductText | None:
    """A product's text in exactly this language."""
    query = select(ProductText).where(ProductText.product_id == product_id, ProductText.language == language)
    return session.exec(query).first()


def find_collection_text(session: Session, collection_id: int, language: str) -> CollectionText | None:
    """A collection's text in exactly this language."""
    query = select(CollectionText).where(
        CollectionText.collection_id == collection_id, CollectionText.language == language
    )
    return session.exec(query).first()


def texts_in(
    session: Session, table: type[ProductText] | type[CollectionText], ids: Sequence[int], language: str
) -> dict[int, dict[str, str]]:
    """The translatable texts of products or collections in one language, by id and field."""
    number = col(ProductText.product_id if table is ProductText else CollectionText.collection_id)
    columns = [getattr(table, field) for field in TEXT_FIELDS]
    rows = session.execute(select(number, *columns).where(number.in_(ids), col(table.language) == language))
    return {row[0]: dict(zip(TEXT_FIELDS, row[1:], strict=True)) for row in rows}


def taken_handles(
    session: Session, table: type[ProductText] | type[CollectionText], wanted: Iterable[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Those of the (language, handle) pairs that are in use."""
    pair = tuple_(col(table.language), col(table.handle))
    return {(row[0], row[1]) for row in session.execute(select(table.language, table.handle).where(pair.in_(wanted)))}


def find_retired(
    session: Session, table: type[ProductText] | type[CollectionText], pairs: Sequence[tuple[str, str]]
) -> Sequence[RetiredHandle]:
    """The retired handles among the (language, handle) pairs, of products or of collections."""
    target = RetiredHandle.product_id if table is ProductText else RetiredHandle.collection_id
    pair = tuple_(col(RetiredHandle.language), col(RetiredHandle.handle))
    return session.exec(select(RetiredHandle).where(pair.in_(pairs), col(target).is_not(None))).all()


def rule_collections(session: Session) -> Sequence[Collection]:
    """The collections that gather their products by a rule."""
    return session.exec(select(Collection).where(Collection.kind == CollectionKind.RULE)).all()


def product_facts(session: Session, product_ids: Sequence[int]) -> dict[int, ProductFacts]:
    """What rules of collections look at, by product."""
    rows = session.execute(_FACTS, {"ids": list(product_ids)})
    return {
        row.id: ProductFacts(row.title, row.vendor, row.product_type, tuple(row.tags), row.price, row.created_at)
        for row in rows
    }


def product_ids_after(session: Session, after: int, *, limit: int) -> Sequence[int]:
    """The next product ids of any status, for going through all of them."""
    query = select(Product.id).where(col(Product.id) > after).order_by(col(Product.id)).limit(limit)
    return [each for each in session.exec(query) if each is not None]


def products_of_variants(session: Session, variant_ids: Iterable[int]) -> list[int]:
    """The products that the variants belong to, each once."""
    return list(session.execute(_OF_VARIANTS, {"ids": list(variant_ids)}).scalars())


def goods_codes(session: Session) -> list[str]:
    """The customs codes of the shop's products, each once, in their order."""
    return list(session.execute(_GOODS_CODES).scalars())
