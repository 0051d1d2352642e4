"""Orders as the pages show them: every figure and moment written out in the reader's locale."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from storefront import addresses, checkout, localization, orders, payments
from storefront.admin.rendering import words
from storefront.admin.wording import event_words, reason_words, state_words
from storefront.money import Money


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in the list."""

    number: int
    name: str
    country: str
    total: str
    items: int
    payment: str
    payment_state: str
    sending: str
    sending_state: str
    state: str
    moment: str
    iso: str


@dataclass(frozen=True, slots=True)
class LineRow:
    id: int
    title: str
    detail: str
    sku: str
    quantity: int
    unsent: int
    unit_price: str
    total: str


@dataclass(frozen=True, slots=True)
class Happening:
    text: str
    detail: str
    moment: str
    iso: str


@dataclass(frozen=True, slots=True)
class ReturnRow:
    id: int
    kind: str
    state: str
    state_text: str
    lines: tuple[str, ...]
    reason: str
    moment: str
    has_photo: bool


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """`waits` says that staff are to confirm it by hand."""

    id: int
    method: str
    amount: str
    state: str
    moment: str
    waits: bool


def order_row(found: orders.OrderSummary, language: str) -> OrderRow:
    """An order as a line of the list."""
    names = state_words(language)
    return OrderRow(
        number=found.number,
        name=found.name or found.email,
        country=localization.territory_name(found.country, language) if found.country else "",
        total=localization.format_price(found.total, language),
        items=found.items,
        payment=names[found.payment_state],
        payment_state=found.payment_state,
        sending=names[found.fulfilment_state],
        sending_state=found.fulfilment_state,
        state=found.state,
        moment=moment_text(found.created_at, language),
        iso=found.created_at.isoformat(),
    )


def line_rows(order: orders.PlacedOrder, language: str) -> list[LineRow]:
    """What was ordered, with what is still to be sent of each line."""
    return [
        LineRow(
            id=line.id,
            title=line.title,
            detail=line.variant_title,
            sku=line.sku,
            quantity=line.quantity,
            unsent=line.unfulfilled,
            unit_price=localization.format_price(line.unit_price, language),
            total=localization.format_price(line.total, language),
        )
        for line in order.lines
    ]


def signed_amounts(found: orders.Totals) -> dict[str, Money]:
    """What the total adds up from, by name, the total last."""
    return {
        "goods": found.goods,
        "discount": -found.discount,
        "relief": -found.relief,
        "shipping": found.shipping,
        "tax": found.tax,
        "duty": found.duty,
        "handling": found.handling,
        "total": found.total,
    }


def totals(order: orders.PlacedOrder, language: str, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the order adds up from, leaving out what is nothing; the sum comes last. `labels` are by amount's name."""
    return [
        (labels[name], localization.format_price(amount, language))
        for name, amount in signed_amounts(order.totals).items()
        if amount or name in ("goods", "total")
    ]


def amount_labels(language: str) -> Mapping[str, str]:
    """What each part of an order's books is called, by its name there."""
    _ = words(language).gettext
    return {
        "goods": _("Goods"),
        "discount": _("Discount"),
        "relief": _("Tax held in the prices, paid at delivery instead"),
        "shipping": _("Delivery"),
        "tax": _("Tax"),
        "duty": _("Duty"),
        "handling": _("Fees"),
        "total": _("Total"),
    }


def happenings(order: orders.PlacedOrder, language: str) -> list[Happening]:
    """The order's history, newest first."""
    texts, reasons = event_words(language), reason_words(language)
    return [
        Happening(
            text=texts.get(event.kind, event.kind.replace("_", " ")),
            detail=_detail(event, reasons, language),
            moment=moment_text(event.at, language),
            iso=event.at.isoformat(),
        )
        for event in reversed(order.events)
    ]


def _detail(event: orders.Event, reasons: Mapping[str, str], language: str) -> str:
    facts = event.facts
    if event.kind == "amended":
        return localization.format_list(checkout.changes_of_goods(facts["goods"], language), language)
    return reasons.get(str(facts.get("reason")), "") or str(facts.get("reason") or facts.get("tracking_number") or "")


def return_rows(order: orders.PlacedOrder, language: str) -> list[ReturnRow]:
    """What buyers want to give back, or have."""
    names, reasons = state_words(language), reason_words(language)
    titles = {line.id: line.title for line in order.lines}
    return [
        ReturnRow(
            id=each.id,
            kind=names[each.kind],
            state=each.state,
            state_text=names[each.state],
            lines=tuple(f"{count} × {titles.get(line_id, '')}" for line_id, count in each.quantities.items()),
            reason=" – ".join(filter(None, (reasons.get(each.reason, each.reason), each.note))),
            moment=moment_text(each.requested_at, language),
            has_photo=each.photo_asset_id is not None,
        )
        for each in order.returns
    ]


def payment_row(payment: payments.Payment, language: str) -> PaymentRow:
    """A payment with what staff may do about it."""
    state = payments.PaymentState(payment.state)
    is_open = state in payments.OPEN_STATES
    return PaymentRow(
        id=payment.id or 0,
        method=payments.method_name(payment.method, language),
        amount=localization.format_price(Money(payment.amount_minor, payment.currency), language),
        state=payments.state_name(state, language),
        moment=moment_text(payment.changed_at, language),
        waits=is_open and payment.provider == payments.ProviderName.MANUAL,
    )


def address_rows(written: Mapping[str, object], language: str) -> tuple[str, ...]:
    """A stored address as it stands on a label; empty where there is none."""
    known = {name: str(written.get(name) or "") for name in addresses.FIELDS}
    if not known.get("country"):
        return ()
    return addresses.address_lines(addresses.Address(**known), language)


def bill_rows(order: orders.PlacedOrder, language: str) -> tuple[str, ...]:
    """Who the bill is made out to, where that is said apart from the delivery; a VAT number with who confirmed it."""
    number = str(order.billing_address.get("vat_number") or "")
    rows = address_rows(order.billing_address, language)
    if not number and rows == address_rows(order.shipping_address, language):
        return ()
    answer = order.billing_address.get("vat_answer") or {}
    source = str(answer.get("source")) if answer.get("is_confirmed") else ""
    return (*rows, *((" ".join(filter(None, (number, source and f"({source})"))),) if number else ()))


def moment_text(moment: datetime, language: str) -> str:
    """A moment in the reader's locale, by the clocks of UTC."""
    return localization.format_datetime(moment, language, UTC)
