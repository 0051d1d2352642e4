"""The command itself: database, migrations, the demo zone, web server and worker, in that order."""

import os
import shutil
import signal
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

import click
from pydantic import SecretStr

from storefront.cli.demo.directory_lock import hold_directory
from storefront.cli.demo.manifest import MANIFEST, write_manifest
from storefront.cli.demo.processes import Children
from storefront.cli.demo.secrets_file import SECRETS, DemoSecrets, load_secrets
from storefront.cli.demo.stripe import STATE, connect_shops, free_port_for_standin, standin_key, start_standin
from storefront.cli.embedded_postgres import EmbeddedPostgres
from storefront.cli.migrate import upgrade_database
from storefront.cli.ports import free_address
from storefront.cli.server_setup import create_database, prepare_server
from storefront.provision import DemoCredentials, DemoZone, seed_demo_zone
from tenants.isolation.policies import OWNER, PLATFORM, SERVING
from tenants.kit.errors import StorefrontError
from tenants.kit.logging import configure_logging
from tenants.kit.settings import PREFIX, Settings, load_settings

DATABASE = "storefront"
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_READY_SECONDS = 60
_WATCH_SECONDS = 0.5
_WORKER_NICENESS = 15


class NotReady(StorefrontError):
    """A shop did not answer in time."""


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--data-dir", default=".data", show_default=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR"
)
@click.option("--fresh", is_flag=True, help="Begin with an empty data directory.")
@click.option("--stripe-standin", is_flag=True, help="Let a stand-in for Stripe take the payments, on the next port.")
@click.option(
    "--pseudo-locales", is_flag=True, help="Each shop also in the made-up languages en-XA and ar-XB, at /en-xa-my."
)
def demo(port: int, data_dir: Path, fresh: bool, stripe_standin: bool, pseudo_locales: bool) -> None:
    """Run the demo zone: its own PostgreSQL, three exporters and a shop for learners. Ctrl-C stops all of it."""
    configure_logging("console", "warning")
    load_settings(database_url="postgresql:///", secret_key="-" * 32)  # a name that is no setting stops the demo too
    for each in _ENDINGS:
        signal.signal(each, _interrupt)
    free_address("127.0.0.1", port)
    stripe_port = free_port_for_standin(port) if stripe_standin else None
    data_dir = data_dir.resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    with hold_directory(data_dir):
        server = EmbeddedPostgres(data_dir)
        if fresh:
            _empty(data_dir, server)
        try:
            _run(server, data_dir, port, stripe_port=stripe_port, pseudo_locales=pseudo_locales)
        except KeyboardInterrupt:
            click.echo("\nStopping")
        finally:
            server.stop()


def _run(server: EmbeddedPostgres, data_dir: Path, port: int, *, stripe_port: int | None, pseudo_locales: bool) -> None:
    (data_dir / MANIFEST).unlink(missing_ok=True)  # it tells of a run that has ended
    secrets = load_secrets(data_dir, must_exist=server.exists)
    click.echo("Starting PostgreSQL")
    server.start()
    settings = _prepare(server, secrets, data_dir, port, stripe_port=stripe_port)
    settings = settings.model_copy(update={"pseudo_locales": pseudo_locales})
    click.echo("Filling the zone (only the first start takes its time)")
    zone = seed_demo_zone(
        settings,
        DemoCredentials(secrets.platform_password, secrets.shop_password),
        report=lambda line: click.echo(f"  {line}"),
    )
    with Children(_environment(settings)) as children:
        if stripe_port is not None:
            start_standin(children, data_dir, stripe_port)
        children.start("web", ["serve", "--port", str(port)])
        _wait_until_every_shop_answers(zone, children, settings, port)
        if stripe_port is not None:
            connect_shops(settings, zone, stripe_port)
        # Hundreds of pictures wait to be made in every size; visitors come first.
        children.start("worker", ["worker", "--concurrency", "1"], niceness=_WORKER_NICENESS)
        write_manifest(data_dir, zone, settings, secrets)
        _print_addresses(zone, settings, secrets)
        if stripe_port is not None:
            click.echo(f"  Stripe stand-in  {settings.stripe_api_base}/   pay with the card 4242 4242 4242 4242\n")
        click.echo("ready")
        while True:
            time.sleep(_WATCH_SECONDS)
            children.check()
            server.check()


