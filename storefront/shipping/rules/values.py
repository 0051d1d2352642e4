"""What a delivery is worked out from."""

from dataclasses import dataclass, field
from enum import StrEnum

from storefront.money import Money


class PricedBy(StrEnum):
    """What a rate's price goes by."""

    FLAT = "flat"
    WEIGHT = "weight"
    VALUE = "value"
    COUNT = "count"
    STEPS = "steps"


class RestrictedBy(StrEnum):
    """What of a product makes it stay away."""

    TAG = "tag"
    PRODUCT_TYPE = "product_type"
    HS_PREFIX = "hs_prefix"


@dataclass(frozen=True, slots=True)
class Destination:
    """`region` is the second part of ISO 3166-2, as addresses keep it."""

    country: str
    region: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """All that is sent together. `value` is what the goods cost, after discounts, in the market's currency."""

    weight_grams: int
    item_count: int
    value: Money
    tags: frozenset[str] = frozenset()
    product_types: frozenset[str] = frozenset()
    hs_codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Goods:
    """One product, for what may be sent where. `key` is the caller's name for it."""

    key: int
    tags: frozenset[str] = frozenset()
    product_type: str = ""
    hs_code: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Above one bound, up to and with the other; None: without end. What measures nothing is in the band from 0."""

    above: int
    up_to: int | None
    amount_minor: int

    def holds(self, measure: int) -> bool:
        is_above = measure > self.above or measure == self.above == 0
        return is_above and (self.up_to is None or measure <= self.up_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePrice:
    """What a rate costs, in minor units of `currency`.

    FLAT: `amount_minor`. WEIGHT (grams), VALUE (minor units), COUNT (pieces): the amount of the band. STEPS:
    `amount_minor` for the first `included_grams`, then `step_minor` for each begun `step_grams`.
    """

    priced_by: PricedBy
    currency: str
    amount_minor: int = 0
    included_grams: int = 0
    step_grams: int = 0
    step_minor: int = 0
    bands: tuple[Band, ...] = ()
    free_over_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """What a rate carries. Sizes are tags, such as `bulky`: a rate carries none of `except_tags`, and with `only_tags`
    only parcels that hold one of them."""

    max_weight_grams: int | None = None
    max_items: int | None = None
    only_tags: frozenset[str] = frozenset()
    except_tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Transit:
    """How many days on the way; working days of the destination, or days of the calendar."""

    days_min: int
    days_max: int
    is_working_days: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """Where parcels leave from, on which days of the week (ISO: Monday is 1), and after how many of those."""

    country: str
    region: str = ""
    weekdays: frozenset[int] = field(default=frozenset({1, 2, 3, 4, 5}))
    days_min: int = 0
    days_max: int = 1
    cutoff_minute: int = 12 * 60
    time_zone: str = "UTC"
