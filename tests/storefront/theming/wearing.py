"""What tests of installed themes look at: the files of a package, and the page of whoever wears it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from storefront import theming
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.themes import (
    ADressedShop,
    installed,
)

Install = Callable[[Path], theming.InstalledTheme]
Process = Callable[[], TestClient]


def owner(database: Database, shop: ADressedShop) -> ADressedShop:
    return ADressedShop(shop.tenant_id, shop.slug, installed(database, shop))


def package_file(settings: Settings, shop: ADressedShop, digest: str) -> Path:
    return Path(settings.media_url.removeprefix("file://")) / f"t/{shop.tenant_id}/themes/{digest}.zip"


def home(client: TestClient, shop: ADressedShop) -> str:
    answer = client.get(shop.url)
    assert answer.status_code == 200
    return answer.text


def home_saying(client: TestClient, shop: ADressedShop, words: str) -> str:
    """The home page as soon as it says something; another process's notice takes a moment."""
    until = time.monotonic() + 10
    while words not in (page := home(client, shop)) and time.monotonic() < until:
        time.sleep(0.02)
    assert words in page
    return page


def style_of(page: str) -> str:
    return page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]


def refused(install: Install, source: Path) -> str:
    with pytest.raises(theming.ThemePackageRefused) as refusal:
        install(source)
    assert refusal.value.findings
    return "\n".join(map(str, refusal.value.findings))
