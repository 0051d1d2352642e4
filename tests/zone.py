"""The demo zone for tests: seeded once a run, cloned for each process that asks for it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from storefront.provision import DemoCredentials, seed_demo_zone
from tenants.kit.settings import Settings
from tests.database import SHARED_DIRECTORY, TestDatabase, clone_database, database_named, drop_database, settings_for

SEEDED = "storefront_demo_zone"
CREDENTIALS = DemoCredentials(platform_password="platform-pass-phrase", shop_password="shop-pass-phrase")


def zone_settings(name: str) -> Settings:
    """Settings for a clone of the seeded zone with this name. The picture folder is shared, since nobody changes it."""
    directory = Path(os.environ[SHARED_DIRECTORY])
    media = directory / "media"
    with _one_at_a_time(directory / "zone.lock"):
        if not _exists(SEEDED):
            _seed(media)
    drop_database(name)
    return settings_for(clone_database(name, template=SEEDED), media)


def _seed(media: Path) -> None:
    half = clone_database(f"{SEEDED}_half")
    seed_demo_zone(settings_for(half, media), CREDENTIALS)
    with psycopg.connect(half.superuser_url, autocommit=True) as connection:
        connection.execute("analyze")  # as a server does by itself within a minute: plans are made from it
    with psycopg.connect(half.superuser_url.replace(f"/{half.name}?", "/postgres?"), autocommit=True) as connection:
        connection.execute(f"alter database {half.name} rename to {SEEDED}".encode())


def _exists(name: str) -> bool:
    with psycopg.connect(database_named("postgres").superuser_url) as connection:
        return connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


@contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


__all__ = ["CREDENTIALS", "TestDatabase", "zone_settings"]
