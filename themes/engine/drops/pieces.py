"""What pages of every kind are made of: pictures, prices, dates, links, and the numbers below a long list."""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
class Pagination:
    """`pages` are numbers as links; a gap is a Link with an empty url and the title "…"."""

    current: int
    last: int
    previous_url: str
    next_url: str
    pages: tuple[Link, ...]
