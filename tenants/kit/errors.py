"""The six kinds of refusal. Domain errors subclass a kind and carry data; each surface maps kinds to its form once."""


class StorefrontError(Exception):
    """Something the caller can be told about. `str(error)` is for staff and logs, never for shoppers."""


class NotFound(StorefrontError):
    """There is no such thing here."""


class Denied(StorefrontError):
    """The caller may not do this."""


class Conflict(StorefrontError):
    """The state of things has changed, or something else holds this name."""


class Invalid(StorefrontError):
    """The input breaks a rule."""


class Gone(StorefrontError):
    """It was here, and is not any more, by intention."""


class OverLimit(StorefrontError):
    """A ceiling on size, count or rate was reached."""
