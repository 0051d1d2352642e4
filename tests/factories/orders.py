"""Orders for tests, made through their front door."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from storefront import orders
from storefront.money import Money
from tests.factories.catalog import AShop

ADDRESS = {"name": "Aisyah Rahman", "line1": "12 Jalan Ampang", "city": "Kuala Lumpur", "country": "MY"}
GERMAN_ADDRESS = {
    "name": "Jana Vogel",
    "line1": "Lange Str. 3",
    "city": "Hamburg",
    "postcode": "20095",
    "country": "DE",
}


def a_new_line(
    number: int = 1,
    *,
    quantity: int = 1,
    unit: int = 10_00,
    discount: int = 0,
    tax: int = 0,
    duty: int = 0,
    currency: str = "MYR",
    **changes: Any,  # fields of NewLine
) -> orders.NewLine:
    return orders.NewLine(
        **{
            "variant_id": number,
            "product_id": number,
            "title": f"Shawl {number}",
            "quantity": quantity,
            "unit_price": Money(unit, currency),
            "discount": Money(discount, currency),
            "tax": Money(tax, currency),
            "duty": Money(duty, currency),
            "included_tax": Money(0, currency),
            **changes,
        }
    )


def a_new_order(
    lines: Sequence[orders.NewLine] | None = None,
    *,
    shipping: int = 5_00,
    handling: int = 0,
    currency: str = "MYR",
    **changes: Any,  # fields of NewOrder
) -> orders.NewOrder:
    """Its totals are the lines' and the shipping."""
    kept = tuple(lines) if lines is not None else (a_new_line(currency=currency),)

    def total(name: str) -> Money:
        return Money.total((getattr(line, name) for line in kept), currency)

    totals = orders.Totals(
        goods=Money.total((line.unit_price * line.quantity for line in kept), currency),
        discount=total("discount"),
        shipping=Money(shipping, currency),
        tax=total("tax"),
        duty=total("duty"),
        handling=Money(handling, currency),
        included_tax=Money(0, currency),
        due_at_delivery=Money(0, currency),
        relief=Money(changes.pop("relief", 0), currency),
    )
    values: dict[str, Any] = {
        "market_id": 1,
        "market_handle": "my",
        "language": "en",
        "currency": currency,
        "email": "aisyah@example.com",
        "lines": kept,
        "totals": totals,
        "shipping_address": ADDRESS,
    }
    return orders.NewOrder(**{**values, **changes})


def an_amendment(
    order: orders.PlacedOrder,
    *,
    kept: Mapping[int, orders.NewLine],
    added: Sequence[orders.NewLine] = (),
    shipping: Money | None = None,
) -> orders.OrderAmendment:
    """What its lines come to, with the delivery and handling of the order, or a delivery that costs something else."""
    lines = [*kept.values(), *added]

    def total(name: str) -> Money:
        return Money.total((getattr(line, name) for line in lines), order.currency)

    goods = Money.total((line.unit_price * line.quantity for line in lines), order.currency)
    delivery = order.totals.shipping if shipping is None else shipping
    totals = replace(
        order.totals,
        goods=goods,
        discount=total("discount"),
        tax=total("tax"),
        duty=total("duty"),
        included_tax=total("included_tax"),
        shipping=delivery,
        relief=min(order.totals.relief, goods - total("discount")),
    )
    return orders.OrderAmendment(kept, tuple(added), totals, order.shipping_choice, order.landed_cost, order.discounts)


def lines_again(order: orders.PlacedOrder, quantities: Mapping[int, int]) -> dict[int, orders.NewLine]:
    """The order's lines by id, in other quantities where such are given; taxes stay what they were."""
    again = {
        each.id: a_new_line(
            each.variant_id,
            quantity=quantities.get(each.id, each.quantity),
            unit=each.unit_price.amount_minor,
            discount=orders.part_of(each.discount, quantities.get(each.id, each.quantity), each.quantity).amount_minor,
            tax=each.tax.amount_minor,
            duty=each.duty.amount_minor,
            currency=order.currency,
        )
        for each in order.lines
    }
    return {line_id: line for line_id, line in again.items() if line.quantity}


def a_placed_order(session: Session, shop: AShop, new: orders.NewOrder | None = None) -> orders.PlacedOrder:
    """Placed and not paid."""
    key = orders.draft_order(session, shop.tenant_id, new or a_new_order())
    orders.place_order(session, shop.tenant_id, key.id)
    return orders.order_by_id(session, key.id)


def a_paid_order(session: Session, shop: AShop, new: orders.NewOrder | None = None) -> orders.PlacedOrder:
    order = a_placed_order(session, shop, new)
    orders.mark_paid(session, shop.tenant_id, order.id, orders.TakenPayment("payment:1", order.total))
    return orders.order_by_id(session, order.id)
