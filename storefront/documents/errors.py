"""What papers refuse."""

from collections.abc import Sequence

from tenants.kit.errors import Invalid


class MissingFields(Invalid):
    """Customs would send the parcel back: these fields are missing. Each is named as `field` or `line 2: field`."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(f"missing: {', '.join(fields)}")
        self.fields = tuple(fields)
