"""What orders refuse. Each says by its data what would have been possible."""

from datetime import datetime

from storefront.money import Money
from tenants.kit.errors import Conflict, Invalid, NotFound


class OrderNotFound(NotFound):
    """The shop has no such order, or the link's token is not right."""


class NoSuchPart(NotFound):
    """The order has no such line, fulfilment, return or refund."""

    def __init__(self, part: str, number: int) -> None:
        super().__init__(f"the order has no {part} {number}")
        self.part = part
        self.number = number


class BadOrder(Invalid):
    """What should become an order does not add up. `field` is where."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field


class RefusedTransition(Conflict):
    """A machine does not go from its state to the one asked for."""

    def __init__(self, machine: str, state: str, wanted: str) -> None:
        super().__init__(f"{machine} is {state} and can not become {wanted}")
        self.machine = machine
        self.state = state
        self.wanted = wanted


class NotThatMany(Conflict):
    """A line has fewer left to ship, return or take out than were asked for."""

    def __init__(self, line_id: int, asked: int, left: int) -> None:
        super().__init__(f"line {line_id}: {asked} asked for, {left} left")
        self.line_id = line_id
        self.asked = asked
        self.left = left


class RefundExceedsPayment(Conflict):
    """More would be given back than was paid and not yet given back."""

    def __init__(self, asked: Money, refundable: Money) -> None:
        super().__init__(f"{asked} of {refundable} refundable")
        self.asked = asked
        self.refundable = refundable


class AlreadyShipped(Conflict):
    """Something of the order is on its way, so this can not be done any more: a return is the way."""


class StillDue(Conflict):
    """An order that was amended is sent once what it asks for since is paid. `due` is how much that is."""

    def __init__(self, due: Money) -> None:
        super().__init__(f"{due} is still to be paid")
        self.due = due


class PaymentUnderWay(Conflict):
    """A payment of the old total has begun; it must end first."""


class WithdrawalClosed(Conflict):
    """The buyer's right to withdraw does not hold, or not any more. `until` is None where it never did."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__("there is no right to withdraw" if until is None else f"withdrawal was open until {until}")
        self.until = until
