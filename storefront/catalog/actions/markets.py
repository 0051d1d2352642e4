"""Deciding in which markets a product is to be had, and saying what a variant holds."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, insert, text
from sqlmodel import Session, col

from storefront.catalog.actions.offers import refresh_offers, refresh_offers_of_variants
from storefront.catalog.errors import BadProduct
from storefront.catalog.models import MarketScope, ProductMarket
from storefront.catalog.reads import facts
from storefront.catalog.reads.values import NetQuantity
from storefront.catalog.rules import check_net_quantity

_MEASURE = text("""
    update variant set net_quantity = new.amount, net_unit = new.unit
    from unnest(cast(:ids as bigint[]), cast(:amounts as integer[]), cast(:units as text[])) as new (id, amount, unit)
    where variant.id = new.id""")


def set_product_markets(
    session: Session, tenant_id: int, *, product_id: int, scope: MarketScope, market_ids: Iterable[int] = ()
) -> None:
    """Limit a product to markets, leave it out of some, or have it everywhere: lists and addresses follow at once.

    Where it is not to be had its page is not found. Raises ProductNotFound, and BadProduct for a scope without markets.
    """
    named = sorted(set(market_ids))
    if (scope is MarketScope.ALL) != (not named):
        raise BadProduct(f"the scope {scope.value!r} does not go with {len(named)} markets")
    product = facts.product_by_id(session, product_id)
    product.market_scope = scope
    session.add(product)
    session.execute(delete(ProductMarket).where(col(ProductMarket.product_id) == product_id))
    if named:
        rows = [{"tenant_id": tenant_id, "product_id": product_id, "market_id": each} for each in named]
        session.execute(insert(ProductMarket), rows)
    refresh_offers(session, [product_id])


def set_net_quantities(session: Session, quantities: Mapping[int, NetQuantity | None]) -> None:
    """Say what variants hold, by which the price of a unit is told. None: nothing is said. Raises BadProduct."""
    for each in quantities.values():
        check_net_quantity(each.amount if each else None, each.unit if each else None)
    values = {
        "ids": list(quantities),
        "amounts": [each.amount if each else None for each in quantities.values()],
        "units": [each.unit if each else None for each in quantities.values()],
    }
    session.execute(_MEASURE, values)
    refresh_offers_of_variants(session, quantities)
