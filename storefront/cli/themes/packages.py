"""Theme code: which themes there are, and installing one for a shop."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import click

from storefront import media, theming
from storefront.cli.opened_shop import opened_shop
from storefront.cli.themes.findings import counted, line_of, require_theme
from themes.engine import Finding, ThemeLibrary


@click.command("list")
@click.option("--shop", "shop_slug", metavar="SLUG", help="Also those that this shop installed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_themes(shop_slug: str | None, as_json: bool) -> None:
    """List the built-in themes, and with --shop those that one shop brought along."""
    rows = list(_built_in())
    if shop_slug is not None:
        with opened_shop(shop_slug) as shop, shop.session() as session:
            rows += [
                {"slug": theme.slug, "version": theme.version, "parent": theme.parent, "shop": shop_slug.lower()}
                for theme in theming.installed_themes(session)
            ]
    for line in map(json.dumps, rows) if as_json else _as_table(rows):
        click.echo(line)


def _built_in() -> Iterator[dict[str, str]]:
    library = ThemeLibrary()
    for slug in library.slugs():
        package = library.theme(slug).package
        yield {"slug": slug, "version": package.version, "parent": "".join(package.lineage[1:2]), "shop": ""}


def _as_table(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    yield f"{'SLUG':<24}  {'VERSION':<10}  {'PARENT':<12}  SHOP"
    for row in rows:
        whose = row["shop"] or "(built in)"
        yield f"{row['slug']:<24}  {row['version']:<10}  {row['parent'] or '-':<12}  {whose}"


@click.command()
@click.argument("slug")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--name", help="The theme's name in the shop. Default: that of the folder or zip, without a version.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
def install(slug: str, path: Path, name: str | None, as_json: bool) -> None:
    """Install the theme in a folder or zip for the shop SLUG alone, or update it there.

    It is unpacked within limits, compiled and rendered once before the shop gets it. A refused one changes nothing.
    An update never touches what the shop chose in its theme. Exit status 0: installed; 1: refused, each reason with
    file and line; 2: nothing could be read.
    """
    require_theme(path)
    theme_slug = name if name is not None else _default_name(path)
    with ExitStack() as stack:
        shop = stack.enter_context(opened_shop(slug))
        store = stack.enter_context(closing(media.open_store(shop.settings)))
        try:
            theme = theming.install_theme(shop.database, store, tenant_id=shop.tenant_id, slug=theme_slug, source=path)
        except theming.ThemePackageRefused as refused:
            _print_refusals(slug, path, refused.findings, as_json=as_json)
            sys.exit(1)
    if as_json:
        fields = {"slug", "version", "parent", "digest", "size"}
        click.echo(json.dumps({"shop": slug.lower(), **theme.model_dump(include=fields)}))
    else:
        built_on = f", built on {theme.parent}" if theme.parent else ""
        click.echo(f"{slug.lower()}: {theme.slug} {theme.version} is installed{built_on}")


def _print_refusals(slug: str, path: Path, findings: Iterable[Finding], *, as_json: bool) -> None:
    listed = list(findings)
    if as_json:
        refused = {"shop": slug.lower(), "path": str(path), "findings": [finding.as_json() for finding in listed]}
        click.echo(json.dumps(refused, ensure_ascii=False))
    for finding in listed:
        click.echo(line_of(finding), err=True)
    reasons = counted(len(listed), "reason")
    click.echo(f"storefront: {path} was refused for {reasons}; nothing has changed in {slug.lower()}", err=True)


def _default_name(path: Path) -> str:
    try:
        return theming.theme_name(path.resolve().name)
    except theming.BadThemeName as error:
        raise click.UsageError(f"{error}: give it one with --name") from None
