"""The group of commands about tenants: `importing`, `exporting`, and the `registry` of those there are."""

import click

from storefront.cli.later import LaterGroup

COMMANDS = {
    "import": (
        "storefront.cli.tenants.importing:import_file",
        "Make a working shop of each row of a .csv or .xlsx FILE.",
    ),
    "list": ("storefront.cli.tenants.registry:list_tenants", "List the shops of the zone by slug."),
    "suspend": (
        "storefront.cli.tenants.registry:suspend",
        "Close a shop for now: its hosts answer 503 within a second.",
    ),
    "resume": ("storefront.cli.tenants.registry:resume", "Open a suspended shop again."),
    "export": (
        "storefront.cli.tenants.exporting:export",
        "Write all that is kept of the shop SLUG into a folder: TABLE.jsonl, one row a line, and shop.json.",
    ),
}


@click.group(cls=LaterGroup)
def tenants() -> None:
    """Open, list, suspend and resume shops, and export what is kept of one."""


tenants.add_table(COMMANDS)
