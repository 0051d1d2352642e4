"""What customers are refused."""

from tenants.kit.errors import Gone, Invalid, NotFound, OverLimit


class BadEmail(Invalid):
    """This is no e-mail address."""


class BadGroup(Invalid):
    """This is no name for a group of customers."""


class LinkSpent(Gone):
    """The link was used, is too old, or never was one. Which of them, nobody is told."""


class AddressNotFound(NotFound):
    """This customer has no such address."""


class TooManyAddresses(OverLimit):
    """A customer keeps only so many addresses."""


class TooManyAlerts(OverLimit):
    """One address waits for only so many things."""


class PasskeyRefused(Invalid):
    """A passkey can not be kept, or signs nobody in. Why, nobody is told."""


class PasskeyNotFound(NotFound):
    """This customer has no such passkey."""


class TooManyPasskeys(OverLimit):
    """A customer has only so many passkeys."""
