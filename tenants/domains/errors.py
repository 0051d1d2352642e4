"""What can be wrong with a host."""

from tenants.kit.errors import Conflict, Invalid, NotFound, OverLimit


class MalformedHost(Invalid):
    """The Host header is not one host name with an optional port."""


class BadDomain(Invalid):
    """This can not be a shop's own domain; the message says why."""


class TooManyDomains(OverLimit):
    """The shop claims as many domains as a shop may."""


class DomainTaken(Conflict):
    """Another shop has proved that this domain is its own."""


class UnknownDomain(NotFound):
    """The shop never claimed this domain."""
