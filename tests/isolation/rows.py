"""One row in every table for each of two tenants, made from the tables' definitions: a new table joins by itself."""

from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKeyConstraint, Integer, Numeric, Table
from sqlalchemy.dialects import postgresql

from storefront.tables import METADATA

Row = dict[str, Any]  # Any: whatever the column holds

# What a type alone does not tell: values that the table's checks ask for.
_VALUES: dict[str, Any] = {
    "tenant.status": "live",
    "tenant.kind": "exporter",
    "domain.host": "shop-{n}.example",
    "tenant.slug": "shop-{n}",
    "membership.role": "owner",
    "discount.kind": "percent",
    "discount.use_limit": None,
    "enquiry.state": "open",
    "enquiry_event.actor": "buyer",
    "quotation.state": "sent",
    "quotation.order_id": None,
    "invoice.kind": "invoice",
    "invoice.refund_id": None,
    "seller_address.kind": "seat",
    "customer_consent.purpose": "marketing",
    "mail.status": "waiting",
    "product.status": "active",
    "collection.kind": "manual",
    "document.kind": "page",
    "menu_item.target": "home",
    "market.languages": ["en"],
    "market.countries": ["MY"],
    "market.mode": "sale",
    "market.duties": "dap",
    "product.market_scope": "all",
    "product.no_withdrawal": "",
    "variant.net_quantity": None,
    "variant.net_unit": None,
    "price.compare_at_minor": None,
    "price.origin": "fixed",
    "price.base_minor": None,
    "price.rate": None,
    "price.rate_source": None,
    "price.rate_on": None,
    "price_history.until_at": None,
    "price_rule.origin": "fixed",
    "price_rule.rounding_mode": "nearest",
    "price_rule.increment_minor": 10,
    "own_rate.base_currency": "MYR",
    "own_rate.currency": "US{n}",
    "own_rate.rate": 1,
    "own_rate.set_on": "2026-01-01",
    "reference_rate.day": "2026-01-0{n}",
    "reference_rate.rate": 1,
    "stock_level.reserved": 0,
    "stock_reservation.state": "held",
    "stock_reservation.returned": 0,
    "search_document.lexemes": "'word':1",
    "dispatch.days_min": 0,
    "term.kind": "material",
    "shipping_rate.priced_by": "flat",
    "shipping_rate.duties": "dap",
    "shipping_restriction.restricted_by": "tag",
    "retired_handle.collection_id": None,
    "menu_item.parent_id": None,
    "shop_theme.draft_id": None,
    "payment.state": "started",
    "payment.provider": "stripe",
    "payment_refund.state": "started",
    "payment_account.provider": "stripe",
    "manual_method.kind": "bank_transfer",
    "sales_order.state": "draft",
    "sales_order.payment_state": "unpaid",
    "sales_order.fulfilment_state": "unfulfilled",
    "sales_order.total_minor": 0,
    "sales_order.goods_minor": 0,
    "sales_order.discount_minor": 0,
    "sales_order.shipping_minor": 0,
    "sales_order.tax_minor": 0,
    "sales_order.duty_minor": 0,
    "sales_order.handling_minor": 0,
    "sales_order.relief_minor": 0,
    "order_line.unit_price_minor": 0,
    "order_line.discount_minor": 0,
    "order_line.total_minor": 0,
    "order_event.actor": "system",
    "order_return.kind": "return",
    "order_return.state": "requested",
    "order_refund.state": "pending",
    "goods_rule.status": "licensed",
    "closed_destination.opened_at": None,
    "held_permit.valid_to": None,
    "tax_registration.valid_to": None,
}


@dataclass(frozen=True, slots=True)
class TwoTenants:
    """Ids, and each tenant's row by table name."""

    mine: int
    theirs: int
    my_rows: dict[str, Row]
    their_rows: dict[str, Row]


def tenant_tables() -> list[Table]:
    """Every table with a tenant's rows, parents first; `tenant` itself is keyed by `id`."""
    return [table for table in METADATA.sorted_tables if "tenant_id" in table.c or table.name == "tenant"]


def tenant_column(table: Table) -> str:
    return "id" if table.name == "tenant" else "tenant_id"


def fill(superuser_url: str) -> TwoTenants:
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        mine, theirs = (_fill_for(connection, n) for n in (1, 2))
    return TwoTenants(mine["tenant"]["id"], theirs["tenant"]["id"], mine, theirs)


def fresh_row(table: Table, rows: dict[str, Row], n: int) -> Row:
    """Values for one more row of a table, pointing to `rows`; identities are left to the database."""
    references = _references(table, rows)
    row: Row = {}
    for column in table.columns:
        if column.identity is not None:
            continue
        name = f"{table.name}.{column.name}"
        if name in _VALUES:
            value = _VALUES[name]
            row[column.name] = value.format(n=n) if isinstance(value, str) else value
        elif column.name in references:
            row[column.name] = references[column.name]
        else:
            row[column.name] = _value(column, n)
    return row


def insert(connection: psycopg.Connection[Any], table: Table, row: Row) -> Row:
    names = list(row)
    values = [psycopg.types.json.Jsonb(row[name]) if isinstance(row[name], dict) else row[name] for name in names]
    columns, marks = ", ".join(names), ", ".join(["%s"] * len(names))
    cursor = connection.cursor(row_factory=psycopg.rows.dict_row)
    cursor.execute(f"insert into {table.name} ({columns}) values ({marks}) returning *".encode(), values)
    stored = cursor.fetchone()
    assert stored is not None
    return stored


def _fill_for(connection: psycopg.Connection[Any], n: int) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for table in METADATA.sorted_tables:
        rows[table.name] = insert(connection, table, fresh_row(table, rows, n))
    return rows


def _references(table: Table, rows: dict[str, Row]) -> Row:
    found: Row = {}
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            target = rows.get(constraint.elements[0].column.table.name)
            if target is None:
                continue
            for column, element in zip(constraint.columns, constraint.elements, strict=True):
                found[column.name] = target[element.column.name]
    return found


def _value(column: Column[Any], n: int) -> Any:
    kind = column.type
    if isinstance(kind, postgresql.JSONB):
        return {}
    if isinstance(kind, postgresql.ARRAY):
        return []
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return n
    if isinstance(kind, DateTime):
        return "2026-01-01T00:00:00Z"
    if isinstance(kind, Date):
        return "2026-01-01"
    if isinstance(kind, Numeric):
        return n
    length = getattr(kind, "length", None) or 20
    return f"{column.name}-{n}"[-length:]
