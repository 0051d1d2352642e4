"""Stripe's stand-in beside the demo: where it is, with which key, and the demo's shops as its connected accounts."""

import hashlib
import json
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from storefront import payments
from storefront.cli.demo.processes import Children
from storefront.cli.ports import free_address
from storefront.provision import DemoZone
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.errors import StorefrontError
from tenants.kit.settings import Settings

STATE = "stripe-standin.json"
_READY_SECONDS = 30


class StandinUnavailable(StorefrontError):
    """The stand-in does not answer."""


def free_port_for_standin(port: int) -> int:
    """The next one, always: open payments know the addresses of their pages. Raises PortTaken."""
    beside = port + 1 if port < 65535 else port - 1
    free_address("127.0.0.1", beside)
    return beside


def standin_key(secret_key: str) -> str:
    """A key that both sides can tell from the deployment's own, and nobody else."""
    return "sk_test_" + hashlib.sha256(f"stripe stand-in {secret_key}".encode()).hexdigest()[:32]


def start_standin(children: Children, data_dir: Path, port: int) -> None:
    """Start it and wait until it answers. Raises StandinUnavailable."""
    children.start("stripe", ["stripe-standin", "--port", str(port), "--state", str(data_dir / STATE)])
    deadline = time.monotonic() + _READY_SECONDS
    while not _asked(port, "GET", "/_live"):
        children.check()
        if time.monotonic() > deadline:
            raise StandinUnavailable("the Stripe stand-in does not answer; its last lines are above")
        time.sleep(0.1)


def connect_shops(settings: Settings, zone: DemoZone, port: int) -> None:
    """Give every shop that takes real money an account that takes charges. Repeatable."""
    providers = payments.open_providers(settings)
    database = Database(settings)
    try:
        for shop in zone.shops:
            with database.platform() as session:
                tenant = lifecycle.tenant_by_slug(session, shop.slug)
            if tenant.kind == lifecycle.TenantKind.LEARNER or tenant.id is None:
                continue
            account = payments.open_account(database, providers, tenant_id=tenant.id)
            if not _asked(port, "POST", "/_control/complete_account", json.dumps({"account": account})):
                raise StandinUnavailable(f"the Stripe stand-in does not know {account} any more: start with --fresh")
            payments.refresh_account(database, providers, tenant_id=tenant.id)
    finally:
        database.close()


def _asked(port: int, method: str, path: str, body: str = "") -> bool:
    """Whether it answers, and well."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body.encode())
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
