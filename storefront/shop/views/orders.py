"""An order as its page shows it: every amount, day and state in the buyer's own words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from storefront import addresses, localization, payments, tax
from storefront.addresses import Address
from storefront.checkout import Sum, omissions, reasons, totals_rows, warnings
from storefront.localization import View
from storefront.money import Money
from storefront.orders import Event, FulfilmentState, OrderState, PaymentState, PlacedLine, PlacedOrder, Sent
from storefront.pictures import ShownPicture
from storefront.shop.request import ShopRequest
from storefront.shop.views import order_words
from storefront.shop.views.exceptions import exception_text
from storefront.shop.views.pictures import image
from themes.engine.drops import Image

REASONS = ("changed_mind", "damaged", "wrong_item", "not_as_described", "wrong_size", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of goods. `problem` says what stands in its way, `note` what has become of it."""

    title: str
    quantity_text: str
    total_text: str
    image: Image | None = None
    url: str = ""
    detail: str = ""
    unit_text: str = ""
    before_text: str = ""
    note: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something of the timeline."""

    title: str
    detail: str
    moment: str
    iso: str


def order_facts(
    request: ShopRequest, order: PlacedOrder, *, instructions: str, is_on_its_way: bool, is_by_hand: bool
) -> dict[str, object]:
    """What the template `order.html` asks for under `order`.

    `is_on_its_way`: a payment was made and has to arrive; `is_by_hand`: one is awaited that staff will confirm.
    """
    view = request.view
    words = localization.words(view.language)
    cost = tax.landed_cost_from_json(dict(order.landed_cost)) if order.landed_cost else None
    return {
        "url": request.address(f"/orders/{order.token}"),
        "number_text": words.gettext("Order %(number)s") % {"number": f"#{order.number}"},
        "tone": order_words.tone(order),
        "heading": order_words.heading(order, view.language, is_on_its_way=is_on_its_way),
        "lede": order_words.on_its_way(view.language) if is_on_its_way else order_words.lede(order, view.language),
        "payment_text": order_words.payment_state(order.payment_state, view.language),
        "instructions": instructions if order.payment_state is PaymentState.PENDING or is_by_hand else "",
        "due_text": order_words.still_due(order, view),
        "parcels": [_parcel(view, order, each, place) for place, each in enumerate(order.fulfilments, start=1)],
        "timeline": timeline(view, order),
        "address": address_lines(order.shipping_address, view.language),
        "bill": _bill(order, view.language),
        "delivery": str(order.shipping_choice.get("name", "")),
        "delivery_days": delivery_days(order.shipping_choice, view.locale),
        "method": payments.method_name(order.payment_method, view.language) if order.payment_method else "",
        "email": order.email,
        "lines": [_row(request, order, each) for each in order.lines if each.quantity],
        "totals": sums(view, order),
        "explained": reasons(view, cost),
        "omissions": omissions(view, cost),
        "warnings": warnings(view, cost),
        "note": order.note,
        **_deeds(view, order, is_on_its_way=is_on_its_way, is_by_hand=is_by_hand),
    }


def _bill(order: PlacedOrder, language: str) -> tuple[str, ...]:
    """Who the bill is made out to, where that is said apart from the delivery."""
    bill = order.billing_address
    number = str(bill.get("vat_number") or "")
    known = {name: value for name, value in bill.items() if name not in ("vat_number", "vat_answer")}
    if not number and (not bill or known == order.shipping_address):
        return ()
    label = localization.words(language).gettext("VAT number")
    return (*address_lines(known, language), *((f"{label} {localization.isolated(number)}",) if number else ()))


def _deeds(view: View, order: PlacedOrder, *, is_on_its_way: bool, is_by_hand: bool) -> dict[str, object]:
    """What the buyer may still do, and the words for it."""
    words = localization.words(view.language)
    is_draft, is_placed = order.state is OrderState.DRAFT, order.state is OrderState.PLACED
    is_failed = is_placed and order.payment_state is PaymentState.FAILED
    stands = is_placed or order.state is OrderState.COMPLETED
    total = localization.format_price(order.to_pay, view.locale)
    return {
        "can_pay": (is_draft or is_failed or (is_placed and bool(order.due))) and not (is_on_its_way or is_by_hand),
        "pay_text": words.gettext("Pay %(amount)s now") % {"amount": total},
        "can_cancel": (is_draft or is_placed) and order.fulfilment_state is FulfilmentState.UNFULFILLED,
        "cancel_text": order_words.cancel_text(order, view.language),
        "can_withdraw": stands and may_still_withdraw(order),
        "withdraw_text": order_words.withdraw_text(order, view),
        "withdrawable": _withdrawable(order, view),
        "returnable": _returnable(order) if stands else (),
        "reasons": [{"key": key, "text": order_words.reason(key, view.language)} for key in REASONS],
    }


def may_still_withdraw(order: PlacedOrder) -> bool:
    """Whether the buyer may withdraw from something of the order at this moment, as the law of their country has it."""
    return order.may_withdraw and any(each.withdrawable > 0 for each in order.lines)


def sums(view: View, order: PlacedOrder) -> list[Sum]:
    """The order's amounts, and what of them went back."""
    rows = totals_rows(view, order.totals, discount_note=_discount_titles(order.discounts))
    rows += [
        Sum(told, localization.format_price(amount, view.locale), "later") for told, amount in _by_rate(view, order)
    ]
    if order.due:
        label = localization.words(view.language).gettext("Still to be paid")
        rows.append(Sum(label, localization.format_price(order.due, view.locale), "later"))
    if order.books.refunded:
        words, refunded = localization.words(view.language), -order.books.refunded
        rows.append(Sum(words.gettext("Refunded"), localization.format_price(refunded, view.locale), "later"))
    return rows


