"""What the shop's own words refuse."""

from tenants.kit.errors import Conflict, Invalid, NotFound


class DocumentNotFound(NotFound):
    """There is no such page, policy or article for this audience."""


class BadDocument(Invalid):
    """The document can not be stored as it is; the message says which part is wrong."""


class BadMenu(Invalid):
    """A link of the menu points nowhere, or the menu is too deep or too long."""


class DocumentHandleTaken(Conflict):
    """Another document of the kind answers to this handle in this language."""
