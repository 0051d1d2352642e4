"""Zones and their rates, points to pick up from, what stays, and where parcels leave from."""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, SmallInteger, String
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns
from tenants.isolation.columns import Texts


class Dispatch(SQLModel, table=True):
    """Where a shop's parcels leave from and how soon; one row a shop. Weekdays are ISO's, Monday is 1."""

    __table_args__ = (
        CheckConstraint("days_min between 0 and days_max", name="dispatch_days_are_in_order"),
        CheckConstraint("cutoff_minute between 0 and 1440", name="dispatch_cutoff_is_in_the_day"),
    )

    tenant_id: int = columns.tenant_id()
    country: str = Field(max_length=2)
    region: str = Field(default="", max_length=80)
    weekdays: list[int] = Field(sa_column=Column(ARRAY(SmallInteger), nullable=False))
    days_min: int = 0
    days_max: int = 1
    cutoff_minute: int = 720
    time_zone: str = Field(max_length=64)


class ShippingZone(SQLModel, table=True):
    """Countries, and regions as MY-12, that are sent to alike. A region goes before its country."""

    __tablename__ = "shipping_zone"

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    name: str = Field(max_length=100)
    countries: list[str] = Field(sa_column=Column(ARRAY(String(2)), nullable=False))
    regions: list[str] = Field(sa_column=Column(ARRAY(String(83)), nullable=False))
    position: int = 0


class ShippingRate(SQLModel, table=True):
    """One way to send to a zone, for the shoppers of one market, in minor units of that market's currency."""

    __tablename__ = "shipping_rate"

    __table_args__ = (
        columns.same_tenant("zone_id", "shipping_zone"),
        columns.same_tenant("market_id", "market"),
        Index("shipping_rate_by_market", "tenant_id", "market_id", "zone_id"),
        CheckConstraint(
            "priced_by in ('flat', 'weight', 'value', 'count', 'steps')", name="shipping_rate_way_of_pricing_is_known"
        ),
        CheckConstraint("duties in ('ddp', 'dap')", name="shipping_rate_duties_are_known"),
        CheckConstraint(
            "amount_minor >= 0 and step_minor >= 0 and free_over_minor >= 0", name="shipping_rate_is_not_negative"
        ),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    zone_id: int = columns.reference()
    market_id: int = columns.reference()
    names: Texts = columns.texts()
    carrier: str = Field(default="", max_length=100)
    duties: str = Field(max_length=3)
    currency: str = Field(max_length=3)
    priced_by: str = Field(max_length=10)
    amount_minor: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    included_grams: int = 0
    step_grams: int = 0
    step_minor: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    # Any: JSON, a list of [above, up to or null, amount].
    bands: list[Any] = Field(default_factory=list, sa_column=Column(JSONB, nullable=False))
    free_over_minor: int | None = Field(default=None, sa_column=Column(BigInteger))
    max_weight_grams: int | None = None
    max_items: int | None = None
    only_tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(String(100)), nullable=False))
    except_tags: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(String(100)), nullable=False))
    transit_min: int | None = None
    transit_max: int | None = None
    is_working_days: bool = True
    position: int = 0
    is_enabled: bool = True


class PickupPoint(SQLModel, table=True):
    """A place where what was bought can be fetched. `address` holds the fields of an `addresses.Address`."""

    __tablename__ = "pickup_point"

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    names: Texts = columns.texts()
    instructions: Texts = columns.texts()
    country: str = Field(max_length=2)
    address: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    days_min: int = 0
    days_max: int = 1
    position: int = 0
    is_enabled: bool = True


class ShippingRestriction(SQLModel, table=True):
    """Goods that are not sent to some countries, or to none but those."""

    __tablename__ = "shipping_restriction"

    __table_args__ = (
        CheckConstraint(
            "restricted_by in ('tag', 'product_type', 'hs_prefix')", name="shipping_restriction_trait_is_known"
        ),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    restricted_by: str = Field(max_length=12)
    value: str = Field(max_length=100)
    countries: list[str] = Field(sa_column=Column(ARRAY(String(2)), nullable=False))
    is_everywhere_but: bool = False
