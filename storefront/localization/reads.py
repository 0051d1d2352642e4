"""The queries about a shop's markets."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from storefront.localization.errors import NoSuchMarket
from storefront.localization.models import Market, TranslationMark
from storefront.localization.views import View
from tenants import domains
from tenants.isolation import rows_of_each


def markets(session: Session) -> list[Market]:
    """All of the shop's markets, also those that are off, the primary one first."""
    in_order = (col(Market.is_primary).desc(), col(Market.position), col(Market.handle))
    return list(session.exec(select(Market).order_by(*in_order)).all())


def markets_open_in(session: Session, tenant_ids: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """The languages of each market that is on, by handle, of each of many shops. For the platform role."""
    in_order = (col(Market.is_primary).desc(), col(Market.position), col(Market.handle))
    question = select(Market.handle, Market.languages).where(col(Market.is_enabled)).order_by(*in_order)
    return {tenant_id: dict(rows) for tenant_id, rows in rows_of_each(session, tenant_ids, question).items()}


def market_by_handle(session: Session, handle: str) -> Market:
    """Raises NoSuchMarket."""
    found = session.exec(select(Market).where(Market.handle == handle)).first()
    if found is None:
        raise NoSuchMarket(handle)
    return found


def find_host(session: Session, view: View | None = None) -> str | None:
    """The domain that a view is reached at, by default the shop's own; None: below the platform's domain."""
    if view is not None and view.host:
        return view.host
    taken = session.exec(select(Market.host).where(col(Market.host).is_not(None)))
    return domains.find_primary_host(session, besides={host for host in taken if host})


def translation_marks(session: Session, language: str) -> dict[tuple[str, int], dict[str, str]]:
    """The digests of what each thing's texts in the language were translated from, by resource and id, then field."""
    found = session.exec(select(TranslationMark).where(TranslationMark.language == language))
    return {(mark.resource, mark.resource_id): mark.digests for mark in found}
