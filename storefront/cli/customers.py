"""`storefront customers`: a buyer's letter, answered by the operator where the shop's own pages can not.

Who may ask, and that the address is the asker's, is for the shop to know before.
"""

import json
import os
import sys
from pathlib import Path

import click

from storefront import privacy
from storefront.cli.opened import opened_database
from tenants import lifecycle
from tenants.isolation import bind_tenant


def _address(written: str) -> str:
    """The address, or the first line of stdin for `-`: other users of a machine and its history see command lines."""
    return sys.stdin.readline() if written == "-" else written


@click.group()
def customers() -> None:
    """Give a buyer's data out, or erase it."""


@customers.command()
@click.argument("slug", metavar="SHOP")
@click.argument("email")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this new file, for the owner alone.",
)
def data(slug: str, email: str, out: Path) -> None:
    """Write what the shop SHOP keeps of whoever has the address EMAIL, as JSON: a customer, or a guest who left one.

    EMAIL is - to read it from stdin; it is never printed. It is what the shop's own /account/data.json gives. A file
    that is there already is not written over.
    """
    with opened_database() as database, database.platform() as session:
        tenant_id = lifecycle.tenant_by_slug(session, slug.lower()).id or 0
        bind_tenant(session, tenant_id)
        kept = privacy.data_of(session, privacy.buyer_by_email(session, tenant_id, _address(email)))
    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(kept, file, ensure_ascii=False, indent=2)
    click.echo(f"{slug.lower()}: {len(kept['orders'])} orders and all else of the buyer in {out}")


@customers.command()
@click.argument("slug", metavar="SHOP")
@click.argument("email")
@click.confirmation_option("--yes", prompt="What is erased does not come back. Erase it?", help="Do not ask.")
def erase(slug: str, email: str) -> None:
    """Erase whoever has the address EMAIL from all that the shop SHOP keeps, but for what tax law has it keep.

    EMAIL is - to read it from stdin; it is never printed. Refused, and nothing is changed, while an order, a return or
    a refund of theirs is under way.
    """
    with opened_database() as database, database.platform() as session:
        tenant_id = lifecycle.tenant_by_slug(session, slug.lower()).id or 0
        bind_tenant(session, tenant_id)
        privacy.erase(session, privacy.buyer_by_email(session, tenant_id, _address(email)))
    click.echo(f"{slug.lower()}: the buyer is erased; issued invoices stay")
