"""What mails refuse, and when they can not leave."""

from enum import Enum

from tenants.kit.errors import Invalid, NotFound, StorefrontError


class UnknownMail(NotFound):
    """There is no mail of this kind."""


class WordingFault(Enum):
    """What can be wrong with a shop's own words."""

    EMPTY = "is empty"
    TOO_LONG = "is too long"
    LINES = "is one line"
    UNKNOWN_FACT = "names a fact that this mail does not have"


class BadWording(Invalid):
    """A shop's own words name a fact that the mail does not have (`detail`), are too long (the limit), or none."""

    def __init__(self, field: str, fault: WordingFault, detail: str = "") -> None:
        super().__init__(f"{field}: {fault.value}" + (f" ({detail})" if detail else ""))
        self.field = field
        self.fault = fault
        self.detail = detail


class MailUnavailable(StorefrontError):
    """The mail server does not answer, or asks to try later. The job tries again."""


class MailRefused(StorefrontError):
    """The mail server will never take this mail, such as for an address that does not exist."""
