"""The commercial invoice, CN 22 and CN 23 of an order."""

from collections.abc import Mapping
from datetime import date

from storefront import localization, orders
from storefront.documents import CustomsItem, CustomsPaper, PaperKind, check_customs
from storefront.invoices.rules.parties import Seller, address_party, seller_party
from storefront.money import Money


def customs_paper(
    order: orders.PlacedOrder,
    seller: Seller,
    kind: PaperKind,
    *,
    descriptions: Mapping[int, str],
    on: date,
    invoice_number: str = "",
) -> CustomsPaper:
    """In English. `descriptions` say by product what each thing is. Raises MissingFields with all that is missing.

    Discounts are taken off the goods in proportion, since customs ask what was really paid (WTO Valuation Agreement,
    article 1).
    """
    items = tuple(_item(line, descriptions.get(line.product_id, "")) for line in order.lines if line.quantity)
    phone = order.phone or str(order.shipping_address.get("phone") or "")
    paper = CustomsPaper(
        kind=kind,
        number=f"{order.number}",
        date=on.isoformat(),
        sender=seller_party(seller, "en", destination=order.country),
        addressee=address_party(order.shipping_address, "en", email=order.email, phone=phone),
        sender_country=localization.territory_name(seller.country, "en"),
        destination_country=localization.territory_name(order.country, "en") if order.country else "",
        items=items,
        gross_grams=sum(item.net_grams for item in items),
        postage=order.totals.shipping,
        incoterm=str(order.landed_cost.get("incoterm") or "DAP"),
        place=str(order.shipping_address.get("city") or ""),
        category="Gift" if order.is_gift and not _is_sold(order) else "Sale of goods",
        invoice_number=invoice_number,
    )
    check_customs(paper)
    return paper


def _item(line: orders.PlacedLine, description: str) -> CustomsItem:
    return CustomsItem(
        description=description,
        quantity=line.quantity,
        net_grams=line.weight_grams * line.quantity,
        value=line.total,
        hs_code=line.hs_code.replace(".", ""),
        origin_country=line.origin_country,
    )


def _is_sold(order: orders.PlacedOrder) -> bool:
    """What was paid for is a sale, also when the buyer gives it away."""
    return order.total > Money(0, order.currency)
