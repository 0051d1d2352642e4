"""What a cart refuses."""

from tenants.kit.errors import Conflict, Invalid, NotFound, OverLimit


class CartNotFound(NotFound):
    """There is no such cart, or not any more."""


class LineNotFound(NotFound):
    """The cart has no such line, or not any more."""


class BadQuantity(Invalid):
    """A quantity is a whole number from 1 to `most`."""

    def __init__(self, most: int) -> None:
        super().__init__(f"a quantity is a whole number from 1 to {most}")
        self.most = most


class BadText(Invalid):
    """A note, message or code is longer than there is room for. `most` is how many characters there are."""

    def __init__(self, most: int) -> None:
        super().__init__(f"there is room for {most} characters")
        self.most = most


class NotForSale(Conflict):
    """There is no such thing in this market, or not any more."""


class NotEnough(Conflict):
    """Fewer are left than were wanted; `left` may be 0."""

    def __init__(self, left: int) -> None:
        super().__init__(f"only {left} are left")
        self.left = left


class CartFull(OverLimit):
    """A cart holds at most `most` different things, or codes."""

    def __init__(self, most: int) -> None:
        super().__init__(f"a cart holds at most {most} of them")
        self.most = most
