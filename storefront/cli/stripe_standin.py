"""`storefront stripe-standin`: what `storefront demo --stripe-standin` runs beside its shops instead of Stripe."""

import os
from pathlib import Path

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from starlette.types import ASGIApp

from storefront.cli.ports import free_address
from storefront.standins.stripe import Standin, create_standin
from tenants.kit.errors import Invalid
from tenants.kit.logging import configure_logging
from tenants.kit.settings import load_settings

_STATE = "STRIPE_STANDIN_STATE"
_ADDRESS = "127.0.0.1"


class NoKey(Invalid):
    """The stand-in is asked with a key, and signs with a secret, that both sides have."""


@click.command()
@click.option("--port", required=True, type=click.IntRange(1, 65535))
@click.option(
    "--state", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file it remembers in."
)
def stripe_standin(port: int, state: Path) -> None:
    """Stand in for Stripe on this machine. No money moves; never for production."""
    settings = load_settings()
    configure_logging(settings.log_format, settings.log_level)
    if settings.stripe_secret_key is None or settings.stripe_webhook_secret is None:
        raise NoKey("STOREFRONT_STRIPE_SECRET_KEY and STOREFRONT_STRIPE_WEBHOOK_SECRET are not set")
    if not settings.stripe_secret_key.get_secret_value().startswith("sk_test_"):
        raise NoKey("STOREFRONT_STRIPE_SECRET_KEY is a key for real money: the stand-in takes sk_test_… only")
    free_address(_ADDRESS, port)
    os.environ[_STATE] = str(state)
    Granian(
        "storefront.cli.stripe_standin:application",
        factory=True,
        interface=Interfaces.ASGI,
        address=_ADDRESS,
        port=port,
        workers=1,  # its memory is one process's
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def application() -> ASGIApp:
    """What the server's process loads: signed events go to the shops' own webhook."""
    settings = load_settings()
    configure_logging(settings.log_format, settings.log_level)
    assert settings.stripe_secret_key is not None, "checked before the server began"
    assert settings.stripe_webhook_secret is not None, "checked before the server began"
    return create_standin(
        Standin(
            secret_key=settings.stripe_secret_key.get_secret_value(),
            webhook_url=f"http://{_ADDRESS}:{settings.public_port or 80}/webhooks/stripe",
            webhook_secret=settings.stripe_webhook_secret.get_secret_value(),
            webhook_host=f"api.{settings.platform_domain}",
            state=Path(os.environ[_STATE]),
        )
    )
