"""The form of a discount: what was typed, as it was typed, and the discount that it means or what is wrong with it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar
from urllib.parse import unquote

from sqlmodel import Session

from storefront import catalog, discounts, localization
from storefront.discounts import Discount, DiscountKind, NewDiscount
from storefront.money import Money
from tenants.kit.errors import Invalid, OverLimit
from tenants.kit.forms import Form

MOST_TITLE = 100
MOST_PRODUCTS = 250
_MOMENT = "%Y-%m-%dT%H:%M"
_UNREADABLE = -1  # no field of a discount may be negative, so its own check finds these
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a discount can be limited to, by what a form calls it, and the languages and currencies it is told in.

    `products` are those that it is limited to already, which it may name though they are gone.
    """

    languages: tuple[str, ...]
    currencies: tuple[str, ...]
    collections: Mapping[str, str]
    markets: Mapping[str, str]
    groups: Mapping[str, str]
    products: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields of the form as text. Lists are of what `Choices` calls them."""

    code: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    percent_off: str = ""
    amounts_off: Mapping[str, str] = field(default_factory=dict)
    minimums: Mapping[str, str] = field(default_factory=dict)
    minimum_quantity: str = ""
    buy_quantity: str = ""
    gift_quantity: str = ""
    products: str = ""
    gift_products: str = ""
    collections: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    starts_at: str = ""
    ends_at: str = ""
    use_limit: str = ""
    use_limit_per_customer: str = ""
    is_exclusive: bool = False


class BadForm(Invalid):
    """Some fields need mending, by their names in `Typed`, with what is wrong where that is known; nothing was kept."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(sorted(faults)))
        self.faults = faults


class UnclearProducts(Invalid):
    """Lines that name no product of the shop, or another one in each language."""


def typed_in(form: Form, choices: Choices) -> Typed:
    """What came with the request."""
    return Typed(
        code=form.text("code"),
        titles={each: form.text(f"title-{each}") for each in choices.languages},
        percent_off=form.text("percent_off"),
        amounts_off={each: form.text(f"amount-{each}") for each in choices.currencies},
        minimums={each: form.text(f"minimum-{each}") for each in choices.currencies},
        minimum_quantity=form.text("minimum_quantity"),
        buy_quantity=form.text("buy_quantity"),
        gift_quantity=form.text("gift_quantity"),
        products=form.text("products"),
        gift_products=form.text("gift_products"),
        collections=tuple(form.texts("collections")),
        markets=tuple(form.texts("markets")),
        groups=tuple(form.texts("groups")),
        starts_at=form.text("starts_at"),
        ends_at=form.text("ends_at"),
        use_limit=form.text("use_limit"),
        use_limit_per_customer=form.text("use_limit_per_customer"),
        is_exclusive=form.text("is_exclusive") == "yes",
    )


def typed_from(session: Session, found: Discount, languages: tuple[str, ...], reader: str) -> Typed:
    """A discount as it would be typed; products by the first of their handles that is no other product's."""
    listed = _product_lines(session, [*found.product_ids, *found.gift_product_ids], languages)

    def amounts(stored: Mapping[str, int]) -> dict[str, str]:
        return {code: localization.format_number(Money(minor, code).major, reader) for code, minor in stored.items()}

    def number(stored: int | None) -> str:
        return str(stored) if stored else ""

    return Typed(
        code=found.code or "",
        titles=found.titles,
        percent_off=number(found.percent_off),
        amounts_off=amounts(found.amounts_off),
        minimums=amounts(found.minimums),
        minimum_quantity=number(found.minimum_quantity),
        buy_quantity=number(found.buy_quantity),
        gift_quantity=number(found.gift_quantity),
        products="\n".join(listed[each] for each in found.product_ids),
        gift_products="\n".join(listed[each] for each in found.gift_product_ids),
        collections=tuple(map(str, found.collection_ids)),
        markets=tuple(map(str, found.market_ids)),
        groups=tuple(found.customer_groups),
        starts_at=found.starts_at.astimezone(UTC).strftime(_MOMENT),
        ends_at=found.ends_at.astimezone(UTC).strftime(_MOMENT) if found.ends_at else "",
        use_limit=number(found.use_limit),
        use_limit_per_customer=number(found.use_limit_per_customer),
        is_exclusive=found.is_exclusive,
    )


