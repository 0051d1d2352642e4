"""What discounts refuse."""

from tenants.kit.errors import Conflict, Invalid, NotFound


class DiscountNotFound(NotFound):
    """The shop has no such discount."""


class BadDiscount(Invalid):
    """A discount that could not be worked out. `field` names what to mend."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class CodeTaken(Conflict):
    """Another discount of the shop has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the code {code} is taken")
        self.code = code


class DiscountUsedUp(Conflict):
    """Somebody else had the last use, or this customer has had all of theirs."""

    def __init__(self, discount_id: int) -> None:
        super().__init__(f"discount {discount_id} is used up")
        self.discount_id = discount_id
