"""Which mail an event of an order is told by, and what the mail says: pure, from the order as it stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Any

from storefront import localization, payments
from storefront.checkout.rules.sums import totals_rows
from storefront.localization import View
from storefront.money import Money
from storefront.notify import Brand, Letter, MailLine
from storefront.orders import Event, FulfilmentState, OrderState, PlacedOrder, ReturnState, is_paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event, and what is needed to tell of it. `instructions`: how to pay by hand, in the shop's words."""

    order: PlacedOrder
    event: Event
    view: View
    brand: Brand
    order_url: str
    instructions: str = ""
    return_address: str = ""


def letters_of(telling: Telling) -> list[Letter]:
    """The mails to the buyer; none where the page alone is enough."""
    write = _WRITERS.get(telling.event.kind)
    letter = write(telling) if write else None
    return [] if letter is None else [letter]


def letter_to_shop(telling: Telling, *, to: str, view: View, url: str) -> Letter:
    """The merchant's own: a new order."""
    order = telling.order
    country = localization.territory_name(order.country, view.locale) if order.country else ""
    return Letter(
        kind="shop-order",
        key=f"order-event/{telling.event.id}/shop",
        about=f"order/{order.id}",
        to=to,
        language=view.language,
        brand=telling.brand,
        facts={
            "order": f"#{order.number}",
            "name": _name(order),
            "amount": localization.format_price(order.total, view.locale),
            "country": country,
            "payment": payments.method_name(order.payment_method, view.language) if order.payment_method else "–",
        },
        lines=_lines(order, view),
        totals=_totals(order, view),
        button=url,
    )


def message_to_shop(telling: Telling, *, to: str, view: View, url: str) -> Letter | None:
    """The merchant's own: a return that has to be decided, or a withdrawal that needs no decision."""
    order, facts, words = telling.order, telling.event.facts, localization.words(view.language)
    number = f"#{order.number}"
    if telling.event.kind == "withdrawn":
        subject = words.gettext("Withdrawal from order %(order)s") % {"order": number}
        message = words.gettext(
            "The buyer has withdrawn from the contract. Nothing has to be decided; the receipt was sent."
        )
    elif telling.event.kind == "return_requested" and facts.get("reason") != "withdrawal":
        subject = words.gettext("Return asked for: %(order)s") % {"order": number}
        asked = next((each for each in order.returns if each.id == facts.get("return_id")), None)
        message = (asked.note if asked else "") or "–"
    else:
        return None
    return Letter(
        kind="shop-message",
        key=f"order-event/{telling.event.id}/shop",
        about=f"order/{order.id}",
        to=to,
        language=view.language,
        brand=telling.brand,
        facts={"order": number, "name": _name(order) or order.email, "subject_line": subject, "message": message},
        lines=_lines(order, view),
        button=url,
    )


def _placed(telling: Telling) -> Letter:
    choice = telling.order.shipping_choice
    days = [date.fromisoformat(choice[each]) for each in ("earliest", "latest") if choice.get(each)]
    told = localization.format_date_range(days[0], days[-1], telling.view.locale, with_year=True) if days else ""
    facts = {"delivery": told, "instructions": telling.instructions}
    return _with_goods(telling, _letter(telling, "order-placed", facts))


def _paid(telling: Telling) -> Letter | None:
    """An order that stood before it was paid; of any other, the mail that it was placed says enough."""
    before = [each for each in telling.order.events if each.id < telling.event.id]
    if not any(each.kind == "placed" for each in before):
        return None
    return _letter(telling, "payment-received", {"amount": _amount(telling)})


def _failed(telling: Telling) -> Letter | None:
    if telling.order.state is OrderState.CANCELLED:
        return None
    amount = localization.format_price(telling.order.total, telling.view.locale)
    return _letter(telling, "payment-failed", {"amount": amount})


def _amended(telling: Telling) -> Letter:
    """What came and went, what all of it comes to now, and what is to be paid or goes back."""
    facts, order = telling.event.facts, telling.order
    dearer = Money(int(facts["dearer_minor"]), order.currency)
    nothing = Money(0, order.currency)
    to_pay = order.due if is_paid(order.payment_state) else order.total
    back = -dearer if is_paid(order.payment_state) and dearer < nothing else nothing
    told = {
        "changes": "\n".join(changes_of_goods(facts["goods"], telling.view.locale)),
        "due": localization.format_price(to_pay, telling.view.locale) if to_pay else "",
        "refund": localization.format_price(back, telling.view.locale) if back else "",
        "instructions": telling.instructions if to_pay else "",
    }
    return _with_goods(telling, _letter(telling, "order-changed", told))


def changes_of_goods(goods: Iterable[Mapping[str, Any]], locale: str) -> list[str]:  # Any: JSON of an event
    """What came to an order and what went, such as "+2 Shawl"."""
    return [
        f"{'+' if each['count'] > 0 else '−'}{localization.format_number(abs(each['count']), locale)}"
        f" {localization.isolated(each['title'])}"
        for each in goods
    ]


