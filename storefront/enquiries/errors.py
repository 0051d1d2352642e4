"""What enquiring, quoting and accepting refuse."""

from collections.abc import Mapping
from datetime import date

from tenants.kit.errors import Conflict, Invalid, NotFound


class NoSuchEnquiry(NotFound):
    """The shop has no such enquiry."""


class NoSuchQuotation(NotFound):
    """The shop has no such quotation."""


class BadEnquiry(Invalid):
    """Something is missing or can not be. `errors` maps a field to the reason's key."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {reason}" for field, reason in errors.items()))
        self.errors = dict(errors)


class BadQuotation(Invalid):
    """The offer does not hold together. `errors` maps a field to the reason's key."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {reason}" for field, reason in errors.items()))
        self.errors = dict(errors)


class BadAcceptance(Invalid):
    """The buyer's address or way to pay will not do. `errors` maps a field to the reason's key."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {reason}" for field, reason in errors.items()))
        self.errors = dict(errors)


class NoWayToPay(Conflict):
    """The shop has no way to take this amount of this currency from this country, so it can not be offered."""

    def __init__(self, currency: str, country: str) -> None:
        super().__init__(f"no way to pay in {currency} from {country}")
        self.currency = currency
        self.country = country


class EnquiryClosed(Conflict):
    """The enquiry has become an order or was closed."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the enquiry is {state}")
        self.state = state


class QuotationLapsed(Conflict):
    """The offer held until `valid_until`."""

    def __init__(self, valid_until: date) -> None:
        super().__init__(f"the quotation held until {valid_until.isoformat()}")
        self.valid_until = valid_until


class QuotationWithdrawn(Conflict):
    """The shop has taken the offer back."""


class NotToBeHad(Conflict):
    """Fewer are there than were offered. `left` says how many of each variant."""

    def __init__(self, left: Mapping[int, int]) -> None:
        super().__init__(f"fewer are left than were offered: {dict(left)}")
        self.left = dict(left)
