"""Checkout Sessions and what comes of them: intents, charges, fees and events, as direct charges make them."""

from typing import Any

from stripe.params.checkout import SessionCreateParams

from storefront.standins.stripe import amounts, methods
from storefront.standins.stripe.forms import Tree
from storefront.standins.stripe.refusals import Refused, bad
from storefront.standins.stripe.shapes import checked
from storefront.standins.stripe.world import PLATFORM, World, now

_SHORTEST, _LONGEST = 30 * 60, 24 * 3600


def create_session(world: World, account: str, tree: Tree, *, origin: str) -> Tree:
    """Open a hosted page for one payment. Raises Refused."""
    wanted = checked(SessionCreateParams, tree)
    owner = world.account(account)
    total, currency = _total(wanted)
    closes = wanted.get("expires_at", now() + _LONGEST)
    intended = wanted.get("payment_intent_data", {})
    _check_terms(owner, wanted, total, currency, closes=closes)
    asked = wanted.get("payment_method_types")
    offered = methods.methods_for(owner["country"], currency, total)
    session = world.new(
        "checkout.session",
        account,
        mode="payment",
        status="open",
        payment_status="unpaid",
        amount_total=total,
        amount_subtotal=total,
        currency=currency,
        success_url=wanted["success_url"],
        cancel_url=wanted.get("cancel_url"),
        client_reference_id=wanted.get("client_reference_id"),
        customer_email=wanted.get("customer_email"),
        metadata=dict(wanted.get("metadata") or {}),
        locale=wanted.get("locale"),
        expires_at=closes,
        payment_intent=None,
        payment_method_types=[each for each in offered if not asked or each in asked],
        adaptive_pricing={"enabled": bool(wanted.get("adaptive_pricing", {}).get("enabled", True))},
    )
    session["url"] = f"{origin}/c/pay/{session['id']}"
    # Not part of what Stripe tells of a session: what its intent will be made of.
    session["_intended"] = {**intended, "metadata": dict(intended.get("metadata") or {})}
    session["_title"] = wanted["line_items"][0]["price_data"]["product_data"]["name"]
    return session


def expire_session(world: World, account: str, name: str) -> Tree:
    """Close a page. Raises Refused where it is not open any more."""
    session = current(world, account, name)
    if session["status"] != "open":
        raise bad(f'Only Checkout Sessions with a status in ["open"] can be expired. This one is {session["status"]}.')
    _close(world, account, session)
    return session


def current(world: World, account: str, name: str) -> Tree:
    """A session as it stands by the clock. Raises Refused."""
    session = world.find(account, "checkout.session", name)
    if session["status"] == "open" and session["expires_at"] <= now():
        _close(world, account, session)
    return session


def pay(world: World, account: str, name: str, method: str, *, card: str = "", confirmed: bool | None = None) -> Tree:
    """What the buyer does on the page. Says how the intent stands: `requires_action` asks to be confirmed first."""
    session = current(world, account, name)
    if session["status"] != "open":
        raise bad("This page is closed.")
    if method not in session["payment_method_types"]:
        raise bad("This way to pay is not offered here.", param="method")
    if method == "card" and card not in methods.CARDS:
        raise Refused(402, "Your card number is incorrect.", kind="card_error", code="incorrect_number")
    intent = _intent(world, account, session)
    course = methods.course_of(method)
    if card in methods.DECLINES or confirmed is False:
        _decline(world, account, intent, methods.DECLINES.get(card, "authentication_required"))
    elif card in methods.ASKS_FIRST and confirmed is None:
        intent["status"] = "requires_action"
        world.tell("payment_intent.requires_action", account, intent)
    elif course == "later":
        intent["status"] = "processing"
        _complete(world, account, session, paid=False)
        world.tell("payment_intent.processing", account, intent)
    else:
        capture(world, account, session, intent, method=method, card=card)
    return intent


def settle(world: World, account: str, name: str, *, succeeds: bool) -> Tree:
    """Money that was on its way arrives, or does not. Raises Refused where none is."""
    session = world.find(account, "checkout.session", name)
    intent = world.find(account, "payment_intent", session["payment_intent"] or "")
    if intent["status"] != "processing":
        raise bad(f"The payment is {intent['status']}.")
    if succeeds:
        capture(world, account, session, intent, method=session["payment_method_types"][-1], card="")
    else:
        _decline(world, account, intent, "debit_not_authorized")
        world.tell("checkout.session.async_payment_failed", account, session)
    return intent


def capture(world: World, account: str, session: Tree, intent: Tree, *, method: str, card: str) -> None:
    """The money is there: charge, balance entry, the platform's fee, and the events of each."""
    was_waiting = session["status"] == "complete"
    charge = _charge(world, account, intent, method=method, card=card)
    intent |= {"status": "succeeded", "amount_received": intent["amount"], "latest_charge": charge["id"]}
    intent["last_payment_error"] = None
    session["payment_status"] = "paid"
    world.tell("charge.succeeded", account, charge)
    world.tell("payment_intent.succeeded", account, intent)
    if was_waiting:
        world.tell("checkout.session.async_payment_succeeded", account, session)
    else:
        _complete(world, account, session, paid=True)


