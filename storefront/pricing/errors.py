"""What pricing refuses."""

from tenants.kit.errors import Invalid, NotFound


class BadPrice(Invalid):
    """A price is above zero, and the price it is compared with is higher."""


class BadPriceRule(Invalid):
    """Prices of a market can not come about in this way. `field` is what is wrong."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field


class BadRate(Invalid):
    """The number is no rate of exchange."""


class BadFeed(Invalid):
    """The rates can not be believed, so that none of them is stored; the message says why in one line."""


class NoRate(NotFound):
    """Nobody tells what one currency is worth in the other."""

    def __init__(self, base: str, currency: str) -> None:
        super().__init__(f"there is no rate from {base} to {currency}")
        self.base = base
        self.currency = currency
