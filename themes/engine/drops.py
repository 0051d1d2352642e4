"""Drops: the small frozen objects that templates see. Everything in them has been read and formatted already.

Texts are plain (escaped on output) except `Markup`, which was sanitized on the way in. Prices and dates arrive as text
in the view's locale beside their machine form, since formatting belongs to the shop's localization and not to themes.
Addresses are ready for `href`: absolute paths on the shop's host, or absolute URLs where that is said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from markupsafe import Markup

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture. `renditions` maps a MIME type, best first, to its (width, address) pairs, narrowest first.

    `url` is the fallback that always exists. `placeholder` is an average colour as #rrggbb, or empty.
    """

    url: str
    width: int
    height: int
    alt: str
    placeholder: str = ""
    renditions: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Price:
    """What a thing costs in the view's market. `text` is for eyes; the rest for structured data and scripts."""

    text: str
    amount_minor: int
    decimal: str  # "1234.50", a dot and no grouping, for structured data
    currency: str
    compare_at_text: str = ""  # empty unless reduced
    discount_percent_text: str = ""  # "−20%" in the locale's form; empty unless reduced
    is_from: bool = False  # the cheapest of several variants: shown as "from …"
    lowest_text: str = ""  # the lowest price of the 30 days before the reduction, where the law asks for it
    unit_text: str = ""  # "12,90 €/kg"; empty where nothing is measured


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time: `iso` for the datetime attribute, `text` in the view's locale.

    A date that a merchant chose `is_past` once its day is over wherever the shop is looked at.
    """

    iso: str
    text: str
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str
    is_current: bool = False
    children: tuple["Link", ...] = ()
    is_collection: bool = False  # in a menu: leads to a collection


@dataclass(frozen=True, slots=True)
class Swatch:
    key: str
    title: str
    colour: str = ""  # #rrggbb, or empty


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
class Pagination:
    """`pages` are numbers as links; a gap is a Link with an empty url and the title "…"."""

    current: int
    last: int
    previous_url: str
    next_url: str
    pages: tuple[Link, ...]


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


@dataclass(frozen=True, slots=True)
class ArticleCard:
    title: str
    url: str
    summary: str
    image: Image | None
    published: Moment
    author: str


@dataclass(frozen=True, slots=True)
class Document:
    """A page, policy or article."""

    title: str
    url: str
    body: Markup
    image: Image | None
    published: Moment | None  # articles only
    author: str


@dataclass(frozen=True, slots=True)
class Blog:
    title: str
    articles: tuple[ArticleCard, ...]
    pagination: Pagination | None


@dataclass(frozen=True, slots=True)
class CartLine:
    """One thing in a cart. Its quantity is the field `quantity-<id>` of the lines' form; `remove`, its id, removes it.

    `notices` are what must be told of it, such as "Only 2 left"; `error` is why what was typed could not be taken.
    """

    id: str
    title: str
    variant_title: str
    url: str  # empty where the product is not shown any more
    image: Image | None
    quantity: str  # a number, or what was typed where that was no number
    most: int
    price_text: str  # of one
    compare_at_text: str
    total_text: str  # empty where it can not be had
    is_available: bool
    notices: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class CartCode:
    """A discount code that was given. `text` says how much it takes off or, where it is not used, why not."""

    code: str
    text: str = ""
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class CartReduction:
    """Something that makes the cart cheaper, by a code or by itself. No amount: it is known with the delivery."""

    title: str
    amount_text: str = ""


@dataclass(frozen=True, slots=True)
class Cart:
    """What a visitor has put aside. Every change is a POST form that works without script.

    `lines_url` takes the lines' quantities and removals. `options_url` takes one part at a time: `part` is `note`
    (field `note`), `gift` (fields `is_gift`, `gift_message`), `code` or `remove_code` (field `code`). Where
    `is_shared`, it is somebody else's: its lines are only shown, and a form to `copy_url` takes them over.
    """

    lines: tuple[CartLine, ...]
    count: int
    count_text: str  # "3 things"
    subtotal_text: str
    tax_text: str  # what the subtotal holds, and what is worked out at checkout
    note: str
    is_gift: bool
    gift_message: str
    codes: tuple[CartCode, ...]
    lines_url: str
    options_url: str
    checkout_url: str  # empty while something in the cart can not be had as it is
    share_url: str  # an absolute address that shows these things to others; empty for an empty cart
    copy_url: str = ""
    is_shared: bool = False
    notices: tuple[str, ...] = ()  # about the whole cart
    errors: Mapping[str, str] = field(default_factory=dict)  # by part: add, note, gift, code
    code: str = ""  # what was typed as a code and could not be taken
    note_limit: int = 500
    gift_limit: int = 300
    code_limit: int = 40
    reductions: tuple[CartReduction, ...] = ()
    reduced_text: str = ""  # what is left of the subtotal; empty where nothing is taken off it
    discounts_text: str = ""  # how discounts go together, where there are any
    quotation_url: str = ""  # where a price for all of it can be asked for


@dataclass(frozen=True, slots=True)
class ViewChoice:
    """One other view of the same page. `language_name` is in its own language, `market_name` in the current one.

    `currency` is "" where no price is shown.
    """

    url: str
    language: str
    language_name: str
    market: str
    market_name: str
    currency: str
    direction: Direction
    is_current: bool


@dataclass(frozen=True, slots=True)
class ViewMarket:
    """One market with its views of the same page, a language each. Its name is in the current view's language."""

    name: str
    currency: str
    choices: tuple[ViewChoice, ...]


