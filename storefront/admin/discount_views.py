"""Discounts as the pages show them, and what is said where one can not be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from storefront import localization
from storefront.admin.discount_form import MOST_PRODUCTS, MOST_TITLE
from storefront.admin.rendering import words
from storefront.discounts import MOST_CODE, Discount, DiscountKind, DiscountState
from storefront.money import Money
from tenants.kit import clock


@dataclass(frozen=True, slots=True)
class DiscountRow:
    """A discount as a line of the list. `gives` is what it takes off, `used` how often it was."""

    id: int
    name: str
    code: str
    gives: str
    used: str
    state: str
    state_text: str


def discount_row(found: Discount, language: str, languages: tuple[str, ...]) -> DiscountRow:
    """Named by its title in the reader's language, else in the shop's."""
    state = found.state(clock.now())
    titles = [found.titles.get(each, "") for each in (language, *languages)]
    return DiscountRow(
        id=found.id or 0,
        name=next(filter(None, titles), "") or next(iter(found.titles.values()), "") or found.code or "",
        code=found.code or "",
        gives=gives(found, language),
        used=used(found, language),
        state=state,
        state_text=state_words(language)[state],
    )


def gives(found: Discount, language: str) -> str:
    """What it takes off, in a few words."""
    _ = words(language).gettext
    percent = localization.format_percent(Fraction(found.percent_off, 100), language)
    if found.kind == DiscountKind.AMOUNT:
        amounts = [localization.format_price(Money(minor, code), language) for code, minor in found.amounts_off.items()]
        return _("%(amount)s off") % {"amount": " / ".join(amounts)}
    if found.kind == DiscountKind.SHIPPING:
        is_free = found.percent_off == 100
        return _("Free delivery") if is_free else _("%(percent)s off the delivery") % {"percent": percent}
    if found.kind == DiscountKind.GIFT:
        counts = {
            "bought": localization.format_number(found.buy_quantity, language),
            "given": localization.format_number(found.gift_quantity, language),
        }
        if found.percent_off == 100:
            return _("Buy %(bought)s, get %(given)s free") % counts
        return _("Buy %(bought)s, get %(given)s with %(percent)s off") % {**counts, "percent": percent}
    return _("%(percent)s off") % {"percent": percent}


def used(found: Discount, language: str) -> str:
    """How often it was used, and of how many times."""
    _ = words(language).gettext
    count = localization.format_number(found.used, language)
    if found.use_limit is None:
        return _("Used: %(count)s") % {"count": count}
    most = localization.format_number(found.use_limit, language)
    return _("Used: %(count)s of %(most)s") % {"count": count, "most": most}


def kind_words(language: str) -> Mapping[str, str]:
    """What a merchant can give, in the order in which it is offered."""
    _ = words(language).gettext
    return {
        DiscountKind.PERCENT: _("Per cent off"),
        DiscountKind.AMOUNT: _("An amount off"),
        DiscountKind.SHIPPING: _("Free delivery"),
        DiscountKind.GIFT: _("Buy X, get Y"),
    }


def state_words(language: str) -> Mapping[str, str]:
    """Whether it can be had."""
    _ = words(language).gettext
    return {
        DiscountState.RUNNING: _("Running"),
        DiscountState.PLANNED: _("Planned"),
        DiscountState.USED_UP: _("Used up"),
        DiscountState.ENDED: _("Ended"),
        DiscountState.STOPPED: _("Stopped"),
    }


def fault_words(faults: Mapping[str, str], language: str, *, used_so_far: int) -> dict[str, str]:
    """What to mend, by field."""
    _ = words(language).gettext
    sample = localization.format_number(Fraction(2501, 2), language)
    whole = _("This is a whole number, and at least 1.")
    amount = _("Amounts are more than nothing, written like %(sample)s, with no more decimals than the currency has.")
    limit = _("This is a whole number, at least 1 and no less than what has been used: %(count)s.")
    products = _(
        "Each line names one product, by its address or its number. These do not: %(names)s."
        " At most %(most)s can be named."
    )
    gone = _("Something that was chosen here is gone. Please choose again.")
    moment = _("Please give a day and a time, such as 2027-01-31 18:00.")
    texts = {
        "code": _("A code has 1 to %(most)s characters, and no other discount has it.") % {"most": MOST_CODE},
        "titles": _("Without a code the discount needs a name, of at most %(most)s characters.") % {"most": MOST_TITLE},
        "percent_off": _("This is a whole number from 1 to 100."),
        "amounts_off": amount % {"sample": sample},
        "minimums": amount % {"sample": sample},
        "minimum_quantity": whole,
        "buy_quantity": whole,
        "gift_quantity": whole,
        "use_limit": limit % {"count": localization.format_number(used_so_far, language)},
        "use_limit_per_customer": whole,
        "starts_at": moment,
        "ends_at": _("The end comes after the start, as a day and a time."),
        "collections": gone,
        "markets": gone,
        "groups": gone,
    }
    for name in ("products", "gift_products"):
        most = localization.format_number(MOST_PRODUCTS, language)
        texts[name] = products % {"names": localization.isolated(faults.get(name, "")), "most": most}
    return {name: texts[name] for name in faults}
