"""The papers of an order: numbered invoices and credit notes, packing slips, and what customs want to see.

An invoice is frozen when it is issued, word for word, and its number follows the one before without a gap. What the
papers look like is `storefront.documents`'.
"""

from storefront.invoices.actions import issue_credit_note, issue_due, issue_invoice
from storefront.invoices.errors import NoSuchInvoice, NotGivenBackYet, NotInvoiced, NotPaidYet
from storefront.invoices.jobs import catch_up, catch_up_everywhere, issue_papers
from storefront.invoices.models import Invoice, InvoiceKind
from storefront.invoices.reads import find_issued, invoice_paper, invoices_of_order, seller_of
from storefront.invoices.rules import (
    PaperSum,
    Seller,
    customs_paper,
    invoice_name,
    packing_slip,
    paper_as_json,
    paper_from_json,
    papered,
    seller_party,
)

__all__ = [
    "Invoice",
    "InvoiceKind",
    "NoSuchInvoice",
    "NotGivenBackYet",
    "NotInvoiced",
    "NotPaidYet",
    "PaperSum",
    "Seller",
    "catch_up",
    "catch_up_everywhere",
    "customs_paper",
    "find_issued",
    "invoice_name",
    "invoice_paper",
    "invoices_of_order",
    "issue_credit_note",
    "issue_due",
    "issue_invoice",
    "issue_papers",
    "packing_slip",
    "paper_as_json",
    "paper_from_json",
    "papered",
    "seller_of",
    "seller_party",
]
