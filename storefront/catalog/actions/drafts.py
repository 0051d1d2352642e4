"""What a new product or collection is made from, before it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storefront.catalog.models import CollectionKind, ProductStatus
from storefront.safety import ProductSafety
from storefront.withdrawal import NoWithdrawal

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewText:
    """A thing in one language. The description is HTML and is cleaned; an empty handle is made from the title."""

    title: str
    description_html: str = ""
    handle: str = ""
    seo_title: str = ""
    seo_description: str = ""


@dataclass(frozen=True, slots=True)
class NewOptionValue:
    key: str
    names: Texts
    swatch: str = ""


@dataclass(frozen=True, slots=True)
class NewOption:
    key: str
    names: Texts
    values: tuple[NewOptionValue, ...]


@dataclass(frozen=True, slots=True)
class NewImage:
    asset_id: int
    alts: Texts


@dataclass(frozen=True, slots=True)
class NewVariant:
    """`answers` gives one value's key for each option's key. `image_index` is a place among the product's images.

    `net_quantity` counts what is in it, in one of `rules.NET_UNITS`, for the price of a unit of it.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    sku: str = ""
    barcode: str = ""
    weight_grams: int = 0
    image_index: int | None = None
    net_quantity: int | None = None
    net_unit: str | None = None


@dataclass(frozen=True, slots=True)
class NewProduct:
    """`published_at` may lie ahead: until then nobody sees it. A product always has at least one variant."""

    texts: Mapping[str, NewText]
    variants: tuple[NewVariant, ...] = (NewVariant(),)
    options: tuple[NewOption, ...] = ()
    images: tuple[NewImage, ...] = ()
    status: ProductStatus = ProductStatus.ACTIVE
    vendor: str = ""
    product_type: str = ""
    tags: tuple[str, ...] = ()
    hs_code: str | None = None
    origin_country: str | None = None
    material: str = ""
    no_withdrawal: NoWithdrawal | None = None
    safety: ProductSafety = field(default_factory=ProductSafety)
    created_at: datetime | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewCollection:
    """A manual collection lists products in order; a rule collection says which it gathers (`rules.parse_rule`)."""

    texts: Mapping[str, NewText]
    kind: CollectionKind = CollectionKind.MANUAL
    product_ids: tuple[int, ...] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)  # Any: JSON, checked by parse_rule
    sort: str = "manual"
    image: NewImage | None = None
    position: int = 0
    is_published: bool = True


@dataclass(frozen=True, slots=True)
class CreatedProduct:
    """The ids given, variants in the order of the draft."""

    id: int
    variant_ids: tuple[int, ...]
