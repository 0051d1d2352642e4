"""What can go wrong with the registry of tenants."""

from tenants.kit.errors import Conflict, Invalid, NotFound


class BadSlug(Invalid):
    """No shop can have this address; the message says why."""


class BadTenant(Invalid):
    """The zone does not offer what the new tenant asks for."""


class SlugTaken(Conflict):
    """Another shop has this address."""


class RegistrationTaken(Conflict):
    """This business has a shop already."""


class UnknownTenant(NotFound):
    """There is no such shop."""
