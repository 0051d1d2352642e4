"""What can be wrong with the zone's rules of sale, and with a shop's permits."""

from tenants.kit.errors import Conflict, Invalid, NotFound


class BadGoodsRule(Invalid):
    """A rule on goods, or a file of them, does not say what it must. `field` is where."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class BadSellingRule(Invalid):
    """A rule on sales, or a file of them, does not say what it must. `field` is where."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class BadDestination(Invalid):
    """The destination can not be closed or opened as asked."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class AlreadyClosed(Conflict):
    """The destination is closed already."""

    def __init__(self, country: str) -> None:
        super().__init__(f"{country} is closed already")
        self.country = country


class NotClosed(NotFound):
    """The destination is open."""

    def __init__(self, country: str) -> None:
        super().__init__(f"{country} is not closed")
        self.country = country


class DestinationClosed(Conflict):
    """The platform has closed the destination for every shop."""

    def __init__(self, country: str, reason: str) -> None:
        super().__init__(f"{country} is closed: {reason}")
        self.country = country
        self.reason = reason
