"""What a variant costs in each market and once cost there, how a market's prices come about, and rates of exchange."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Numeric, text
from sqlmodel import Field, SQLModel

from storefront.pricing.terms import PriceOrigin, RoundingMode
from tenants.isolation import columns

# Twelve digits before and after the point: the rial and the dinar both fit.
RATE = Numeric(24, 12)


class Price(SQLModel, table=True):
    """One variant's price in one market, in minor units. A variant without one is not for sale there.

    A converted price remembers the base price that it was made from, and by which rate of which day. `lowest_minor` is
    the lowest price of the thirty days before the present price, or price before, was set.
    """

    __table_args__ = (
        columns.same_tenant("variant_id", "variant"),
        columns.same_tenant("market_id", "market"),
        CheckConstraint("amount_minor > 0", name="price_is_positive"),
        CheckConstraint("compare_at_minor > amount_minor", name="price_compare_at_is_higher"),
        CheckConstraint(
            "origin = 'fixed' and num_nonnulls(base_minor, rate, rate_source, rate_on) = 0"
            " or origin = 'converted' and num_nonnulls(base_minor, rate, rate_source, rate_on) = 4",
            name="price_origin_is_told",
        ),
        Index("price_of_market", "tenant_id", "market_id", "variant_id"),
    )

    tenant_id: int = columns.tenant_id()
    variant_id: int = columns.key_part()
    market_id: int = columns.key_part()
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_column=Column(BigInteger, nullable=False))
    compare_at_minor: int | None = Field(default=None, sa_column=Column(BigInteger))
    lowest_minor: int | None = Field(default=None, sa_column=Column(BigInteger))
    origin: str = Field(default=PriceOrigin.FIXED, max_length=10)
    base_minor: int | None = Field(default=None, sa_column=Column(BigInteger))
    base_compare_minor: int | None = Field(default=None, sa_column=Column(BigInteger))
    rate: Decimal | None = Field(default=None, sa_column=Column(RATE))
    rate_source: str | None = Field(default=None, max_length=40)
    rate_on: date | None = Field(default=None, sa_column=Column(Date))


class PriceHistory(SQLModel, table=True):
    """A price that held from one moment to another, or still holds."""

    __tablename__ = "price_history"

    __table_args__ = (
        columns.same_tenant("variant_id", "variant"),
        columns.same_tenant("market_id", "market"),
        CheckConstraint("amount_minor > 0", name="price_history_is_positive"),
        CheckConstraint("until_at >= from_at", name="price_history_goes_forward"),
        Index(
            "price_history_that_holds",
            "tenant_id",
            "market_id",
            "variant_id",
            unique=True,
            postgresql_where=text("until_at is null"),
        ),
        Index("price_history_of_variant", "tenant_id", "market_id", "variant_id", "from_at"),
    )

    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    variant_id: int = columns.reference()
    market_id: int = columns.reference()
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_column=Column(BigInteger, nullable=False))
    from_at: datetime = columns.moment()
    until_at: datetime | None = columns.optional_moment()


class PriceRule(SQLModel, table=True):
    """How one market's prices come about. Without a row, and where `origin` is fixed, each is set by somebody.

    Increment and offset are minor units of the market's currency: 10 x 100 less 10 is a price such as 19.90.
    """

    __tablename__ = "price_rule"

    __table_args__ = (
        columns.same_tenant("market_id", "market"),
        CheckConstraint("origin in ('fixed', 'converted')", name="price_rule_origin_is_known"),
        CheckConstraint("rounding_mode in ('nearest', 'up', 'down')", name="price_rule_rounding_is_known"),
        CheckConstraint("increment_minor > 0", name="price_rule_increment_is_positive"),
        CheckConstraint("abs(offset_minor) < increment_minor", name="price_rule_offset_is_less_than_an_increment"),
        CheckConstraint("margin_hundredths > -10000", name="price_rule_margin_leaves_something"),
    )

    tenant_id: int = columns.tenant_id()
    market_id: int = columns.key_part()
    origin: str = Field(default=PriceOrigin.FIXED, max_length=10)
    margin_hundredths: int = Field(default=0, description="Hundredths of a percent on top of the converted price.")
    increment_minor: int = Field(default=1, sa_column=Column(BigInteger, nullable=False))
    offset_minor: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    rounding_mode: str = Field(default=RoundingMode.NEAREST, max_length=10)


class OwnRate(SQLModel, table=True):
    """A rate that the merchant sets: so much of a currency for one unit of the shop's own. It goes before any other."""

    __tablename__ = "own_rate"

    __table_args__ = (CheckConstraint("rate > 0", name="own_rate_is_positive"),)

    tenant_id: int = columns.tenant_id()
    base_currency: str = Field(primary_key=True, max_length=3)
    currency: str = Field(primary_key=True, max_length=3)
    rate: Decimal = Field(sa_column=Column(RATE, nullable=False))
    set_on: date = Field(sa_column=Column(Date, nullable=False))


class ReferenceRate(SQLModel, table=True):
    """So much of a currency for one euro on one day, for all shops: a bank's, or the platform's."""

    __tablename__ = "reference_rate"

    __table_args__ = (CheckConstraint("rate > 0", name="reference_rate_is_positive"),)

    day: date = Field(sa_column=Column(Date, primary_key=True))
    currency: str = Field(primary_key=True, max_length=3)
    rate: Decimal = Field(sa_column=Column(RATE, nullable=False))
    source: str = Field(max_length=40)
    stored_at: datetime = columns.moment()