def discount_of(session: Session, kind: DiscountKind, typed: Typed, choices: Choices, reader: str) -> NewDiscount:
    """The discount that was meant. Raises BadForm with every field that needs mending."""
    faults = _faults_of_choices(typed, choices)
    is_gift, is_amount = kind is DiscountKind.GIFT, kind is DiscountKind.AMOUNT
    new = NewDiscount(
        kind=kind,
        code=typed.code,
        titles={language: title for language, title in typed.titles.items() if title},
        is_exclusive=typed.is_exclusive,
        starts_at=_read(faults, "starts_at", _moment, typed.starts_at),
        ends_at=_read(faults, "ends_at", _moment, typed.ends_at),
        percent_off=0 if is_amount else _count(typed.percent_off, reader),
        amounts_off=_amounts(typed.amounts_off, reader) if is_amount else {},
        minimums=_amounts(typed.minimums, reader),
        minimum_quantity=_count(typed.minimum_quantity, reader),
        product_ids=_read(faults, "products", partial(_products, session, choices), typed.products) or (),
        collection_ids=tuple(int(each) for each in typed.collections if each in choices.collections),
        market_ids=tuple(int(each) for each in typed.markets if each in choices.markets),
        customer_groups=tuple(each for each in typed.groups if each in choices.groups),
        buy_quantity=_count(typed.buy_quantity, reader) if is_gift else 0,
        gift_quantity=_count(typed.gift_quantity, reader) if is_gift else 0,
        gift_product_ids=_read(faults, "gift_products", partial(_products, session, choices), typed.gift_products)
        or (),
        use_limit=_count(typed.use_limit, reader) if typed.use_limit else None,
        use_limit_per_customer=_count(typed.use_limit_per_customer, reader) if typed.use_limit_per_customer else None,
    )
    if faults := dict(discounts.discount_faults(new)) | faults:
        raise BadForm(faults)
    return new


def _faults_of_choices(typed: Typed, choices: Choices) -> dict[str, str]:
    """A choice that is gone is refused, not left out: without it the discount might be for everything and everybody."""
    faults = {}
    for name in ("collections", "markets", "groups"):
        if not set(getattr(typed, name)) <= set(getattr(choices, name)):
            faults[name] = "is gone"
    if len(typed.code) > discounts.MOST_CODE:
        faults["code"] = "is too long"
    if any(len(title) > MOST_TITLE for title in typed.titles.values()):
        faults["titles"] = "is too long"
    return faults


def _read(faults: dict[str, str], name: str, parse: Callable[[str], _Value], written: str) -> _Value | None:
    """None, with a fault, for what can not be read; None where nothing was typed."""
    try:
        return parse(written) if written else None
    except (ValueError, Invalid) as error:
        faults[name] = str(error)
        return None


def unreadable_amounts(kept: Mapping[str, str], reader: str) -> frozenset[str]:
    """The currencies whose amount is none, so that the very input can be marked."""
    return frozenset(code for code, minor in _amounts(kept, reader).items() if minor <= 0)


def _product_lines(session: Session, ids: Collection[int], languages: tuple[str, ...]) -> dict[int, str]:
    """What each product is called in the form: its handle, or its number where no handle is its own."""
    handles = catalog.product_handles(session, ids)
    named = catalog.products_named(session, {name for each in handles.values() for name in each.values()})

    def line(product_id: int) -> str:
        own = handles.get(product_id, {})
        in_order = [*(own[each] for each in languages if each in own), *own.values()]
        return next((name for name in in_order if len(named[name]) == 1), f"#{product_id}")

    return {each: line(each) for each in ids}


def _products(session: Session, choices: Choices, written: str) -> tuple[int, ...]:
    """Each line is the address of a product's page or its last part, or a number. Raises UnclearProducts."""
    names = [unquote(line.strip().rstrip("/").rpartition("/")[2]) for line in written.splitlines() if line.strip()]
    numbers = {each: int(each[1:]) for each in names if _is_number(each)}
    known = choices.products | catalog.known_products(session, set(numbers.values()))
    found = {name: frozenset({number}) for name, number in numbers.items() if number in known}
    found |= catalog.products_named(session, [each for each in names if each not in numbers])
    if missing := [each for each in names if each not in found]:
        raise UnclearProducts(", ".join(missing[:5]))
    if len(names) > MOST_PRODUCTS:
        raise UnclearProducts(", ".join(names[MOST_PRODUCTS:][:5]))
    if shared := [each for each in names if len(found[each]) > 1]:
        raise UnclearProducts(", ".join(f"{each} ({_numbers(found[each])})" for each in shared[:5]))
    return tuple(dict.fromkeys(number for each in names for number in found[each]))


def _numbers(ids: Iterable[int]) -> str:
    return " / ".join(f"#{each}" for each in sorted(ids))


def _is_number(name: str) -> bool:
    return name.startswith("#") and name[1:].isascii() and name[1:].isdigit() and len(name) < 18


def _count(written: str, reader: str) -> int:
    """0 where nothing was typed."""
    try:
        found = localization.parse_decimal(written or "0", reader)
    except localization.BadNumber:
        return _UNREADABLE
    return int(found) if found == int(found) and 0 <= found <= 10**9 else _UNREADABLE


def _amounts(written: Mapping[str, str], reader: str) -> dict[str, int]:
    """Minor units by currency, of the inputs that were filled in."""
    return {code: _minor(text, code, reader) for code, text in written.items() if text}


def _minor(written: str, code: str, reader: str) -> int:
    try:
        return localization.parse_price(written, reader, code).amount_minor
    except (Invalid, OverLimit):
        return _UNREADABLE


def _moment(written: str) -> datetime:
    """By the clocks of UTC, to the minute. Raises ValueError."""
    return datetime.strptime(written[:16], _MOMENT).replace(tzinfo=UTC)
