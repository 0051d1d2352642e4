"""The papers of an order: numbered invoices and credit notes, packing slips, and what customs want to see.

An invoice is frozen when it is issued, word for word, and its number follows the one before without a gap. What the
papers look like is `storefront.documents`'.
"""

from storefront.invoices.actions import (
    issue_addition,
    issue_correction,
    issue_credit_note,
    issue_due,
    issue_invoice,
    set_seller_address,
)
from storefront.invoices.errors import NoSuchInvoice, NotGivenBackYet, NothingToCorrect, NotInvoiced, NotPaidYet
from storefront.invoices.jobs import catch_up, catch_up_everywhere, issue_papers
from storefront.invoices.models import AddressKind, Invoice, InvoiceKind, SellerAddress
from storefront.invoices.reads import (
    find_invoice,
    invoice_paper,
    invoices_of_order,
    seller_addresses,
    seller_of,
    seller_of_order,
)
from storefront.invoices.rules import (
    PaperSum,
    Seller,
    SellerNumber,
    customs_paper,
    invoice_name,
    packing_slip,
    paper_as_json,
    paper_from_json,
    papered,
    return_name,
    return_slip,
    returns_lines,
    seller_party,
)

__all__ = [
    "AddressKind",
    "Invoice",
    "InvoiceKind",
    "NoSuchInvoice",
    "NotGivenBackYet",
    "NotInvoiced",
    "NotPaidYet",
    "NothingToCorrect",
    "PaperSum",
    "Seller",
    "SellerAddress",
    "SellerNumber",
    "catch_up",
    "catch_up_everywhere",
    "customs_paper",
    "find_invoice",
    "invoice_name",
    "invoice_paper",
    "invoices_of_order",
    "issue_addition",
    "issue_correction",
    "issue_credit_note",
    "issue_due",
    "issue_invoice",
    "issue_papers",
    "packing_slip",
    "paper_as_json",
    "paper_from_json",
    "papered",
    "return_name",
    "return_slip",
    "returns_lines",
    "seller_addresses",
    "seller_of",
    "seller_of_order",
    "seller_party",
    "set_seller_address",
]
