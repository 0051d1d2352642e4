"""Invoices and credit notes, in the buyer's language and locale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from storefront import localization, orders
from storefront.documents import Paper, PaperKind, PaperLine
from storefront.invoices.rules.papers import detail, frame
from storefront.invoices.rules.parties import Seller
from storefront.invoices.rules.standing import Standing
from storefront.invoices.rules.sums import PaperSum, order_sum
from storefront.invoices.rules.taxes import is_tax_invoice, tax_headings, tax_reason, tax_rows
from storefront.invoices.rules.wording import words
from storefront.money import Money

_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Issue:
    """The number and moment of a paper, and the number of the order's first invoice where it adds to that or takes."""

    number: int
    at: datetime
    of_invoice: int = 0


def invoice_name(kind: str, number: int) -> str:
    """As people quote it: INV-00017, CN-00003."""
    return f"{'INV' if kind == 'invoice' else 'CN'}-{number:0{_DIGITS}}"


def invoice(order: orders.PlacedOrder, seller: Seller, issue: Issue) -> Paper:
    """What was ordered, what it costs, and what of that is tax, rate by rate."""
    _ = words(order.language).gettext
    due = _price_or_nothing(order, order.totals.due_at_delivery)
    later = _("Duties and taxes of %(amount)s are paid by the recipient on delivery.") % {"amount": due} if due else ""
    paper = replace(
        _of_sum(order, order_sum(order), seller, PaperKind.INVOICE),
        title=_("Tax invoice") if is_tax_invoice(order) else _("Invoice"),
        number=invoice_name("invoice", issue.number),
        lines=tuple(_priced(line, line.quantity, order) for line in order.lines if line.quantity),
        totals=_totals(order, Standing.of(order).amounts, held=order.totals.included_tax, total=order.total),
        facts=tuple(_facts(order, issue.at)),
    )
    return replace(paper, notes=(*filter(None, (later,)), *paper.notes))


def further_invoice(
    order: orders.PlacedOrder, beyond: PaperSum, then: Standing | None, seller: Seller, issue: Issue
) -> Paper:
    """What came to an order after its papers, told by the difference to how it stood `then`, where that was kept."""
    _ = words(order.language).gettext
    before = then.counts if then else {}
    more = {line.id: line.quantity - before.get(line.id, 0) for line in order.lines} if then else {}
    changed = {name: amount - then.amounts[name] for name, amount in Standing.of(order).amounts.items()} if then else {}
    held = beyond.tax - changed.get("tax", Money(0, order.currency)) if then else beyond.tax
    totals = _totals(order, changed, held=held, total=beyond.amount)
    facts = [*_facts(order, issue.at)]
    facts.insert(1, (_("Added to invoice"), invoice_name("invoice", issue.of_invoice)))
    return replace(
        _of_sum(order, beyond, seller, PaperKind.INVOICE),
        title=_("Tax invoice") if is_tax_invoice(order) else _("Invoice"),
        number=invoice_name("invoice", issue.number),
        lines=tuple(_priced(line, more[line.id], order) for line in order.lines if more.get(line.id)),
        totals=totals,
        facts=tuple(facts),
    )


def credit_note(
    order: orders.PlacedOrder, credited: PaperSum, seller: Seller, issue: Issue, *, is_refund: bool
) -> Paper:
    """What went back or is not asked for any more, what of it is tax, and of which invoice."""
    _ = words(order.language).gettext
    amount, tax = (_price_or_nothing(order, each) for each in (credited.amount, credited.tax))
    facts = [
        (_("Order"), f"#{order.number}"),
        (_("Invoice"), invoice_name("invoice", issue.of_invoice)),
        (_("Date"), localization.format_date(issue.at.date(), order.locale)),
    ]
    return replace(
        _of_sum(order, credited, seller, PaperKind.CREDIT_NOTE),
        title=_("Tax credit note") if is_tax_invoice(order) else _("Credit note"),
        number=invoice_name("credit_note", issue.number),
        lines=(PaperLine(_("Refund") if is_refund else _("Correction"), "1", "", amount, amount),),
        totals=(*(((_("Contains tax of"), tax),) if tax else ()), (_("Total"), amount)),
        facts=tuple(facts),
    )


def _of_sum(order: orders.PlacedOrder, comes_to: PaperSum, seller: Seller, kind: PaperKind) -> Paper:
    reason = tax_reason(order, seller)
    taxes = tax_rows(comes_to.taxes, order)
    return replace(
        frame(order, seller, kind),
        amount_minor=comes_to.amount.amount_minor,
        tax_minor=comes_to.tax.amount_minor,
        tax_headings=tax_headings(order.language) if taxes else (),
        taxes=taxes,
        notes=(reason,) if reason else (),
    )


def _facts(order: orders.PlacedOrder, issued_at: datetime) -> Iterator[tuple[str, str]]:
    """With the day of supply, or that of the payment before it (Directive 2006/112/EC, article 226, point 7)."""
    _ = words(order.language).gettext

    def day(moment: datetime) -> str:
        return localization.format_date(moment.date(), order.locale)

    is_settled = orders.is_paid(order.payment_state) and not order.due
    yield _("Order"), f"#{order.number}"
    yield _("Date"), day(issued_at)
    yield _("Payment"), _("Paid") if is_settled else _("To be paid")
    if order.paid_at and is_settled:
        yield _("Date of payment"), day(order.paid_at)
    if order.fulfilment_state is orders.FulfilmentState.FULFILLED:
        yield _("Date of supply"), day(max(each.created_at for each in order.fulfilments))


def _priced(line: orders.PlacedLine, quantity: int, order: orders.PlacedOrder) -> PaperLine:
    return PaperLine(
        title=line.title,
        quantity=localization.format_number(quantity, order.locale),
        detail=detail(line),
        unit_price=localization.format_price(line.unit_price, order.locale),
        total=localization.format_price(line.unit_price * quantity, order.locale),
    )


def _totals(
    order: orders.PlacedOrder, amounts: Mapping[str, Money], *, held: Money, total: Money
) -> tuple[tuple[str, str], ...]:
    """What it adds up from, without what is nothing; last the sum, before it the tax that prices contain."""
    _ = words(order.language).gettext
    nothing = Money(0, order.currency)
    signed = {name: -each if name in ("discount", "relief") else each for name, each in amounts.items()}
    labels = {
        "goods": _("Goods"),
        "discount": _("Discount"),
        "relief": _("Tax held in the prices, paid at delivery instead"),
        "shipping": _("Delivery"),
        "tax": _("Tax"),
        "duty": _("Duty"),
        "handling": _("Fees"),
    }
    rows = [(labels[name], signed.get(name, nothing)) for name in labels]
    rows.append((_("Invoiced or credited before"), total - Money.total(signed.values(), order.currency)))
    rows = rows if signed else []
    rows.append((_("Contains tax of"), held))
    shown = [(label, localization.format_price(amount, order.locale)) for label, amount in rows if amount]
    return (*shown, (_("Total"), localization.format_price(total, order.locale)))


def _price_or_nothing(order: orders.PlacedOrder, amount: Money) -> str:
    return localization.format_price(amount, order.locale) if amount else ""
