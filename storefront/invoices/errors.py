"""What invoicing refuses."""

from tenants.kit.errors import Conflict, NotFound


class NoSuchInvoice(NotFound):
    """The order has no such paper."""


class NotPaidYet(Conflict):
    """An invoice is issued for what has been ordered and stands; this order is a draft or was called off unpaid."""


class NotGivenBackYet(Conflict):
    """A credit note is for money that has gone back."""


class NothingToCorrect(Conflict):
    """The order's papers say what it has come to, or what differs is still on its way."""


class NotInvoiced(Conflict):
    """What went back stands on no invoice: it was paid too much, or was given back before the invoice was made."""
