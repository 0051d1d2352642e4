"""`storefront themes`: the code of themes, and what a shop wears of it. themes/README.md says how one is written."""

from storefront.cli.themes.command import themes

__all__ = ["themes"]
