"""The group of commands about themes: `checking` and `packages` of code, and the `looks` of shops."""

import click

from storefront.cli.later import LaterGroup

COMMANDS = {
    "list": (
        "storefront.cli.themes.packages:list_themes",
        "List the built-in themes, and with --shop those that one shop brought along.",
    ),
    "check": (
        "storefront.cli.themes.checking:check",
        "Say what is wrong with the theme in a folder or zip: file, line, reason and mend, one finding a line.",
    ),
    "install": (
        "storefront.cli.themes.packages:install",
        "Install the theme in a folder or zip for the shop SLUG alone, or update it there.",
    ),
    "status": ("storefront.cli.themes.looks:status", "Say what the shop SLUG wears, and what is being worked on."),
    "choices": (
        "storefront.cli.themes.looks:choices",
        "Print what the shop SLUG chose, as JSON: theme, settings, sections and texts.",
    ),
    "choose": (
        "storefront.cli.themes.looks:choose",
        "Make the choices in FILE (`-` is stdin) the draft of the shop SLUG.",
    ),
    "switch": (
        "storefront.cli.themes.looks:switch",
        "Begin a draft of the shop SLUG on another THEME, with whatever of its settings and sections fits there.",
    ),
    "preview": (
        "storefront.cli.themes.looks:preview",
        "Print a signed link at which the draft of the shop SLUG is seen, whole and in every view, by whoever has it.",
    ),
    "publish": (
        "storefront.cli.themes.looks:publish",
        "Make the draft of the shop SLUG what visitors see, in every process within a second.",
    ),
    "schedule": (
        "storefront.cli.themes.looks:schedule",
        "Have the draft of the shop SLUG published at a MOMENT, such as 2027-01-31T08:00+08:00.",
    ),
    "discard": (
        "storefront.cli.themes.looks:discard",
        "Throw the draft of the shop SLUG away, and with it the moment at which it would have been published.",
    ),
    "history": (
        "storefront.cli.themes.looks:history",
        "List what the shop SLUG has worn, and the drafts that others took the place of, the latest first.",
    ),
    "restore": (
        "storefront.cli.themes.looks:restore",
        "Put a VERSION of the history of the shop SLUG into its draft, to be looked at and published.",
    ),
}


@click.group(cls=LaterGroup)
def themes() -> None:
    """List, check and install themes; preview, publish, schedule and restore what a shop wears."""


themes.add_table(COMMANDS)
