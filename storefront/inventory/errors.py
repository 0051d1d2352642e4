"""What inventory refuses."""

from collections.abc import Mapping, Sequence

from tenants.kit.errors import Conflict, Invalid, NotFound


class BadStock(Invalid):
    """There is never less than nothing of a thing, nor more than could be counted."""


class BadQuantity(Invalid):
    """Somebody takes at least one of a thing, and a whole number of it."""


class BadLocation(Invalid):
    """A location has a name of a sensible length."""


class LocationNotFound(NotFound):
    """The shop keeps no stock under this location."""


class LocationInUse(Conflict):
    """A shop has at least one location, and one with goods or promises is not given up."""


class StockPromised(Conflict):
    """Fewer than what buyers hold at this moment. `promised` says how many, by variant."""

    def __init__(self, promised: Mapping[int, int]) -> None:
        super().__init__(f"more is promised than would be left: {dict(promised)}")
        self.promised = promised


class OutOfStock(Conflict):
    """Not all of it is to be had. `short` says how many are left of each variant that is wanted in a greater number."""

    def __init__(self, short: Mapping[int, int]) -> None:
        super().__init__(f"fewer are left than were wanted: {dict(short)}")
        self.short = short


class AlreadyReserved(Conflict):
    """The order holds stock already. Release that first."""


class ReservationReleased(Conflict):
    """What the order held was given back on purpose."""


class NotSold(Conflict):
    """More of a thing comes back than the order took. `variant_ids` are those of which it does."""

    def __init__(self, variant_ids: Sequence[int]) -> None:
        super().__init__(f"more comes back than was taken of {list(variant_ids)}")
        self.variant_ids = tuple(variant_ids)
