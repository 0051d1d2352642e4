"""What stands on an order's papers. Pure: from an order to a paper."""

from storefront.invoices.rules.customs import customs_paper
from storefront.invoices.rules.keeping import paper_as_json, paper_from_json
from storefront.invoices.rules.numbered import Issue, credit_note, further_invoice, invoice, invoice_name
from storefront.invoices.rules.papers import packing_slip
from storefront.invoices.rules.parties import Seller, SellerNumber, returns_lines, seller_party
from storefront.invoices.rules.returning import return_name, return_slip
from storefront.invoices.rules.standing import Standing, covered_standing, standing_as_json, standing_from_json
from storefront.invoices.rules.sums import PaperSum, papered, to_add, to_correct, to_credit

__all__ = [
    "Issue",
    "PaperSum",
    "Seller",
    "SellerNumber",
    "Standing",
    "covered_standing",
    "credit_note",
    "customs_paper",
    "further_invoice",
    "invoice",
    "invoice_name",
    "packing_slip",
    "paper_as_json",
    "paper_from_json",
    "papered",
    "return_name",
    "return_slip",
    "returns_lines",
    "seller_party",
    "standing_as_json",
    "standing_from_json",
    "to_add",
    "to_correct",
    "to_credit",
]
