"""What follows from what a cart holds and from what the catalogue says now: prices, limits, and what must be told."""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storefront.cart.errors import BadQuantity, BadText
from storefront.catalog import Sellable
from storefront.money import Money

MOST_OF_ONE = 999
MOST_LINES = 100
MOST_CODES = 10
LONGEST_NOTE = 500
LONGEST_MESSAGE = 300
LONGEST_CODE = 40
# A price that rose is not asked of somebody who saw the lower one within this time.
HELD_FOR = timedelta(days=14)
KEPT_FOR = timedelta(days=30)
_LONGEST_NUMBER = 20


class NoticeKind(StrEnum):
    MARKET_CHANGED = "market_changed"  # the prices are another market's now
    PRICE_LOWER = "price_lower"
    PRICE_HIGHER = "price_higher"
    NOT_FOR_SALE = "not_for_sale"
    SOLD_OUT = "sold_out"
    FEW_LEFT = "few_left"  # fewer than are in the cart
    BACK_ORDER = "back_order"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the visitor must be told of a line, or of the whole cart where `line_id` is None."""

    kind: NoticeKind
    line_id: int | None = None
    was: Money | None = None
    now: Money | None = None
    left: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class HeldPrice:
    """The price of one that a line was given, when and in which market. None: there was none."""

    unit: Money | None
    market_id: int
    priced_at: datetime


@dataclass(frozen=True, slots=True)
class PricedLine:
    """What one of a line costs now, what changed, and how many may be had."""

    unit: Money | None
    notices: tuple[Notice, ...]
    is_available: bool
    most: int
    is_changed: bool  # whether the held price is another one from now on


def new_token() -> str:
    """192 random bits, for a cookie or an address."""
    return secrets.token_urlsafe(24)


def token_digest(token: str) -> str:
    """What is kept of a cart's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def read_quantity(typed: str, *, least: int = 1) -> int:
    """What somebody typed in any script's digits, such as "١٢". Raises BadQuantity for all else and past the limit."""
    plain = typed.strip()
    # `isdecimal` holds for the decimal digits of all scripts and widths, which `int` reads, and for nothing else.
    if len(typed) > _LONGEST_NUMBER or not plain.isdecimal():
        raise BadQuantity(MOST_OF_ONE)
    return checked_quantity(int(plain), least=least)


def checked_quantity(quantity: int, *, least: int = 1) -> int:
    """Raises BadQuantity."""
    if type(quantity) is not int or not least <= quantity <= MOST_OF_ONE:
        raise BadQuantity(MOST_OF_ONE)
    return quantity


def checked_text(text: str, most: int) -> str:
    """A note or message with its own line breaks and nothing that could not be printed. Raises BadText."""
    tidy = "".join(
        each for each in text.replace("\r\n", "\n") if each == "\n" or unicodedata.category(each) not in ("Cc", "Cs")
    ).strip()
    if len(tidy) > most:
        raise BadText(most)
    return tidy


def checked_code(code: str) -> str:
    """A code as it is compared: no blanks at its ends, one width, capitals. Raises BadText."""
    tidy = " ".join(unicodedata.normalize("NFKC", code[: 4 * LONGEST_CODE]).split()).upper()
    if len(code) > 4 * LONGEST_CODE or not 0 < len(tidy) <= LONGEST_CODE or not tidy.isprintable():
        raise BadText(LONGEST_CODE)
    return tidy


def priced(held: HeldPrice, sellable: Sellable, *, quantity: int, market_id: int, now: datetime) -> PricedLine:
    """A line as it stands now. `line_id` of its notices is filled in by whoever knows it."""
    most = MOST_OF_ONE if sellable.left is None else min(sellable.left, MOST_OF_ONE)
    if sellable.offer is None:
        is_here = held.market_id == market_id
        return PricedLine(held.unit if is_here else None, (Notice(NoticeKind.NOT_FOR_SALE),), False, 0, False)
    current = Money(sellable.offer.amount_minor, sellable.offer.currency)
    unit, about_price = _held_or_current(held, current, market_id=market_id, now=now)
    notices = [*about_price, *_about_stock(sellable, quantity, most)]
    return PricedLine(
        unit=unit,
        notices=tuple(notices),
        is_available=most > 0,
        most=most,
        is_changed=unit != held.unit or held.market_id != market_id,
    )


def _held_or_current(
    held: HeldPrice, current: Money, *, market_id: int, now: datetime
) -> tuple[Money, tuple[Notice, ...]]:
    """The lower of what was seen and what is asked now, as long as the seen one is not too old."""
    if held.market_id != market_id or held.unit is None or held.unit.currency != current.currency:
        return current, ()
    if current < held.unit:
        return current, (Notice(NoticeKind.PRICE_LOWER, was=held.unit, now=current),)
    if current > held.unit and now - held.priced_at > HELD_FOR:
        return current, (Notice(NoticeKind.PRICE_HIGHER, was=held.unit, now=current),)
    return held.unit, ()


def _about_stock(sellable: Sellable, quantity: int, most: int) -> Iterable[Notice]:
    if most == 0:
        yield Notice(NoticeKind.SOLD_OUT)
    elif quantity > most:
        yield Notice(NoticeKind.FEW_LEFT, left=most)
    elif sellable.is_back_order:
        yield Notice(NoticeKind.BACK_ORDER, days=sellable.ships_within_days)
