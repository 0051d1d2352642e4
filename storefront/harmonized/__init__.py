"""The Harmonized System: codes of goods, suggestions with their reasons, and descriptions that customs take."""

from storefront.harmonized.codes import BadGoodsCode, checked_code, is_code
from storefront.harmonized.describing import Finding, description_findings
from storefront.harmonized.suggesting import Reason, Suggestion, headings, suggest_hs

__all__ = [
    "BadGoodsCode",
    "Finding",
    "Reason",
    "Suggestion",
    "checked_code",
    "description_findings",
    "headings",
    "is_code",
    "suggest_hs",
]
