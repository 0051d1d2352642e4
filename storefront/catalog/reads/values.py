"""What the page reads return: frozen, complete, with texts already chosen for the audience."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from storefront.pictures import ShownPicture
from storefront.safety import ProductSafety


@dataclass(frozen=True, slots=True)
class Offer:
    """A price in the audience's market, in minor units. `lowest_minor` is the lowest of the thirty days before."""

    amount_minor: int
    currency: str
    compare_at_minor: int | None
    lowest_minor: int | None = None


@dataclass(frozen=True, slots=True)
class NetQuantity:
    """What a variant holds, in whole `g`, `ml`, `mm` or `piece`."""

    amount: int
    unit: str


@dataclass(frozen=True, slots=True)
class ShownVariant:
    """`answers` maps each option's key to the key of the variant's value.

    No offer: not for sale in this market, or, where a price is on request, to be asked for.

    `left` are those that nobody holds, and mean something when `is_tracked`. With `takes_back_orders` it is sold when
    none is left, and leaves within so many days where that is promised.
    """

    id: int
    sku: str
    barcode: str
    weight_grams: int
    answers: Mapping[str, str]
    offer: Offer | None
    is_tracked: bool
    left: int
    image_index: int | None
    net: NetQuantity | None = None
    is_on_request: bool = False
    takes_back_orders: bool = False
    ships_within_days: int | None = None

    @property
    def is_available(self) -> bool:
        """Whether it can be bought now in this market, or asked for."""
        is_to_be_had = not self.is_tracked or self.left > 0 or self.takes_back_orders
        return (self.offer is not None or self.is_on_request) and is_to_be_had

    @property
    def is_back_order(self) -> bool:
        """Whether the next one sold is one that is not there yet."""
        return self.is_available and self.is_tracked and self.left <= 0


@dataclass(frozen=True, slots=True)
class ShownOptionValue:
    key: str
    title: str
    swatch: str


@dataclass(frozen=True, slots=True)
class ShownOption:
    key: str
    title: str
    values: tuple[ShownOptionValue, ...]


@dataclass(frozen=True, slots=True)
class NamedHandle:
    """A thing's title and the last word of its address, in the audience's language."""

    title: str
    handle: str


@dataclass(frozen=True, slots=True)
class ProductPage:
    """Everything about one product. `handles` has one entry for each language that the product has a text in.

    `absent_from` are the ids of markets that it is kept out of. `product_type` and `material` are what they are called
    in the audience's language.
    """

    id: int
    language: str  # of the texts: the audience's, or the fallback that had one
    handle: str
    title: str
    description_html: str
    seo_title: str
    seo_description: str
    vendor: str
    product_type: str
    tags: tuple[str, ...]
    material: str
    origin_country: str | None
    hs_code: str | None
    published_at: datetime
    images: tuple[ShownPicture, ...]
    options: tuple[ShownOption, ...]
    variants: tuple[ShownVariant, ...]
    collections: tuple[NamedHandle, ...]
    handles: Mapping[str, str]
    absent_from: frozenset[int] = frozenset()
    no_withdrawal: str = ""  # why its buyers may not withdraw; empty: they may
    safety: ProductSafety = field(default_factory=ProductSafety)


@dataclass(frozen=True, slots=True)
class Card:
    """A product in a list. The offer is its cheapest variant's; `is_from` says that others cost more.

    Without an offer the price is on request. The net quantity is that of the variant that is offered.
    """

    product_id: int
    handle: str
    title: str
    language: str
    vendor: str
    images: tuple[ShownPicture, ...]  # the first two
    offer: Offer | None
    is_from: bool
    is_available: bool
    is_new: bool
    swatches: tuple[ShownOptionValue, ...]
    net: NetQuantity | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`count` products would be listed if this value were chosen beside the other facets' choices."""

    key: str
    title: str
    swatch: str
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    key: str
    title: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class PriceRange:
    """Cheapest and dearest among the products that pass every filter but the price."""

    minimum_minor: int
    maximum_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. With `is_capped`, there are more products than were counted, and paging ends before them."""

    cards: tuple[Card, ...]
    total: int
    is_capped: bool
    page: int
    last_page: int
    facets: tuple[Facet, ...]
    available_count: int
    price_range: PriceRange | None


@dataclass(frozen=True, slots=True)
class ShownCollection:
    """A collection with its own texts and picture; `product_count` is what a shopper of this market can see in it."""

    id: int
    language: str
    handle: str
    title: str
    description_html: str
    seo_title: str
    seo_description: str
    image: ShownPicture | None
    sort: str
    product_count: int
    handles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A public thing's handle in each of its languages. `changed_at` is None where nothing is known of it.

    `absent_from` are the ids of markets that it is kept out of.
    """

    id: int
    handles: Mapping[str, str]
    changed_at: datetime | None
    absent_from: frozenset[int] = frozenset()
