"""What stands on an order's papers. Pure: from an order to a paper."""

from storefront.invoices.rules.customs import customs_paper
from storefront.invoices.rules.keeping import paper_as_json, paper_from_json
from storefront.invoices.rules.papers import Seller, credit_note, invoice, invoice_name, packing_slip, seller_party
from storefront.invoices.rules.sums import PaperSum, papered, to_credit

__all__ = [
    "PaperSum",
    "Seller",
    "credit_note",
    "customs_paper",
    "invoice",
    "invoice_name",
    "packing_slip",
    "paper_as_json",
    "paper_from_json",
    "papered",
    "seller_party",
    "to_credit",
]