def _check_terms(owner: Tree, wanted: Tree, total: int, currency: str, *, closes: int) -> None:
    if not owner["charges_enabled"]:
        raise bad("Your account cannot currently make live charges.", code="account_invalid")
    amounts.check_amount(total, currency)
    if not wanted.get("success_url"):
        raise bad("Missing required param: success_url.", param="success_url", code="parameter_missing")
    if not now() + _SHORTEST <= closes <= now() + _LONGEST:
        raise bad("The expires_at timestamp must be between 30 minutes and 24 hours from now.", param="expires_at")
    fee = wanted.get("payment_intent_data", {}).get("application_fee_amount")
    if fee is not None and not 0 < fee <= total:
        raise bad("application_fee_amount is out of range", param="payment_intent_data[application_fee_amount]")


def _total(wanted: Tree) -> tuple[int, str]:
    if wanted.get("mode") != "payment":
        raise bad("Only the mode payment is known here.", param="mode")
    lines = wanted.get("line_items") or []
    prices: list[Any] = [line.get("price_data", {}) for line in lines]
    if not lines or not all("unit_amount" in price for price in prices):
        raise bad("Every line needs price_data with a unit_amount.", param="line_items")
    currencies = {price["currency"] for price in prices}
    if len(currencies) != 1:
        raise bad("All lines need one currency.", param="line_items")
    return sum(line["quantity"] * price["unit_amount"] for line, price in zip(lines, prices, strict=True)), min(
        currencies
    )


def _intent(world: World, account: str, session: Tree) -> Tree:
    """The session's intent, made when the buyer first tries to pay."""
    if session["payment_intent"]:
        return world.find(account, "payment_intent", session["payment_intent"])
    intended = session["_intended"]
    intent = world.new(
        "payment_intent",
        account,
        amount=session["amount_total"],
        amount_received=0,
        currency=session["currency"],
        application_fee_amount=intended.get("application_fee_amount"),
        metadata=intended["metadata"],
        description=intended.get("description"),
        status="requires_payment_method",
        payment_method_types=session["payment_method_types"],
        latest_charge=None,
        last_payment_error=None,
        next_action=None,
        canceled_at=None,
    )
    session["payment_intent"] = intent["id"]
    world.tell("payment_intent.created", account, intent)
    return intent


def _charge(world: World, account: str, intent: Tree, *, method: str, card: str) -> Tree:
    fee = intent["application_fee_amount"] or 0
    charge = world.new(
        "charge",
        account,
        amount=intent["amount"],
        amount_captured=intent["amount"],
        amount_refunded=0,
        currency=intent["currency"],
        captured=True,
        paid=True,
        status="succeeded",
        refunded=False,
        disputed=False,
        payment_intent=intent["id"],
        metadata=intent["metadata"],
        application_fee_amount=fee or None,
        description=intent["description"],
    )
    charge["payment_method_details"] = {"type": method}
    charge["_card"] = card
    charge.pop("refunds", None)
    into = world.account(account)["default_currency"]
    gross = amounts.settled(intent["amount"], intent["currency"], into)
    own, kept = amounts.provider_fee(gross, into), amounts.settled(fee, intent["currency"], into)
    entry = balance_entry(
        world, account, charge, gross, kind="charge", fees=(("stripe_fee", own), ("application_fee", kept))
    )
    charge["balance_transaction"] = entry["id"]
    if fee:
        world.new(
            "application_fee", PLATFORM, account=account, amount=fee, currency=intent["currency"], charge=charge["id"],
            amount_refunded=0, refunded=False,
        )  # fmt: skip
    return charge


def balance_entry(
    world: World, account: str, source: Tree, gross: int, *, kind: str, fees: tuple[tuple[str, int], ...] = ()
) -> Tree:
    """A line of the account's balance, in the currency that it is settled in."""
    into = world.account(account)["default_currency"]
    fee = sum(amount for _, amount in fees)
    is_foreign = source["currency"] != into
    return world.new(
        "balance_transaction",
        account,
        amount=gross,
        currency=into,
        fee=fee,
        net=gross - fee,
        exchange_rate=float(amounts.rate(source["currency"], into)) if is_foreign else None,
        fee_details=[
            {"type": name, "amount": amount, "currency": into, "application": None, "description": None}
            for name, amount in fees
            if amount
        ],
        source=source["id"],
        type=kind,
        reporting_category=kind,
        description=source.get("description"),
    )


def _decline(world: World, account: str, intent: Tree, why: str) -> None:
    is_card = why != "debit_not_authorized"
    error = {"type": "card_error", "code": "card_declined" if is_card else why, "message": "It was declined."}
    intent["status"] = "requires_payment_method"
    intent["last_payment_error"] = error | ({"decline_code": why} if is_card else {})
    world.tell("payment_intent.payment_failed", account, intent)


def _complete(world: World, account: str, session: Tree, *, paid: bool) -> None:
    session |= {"status": "complete", "payment_status": "paid" if paid else "unpaid", "url": None}
    world.tell("checkout.session.completed", account, session)


def _close(world: World, account: str, session: Tree) -> None:
    session |= {"status": "expired", "url": None}
    if session["payment_intent"]:
        intent = world.find(account, "payment_intent", session["payment_intent"])
        intent["status"] = "canceled"
        world.tell("payment_intent.canceled", account, intent)
    world.tell("checkout.session.expired", account, session)
