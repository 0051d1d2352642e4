"""What can be wrong with a zone, or with a name that is asked of it."""

from tenants.kit.errors import Invalid, NotFound


class BadZone(Invalid):
    """One line that names the file and the key, and says what is wrong with it."""


class UnknownMarket(NotFound):
    """The zone has no market of this handle."""
