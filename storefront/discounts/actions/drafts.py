"""A discount as a shop writes it down, and whether it could be worked out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from storefront.discounts.errors import BadDiscount
from storefront.discounts.models import DiscountKind
from storefront.discounts.rules import normal_code
from storefront.money import MAX_MINOR, UnknownCurrency, currency

MOST_COUNT = 1_000_000  # pieces, or uses


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDiscount:
    """A discount as a shop makes it; the fields are those of `Discount`. `code` empty: it applies by itself."""

    kind: DiscountKind
    titles: Mapping[str, str]
    code: str = ""
    is_exclusive: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    percent_off: int = 0
    amounts_off: Mapping[str, int] = field(default_factory=dict)
    minimums: Mapping[str, int] = field(default_factory=dict)
    minimum_quantity: int = 0
    product_ids: tuple[int, ...] = ()
    collection_ids: tuple[int, ...] = ()
    market_ids: tuple[int, ...] = ()
    customer_groups: tuple[str, ...] = ()
    buy_quantity: int = 0
    gift_quantity: int = 0
    gift_product_ids: tuple[int, ...] = ()
    use_limit: int | None = None
    use_limit_per_customer: int | None = None


def check_discount(new: NewDiscount) -> None:
    """Raises BadDiscount for the first thing that is wrong."""
    for name, reason in discount_faults(new).items():
        raise BadDiscount(name, reason)


def discount_faults(new: NewDiscount) -> Mapping[str, str]:
    """Everything that is wrong with a discount, by the field to mend; nothing where it can be worked out."""
    faults: dict[str, str] = {}
    for is_wrong, name, reason in (*_faults(new), *_limits(new)):
        if is_wrong:
            faults.setdefault(name, reason)
    for name, amounts in (("amounts_off", new.amounts_off), ("minimums", new.minimums)):
        for reason in _amount_faults(amounts):
            faults.setdefault(name, reason)
    return faults


def _faults(new: NewDiscount) -> Iterator[tuple[bool, str, str]]:
    is_gift, is_amount = new.kind is DiscountKind.GIFT, new.kind is DiscountKind.AMOUNT
    yield not any(new.titles.values()) and not new.code, "titles", "an automatic discount needs a title"
    yield bool(new.code) and not normal_code(new.code), "code", "has no letter or digit"
    yield is_amount != bool(new.amounts_off), "amounts_off", "is for a sum off, and a sum off needs it"
    yield not is_amount and not 0 < new.percent_off <= 100, "percent_off", "is from 1 to 100"
    yield is_amount and new.percent_off != 0, "percent_off", "has no meaning beside a sum off"
    yield is_gift and not 0 < new.buy_quantity <= MOST_COUNT, "buy_quantity", "is at least 1"
    yield is_gift and not 0 < new.gift_quantity <= MOST_COUNT, "gift_quantity", "is at least 1"
    yield not is_gift and bool(new.gift_quantity or new.buy_quantity), "gift_quantity", "is for gifts only"
    is_backwards = new.starts_at is not None and new.ends_at is not None and new.ends_at <= new.starts_at
    yield is_backwards, "ends_at", "is after the start"


def _limits(new: NewDiscount) -> Iterator[tuple[bool, str, str]]:
    yield not 0 <= new.minimum_quantity <= MOST_COUNT, "minimum_quantity", "is not negative"
    for name, limit in (("use_limit", new.use_limit), ("use_limit_per_customer", new.use_limit_per_customer)):
        yield limit is not None and not 0 < limit <= MOST_COUNT, name, "is at least 1, or none"


def _amount_faults(amounts: Mapping[str, int]) -> Iterator[str]:
    for code, amount in amounts.items():
        try:
            currency(code)
        except UnknownCurrency as error:
            yield str(error)
        if not 0 < amount <= MAX_MINOR:
            yield f"{amount} of {code} is no amount"
