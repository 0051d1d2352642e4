"""What Stripe answers when it will not."""

from typing import Any


class Refused(Exception):
    """An error answer of Stripe's. One that was refused before anything began is not kept under its key."""

    def __init__(
        self, status: int, message: str, *, kind: str = "invalid_request_error", code: str = "", param: str = ""
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.kind = kind
        self.code = code
        self.param = param

    @property
    def body(self) -> dict[str, Any]:  # Any: JSON
        error = {"type": self.kind, "message": self.message, "code": self.code, "param": self.param}
        return {"error": {name: value for name, value in error.items() if value}}


def missing(what: str, name: str) -> Refused:
    """404 `resource_missing`, as Stripe answers for an id that it does not know."""
    return Refused(404, f"No such {what}: '{name}'", code="resource_missing", param="id")


def bad(message: str, *, param: str = "", code: str = "parameter_invalid") -> Refused:
    """400, as Stripe answers for a parameter that it does not take."""
    return Refused(400, message, code=code, param=param)
