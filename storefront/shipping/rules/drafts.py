"""What people set up, before it is checked and stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storefront.addresses import Address
from storefront.localization import Duties
from storefront.shipping.rules.values import RateLimits, RatePrice, RestrictedBy, Transit


@dataclass(frozen=True, slots=True, kw_only=True)
class NewZone:
    """Whole countries, and single regions as ISO 3166-2 writes them (MY-12), which go before their country."""

    name: str
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRate:
    """A way to send to a zone, offered in one market. Without `transit` no date is promised."""

    zone_id: int
    market_id: int
    names: Mapping[str, str]
    price: RatePrice
    limits: RateLimits = field(default_factory=RateLimits)
    carrier: str = ""
    duties: Duties = Duties.DAP
    transit: Transit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPickupPoint:
    """A place where shoppers of its country fetch what they bought, ready after so many packing days."""

    names: Mapping[str, str]
    address: Address
    instructions: Mapping[str, str] = field(default_factory=dict)
    days_min: int = 0
    days_max: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRestriction:
    """Goods that the shop does not send to `countries`, or only there with `is_everywhere_but`."""

    restricted_by: RestrictedBy
    value: str
    countries: tuple[str, ...] = ()
    is_everywhere_but: bool = False
