"""When somebody can not be erased yet."""

from collections.abc import Sequence

from tenants.kit.errors import Conflict, NotFound


class UnknownBuyer(NotFound):
    """The shop has nothing of this address: no customer, order, checkout, enquiry, consent, wish or mail.

    It does not name the address, since what a command says of it may be kept in logs.
    """


class OrdersUnderWay(Conflict):
    """Orders by these numbers still have to reach their buyer, or money has."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(f"orders {', '.join(map(str, numbers))} are under way")
        self.numbers = tuple(numbers)
