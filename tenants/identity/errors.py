"""What can be wrong with people and their keys."""

from tenants.kit.errors import Denied, Gone, Invalid, NotFound


class BadEmail(Invalid):
    """This is not an e-mail address that mail can be sent to."""


class WeakPassword(Invalid):
    """The password is shorter or longer than the platform takes."""


class UnknownPerson(NotFound):
    """Nobody is enrolled under this e-mail address."""


class SignInRefused(Denied):
    """Address and password do not belong together. It does not say which is wrong."""


class LinkSpent(Gone):
    """The link has been used, replaced by a newer one, or is too old."""
