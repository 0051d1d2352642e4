"""Bulk onboarding: a file of businesses, each row of which becomes a working shop.

Idempotent and resumable, and a bad row harms no other. `open_table` reads the file, `Onboarding.run` tells each fate.
"""

from storefront.onboarding.differences import Difference
from storefront.onboarding.rejects import Problem, Rejection, RejectsFile
from storefront.onboarding.run import Fate, Onboarding, Outcome
from storefront.onboarding.table import COLUMNS, Table, open_table
from tenants.kit.csv_lines import UnreadableFile

__all__ = [
    "COLUMNS",
    "Difference",
    "Fate",
    "Onboarding",
    "Outcome",
    "Problem",
    "Rejection",
    "RejectsFile",
    "Table",
    "UnreadableFile",
    "open_table",
]
