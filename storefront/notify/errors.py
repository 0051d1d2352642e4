"""What mails refuse, and when they can not leave."""

from tenants.kit.errors import Invalid, NotFound, StorefrontError


class UnknownMail(NotFound):
    """There is no mail of this kind."""


class BadWording(Invalid):
    """A shop's own words name a fact that the mail does not have, or are too long."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class MailUnavailable(StorefrontError):
    """The mail server does not answer, or asks to try later. The job tries again."""


class MailRefused(StorefrontError):
    """The mail server will never take this mail, such as for an address that does not exist."""
