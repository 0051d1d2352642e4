"""The launch of the zone: 1,972 businesses in one file."""

import csv
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from click.testing import Result

from tests.database import TestDatabase
from tests.storefront.onboarding.stored import everything_stored, stored

LAUNCH_FILE = Path(__file__).parents[2] / "data" / "launch_1972.csv"
_PLATFORM_SESSIONS = (
    "select pid from pg_stat_activity where datname = current_database() and usename = 'storefront_platform'"
)
_PROGRAM = "from storefront.cli.tenants import tenants; tenants()"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with LAUNCH_FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _killed_in_the_middle(environment: dict[str, str], database: TestDatabase) -> int:
    """Start the import, end it with SIGKILL once some shops are there, and tell how many there are."""
    with psycopg.connect(database.superuser_url, autocommit=True) as connection:
        others = set(connection.execute(_PLATFORM_SESSIONS).fetchall())  # what tests before this one keep open
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "import", str(LAUNCH_FILE)], env=environment, stderr=subprocess.DEVNULL
        )
        while process.poll() is None:
            found = connection.execute("select count(*) from tenant").fetchone()
            if found and found[0] >= 400:
                process.kill()
            time.sleep(0.02)
        # The server may still be finishing what the dead client last asked for.
        while set(connection.execute(_PLATFORM_SESSIONS).fetchall()) - others:
            time.sleep(0.02)
    [(count,)] = stored(database, "select count(*) from tenant")
    assert isinstance(count, int)
    return count


def test_every_business_of_the_launch_file_gets_its_shop_however_often_the_import_is_killed_or_repeated(
    environment: dict[str, str],
    command: Callable[..., Result],
    test_database: TestDatabase,
    rows: list[dict[str, str]],
) -> None:
    before = _killed_in_the_middle(environment, test_database)
    assert 400 <= before < 1972
    resumed = command("import", LAUNCH_FILE)
    assert resumed.stdout == f"1972 rows: {1972 - before} created, {before} unchanged, 0 rejected\n"
    assert resumed.exit_code == 0

    _each_row_is_a_shop(test_database, rows)
    everything = everything_stored(test_database)
    repeated = command("import", LAUNCH_FILE)
    assert repeated.stdout == "1972 rows: 0 created, 1972 unchanged, 0 rejected\n"
    assert everything_stored(test_database) == everything


def _each_row_is_a_shop(database: TestDatabase, rows: list[dict[str, str]]) -> None:
    shops = stored(
        database,
        """
        select registration_no, tenant.name, contact_email, country, currency, primary_language, industry, plan,
            status, theme,
            (select array_agg(handle order by handle) from market where tenant_id = tenant.id),
            (select array_agg(distinct language order by language) from document_text where tenant_id = tenant.id),
            (select count(*)::int from document_text where tenant_id = tenant.id),
            (select host from domain where tenant_id = tenant.id and verified_at is null)
        from tenant
        join shop_theme on shop_theme.tenant_id = tenant.id
        join theme_version on theme_version.tenant_id = tenant.id and theme_version.id = live_id
        order by registration_no
        """,
    )
    expected = [
        (
            row["registration_no"],
            row["business_name"],
            row["owner_email"],
            row["country"],
            row["currency"],
            row["default_language"],
            row["industry"],
            row["plan"],
            "live",
            row["theme"] or "aurora",
            sorted(row["markets"].split(";")),
            sorted(row["languages"].split(";")),
            6 * len(row["languages"].split(";")),
            row["custom_domain"] or None,
        )
        for row in sorted(rows, key=lambda row: row["registration_no"])
    ]
    assert shops == expected
    asked = {row["registration_no"]: row["slug"] for row in rows if row["slug"]}
    found = {str(number): slug for number, slug in stored(database, "select registration_no, slug from tenant")}
    assert {number: found[number] for number in asked} == asked
    assert found["202604000020"] == "olafur-nandu-crafts-johor"
    assert stored(database, "select count(*)::int, count(distinct person_id)::int from membership") == [(1972, 1972)]