def view_markets(choices: Iterable[ViewChoice]) -> tuple[ViewMarket, ...]:
    """The views market by market, both in the order in which they come."""
    by_market: dict[str, list[ViewChoice]] = {}
    for choice in choices:
        by_market.setdefault(choice.market, []).append(choice)
    return tuple(ViewMarket(found[0].market_name, found[0].currency, tuple(found)) for found in by_market.values())


@dataclass(frozen=True, slots=True)
class View:
    """The market and language that the page is in."""

    language: str  # BCP 47, such as zh-Hans
    direction: Direction
    market: str
    market_name: str
    currency: str  # "" where no price is shown
    language_name: str
    home_url: str
    choices: tuple[ViewChoice, ...]
    markets: tuple[ViewMarket, ...] = ()  # the same choices, market by market
    is_enquiry: bool = False  # nothing is bought here: a price is None and on request, and `enquiry_url` leads on


@dataclass(frozen=True, slots=True)
class Shop:
    name: str
    tagline: str
    email: str
    country_name: str
    is_learner: bool  # shown as a banner: nothing here is for sale
    year: str  # for the copyright line


@dataclass(frozen=True, slots=True)
class NewsletterForm:
    """Where news by e-mail are asked for, with `method="post"`: the fields `email`, and `website`, which only a machine
    fills in. `wording` is what the shopper agrees to; it is kept with the consent and has to be shown."""

    action: str
    wording: str


@dataclass(frozen=True, slots=True)
class Page:
    """What every page has. `head` is the finished markup of title, description, links and structured data."""

    kind: str  # home, collections, collection, product, search, page, blog, article, policy, cart, error
    title: str
    url: str
    head: Markup
    breadcrumbs: tuple[Link, ...]
    search_url: str
    collections_url: str
    cart_url: str = ""  # empty where nothing is bought; its count is fetched from `cart_count_url` by a script
    cart_count_url: str = ""
    account_url: str = ""  # where the shopper signs in and finds their orders; empty in a preview
    newsletter: NewsletterForm | None = None  # none in a preview


@dataclass(frozen=True, slots=True)
class Resources:
    """What sections point to, by handle, read before rendering. A missing key means that it is not to be had here.

    `links` says where an address inside the shop, as it was written, is in this view; without an entry it is given the
    view's prefix and nothing else. `today` is the day where it begins last on Earth; without it no date is past.
    """

    products: Mapping[str, ProductCard] = field(default_factory=dict)
    collections: Mapping[str, CollectionCard] = field(default_factory=dict)
    collection_products: Mapping[str, tuple[ProductCard, ...]] = field(default_factory=dict)
    newest_products: tuple[ProductCard, ...] = ()
    related_products: tuple[ProductCard, ...] = ()
    all_collections: tuple[CollectionCard, ...] = ()
    articles: tuple[ArticleCard, ...] = ()
    menus: Mapping[str, tuple[Link, ...]] = field(default_factory=dict)
    images: Mapping[str, Image] = field(default_factory=dict)
    documents: Mapping[str, Link] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None


@dataclass(frozen=True, slots=True)
class ErrorNotice:
    """Why a page can not be shown: the HTTP status, and words for the shopper."""

    status: int
    title: str
    text: str