def _cancelled(telling: Telling) -> Letter | None:
    """A draft that was never placed goes without a word."""
    if telling.order.placed_at is None:
        return None
    refund = Money.total((each.amount for each in telling.order.refunds), telling.order.currency)
    told = localization.format_price(refund, telling.view.locale) if refund else ""
    return _letter(telling, "order-cancelled", {"refund": told, "reason": ""})


def _fulfilled(telling: Telling) -> Letter | None:
    """With a parcel, the mail of the parcel says it."""
    return None if telling.event.facts.get("has_parcel") else _sent(telling, {})


def _shipped(telling: Telling) -> Letter:
    facts = telling.event.facts
    return _sent(
        telling,
        {
            "carrier": str(facts.get("carrier", "")),
            "tracking": str(facts.get("tracking_number", "")),
            "tracking_url": str(facts.get("tracking_url", "")),
        },
    )


def _sent(telling: Telling, facts: Mapping[str, str]) -> Letter:
    remaining = "yes" if telling.order.fulfilment_state is FulfilmentState.PARTIAL else ""
    nothing = {"carrier": "", "tracking": "", "tracking_url": ""}
    letter = _letter(telling, "order-shipped", {**nothing, **facts, "remaining": remaining})
    return _with_goods(telling, letter)


def _returned(telling: Telling) -> Letter | None:
    if telling.event.facts.get("reason") == "withdrawal":
        return None  # the receipt of the withdrawal has said it
    return _with_goods(telling, _letter(telling, "return-requested", {}))


def _return_approved(telling: Telling) -> Letter:
    note = str(telling.event.facts.get("note", ""))
    slip = _slip(telling, int(telling.event.facts.get("return_id") or 0))
    facts = {"address": telling.return_address, "instructions": note, "slip": slip}
    return _letter(telling, "return-approved", facts)


def _slip(telling: Telling, return_id: int) -> str:
    """Where the slip of a return that is awaited is printed."""
    awaited = {each.id for each in telling.order.returns if each.state is ReturnState.APPROVED}
    return f"{telling.order_url}/return-{return_id}.pdf" if return_id in awaited and telling.order_url else ""


def _return_declined(telling: Telling) -> Letter:
    return _letter(telling, "return-declined", {"reason": str(telling.event.facts.get("note", ""))})


def _refunded(telling: Telling) -> Letter:
    return _letter(telling, "refund-made", {"amount": _amount(telling)})


def _withdrawn(telling: Telling) -> Letter:
    """The receipt that the law asks for: content, day and hour of the statement, to the address that was given."""
    words, event = localization.words(telling.view.language), telling.event
    statement = words.gettext("I withdraw from the contract for the goods of order %(number)s.")
    moment = localization.format_datetime(event.at, telling.view.locale, UTC)
    coming = [each.id for each in telling.order.returns if each.requested_at >= event.at]
    facts = {
        "moment": f"{moment} UTC",
        "statement": statement % {"number": f"#{telling.order.number}"},
        "slip": _slip(telling, coming[0]) if coming else "",
    }
    letter = _letter(telling, "withdrawal-received", facts)
    to, name = str(event.facts.get("email") or letter.to), str(event.facts.get("name") or letter.facts["name"])
    return _with_goods(telling, replace(letter, to=to, facts={**letter.facts, "name": name}))


_WRITERS: Mapping[str, Callable[[Telling], Letter | None]] = {
    "placed": _placed,
    "paid": _paid,
    "payment_failed": _failed,
    "amended": _amended,
    "cancelled": _cancelled,
    "fulfilled": _fulfilled,
    "shipped": _shipped,
    "return_requested": _returned,
    "return_approved": _return_approved,
    "return_rejected": _return_declined,
    "refunded": _refunded,
    "withdrawn": _withdrawn,
}


def _letter(telling: Telling, kind: str, facts: Mapping[str, str]) -> Letter:
    order = telling.order
    return Letter(
        kind=kind,
        key=f"order-event/{telling.event.id}",
        about=f"order/{order.id}",
        to=order.email,
        language=telling.view.language,
        brand=telling.brand,
        facts={"order": f"#{order.number}", "name": _name(order), **facts},
        button=telling.order_url,
    )


def _with_goods(telling: Telling, letter: Letter) -> Letter:
    order, view = telling.order, telling.view
    totals = _totals(order, view) if letter.kind in ("order-placed", "order-changed") else ()
    return replace(letter, lines=_lines(order, view), totals=totals)


def _lines(order: PlacedOrder, view: View) -> tuple[MailLine, ...]:
    return tuple(
        MailLine(
            title=each.title,
            detail=f"{localization.format_number(each.quantity, view.locale)} × {each.variant_title}".strip(" ×"),
            total=localization.format_price(each.total, view.locale),
        )
        for each in order.lines
        if each.quantity
    )


def _totals(order: PlacedOrder, view: View) -> tuple[tuple[str, str], ...]:
    return tuple((each.label, each.text) for each in totals_rows(view, order.totals))


def _amount(telling: Telling) -> str:
    return localization.format_price(
        Money(telling.event.facts["amount_minor"], telling.order.currency), telling.view.locale
    )


def _name(order: PlacedOrder) -> str:
    return str(order.shipping_address.get("name", ""))
