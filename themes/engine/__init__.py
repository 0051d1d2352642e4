"""The theme engine: given a theme, a shop's choices and a request's data, the HTML of a page.

It reads no database and knows no web framework. Templates run in a sandbox with a budget; whatever does not fit falls
back to the theme's own, so that a live shop never breaks.
"""

from themes.engine import drops
from themes.engine.assets import Asset
from themes.engine.budget import PAGE_BUDGET
from themes.engine.choices import Problem, ThemeData
from themes.engine.errors import AssetNotFound, BudgetExceeded, ThemeError, ThemeNotFound, ThemeRefused
from themes.engine.findings import Finding
from themes.engine.intake import is_theme_name, unpack, upload_name
from themes.engine.library import Theme, ThemeLibrary
from themes.engine.needs import Needs
from themes.engine.prose import prose
from themes.engine.pseudo import PSEUDO_LANGUAGES, is_pseudo, pseudo_text
from themes.engine.render import Context, Rendered
from themes.engine.schema import LIST_NAMES, PAGE_KINDS
from themes.engine.wall import check, trial_render

__all__ = [
    "LIST_NAMES",
    "PAGE_BUDGET",
    "PAGE_KINDS",
    "PSEUDO_LANGUAGES",
    "Asset",
    "AssetNotFound",
    "BudgetExceeded",
    "Context",
    "Finding",
    "Needs",
    "Problem",
    "Rendered",
    "Theme",
    "ThemeData",
    "ThemeError",
    "ThemeLibrary",
    "ThemeNotFound",
    "ThemeRefused",
    "check",
    "drops",
    "is_pseudo",
    "is_theme_name",
    "prose",
    "pseudo_text",
    "trial_render",
    "unpack",
    "upload_name",
]
