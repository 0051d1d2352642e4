"""Collections and search: products in a list, and the means to narrow it."""

from dataclasses import dataclass

from markupsafe import Markup

from themes.engine.drops.pieces import Image, Link, Pagination
from themes.engine.drops.products import ProductCard


@dataclass(frozen=True, slots=True)
class CollectionCard:
    title: str
    url: str
    image: Image | None
    product_count: int
    product_count_text: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    title: str
    url: str  # with this value switched on or off
    count_text: str
    is_selected: bool
    swatch: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    key: str  # "availability", "price" or an option's key
    title: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class PriceFacet:
    """The price range as a GET form: `name_min` and `name_max` are field names, values in whole currency units."""

    minimum: str
    maximum: str
    chosen_minimum: str
    chosen_maximum: str
    currency_symbol: str


@dataclass(frozen=True, slots=True)
class SortChoice:
    key: str
    url: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of products with the means to narrow it: the heart of collection and search pages."""

    products: tuple[ProductCard, ...]
    total: int
    total_text: str
    facets: tuple[Facet, ...]
    price_facet: PriceFacet | None
    active_filters: tuple[Link, ...]  # each link takes its filter off
    clear_url: str
    sort_choices: tuple[SortChoice, ...]  # keys: manual, relevance, newest, price-ascending, price-descending, title
    pagination: Pagination | None
    form_action: str  # where the price form and sort form submit by GET
    form_fields: tuple[tuple[str, str], ...]  # hidden fields that keep the rest of the address


@dataclass(frozen=True, slots=True)
class Collection:
    title: str
    url: str
    description: Markup
    image: Image | None
    listing: Listing


@dataclass(frozen=True, slots=True)
class Search:
    query: str
    listing: Listing
    suggestion: str  # a near word that does find something, when nothing was found; else empty
    suggestion_url: str
