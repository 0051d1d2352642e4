"""What things are called: for papers in one language, and for merchants who point at them."""

from collections.abc import Collection as Several

from sqlmodel import Session, col, select

from storefront.catalog.models import Collection, CollectionText, Product, ProductText


def product_titles(session: Session, product_ids: Several[int], language: str) -> dict[int, str]:
    """Titles by product, of those that have one in the language."""
    if not product_ids:
        return {}
    wanted = select(ProductText.product_id, ProductText.title).where(
        col(ProductText.product_id).in_(product_ids), ProductText.language == language
    )
    return dict(session.exec(wanted).all())


def product_handles(session: Session, product_ids: Several[int]) -> dict[int, dict[str, str]]:
    """The handle in every language, by product, whether it is for sale or not."""
    found: dict[int, dict[str, str]] = {}
    wanted = select(ProductText.product_id, ProductText.language, ProductText.handle)
    for product_id, language, handle in session.exec(wanted.where(col(ProductText.product_id).in_(product_ids))):
        found.setdefault(product_id, {})[language] = handle
    return found


def products_named(session: Session, handles: Several[str]) -> dict[str, frozenset[int]]:
    """Ids by handle: a handle is one product's in each language, and may be another's in the next."""
    wanted = select(ProductText.handle, ProductText.product_id).where(col(ProductText.handle).in_(handles))
    found: dict[str, set[int]] = {}
    for handle, product_id in session.exec(wanted):
        found.setdefault(handle, set()).add(product_id)
    return {handle: frozenset(ids) for handle, ids in found.items()}


def known_products(session: Session, product_ids: Several[int]) -> frozenset[int]:
    """Those of the numbers that are a product's of the shop."""
    found = session.exec(select(Product.id).where(col(Product.id).in_(product_ids)))
    return frozenset(number for number in found if number is not None)


def collection_titles(session: Session) -> dict[int, dict[str, str]]:
    """The title in every language, by collection, in the shop's order; also of those that are not published."""
    found: dict[int, dict[str, str]] = {}
    wanted = select(Collection.id, CollectionText.language, CollectionText.title).join(
        CollectionText,
        (col(CollectionText.tenant_id) == col(Collection.tenant_id))
        & (col(CollectionText.collection_id) == col(Collection.id)),
    )
    for collection_id, language, title in session.exec(wanted.order_by(col(Collection.position), col(Collection.id))):
        found.setdefault(collection_id or 0, {})[language] = title
    return found
