"""What products are called in one language, for papers that are written in it."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from storefront.catalog.models import ProductText


def product_titles(session: Session, product_ids: Collection[int], language: str) -> dict[int, str]:
    """Titles by product, of those that have one in the language."""
    if not product_ids:
        return {}
    wanted = select(ProductText.product_id, ProductText.title).where(
        col(ProductText.product_id).in_(product_ids), ProductText.language == language
    )
    return dict(session.exec(wanted).all())
