"""Orders as they were placed, and all that happened to them since.

What an order says is frozen when it is drafted, so it holds copies and ids, and no key that would go away with others.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from tenants.isolation import columns

Json = dict[str, Any]  # Any: JSON
_PAYMENT_STATES = "unpaid pending failed paid partly_refunded refunded disputed"


def _json() -> Any:  # Any: as sqlmodel.Field
    return Field(default_factory=dict, sa_column=Column(JSONB, nullable=False))


def _minor() -> Any:
    return Field(default=0, sa_column=Column(BigInteger, nullable=False))


def _known(table: str, column: str, words: str) -> CheckConstraint:
    """The words of a state in `rules.states`, and no others."""
    return CheckConstraint(f"{column} in {tuple(words.split())}", name=f"{table}_{column}_is_known")


class OrderSequence(SQLModel, table=True):
    """The last order number given. It is raised in the order's own transaction, so no number is ever left out."""

    __tablename__ = "order_sequence"

    tenant_id: int = columns.tenant_id()
    last_number: int = Field(sa_column=Column(BigInteger, nullable=False))


class Order(SQLModel, table=True):
    """An order. `token`, the secret of its address, has 192 random bits; `due_minor` is still asked for if amended."""

    __tablename__ = "sales_order"
    __table_args__ = (
        Index("sales_order_number", "tenant_id", "number", unique=True),
        Index("sales_order_token", "tenant_id", "token", unique=True),
        Index("sales_order_of_customer", "tenant_id", "customer_id", postgresql_where=text("customer_id is not null")),
        Index("sales_order_of_email", "tenant_id", text("lower(email)")),
        Index("sales_order_lapsing", "tenant_id", "expires_at", postgresql_where=text("state = 'draft'")),
        _known("sales_order", "state", "draft placed completed cancelled"),
        _known("sales_order", "payment_state", _PAYMENT_STATES),
        _known("sales_order", "fulfilment_state", "unfulfilled partial fulfilled"),
        CheckConstraint(
            "total_minor = goods_minor - discount_minor - relief_minor + shipping_minor + tax_minor + duty_minor"
            " + handling_minor",
            name="sales_order_adds_up",
        ),
        CheckConstraint(
            "least(total_minor, goods_minor, discount_minor, shipping_minor, tax_minor, duty_minor, handling_minor,"
            " relief_minor, included_tax_minor, due_at_delivery_minor) >= 0",
            name="sales_order_is_not_negative",
        ),
        CheckConstraint("due_minor >= 0", name="sales_order_due_is_not_negative"),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    number: int = Field(sa_column=Column(BigInteger, nullable=False))
    token: str = Field(max_length=64)
    state: str = Field(default="draft", max_length=20)
    payment_state: str = Field(default="unpaid", max_length=20)
    fulfilment_state: str = Field(default="unfulfilled", max_length=20)
    market_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    market_handle: str = Field(max_length=20)
    language: str = Field(max_length=35)
    locale: str = Field(default="", max_length=35, sa_column_kwargs={"server_default": ""})
    currency: str = Field(max_length=3)
    email: str = Field(max_length=254)
    phone: str = Field(default="", max_length=40)
    customer_id: int | None = columns.optional_reference()
    shipping_address: Json = _json()
    billing_address: Json = _json()
    shipping_choice: Json = _json()
    landed_cost: Json = _json()
    discounts: Json = _json()
    exchange: Json = _json()
    note: str = Field(default="", max_length=2000)
    gift_message: str = Field(default="", max_length=1000)
    is_gift: bool = False
    prices_include_tax: bool = True
    goods_minor: int = _minor()
    discount_minor: int = _minor()
    shipping_minor: int = _minor()
    tax_minor: int = _minor()
    duty_minor: int = _minor()
    handling_minor: int = _minor()
    total_minor: int = _minor()
    included_tax_minor: int = _minor()
    due_at_delivery_minor: int = _minor()
    relief_minor: int = _minor()
    due_minor: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))
    payment_method: str = Field(default="", max_length=60)
    created_at: datetime = columns.moment()
    expires_at: datetime | None = columns.optional_moment()
    placed_at: datetime | None = columns.optional_moment()
    paid_at: datetime | None = columns.optional_moment()
    cancelled_at: datetime | None = columns.optional_moment()


