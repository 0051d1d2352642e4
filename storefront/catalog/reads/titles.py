"""What things are called: for papers in one language, and for merchants who point at them."""

from collections.abc import Collection as Several

from sqlmodel import Session, col, select

from storefront.catalog.models import Collection, CollectionText, ProductText


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


def products_named(session: Session, handles: Several[str]) -> dict[str, int]:
    """Ids by handle, in whichever language it is one; of two products that share one, the older."""
    wanted = select(ProductText.handle, ProductText.product_id).where(col(ProductText.handle).in_(handles))
    return dict(session.exec(wanted.order_by(col(ProductText.product_id).desc())).all())


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
