"""How many of each variant are where, to whom they are promised, and what may be sold before it is there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from tenants.isolation import columns


class ReservationState(StrEnum):
    HELD = "held"  # until it expires
    CLAIMED = "claimed"  # paid for
    EXPIRED = "expired"  # given back by the clock; a late payment takes it again if it can
    RELEASED = "released"  # given back on purpose


class StockLocation(SQLModel, table=True):
    """A place where goods are kept. Orders are served from the first by position that has some."""

    __tablename__ = "stock_location"

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    name: str = Field(max_length=100)
    position: int = 0


class StockLevel(SQLModel, table=True):
    """A variant at a location. Untracked variants are always available.

    Of the `on_hand` ones, `reserved` are promised. `back_ordered` are promised too and not there yet; they leave for
    their buyers as soon as there are enough. What may be sold is the rest.
    """

    __tablename__ = "stock_level"

    __table_args__ = (
        columns.same_tenant("variant_id", "variant"),
        columns.same_tenant("location_id", "stock_location", ondelete=None),
        CheckConstraint("on_hand >= 0", name="stock_level_is_not_negative"),
        CheckConstraint("reserved >= 0 and reserved <= on_hand", name="stock_level_promises_what_is_there"),
        CheckConstraint("back_ordered >= 0", name="stock_level_back_ordered_is_not_negative"),
        Index("stock_level_by_location", "tenant_id", "location_id"),
    )
    tenant_id: int = columns.tenant_id()
    variant_id: int = columns.key_part()
    location_id: int = columns.key_part()
    is_tracked: bool = True
    on_hand: int = Field(default=0)
    reserved: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    back_ordered: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class BackOrderPolicy(SQLModel, table=True):
    """A variant that is sold when none is left. Without a row of its own it is not."""

    __tablename__ = "back_order_policy"

    __table_args__ = (
        columns.same_tenant("variant_id", "variant"),
        CheckConstraint("ships_within_days between 1 and 365", name="back_order_ships_within_a_year"),
    )
    tenant_id: int = columns.tenant_id()
    variant_id: int = columns.key_part()
    ships_within_days: int | None = None


class StockReservation(SQLModel, table=True):
    """So many of a variant at a location for one order. What is not counted leaves no row.

    `is_back_order`: they are yet to come. `returned` of them came back after they had been claimed.
    """

    __tablename__ = "stock_reservation"

    __table_args__ = (
        columns.same_tenant("variant_id", "variant"),
        columns.same_tenant("location_id", "stock_location", ondelete=None),
        CheckConstraint("quantity > 0", name="stock_reservation_is_of_something"),
        CheckConstraint("returned >= 0 and returned <= quantity", name="stock_reservation_returns_what_it_took"),
        CheckConstraint("state in ('held', 'claimed', 'expired', 'released')", name="stock_reservation_state_is_known"),
        Index("stock_reservation_of_order", "tenant_id", "order_id"),
        Index("stock_reservation_expiring", "tenant_id", "expires_at", postgresql_where=text("state = 'held'")),
        Index(
            "stock_reservation_waiting",
            "tenant_id",
            "variant_id",
            postgresql_where=text("is_back_order and state = 'claimed'"),
        ),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    order_id: int = columns.reference()
    variant_id: int = columns.reference()
    location_id: int = columns.reference()
    quantity: int
    returned: int = 0
    is_back_order: bool = False
    state: str = Field(default=ReservationState.HELD, max_length=10)
    created_at: datetime = columns.moment()
    expires_at: datetime = columns.moment()
    settled_at: datetime | None = columns.optional_moment()
