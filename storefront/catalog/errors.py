"""What the catalogue refuses."""

from collections.abc import Mapping

from tenants.kit.errors import Conflict, Invalid, NotFound


class ProductNotFound(NotFound):
    """There is no such product for this audience."""


class CollectionNotFound(NotFound):
    """There is no such collection for this audience."""


class BadProduct(Invalid):
    """The product can not be stored as it is; the message says which part is wrong."""


class BadTradeData(Invalid):
    """What was said of a product for customs and the law does not hold. `errors` maps a field to the reason's key."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}: {reason}" for field, reason in errors.items()))
        self.errors = dict(errors)


class BadCollectionRule(Invalid):
    """The rule of a collection names a field, an operator or a value that it can not have."""


class HandleTaken(Conflict):
    """Another product or collection answers to this handle in this language."""


class NotAHandle(Invalid):
    """Nothing that can stand in an address is left of what was asked for."""
