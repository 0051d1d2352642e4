"""A command loads what it needs: a library that only others need would cost each of its starts time and memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tenants.kit.settings import Settings
from tests.factories.onboarding import a_row, csv_text
from tests.storefront.cli.commands import ROOT, environment

_PROGRAM = """
import json, sys
from storefront.cli.main import main
try:
    main()
except SystemExit as ended:
    print(json.dumps([ended.code, sorted(sys.modules)]), file=sys.stderr)
"""
NO_SHOP = {
    "starlette": "serves pages",
    "granian": "serves pages",
    "stripe": "takes payments",
    "boto3": "keeps media in a bucket",
    "botocore": "keeps media in a bucket",
    "typst": "sets papers",
    "webauthn": "signs people in",
    "storefront.shop": "is the shopper's surface",
    "storefront.admin": "is the merchant's surface",
    "storefront.checkout": "leads from a cart to an order",
    "storefront.provision": "fills the demo",
}
NO_DATABASE = NO_SHOP | {
    "sqlalchemy": "asks the database",
    "psycopg": "asks the database",
    "procrastinate": "keeps jobs in the database",
    "alembic": "changes the database",
    "pydantic": "reads the settings of a deployment",
}
NO_THEME = NO_DATABASE | {
    "jinja2": "renders pages",
    "babel": "writes numbers and dates",
    "themes": "renders pages",
    "storefront.onboarding": "opens shops",
}


def loaded_by(*arguments: object, variables: dict[str, str] | None = None, status: int = 0) -> set[str]:
    """The modules that a process holds when it has done this command."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *map(str, arguments)],
        env={"PYTHONPATH": str(ROOT), **(variables or {})},
        capture_output=True,
        text=True,
        check=True,
    )
    ended, modules = json.loads(done.stderr.splitlines()[-1])
    assert ended == status, done.stderr
    return set(modules)


def test_help_loads_no_command() -> None:
    modules = loaded_by("--help")
    assert modules & NO_THEME.keys() == set()
    assert "storefront.cli.doctor" not in modules


@pytest.mark.parametrize("group", ["tenants", "themes"])
def test_the_help_of_a_group_loads_none_of_its_commands(group: str) -> None:
    assert loaded_by(group, "--help") & NO_THEME.keys() == set()


def test_a_theme_is_checked_without_a_database(tmp_path: Path) -> None:
    assert loaded_by("themes", "check", tmp_path, "--no-browser", status=1) & NO_DATABASE.keys() == set()


def test_shops_are_brought_and_listed_without_a_shop(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "shops.csv"
    file.write_text(csv_text([a_row()]), encoding="utf-8")
    variables = environment(settings)
    assert loaded_by("tenants", "import", file, "--dry-run", variables=variables) & NO_SHOP.keys() == set()
    modules = loaded_by("tenants", "list", variables=variables)
    assert modules & (NO_SHOP | {"storefront.onboarding": "opens shops", "themes": "renders pages"}).keys() == set()
