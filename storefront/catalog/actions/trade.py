"""Saying of a product what customs and the law of sales ask: its code, origin, weight, who answers for its safety."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from storefront.catalog.actions.terms import keep_terms
from storefront.catalog.errors import BadTradeData
from storefront.catalog.models import TermKind, Variant
from storefront.catalog.reads import facts
from storefront.catalog.rules import safety_faults
from storefront.harmonized import is_code
from storefront.localization import is_country
from storefront.richtext import without_nul
from storefront.safety import ProductSafety, safety_as_json
from storefront.withdrawal import NoWithdrawal

MOST_MATERIAL = 200
# A parcel of more than 10 tonnes is no parcel; a weight beyond it was typed wrong.
MOST_GRAMS = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeData:
    """What is said of one product. `weights` are grams by variant; variants that are not named keep theirs."""

    hs_code: str | None = None
    origin_country: str | None = None
    material: str = ""
    no_withdrawal: NoWithdrawal | None = None
    safety: ProductSafety = field(default_factory=ProductSafety)
    weights: Mapping[int, int] = field(default_factory=dict)


def set_trade_data(session: Session, tenant_id: int, product_id: int, data: TradeData) -> None:
    """Put it in place of what was said before. Orders that were placed keep what held then.

    Raises ProductNotFound, and BadTradeData with every field that is wrong; nothing is changed then.
    """
    product = facts.product_by_id(session, product_id)
    variants = {each.id or 0: each for each in facts.variants_of_product(session, product_id)}
    if errors := dict(_faults(data, variants)):
        raise BadTradeData(errors)
    product.hs_code, product.origin_country = data.hs_code, data.origin_country
    product.material = without_nul(data.material).strip()
    product.no_withdrawal = data.no_withdrawal or ""
    product.safety = safety_as_json(data.safety)
    session.add(product)
    for variant_id, grams in data.weights.items():
        variants[variant_id].weight_grams = grams
        session.add(variants[variant_id])
    session.flush()
    if product.material:
        keep_terms(session, tenant_id, {(TermKind.MATERIAL, product.material)})


def _faults(data: TradeData, variants: Mapping[int, Variant]) -> Iterator[tuple[str, str]]:
    if data.hs_code is not None and not is_code(data.hs_code):
        yield "hs_code", "not_a_code"
    if data.origin_country is not None and not is_country(data.origin_country):
        yield "origin_country", "not_a_country"
    if len(data.material) > MOST_MATERIAL:
        yield "material", "too_long"
    for variant_id, grams in data.weights.items():
        if variant_id not in variants or not 0 <= grams <= MOST_GRAMS:
            yield f"weight-{variant_id}", "not_a_weight"
    yield from safety_faults(data.safety)
