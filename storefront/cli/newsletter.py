"""`storefront newsletter`: who agreed to news of a shop, to be taken to whatever sends its letters."""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from storefront import customers, localization
from storefront.cli.opened_shop import OpenedShop, opened_shop
from storefront.customers import CustomerConsent

COLUMNS = ("email", "language", "agreed_at", "wording", "stop_url")


@click.group()
def newsletter() -> None:
    """List those who agreed to news of a shop."""


@newsletter.command()
@click.argument("slug")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead of stdout.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of CSV.")
def export(slug: str, out: Path | None, as_json: bool) -> None:
    """Print who gets news of the shop SLUG, as CSV: address, language, when and to which words they said yes.

    `stop_url` belongs into every letter to that address, and into its List-Unsubscribe header (RFC 8058). Whoever has
    said no since, or was erased, is not there: export anew before each letter. Times are UTC.
    """
    with opened_shop(slug) as shop:
        rows = list(_rows(shop))
    if out is None:
        _write(sys.stdout, rows, as_json=as_json)
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        _write(file, rows, as_json=as_json)
    click.echo(f"{shop.slug}: {len(rows)} {'address' if len(rows) == 1 else 'addresses'} in {out}")


def _rows(shop: OpenedShop) -> Iterator[dict[str, str]]:
    secret = shop.settings.secret_key.get_secret_value()
    with shop.session() as session:
        views = localization.views_of(localization.markets(session))
        agreed = customers.subscribers(session)
        for each in agreed:
            view = next((one for one in views if one.language == each.language), views[0] if views else None)
            if view is None:  # a shop without a market has no page to lead to
                yield _row(each, "")
                continue
            origin = shop.settings.origin(view.host) if view.host else shop.origin
            token = customers.news_stop_token(shop.tenant_id, each.id or 0, secret)
            yield _row(each, f"{origin}{view.prefix}/newsletter/stop/{token}")


def _row(agreed: CustomerConsent, stop_url: str) -> dict[str, str]:
    at = agreed.at.isoformat(timespec="seconds")
    values = (agreed.email, agreed.language, at, agreed.wording, stop_url)
    return dict(zip(COLUMNS, values, strict=True))


def _write(file: TextIO, rows: list[dict[str, str]], *, as_json: bool) -> None:
    if as_json:
        file.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        return
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows({name: _as_cell(value) for name, value in row.items()} for row in rows)


def _as_cell(value: str) -> str:
    """A spreadsheet runs what begins like a formula, which an address may."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "|", "%")) else value
