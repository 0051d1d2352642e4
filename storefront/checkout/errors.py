"""What the checkout refuses. Nothing that was typed is lost by it: it is kept with the checkout."""

from collections.abc import Mapping, Sequence

from tenants.kit.errors import Conflict, Invalid, NotFound


class NoSuchCheckout(NotFound):
    """The shop has no such checkout, or it is another cart's."""


class EmptyCart(Conflict):
    """There is nothing to buy."""


class BadWishes(Invalid):
    """Something is missing or can not be. `errors` maps a field to the reason's key."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {reason}" for field, reason in errors.items()))
        self.errors = dict(errors)


class QuoteChanged(Conflict):
    """What would be paid is not what was reviewed. `changes` names the parts that differ (`rules.fingerprint`)."""

    def __init__(self, changes: Sequence[str]) -> None:
        super().__init__(", ".join(changes) or "the quote has changed")
        self.changes = tuple(changes)


class SoldOut(Conflict):
    """Somebody else was faster. `left` says how many there are of each variant that was wanted in a greater number."""

    def __init__(self, left: Mapping[int, int]) -> None:
        super().__init__(f"fewer are left than were wanted: {dict(left)}")
        self.left = dict(left)


class DiscountGone(Conflict):
    """A discount of the quote was used up by others in the meantime."""


class BadChange(Invalid):
    """What staff want of an order is nothing, or no order can be so. `field` is where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NotAmendable(Conflict):
    """What the order consists of can not be changed.

    `reason` is "quotation", "market" or "no_delivery".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotToBeAdded(Conflict):
    """This can not be put into the order. `problem` is as a quote's lines have it, `left` how many there are."""

    def __init__(self, title: str, problem: str, left: int = 0) -> None:
        super().__init__(f"{title}: {problem}")
        self.title = title
        self.problem = problem
        self.left = left


class NotPayable(Conflict):
    """The order is paid, or there is nothing to be paid for any more."""
