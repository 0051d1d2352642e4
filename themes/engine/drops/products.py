"""Products: in a list, and on a page of their own with everything that can be chosen and bought."""

from dataclasses import dataclass

from markupsafe import Markup

from themes.engine.drops.pieces import Image, Link, Price, Swatch


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One answer to an option on a product page. `url` selects it and keeps the other answers; works without script."""

    key: str
    title: str
    url: str
    is_selected: bool
    is_available: bool
    swatch: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    title: str
    values: tuple[OptionValue, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    id: str
    title: str  # "M / Indigo"; empty when the product has one variant only
    sku: str
    price: Price | None  # None: not for sale in this market, or on request (`view.is_enquiry`)
    is_available: bool
    stock_left: int | None  # a number worth showing ("only 3 left"), else None
    is_back_order: bool = False  # none is there at the moment, and it is sold all the same
    back_order_text: str = ""  # "Ships within 10 days"; empty where nothing is promised


@dataclass(frozen=True, slots=True)
class BuyForm:
    """Where and how many: a POST form with the fields `variant` (the selected one's id) and `quantity`."""

    action: str
    variant: str
    most: int  # the largest quantity that makes sense to offer


@dataclass(frozen=True, slots=True)
class ProductCard:
    """A product in a list."""

    title: str
    url: str
    vendor: str
    image: Image | None
    hover_image: Image | None
    price: Price | None
    is_available: bool
    is_new: bool
    swatches: tuple[Swatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """A product on its own page."""

    title: str
    url: str
    vendor: str
    product_type: str
    description: Markup
    images: tuple[Image, ...]
    options: tuple[Option, ...]
    variants: tuple[Variant, ...]
    selected: Variant
    selected_image_index: int
    tags: tuple[str, ...]
    material: str
    weight_text: str
    origin_country: str  # the country's name in the view's language, or empty
    collections: tuple[Link, ...]
    enquiry_url: str  # where a shopper asks about this product: a mailto address with the subject filled in
    destination_notes: tuple[str, ...] = ()  # what the law of the places sold to says of it, a sentence each
    buy: BuyForm | None = None  # None where nothing is bought: on request, not for sale here, or sold out
    alert_url: str = ""  # where one asks to be told once the selected variant is back; empty where it is not sold out
