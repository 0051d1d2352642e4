"""What every command promises: help, one clear line for a mistake, and the right exit status."""

import os
import subprocess
import sys

import click
import pytest

from storefront.cli.doctor import doctor
from storefront.cli.later import LaterGroup, loaded
from storefront.cli.main import cli
from tests.storefront.cli.commands import ROOT
from tests.storefront.cli.conftest import Command

NOWHERE = {
    "STOREFRONT_DATABASE_URL": "postgresql://a:top-secret@/b?host=/nowhere",
    "STOREFRONT_OWNER_DATABASE_URL": "postgresql://a:top-secret@/b?host=/nowhere",
    "STOREFRONT_SECRET_KEY": "k" * 40,
}


def every_command(group: click.Group, *above: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [above]
    for name, listed in group.commands.items():
        command, path = loaded(listed), (*above, name)
        found += every_command(command, *path) if isinstance(command, click.Group) else [path]
    return found


def is_one_line(text: str) -> bool:
    return text.startswith("storefront: ") and text.count("\n") == 1 and "Traceback" not in text


@pytest.mark.parametrize("command", every_command(cli), ids=" ".join)
def test_every_command_has_help(storefront: Command, command: tuple[str, ...]) -> None:
    said = storefront(*command, "--help")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("Usage: storefront")


def test_help_lists_the_commands_of_the_contract(storefront: Command) -> None:
    assert set(cli.commands) >= {"demo", "serve", "worker", "migrate", "doctor", "tenants"}
    out = storefront("--help").out
    assert all(f"\n  {name} " in out for name in cli.commands)


def every_table() -> list[LaterGroup]:
    groups: list[click.Command] = [cli, *map(loaded, cli.commands.values())]
    return [group for group in groups if isinstance(group, LaterGroup)]


@pytest.mark.parametrize("group", every_table(), ids=lambda group: str(group.name))
def test_a_group_lists_its_commands_in_their_own_words(group: LaterGroup) -> None:
    """Their modules are not loaded for the list, so the words stand in two places."""
    listed = {name: command.help for name, command in group.commands.items()}
    own = {name: loaded(command) for name, command in group.commands.items()}
    assert listed == {name: command.get_short_help_str(limit=10_000) for name, command in own.items()}
    assert list(own) == [command.name for command in own.values()]


@pytest.mark.parametrize(
    "arguments",
    [
        ("nope",),
        ("serve", "--nope"),
        ("serve", "--port", "ninety"),
        ("demo", "--port", "70000"),
        ("tenants", "suspend"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(storefront: Command, arguments: tuple[str, ...]) -> None:
    said = storefront(*arguments)
    assert (said.status, said.out) == (2, "")
    assert is_one_line(said.err)
    assert "--help" in said.err


def test_no_command_at_all_shows_the_help_and_is_wrong_usage(storefront: Command) -> None:
    said = storefront()
    assert said.status == 2
    assert "migrate" in said.err


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "doctor", "demo"])
def test_an_unknown_setting_stops_every_command_with_one_line_that_names_it(storefront: Command, command: str) -> None:
    said = storefront(command, variables={**NOWHERE, "STOREFRONT_COLOUR": "red"})
    assert said.status == 2
    assert is_one_line(said.err)
    assert "STOREFRONT_COLOUR" in said.err


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "doctor", "demo"])
def test_a_malformed_setting_stops_every_command_with_one_line_that_names_it(storefront: Command, command: str) -> None:
    said = storefront(command, variables={**NOWHERE, "STOREFRONT_DATABASE_POOL_SIZE": "many"})
    assert said.status == 2
    assert is_one_line(said.err)
    assert "STOREFRONT_DATABASE_POOL_SIZE" in said.err


@pytest.mark.parametrize("missing", ["STOREFRONT_SECRET_KEY", "STOREFRONT_DATABASE_URL"])
def test_a_setting_without_default_that_is_missing_is_named(storefront: Command, missing: str) -> None:
    said = storefront("serve", variables={name: value for name, value in NOWHERE.items() if name != missing})
    assert (said.status, said.err) == (2, f"storefront: {missing} is not set\n")


@pytest.mark.parametrize("command", ["serve", "worker", "migrate"])
def test_a_database_that_can_not_be_reached_is_one_line_without_its_password(storefront: Command, command: str) -> None:
    said = storefront(command, variables=NOWHERE)
    assert said.status == 2
    assert is_one_line(said.err)
    assert "DATABASE_URL" in said.err
    assert "top-secret" not in said.err


def test_an_unforeseen_error_is_one_line_and_status_1(storefront: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("over\nthere")

    monkeypatch.setattr(doctor, "callback", lambda **_: fail())
    said = storefront("doctor")
    assert said.status == 1
    assert is_one_line(said.err)
    assert "RuntimeError: over there" in said.err


def test_a_reader_that_has_had_enough_is_no_error() -> None:
    """As in `storefront doctor --settings | head -1`."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "storefront", "doctor", "--settings"]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
