"""What happens to charges afterwards: refunds, disputes, payouts."""

from stripe.params import RefundCreateParams

from storefront.standins.stripe import amounts, methods
from storefront.standins.stripe.checkout import balance_entry
from storefront.standins.stripe.forms import Tree
from storefront.standins.stripe.refusals import bad
from storefront.standins.stripe.shapes import checked
from storefront.standins.stripe.world import PLATFORM, World, now

_EVIDENCE_SECONDS = 9 * 24 * 3600


def create_refund(world: World, account: str, tree: Tree) -> Tree:
    """Send money back. Raises Refused for more than is left."""
    wanted = checked(RefundCreateParams, tree)
    charge = _charge(world, account, wanted)
    left = charge["amount"] - charge["amount_refunded"]
    amount = wanted.get("amount", left)
    if charge["disputed"]:
        raise bad("The charge has been charged back.", code="charge_disputed")
    if left == 0:
        raise bad("The charge has already been refunded.", code="charge_already_refunded")
    if not 0 < amount <= left:
        raise bad(f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", param="amount")
    facts = {"charge": charge["id"], "payment_intent": charge["payment_intent"]}
    refund = world.new(
        "refund",
        account,
        amount=amount,
        currency=charge["currency"],
        metadata=dict(wanted.get("metadata") or {}),
        reason=wanted.get("reason"),
        status="pending" if charge["_card"] == methods.REFUND_WAITS else "succeeded",
        **facts,
    )
    into = world.account(account)["default_currency"]
    gross = amounts.settled(amount, charge["currency"], into)
    refund["balance_transaction"] = balance_entry(world, account, refund, -gross, kind="refund")["id"]
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    if wanted.get("refund_application_fee"):
        _give_back_the_fee(world, charge)
    world.tell("refund.created", account, refund)
    world.tell("charge.refunded", account, charge)
    if charge["_card"] == methods.REFUND_FAILS:
        end_refund(world, account, refund["id"], succeeds=False)
    return refund


def end_refund(world: World, account: str, name: str, *, succeeds: bool) -> Tree:
    """A refund arrives, or comes back from an account that is closed."""
    refund = world.find(account, "refund", name)
    charge = world.find(account, "charge", refund["charge"])
    if succeeds:
        refund["status"] = "succeeded"
        world.tell("refund.updated", account, refund)
    else:
        refund |= {"status": "failed", "failure_reason": "expired_or_canceled_card"}
        charge["amount_refunded"] -= refund["amount"]
        charge["refunded"] = False
        world.tell("refund.failed", account, refund)
    return refund


def refunds_of(world: World, account: str, charge: Tree) -> Tree:
    """A charge's refunds as a list object."""
    found = [each for each in world.every(account, "refund") if each["charge"] == charge["id"]]
    return {"object": "list", "data": found, "has_more": False, "url": f"/v1/charges/{charge['id']}/refunds"}


def open_dispute(world: World, account: str, charge_id: str, reason: str = "fraudulent") -> Tree:
    """The buyer's bank asks for the money back."""
    charge = world.find(account, "charge", charge_id)
    dispute = world.new(
        "dispute",
        account,
        amount=charge["amount"],
        currency=charge["currency"],
        charge=charge["id"],
        payment_intent=charge["payment_intent"],
        reason=reason,
        status="needs_response",
    )
    dispute["evidence_details"]["due_by"] = now() + _EVIDENCE_SECONDS
    charge["disputed"] = True
    world.tell("charge.dispute.created", account, dispute)
    return dispute


def close_dispute(world: World, account: str, name: str, *, won: bool) -> Tree:
    """Decide a dispute, as a bank would, and tell the shop."""
    dispute = world.find(account, "dispute", name)
    dispute["status"] = "won" if won else "lost"
    world.tell("charge.dispute.closed", account, dispute)
    return dispute


def make_payout(world: World, account: str, amount: int | None = None) -> Tree:
    """Pay what the account has, or so much of it, into the shop's bank account."""
    entries = list(world.every(account, "balance_transaction"))
    balance = sum(entry["net"] for entry in entries)
    currency = world.account(account)["default_currency"]
    payout = world.new(
        "payout", account, amount=balance if amount is None else amount, currency=currency, status="in_transit",
        arrival_date=now() + 2 * 24 * 3600,
    )  # fmt: skip
    if payout["amount"] <= 0 or payout["amount"] > balance:
        del world.spaces[account][payout["id"]]
        raise bad("There is not so much in the account's balance.", code="balance_insufficient")
    entry = balance_entry(world, account, payout, -payout["amount"], kind="payout")
    payout["balance_transaction"] = entry["id"]
    world.tell("payout.created", account, payout)
    return payout


def end_payout(world: World, account: str, name: str, *, paid: bool) -> Tree:
    """Let a payout arrive or come back, and tell the shop."""
    payout = world.find(account, "payout", name)
    payout["status"] = "paid" if paid else "failed"
    world.tell("payout.paid" if paid else "payout.failed", account, payout)
    return payout


def _charge(world: World, account: str, wanted: Tree) -> Tree:
    if name := wanted.get("charge"):
        return world.find(account, "charge", name)
    intent = world.find(account, "payment_intent", wanted.get("payment_intent", ""))
    if not intent["latest_charge"]:
        raise bad("This PaymentIntent does not have a successful charge to refund.", code="charge_not_found")
    return world.find(account, "charge", intent["latest_charge"])


def _give_back_the_fee(world: World, charge: Tree) -> None:
    for fee in world.every(PLATFORM, "application_fee"):
        if fee["charge"] == charge["id"]:
            fee["amount_refunded"] = fee["amount"] * charge["amount_refunded"] // charge["amount"]
            fee["refunded"] = fee["amount_refunded"] == fee["amount"]
            return
    raise bad("The charge has no application fee.", param="refund_application_fee")
