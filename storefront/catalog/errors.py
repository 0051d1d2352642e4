"""What the catalogue refuses."""

from tenants.kit.errors import Conflict, Invalid, NotFound


class ProductNotFound(NotFound):
    """There is no such product for this audience."""


class CollectionNotFound(NotFound):
    """There is no such collection for this audience."""


class BadProduct(Invalid):
    """The product can not be stored as it is; the message says which part is wrong."""


class BadCollectionRule(Invalid):
    """The rule of a collection names a field, an operator or a value that it can not have."""


class HandleTaken(Conflict):
    """Another product or collection answers to this handle in this language."""


class NotAHandle(Invalid):
    """Nothing that can stand in an address is left of what was asked for."""
