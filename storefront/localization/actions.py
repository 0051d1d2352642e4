"""What people do with a shop's markets."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from storefront.localization import reads
from storefront.localization.errors import BadMarket, HostNotReady, PrimaryMarket
from storefront.localization.models import Market
from storefront.localization.rules import NewMarket, check_markets
from storefront.localization.terms import Duties, MarketMode
from tenants import domains
from tenants.isolation import enqueue

# Lists of products are made for each market, by a domain that stands above this one and answers to this name.
LIST_ANEW = "catalog.list_products_anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTerms:
    """What a shop may change about a market that it has; None leaves a thing as it is."""

    mode: MarketMode | None = None
    prices_include_tax: bool | None = None
    duties: Duties | None = None


def open_markets(session: Session, tenant_id: int, markets: Sequence[NewMarket]) -> list[Market]:
    """Add markets after those that the shop has. In a shop without any, the first is the primary one.

    All or none: raises BadMarket, also for a handle that the shop has already, before anything is written.
    """
    present = reads.markets(session)
    check_markets(markets)
    taken = {market.handle for market in present}
    for market in markets:
        if market.handle in taken:
            raise BadMarket("handle", f"the shop has {market.handle!r} already")
    if not present and markets and not markets[0].is_enabled:
        raise BadMarket("is_enabled", "the primary market is on")
    opened = [
        _market(tenant_id, market, position, is_primary=position == 0)
        for position, market in enumerate(markets, start=1 + max((market.position for market in present), default=-1))
    ]
    session.add_all(opened)
    session.flush()
    if present:
        _list_anew(session, tenant_id)
    return opened


def set_market_terms(session: Session, tenant_id: int, handle: str, terms: MarketTerms) -> Market:
    """Change how a market trades: in every process within a second. Safe to repeat. Raises NoSuchMarket.

    What becomes a market of enquiries tells no price from then on; what becomes one of sale sells what has a price.
    """
    market = reads.market_by_handle(session, handle)
    was = market.mode
    market.mode = market.mode if terms.mode is None else terms.mode
    market.duties = market.duties if terms.duties is None else terms.duties
    if terms.prices_include_tax is not None:
        market.prices_include_tax = terms.prices_include_tax
    session.add(market)
    session.flush()
    if market.mode != was:
        _list_anew(session, tenant_id)
    return market


def set_market_enabled(session: Session, handle: str, is_enabled: bool) -> Market:
    """Switch a market on or off: its views are there or not, in every process within a second. Safe to repeat.

    Raises NoSuchMarket, and PrimaryMarket rather than switch the shop's own address off.
    """
    market = reads.market_by_handle(session, handle)
    if market.is_primary and not is_enabled:
        raise PrimaryMarket(handle)
    market.is_enabled = is_enabled
    session.add(market)
    session.flush()
    return market


def set_market_host(session: Session, tenant_id: int, handle: str, host: str | None) -> Market:
    """Let a market be reached at one of the shop's verified domains, and only there; None: at the shop's host again.

    In every process within a second: pages at the market's other addresses lead to the new one. Safe to repeat.
    Raises NoSuchMarket, PrimaryMarket, domains.UnknownDomain, and HostNotReady where the domain is not verified or
    another market's.
    """
    market = reads.market_by_handle(session, handle)
    if market.is_primary and host is not None:
        raise PrimaryMarket(handle)
    if host is not None:
        if domains.domain_by_host(session, tenant_id, host).verified_at is None:
            raise HostNotReady(host, "is not verified")
        if any(other.host == host and other.handle != handle for other in reads.markets(session)):
            raise HostNotReady(host, "is another market's")
    market.host = host
    session.add(market)
    session.flush()
    return market


def _list_anew(session: Session, tenant_id: int) -> None:
    enqueue(session, LIST_ANEW, tenant_id=tenant_id, once="list-products-anew")


def _market(tenant_id: int, new: NewMarket, position: int, *, is_primary: bool) -> Market:
    return Market(
        tenant_id=tenant_id,
        handle=new.handle,
        names=dict(new.names),
        countries=list(new.countries),
        languages=list(new.languages),
        currency=new.currency,
        prices_include_tax=new.prices_include_tax,
        mode=new.mode,
        duties=new.duties,
        position=position,
        is_primary=is_primary,
        is_enabled=new.is_enabled,
    )
