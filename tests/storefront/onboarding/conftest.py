"""Fixtures of the tests that run `storefront tenants`."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from storefront.cli.tenants import tenants
from tenants.kit.settings import Settings


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    """The variables by which a command reaches the test's database."""
    assert settings.platform_database_url is not None
    return {
        "STOREFRONT_DATABASE_URL": settings.database_url.get_secret_value(),
        "STOREFRONT_PLATFORM_DATABASE_URL": settings.platform_database_url.get_secret_value(),
        "STOREFRONT_SECRET_KEY": settings.secret_key.get_secret_value(),
    }


@pytest.fixture
def command(environment: dict[str, str]) -> Callable[..., Result]:
    """Runs `storefront tenants …`."""
    return lambda *arguments: CliRunner().invoke(tenants, [str(each) for each in arguments], env=environment)