def _by_rate(view: View, order: PlacedOrder) -> Iterator[tuple[str, Money]]:
    """The tax of each rate and what it is taken of, where that was kept with the order."""
    for each in order.taxes:
        if each.rate:
            named: tax.Arguments = {"tax": each.name, "rate": tax.Percentage(each.rate), "base": each.base}
            told = tax.Notice("rate", "%(tax)s: %(rate)s of %(base)s", named)
            yield tax.explanation(told, language=view.language, locale=view.locale), each.tax


def timeline(view: View, order: PlacedOrder) -> list[Moment]:
    """What the buyer may know of, the newest first."""
    shown = [(each, order_words.event(each, order, view)) for each in order.events if each.is_public]
    return [_moment(view, event, told) for event, told in reversed(shown) if told is not None]


def address_lines(plain: Mapping[str, Any], language: str) -> tuple[str, ...]:  # Any: JSON of an Address
    """A kept address as its country writes it; no lines where the order has none."""
    return addresses.address_lines(Address(**plain), language) if plain else ()


def delivery_days(choice: Mapping[str, Any], locale: str) -> str:  # Any: JSON
    """From when to when it is expected, as dates."""
    earliest, latest = (choice.get(name) for name in ("earliest", "latest"))
    return days_text(
        date.fromisoformat(earliest) if earliest else None, date.fromisoformat(latest) if latest else None, locale
    )


def days_text(earliest: date | None, latest: date | None, locale: str) -> str:
    """From the first to the last day, or the one that both are."""
    days = [each for each in (earliest, latest) if each is not None]
    return localization.format_date_range(days[0], days[-1], locale, with_year=True) if days else ""


def kept_picture(plain: Mapping[str, Any]) -> ShownPicture | None:  # Any: JSON of a ShownPicture
    """The picture that an order keeps of its goods, whatever has become of the product."""
    return ShownPicture(**plain) if plain else None


def moment_text(moment: datetime, locale: str) -> str:
    """Date and time, in the one time zone that everybody can look up."""
    return f"{localization.format_datetime(moment, locale, UTC)} UTC"


def _discount_titles(discounts: Mapping[str, Any]) -> str:
    return ", ".join(each["title"] for each in discounts.get("applied", ()))


def _moment(view: View, event: Event, told: tuple[str, str]) -> Moment:
    return Moment(*told, moment=moment_text(event.at, view.locale), iso=event.at.isoformat(timespec="seconds"))


def _row(request: ShopRequest, order: PlacedOrder, line: PlacedLine) -> Row:
    view = request.view
    full = line.unit_price * line.quantity
    return Row(
        title=line.title,
        detail=line.variant_title,
        quantity_text=localization.format_number(line.quantity, view.locale),
        unit_text=localization.format_price(line.unit_price, view.locale) if line.quantity > 1 else "",
        total_text=localization.format_price(line.total, view.locale),
        before_text=localization.format_price(full, view.locale) if line.discount else "",
        image=image(request, kept_picture(line.picture)),
        url=line.path,
        note=order_words.line_note(line, view.language),
    )


def _returnable(order: PlacedOrder) -> list[dict[str, object]]:
    return [
        {"id": each.id, "title": _named(each), "counts": range(each.returnable + 1)}
        for each in order.lines
        if each.returnable > 0
    ]


def _withdrawable(order: PlacedOrder, view: View) -> list[dict[str, object]]:
    """Each line with how many may go, or why none may; `condition`: what must hold for those that were sent."""
    return [
        {
            "id": each.id,
            "title": _named(each),
            "counts": range(each.withdrawable + 1),
            "refused": exception_text(each.exception, view.language)
            if each.exception and not each.withdrawable
            else "",
            "condition": exception_text(each.exception, view.language) if each.exception and each.fulfilled else "",
        }
        for each in order.lines
        if each.quantity > each.returned
    ]


def _named(line: PlacedLine) -> str:
    return f"{line.title} – {line.variant_title}" if line.variant_title else line.title


def counted_goods(order: PlacedOrder, quantities: Mapping[int, int], locale: str) -> list[str]:
    """So many of each line by name, such as "2 × Shawl – red"."""
    names = {each.id: _named(each) for each in order.lines}
    return [f"{localization.format_number(count, locale)} × {names[each]}" for each, count in quantities.items()]


def _parcel(view: View, order: PlacedOrder, sent: Sent, place: int) -> dict[str, object]:
    words = localization.words(view.language)
    contents = counted_goods(order, sent.quantities, view.locale)
    delivered = sent.delivered_at
    return {
        "title": words.gettext("Parcel %(number)s") % {"number": localization.format_number(place, view.locale)},
        "contents": localization.format_list(contents, view.locale),
        "parcels": [
            {"carrier": each.carrier, "number": each.tracking_number, "url": each.tracking_url} for each in sent.parcels
        ],
        "delivered": ""
        if delivered is None
        else words.gettext("Delivered on %(date)s") % {"date": localization.format_date(delivered.date(), view.locale)},
    }
