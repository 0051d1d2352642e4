"""Papers as PDF/A: invoices, credit notes, slips, quotations, and what customs ask for. Data in, bytes out.

Whoever asks for a paper has read and written out everything that stands on it. Fonts are bundled, so that the same
paper comes out on every machine; text is data and never markup of the typesetter.
"""

from storefront.documents.barcode import code_128
from storefront.documents.errors import MissingFields
from storefront.documents.gateway import pdf
from storefront.documents.rules import (
    CustomsItem,
    CustomsPaper,
    Paper,
    PaperKind,
    PaperLine,
    PaperTax,
    Party,
    check_customs,
)

__all__ = [
    "CustomsItem",
    "CustomsPaper",
    "MissingFields",
    "Paper",
    "PaperKind",
    "PaperLine",
    "PaperTax",
    "Party",
    "check_customs",
    "code_128",
    "pdf",
]
