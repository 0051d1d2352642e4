"""The queries about a shop's markets."""

from sqlmodel import Session, col, select

from storefront.localization.errors import NoSuchMarket
from storefront.localization.models import Market, TranslationMark


def markets(session: Session) -> list[Market]:
    """All of the shop's markets, also those that are off, the primary one first."""
    in_order = (col(Market.is_primary).desc(), col(Market.position), col(Market.handle))
    return list(session.exec(select(Market).order_by(*in_order)).all())


def market_by_handle(session: Session, handle: str) -> Market:
    """Raises NoSuchMarket."""
    found = session.exec(select(Market).where(Market.handle == handle)).first()
    if found is None:
        raise NoSuchMarket(handle)
    return found


def translation_marks(session: Session, language: str) -> dict[tuple[str, int], dict[str, str]]:
    """The digests of what each thing's texts in the language were translated from, by resource and id, then field."""
    found = session.exec(select(TranslationMark).where(TranslationMark.language == language))
    return {(mark.resource, mark.resource_id): mark.digests for mark in found}
