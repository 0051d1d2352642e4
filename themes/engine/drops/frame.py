"""What stands around every page: the shop, the view with its other choices, the page itself; and why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from themes.engine.drops.pieces import Link

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class ViewChoice:
    """One other view of the same page. `language_name` is in its own language, `market_name` in the current one.

    `currency` is "" where no price is shown. Where the page is not to be had in the view, `url` is of its front page.
    """

    url: str
    language: str
    language_name: str
    market: str
    market_name: str
    currency: str
    direction: Direction
    is_current: bool
    is_same_page: bool = False


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
    offer_url: str = (
        ""  # tells a script which of the market's languages suits the visitor better; empty where it has one
    )


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
class ErrorNotice:
    """Why a page can not be shown: the HTTP status, and words for the shopper."""

    status: int
    title: str
    text: str
