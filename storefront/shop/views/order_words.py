"""The sentences of an order's page, by the state that the order is in."""

from storefront import localization
from storefront.checkout import changes_of_goods
from storefront.localization import View
from storefront.money import Money
from storefront.orders import Event, FulfilmentState, OrderState, PaymentState, PlacedLine, PlacedOrder, is_paid
from storefront.payments import CASH_ON_DELIVERY


def tone(order: PlacedOrder) -> str:
    """good, wait or bad: how the page begins."""
    if order.state is OrderState.CANCELLED or order.payment_state is PaymentState.FAILED:
        return "bad"
    return "wait" if order.state is OrderState.DRAFT else "good"


def heading(order: PlacedOrder, language: str, *, is_on_its_way: bool = False) -> str:
    """What stands over an order: the one thing that its buyer wants to know now."""
    words = localization.words(language)
    if order.state is OrderState.CANCELLED:
        return words.gettext("This order was cancelled")
    if is_on_its_way:
        return words.gettext("Payment on its way")
    if order.payment_state is PaymentState.FAILED:
        return words.gettext("Your payment did not go through")
    if order.state is OrderState.DRAFT:
        return words.gettext("Your order is waiting for your payment")
    if order.fulfilments and all(each.delivered_at for each in order.fulfilments) and _is_all_sent(order):
        return words.gettext("Your order has arrived")
    if order.fulfilment_state is not FulfilmentState.UNFULFILLED:
        return words.gettext("Your order is on its way")
    return words.gettext("Thank you for your order")


def lede(order: PlacedOrder, language: str) -> str:
    """The sentence below it: what becomes of the money and the goods; '' where nothing needs to be said."""
    words = localization.words(language)
    if order.state is OrderState.CANCELLED:
        if order.refunds:
            return words.gettext("What you have paid goes back the way it came.")
        return words.gettext("Nothing was charged.") if not order.books.kept else ""
    if order.payment_state is PaymentState.FAILED:
        return words.gettext("Nothing was charged. Your goods are still held for you; please try again.")
    if order.state is OrderState.DRAFT:
        return words.gettext("We hold your goods for you while you pay.")
    if order.fulfilment_state is FulfilmentState.PARTIAL:
        return words.gettext("A part of it has left; the rest follows.")
    if is_paid(order.payment_state):
        return words.gettext("We have your payment, and send a message to %(email)s with every step.") % {
            "email": localization.isolated(order.email)
        }
    if order.payment_method == CASH_ON_DELIVERY:
        return words.gettext("You pay when it is delivered.")
    return words.gettext("We send it as soon as your payment has arrived.")


def still_due(order: PlacedOrder, view: View) -> str:
    """What an order asks for since it was changed; empty where that is nothing."""
    if not order.due:
        return ""
    words = localization.words(view.language)
    text = words.gettext("Your order was changed. %(amount)s is still to be paid; its goods are held for you.")
    return text % {"amount": localization.format_price(order.due, view.locale)}


def on_its_way(language: str) -> str:
    """Said of a payment, by bank for example, that arrives later than the order."""
    words = localization.words(language)
    return words.gettext("Your payment is on its way. We write to you when it has arrived.")


def payment_state(state: PaymentState, language: str) -> str:
    """In words. A disputed payment reads as paid: the dispute is between the bank and the shop."""
    words = localization.words(language)
    return {
        PaymentState.UNPAID: words.gettext("Not paid yet"),
        PaymentState.PENDING: words.gettext("Payment is awaited"),
        PaymentState.FAILED: words.gettext("Payment failed"),
        PaymentState.PAID: words.gettext("Paid"),
        PaymentState.PARTLY_REFUNDED: words.gettext("Refunded in part"),
        PaymentState.REFUNDED: words.gettext("Refunded"),
        PaymentState.DISPUTED: words.gettext("Paid"),
    }[state]


def event(event: Event, order: PlacedOrder, view: View) -> tuple[str, str] | None:
    """What happened and what of, or None where the buyer is told of it elsewhere."""
    words = localization.words(view.language)
    facts = event.facts
    amount = ""
    if "amount_minor" in facts:
        amount = localization.format_price(Money(facts["amount_minor"], order.currency), view.locale)
    titles = {
        "placed": words.gettext("Order placed"),
        "paid": words.gettext("Payment received"),
        "payment_failed": words.gettext("Payment failed"),
        "edited": words.gettext("Order changed"),
        "amended": words.gettext("Order changed"),
        "cancelled": words.gettext("Order cancelled"),
        "shipped": words.gettext("Sent"),
        "delivered": words.gettext("Delivered"),
        "return_requested": words.gettext("Return asked for"),
        "return_approved": words.gettext("Return agreed"),
        "return_rejected": words.gettext("Return declined"),
        "return_received": words.gettext("Return received"),
        "refund_started": words.gettext("Refund on its way"),
        "refunded": words.gettext("Refunded"),
        "withdrawn": words.gettext("Withdrawal received"),
    }
    if event.kind not in titles:
        return None
    if event.kind == "amended":
        amount = localization.format_list(changes_of_goods(facts["goods"], view.locale), view.locale)
    parcel = f"{facts.get('carrier', '')} {facts.get('tracking_number', '')}".strip()
    return titles[event.kind], amount or parcel or str(facts.get("note", ""))


def line_note(line: PlacedLine, language: str) -> str:
    """How much of a line came back or, while another part is still here, was sent; else ''."""
    words = localization.words(language)
    if line.returned:
        return words.gettext("%(count)s coming back or returned") % {"count": line.returned}
    if line.fulfilled and line.unfulfilled:
        return words.gettext("%(count)s sent") % {"count": line.fulfilled}
    return ""


def reason(key: str, language: str) -> str:
    """Why goods come back, in words. Raises KeyError for a reason that no form offers."""
    words = localization.words(language)
    return {
        "changed_mind": words.gettext("I have changed my mind"),
        "damaged": words.gettext("It arrived damaged"),
        "wrong_item": words.gettext("It is not what I ordered"),
        "not_as_described": words.gettext("It is not as described"),
        "wrong_size": words.gettext("It does not fit"),
        "other": words.gettext("Another reason"),
    }[key]


def cancel_text(order: PlacedOrder, language: str) -> str:
    """What cancelling does to the money."""
    words = localization.words(language)
    if is_paid(order.payment_state):
        return words.gettext("Nothing has left yet. The whole amount goes back the way it came.")
    return words.gettext("Nothing has been paid, and nothing will be.")


def withdraw_text(order: PlacedOrder, view: View) -> str:
    """Until when the buyer may withdraw without a reason; days after the delivery while it has not happened."""
    words = localization.words(view.language)
    until = order.withdrawal_until
    if until is None:
        text = words.ngettext(
            "You may withdraw without giving a reason until %(days)s day after the delivery.",
            "You may withdraw without giving a reason until %(days)s days after the delivery.",
            order.withdrawal_days,
        )
        return text % {"days": localization.format_number(order.withdrawal_days, view.locale)}
    day = localization.format_date(until.date(), view.locale)
    return words.gettext("You may withdraw without giving a reason until %(date)s.") % {"date": day}


def _is_all_sent(order: PlacedOrder) -> bool:
    return order.fulfilment_state is FulfilmentState.FULFILLED