def _prepare(
    server: EmbeddedPostgres, secrets: DemoSecrets, data_dir: Path, port: int, *, stripe_port: int | None
) -> Settings:
    passwords = {OWNER: secrets.owner_role, SERVING: secrets.serving_role, PLATFORM: secrets.platform_role}
    prepare_server(server.superuser_url(), passwords)
    create_database(server.superuser_url(), DATABASE)
    upgrade_database(server.url(OWNER, secrets.owner_role, DATABASE))
    (data_dir / "mail").mkdir(exist_ok=True)
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]  # the demo is a world of its own: nothing of a deployment's settings reaches it
    return Settings.model_validate(
        {
            "database_url": server.url(SERVING, secrets.serving_role, DATABASE),
            "owner_database_url": server.url(OWNER, secrets.owner_role, DATABASE),
            "platform_database_url": server.url(PLATFORM, secrets.platform_role, DATABASE),
            "secret_key": secrets.secret_key,
            "stripe_webhook_secret": secrets.stripe_webhook_secret,
            "stripe_secret_key": standin_key(secrets.secret_key) if stripe_port else None,
            "stripe_api_base": f"http://127.0.0.1:{stripe_port}" if stripe_port else None,
            "platform_domain": "localhost",
            "public_scheme": "http",
            "public_port": None if port == 80 else port,
            "media_url": (data_dir / "media").as_uri(),
            "smtp_url": (data_dir / "mail").as_uri(),
            "rates_url": None,  # the demo asks nobody outside for anything
            "log_format": "console",
            # A script may read our output until `ready` and no further: requests are told to people only.
            "log_level": "info" if sys.stderr.isatty() else "warning",
        }
    )


def _environment(settings: Settings) -> dict[str, str]:
    """The settings as a production process would be given them. Each is named, so that no `.env` adds to them."""
    values = {}
    for name, value in settings:
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        values[PREFIX + name.upper()] = "" if plain is None else str(plain)
    return values


def _wait_until_every_shop_answers(zone: DemoZone, children: Children, settings: Settings, port: int) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    for shop in zone.shops:
        host = f"{shop.slug}.{settings.platform_domain}"
        while not _answers(host, port):
            children.check()
            if time.monotonic() > deadline:
                raise NotReady(f"{shop.slug} does not answer; its last lines are above")
            time.sleep(0.1)


def _answers(host: str, port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/", headers={"host": f"{host}:{port}"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _print_addresses(zone: DemoZone, settings: Settings, secrets: DemoSecrets) -> None:
    click.echo("")
    for shop in zone.shops:
        address = settings.origin(f"{shop.slug}.{settings.platform_domain}")
        click.echo(f"  {shop.name:<16} {address}/")
        views = [view for view in shop.views if view.prefix]
        click.echo(f"  {'':<16} {'  '.join(view.prefix for view in views)}")
    click.echo("")
    click.echo(f"  Platform admin   {zone.platform_email}   password {secrets.platform_password}")
    for shop in zone.shops:
        click.echo(f"  {shop.name:<16} {shop.owner_email}   password {secrets.shop_password}")
    click.echo("")


def _empty(data_dir: Path, server: EmbeddedPostgres) -> None:
    """Remove what the demo made, and nothing else that may be in the folder."""
    server.erase()
    for folder in (data_dir / "media", data_dir / "mail"):
        if folder.exists():
            shutil.rmtree(folder)
    for name in (MANIFEST, SECRETS, STATE):
        (data_dir / name).unlink(missing_ok=True)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Once: a second Ctrl-C must not keep the first from ending everything in order."""
    for each in _ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt
