"""What no real Stripe has: levers for tests and demonstrations, under `/_control/`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from storefront.standins.stripe import accounts, after, checkout
from storefront.standins.stripe.delivery import Delivery
from storefront.standins.stripe.forms import Tree
from storefront.standins.stripe.refusals import bad
from storefront.standins.stripe.world import World, public

Lever = Callable[[Tree], Any]  # Any: JSON, or a promise of it


@dataclass(slots=True)
class Fault:
    """How the next so many calls of the API go wrong.

    `nonsense` and `error` do nothing; `lost` does what was asked and then gives no answer in time; `slow` neither.
    """

    kind: str = ""
    times: int = 0
    seconds: float = 30.0

    def next(self) -> str:
        if self.times <= 0:
            return ""
        self.times -= 1
        return self.kind


def levers(world: World, delivery: Delivery, fault: Fault) -> dict[str, Lever]:
    """Each lever by its name; what it is given comes as JSON."""
    return _ways_to_go_wrong(delivery, fault) | _happenings(world)


def _ways_to_go_wrong(delivery: Delivery, fault: Fault) -> dict[str, Lever]:
    def set_fault(tree: Tree) -> Tree:
        fault.kind, fault.times = str(tree["kind"]), int(tree.get("times", 1))
        fault.seconds = float(tree.get("seconds", 30))
        return {"kind": fault.kind, "times": fault.times}

    def set_delivery(tree: Tree) -> Tree:
        delivery.url, delivery.host = tree.get("url", delivery.url), tree.get("host", delivery.host)
        delivery.is_held = bool(tree.get("held", False))
        delivery.times = int(tree.get("times", 1))
        delivery.delay_seconds = float(tree.get("delay_seconds", 0))
        return {"held": len(delivery.held)}

    def release(tree: Tree) -> Tree:
        order, seed, times = tree.get("order", "as_made"), int(tree.get("seed", 0)), int(tree.get("times", 1))
        return {"deliveries": delivery.release(order=order, seed=seed, times=times)}

    async def settled(_tree: Tree) -> Tree:
        await delivery.settle()
        return {"tried": delivery.tried}

    return {
        "fault": set_fault,
        "delivery": set_delivery,
        "release": release,
        "settled": settled,
    }


def _happenings(world: World) -> dict[str, Lever]:
    def pay(tree: Tree) -> Tree:
        return checkout.pay(
            world, tree["account"], tree["session"], tree.get("method", "card"),
            card=tree.get("card", "4242424242424242"), confirmed=tree.get("confirmed"),
        )  # fmt: skip

    return {
        "pay": pay,
        "settle": lambda tree: checkout.settle(world, tree["account"], tree["session"], succeeds=tree["succeeds"]),
        "complete_account": lambda tree: accounts.complete_account(world, tree["account"]),
        "disconnect": lambda tree: accounts.disconnect(world, tree["account"]),
        "dispute": lambda tree: after.open_dispute(world, tree["account"], tree["charge"]),
        "close_dispute": lambda tree: after.close_dispute(world, tree["account"], tree["dispute"], won=tree["won"]),
        "payout": lambda tree: after.make_payout(world, tree["account"], tree.get("amount")),
        "end_payout": lambda tree: after.end_payout(world, tree["account"], tree["payout"], paid=tree["paid"]),
        "refund": lambda tree: after.create_refund(world, tree["account"], tree["params"]),
        "end_refund": lambda tree: after.end_refund(world, tree["account"], tree["refund"], succeeds=tree["succeeds"]),
        "events": lambda _tree: {"data": world.events},
    }


async def pull(lever: Lever | None, tree: Tree) -> Tree:
    """Raises Refused for a lever that is not there, or one that lacks what it needs."""
    if lever is None:
        raise bad("There is no such lever.")
    try:
        found = lever(tree)
        told: Tree = public(await found if isinstance(found, Awaitable) else found)
    except KeyError as error:
        raise bad(f"The lever needs {error}.") from None
    return told
