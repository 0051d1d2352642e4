"""What the shop does not send to a destination."""

from collections.abc import Iterable
from dataclasses import dataclass

from storefront.shipping.rules.values import Goods, Parcel, RestrictedBy


@dataclass(frozen=True, slots=True)
class Restriction:
    """Goods of one tag, type or HS prefix, kept from `countries`, or with `is_everywhere_but` from all others."""

    id: int
    restricted_by: RestrictedBy
    value: str
    countries: frozenset[str]
    is_everywhere_but: bool = False

    def rules(self, country: str) -> bool:
        """Whether it holds in the country."""
        return (country in self.countries) != self.is_everywhere_but

    def meets(self, goods: Goods) -> bool:
        """Whether it is about these goods. Tags and types are compared without regard to case."""
        if self.restricted_by is RestrictedBy.HS_PREFIX:
            return bool(goods.hs_code) and str(goods.hs_code).startswith(self.value)
        said = goods.tags if self.restricted_by is RestrictedBy.TAG else {goods.product_type}
        return self.value.casefold() in {each.casefold() for each in said}


def restricted(goods: Iterable[Goods], country: str, restrictions: Iterable[Restriction]) -> dict[int, Restriction]:
    """The goods that stay, by key, with the first reason."""
    ruling = [each for each in restrictions if each.rules(country)]
    found = {}
    for each in goods:
        reason = next((restriction for restriction in ruling if restriction.meets(each)), None)
        if reason is not None:
            found[each.key] = reason
    return found


def goods_in(parcel: Parcel) -> list[Goods]:
    """What is known of a parcel's contents, each trait as goods of its own."""
    traits = [Goods(0, tags=parcel.tags)]
    traits += [Goods(0, product_type=each) for each in sorted(parcel.product_types)]
    traits += [Goods(0, hs_code=each) for each in sorted(parcel.hs_codes)]
    return traits
