"""What can be wrong with rules of taxes and duties, with what they are asked about, and with a shop's own facts."""

from datetime import date

from tenants.kit.errors import Conflict, Invalid, NotFound


class BadRule(Invalid):
    """A rule, or a file of rules, does not say what it must. `field` is where, such as `MY.duty.above.rate`."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class BadConsignment(Invalid):
    """What is asked about can not be calculated. `field` is what is wrong with it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class NoRateKnown(NotFound):
    """No rate of exchange is at hand for a currency that a rule is written in."""

    def __init__(self, currency: str) -> None:
        super().__init__(f"no rate of exchange for {currency}")
        self.currency = currency


class NoRuleKnown(NotFound):
    """No rule for goods sent to a country on a day."""

    def __init__(self, country: str, on: date) -> None:
        super().__init__(f"no rule of taxes and duties for {country[:2]!r} on {on}")
        self.country = country
        self.on = on


class BadRegistration(Invalid):
    """A registration number is not one of its kind."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class OverlappingPeriods(Conflict):
    """Two facts would hold for the same days."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: the days overlap with those of another that is there already")
        self.what = what


class NoSuchRegistration(NotFound):
    """The shop has no registration of this number in its list."""

    def __init__(self, registration_id: int) -> None:
        super().__init__(f"no registration {registration_id}")
        self.registration_id = registration_id
