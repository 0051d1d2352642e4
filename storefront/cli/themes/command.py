"""The group of commands about themes: `packages` of code, and the `looks` of shops."""

import click

from storefront.cli.themes import looks, packages


@click.group()
def themes() -> None:
    """List, check and install themes; preview, publish, schedule and restore what a shop wears."""


COMMANDS = (
    packages.list_themes, packages.check, packages.install,
    looks.status, looks.choices, looks.choose, looks.switch, looks.preview, looks.publish, looks.schedule,
    looks.discard, looks.history, looks.restore,
)  # fmt: skip

for each in COMMANDS:
    themes.add_command(each)
