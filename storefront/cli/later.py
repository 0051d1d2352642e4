"""Groups made of a table: a command's module is loaded when the command is chosen, and its line of help is read before.

No command waits for what another needs, and `--help` for nothing at all.
"""

from collections.abc import Mapping
from importlib import import_module

import click

Table = Mapping[str, tuple[str, str]]
"""By name: `module:function` of a command, and its line in the help of its group."""


class LaterGroup(click.Group):
    """What it lists are stand-ins; choosing one loads the command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, listed, rest = super().resolve_command(ctx, args)
        return name, loaded(listed) if listed else None, rest

    def add_table(self, table: Table) -> None:
        """List every command of the table."""
        for name, (place, line) in table.items():
            self.add_command(_Listed(name, place, line))


class _Listed(click.Command):
    """A command as its group lists it."""

    def __init__(self, name: str, place: str, line: str) -> None:
        super().__init__(name, help=line)
        self.place = place


def loaded(command: click.Command) -> click.Command:
    """The command itself, its module loaded if that was left for later."""
    if not isinstance(command, _Listed):
        return command
    module, _, function = command.place.partition(":")
    found = getattr(import_module(module), function)
    assert isinstance(found, click.Command), f"{command.place} is no command"
    return found