class OrderLine(SQLModel, table=True):
    """So many of one variant, as they were when ordered. `ordered_quantity` is the most that it ever was."""

    __tablename__ = "order_line"
    __table_args__ = (
        columns.same_tenant("order_id", "sales_order"),
        Index("order_line_of_order", "tenant_id", "order_id", "position"),
        Index("order_line_of_variant", "tenant_id", "variant_id"),
        CheckConstraint("quantity between 0 and ordered_quantity", name="order_line_quantity_was_ordered"),
        CheckConstraint("ordered_quantity > 0", name="order_line_orders_something"),
        CheckConstraint("total_minor = unit_price_minor * quantity - discount_minor", name="order_line_adds_up"),
        CheckConstraint(
            "least(total_minor, unit_price_minor, discount_minor, tax_minor, duty_minor) >= 0",
            name="order_line_is_not_negative",
        ),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    order_id: int = columns.reference()
    position: int = 0
    variant_id: int = columns.reference()
    product_id: int = columns.reference()
    title: str = Field(max_length=300)
    variant_title: str = Field(default="", max_length=300)
    sku: str = Field(default="", max_length=64)
    path: str = Field(default="", max_length=300)
    picture: Json = _json()
    quantity: int
    ordered_quantity: int
    unit_price_minor: int = _minor()
    compare_at_minor: int | None = Field(default=None, sa_column=Column(BigInteger))
    discount_minor: int = _minor()
    total_minor: int = _minor()
    tax_minor: int = _minor()
    duty_minor: int = _minor()
    included_tax_minor: int = _minor()
    tax_facts: Json = _json()
    hs_code: str = Field(default="", max_length=12)
    origin_country: str = Field(default="", max_length=2)
    material: str = Field(default="", max_length=200)
    weight_grams: int = 0
    no_withdrawal: str = Field(default="", sa_column=Column(String(20), nullable=False, server_default=""))


class OrderEvent(SQLModel, table=True):
    """Something that happened. Written once and never changed; the shopper sees those that are public."""

    __tablename__ = "order_event"
    __table_args__ = (
        columns.same_tenant("order_id", "sales_order"),
        Index("order_event_of_order", "tenant_id", "order_id", "id"),
        _known("order_event", "actor", "shopper staff system"),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    order_id: int = columns.reference()
    kind: str = Field(max_length=40)
    actor: str = Field(max_length=10)
    is_public: bool = True
    facts: Json = _json()
    at: datetime = columns.moment()


class LedgerEntry(SQLModel, table=True):
    """One posting of an order's books, never changed. `reference`, as "payment:12", is what moved it, booked once."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        columns.same_tenant("order_id", "sales_order"),
        Index("ledger_entry_once", "tenant_id", "order_id", "reference", "debit", "credit", unique=True),
        CheckConstraint("amount_minor > 0", name="ledger_entry_moves_something"),
        CheckConstraint("debit <> credit", name="ledger_entry_has_two_sides"),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    order_id: int = columns.reference()
    reference: str = Field(max_length=80)
    debit: str = Field(max_length=20)
    credit: str = Field(max_length=20)
    amount_minor: int = _minor()
    currency: str = Field(max_length=3)
    at: datetime = columns.moment()


class Fulfilment(SQLModel, table=True):
    """Lines, or parts of them, that left together. What carries them is in Shipment."""

    __tablename__ = "fulfilment"
    __table_args__ = (
        columns.same_tenant("order_id", "sales_order"),
        Index("fulfilment_of_order", "tenant_id", "order_id", "id"),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    order_id: int = columns.reference()
    created_at: datetime = columns.moment()
    delivered_at: datetime | None = columns.optional_moment()


class FulfilmentLine(SQLModel, table=True):
    """How many of a line are in a fulfilment."""

    __tablename__ = "fulfilment_line"
    __table_args__ = (
        columns.same_tenant("fulfilment_id", "fulfilment"),
        columns.same_tenant("order_line_id", "order_line"),
        CheckConstraint("quantity > 0", name="fulfilment_line_sends_something"),
    )
    tenant_id: int = columns.tenant_id()
    fulfilment_id: int = columns.key_part()
    order_line_id: int = columns.key_part()
    quantity: int


class Shipment(SQLModel, table=True):
    """A parcel of a fulfilment, with its carrier's number to follow it by."""

    __table_args__ = (
        columns.same_tenant("fulfilment_id", "fulfilment"),
        Index("shipment_of_fulfilment", "tenant_id", "fulfilment_id", "id"),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    fulfilment_id: int = columns.reference()
    carrier: str = Field(max_length=60)
    tracking_number: str = Field(default="", max_length=60)
    tracking_url: str = Field(default="", max_length=500)
    shipped_at: datetime = columns.moment()


class OrderReturn(SQLModel, table=True):
    """Goods that the buyer sends back, by agreement or by the right of withdrawal."""

    __tablename__ = "order_return"
    __table_args__ = (
        columns.same_tenant("order_id", "sales_order"),
        Index("order_return_of_order", "tenant_id", "order_id", "id"),
        _known("order_return", "kind", "return withdrawal"),
        _known("order_return", "state", "requested approved rejected received"),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    order_id: int = columns.reference()
    kind: str = Field(max_length=12)
    state: str = Field(default="requested", max_length=12)
    reason: str = Field(default="", max_length=40)
    note: str = Field(default="", max_length=2000)
    photo_asset_id: int | None = columns.optional_reference()
    requested_at: datetime = columns.moment()
    decided_at: datetime | None = columns.optional_moment()
    received_at: datetime | None = columns.optional_moment()


class ReturnLine(SQLModel, table=True):
    """How many of a line come back."""

    __tablename__ = "return_line"
    __table_args__ = (
        columns.same_tenant("return_id", "order_return"),
        columns.same_tenant("order_line_id", "order_line"),
        CheckConstraint("quantity > 0", name="return_line_brings_something"),
    )
    tenant_id: int = columns.tenant_id()
    return_id: int = columns.key_part()
    order_line_id: int = columns.key_part()
    quantity: int


class OrderRefund(SQLModel, table=True):
    """Money on its way back, in the books once it has gone. `taxes`, by rate, are of the goods of its return."""

    __tablename__ = "order_refund"
    __table_args__ = (
        columns.same_tenant("order_id", "sales_order"),
        columns.same_tenant("return_id", "order_return"),
        Index("order_refund_of_order", "tenant_id", "order_id", "id"),
        CheckConstraint("amount_minor > 0", name="order_refund_is_positive"),
        _known("order_refund", "state", "pending succeeded failed"),
    )
    tenant_id: int = columns.tenant_id()
    id: int | None = columns.own_id()
    order_id: int = columns.reference()
    amount_minor: int = _minor()
    currency: str = Field(max_length=3)
    shares: Json = _json()
    return_id: int | None = columns.optional_reference()
    taxes: list[Json] = Field(default_factory=list, sa_column=Column(JSONB, nullable=False, server_default="[]"))
    reason: str = Field(default="", max_length=40)
    state: str = Field(default="pending", max_length=12)
    created_at: datetime = columns.moment()
    settled_at: datetime | None = columns.optional_moment()
