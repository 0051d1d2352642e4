"""The cart: its lines, what makes it cheaper, and where its forms go."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from themes.engine.drops.pieces import Image


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
