"""What a shop wears: its draft, previewed, published, scheduled, put back. Thin over `storefront.theming`."""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import click

from storefront import theming
from storefront.cli.opened_shop import OpenedShop, opened_shop
from storefront.cli.printing import printable
from storefront.shop import preview_path
from storefront.theming import Preview, SavedDraft, ThemeVersion
from tenants.kit import clock
from tenants.kit.errors import Invalid
from themes.engine import Problem, ThemeData

_MOST_HOURS = 24 * 30
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")


class BadLookFile(Invalid):
    """The file is no look: not JSON, or not an object with `theme`, `settings` and `templates`."""


@click.command()
@click.argument("slug")
@_JSON
def status(slug: str, as_json: bool) -> None:
    """Say what the shop SLUG wears, and what is being worked on."""
    with opened_shop(slug) as shop, shop.session() as session:
        live, draft = theming.live_theme(session), theming.find_draft(session)
        if as_json:
            click.echo(_as_json({"live": _facts(live), "draft": _facts(draft) if draft else None}))
            return
        click.echo(f"live   {_line(live)}")
        click.echo(f"draft  {_line(draft)}" if draft else "draft  none")


@click.command()
@click.argument("slug")
@click.option("--live", "of_live", is_flag=True, help="Those that visitors see, even where there is a draft.")
def choices(slug: str, of_live: bool) -> None:
    """Print what the shop SLUG chose, as JSON: theme, settings, sections and texts. Of the draft, if there is one.

    What `storefront themes choose` reads again. Choices that the theme does not know since an update are left out, and
    named on stderr.
    """
    with opened_shop(slug) as shop:
        with shop.session() as session:
            shown = None if of_live else theming.find_draft(session)
            shown = shown or theming.live_theme(session)
        data = _known_to_its_theme(shop, shown)
    look = {"theme": shown.theme, "settings": data.settings, "templates": data.templates}
    click.echo(json.dumps(look, ensure_ascii=False, indent=2))


@click.command()
@click.argument("slug")
@click.argument("file", type=click.File("rb"))
@click.option("--note", default="", help="What to call this state, such as “Raya sale”.")
def choose(slug: str, file: BinaryIO, note: str) -> None:
    """Make the choices in FILE (`-` is stdin) the draft of the shop SLUG. Visitors see nothing of it yet.

    A draft that was there stays in the history, and is not published by itself any more.

    Exit status 0: kept; 1: refused, each reason with its place, and nothing has changed; 2: nothing could be read.
    """
    theme_slug, data = _look(Path(file.name).name, file.read())
    with opened_shop(slug) as shop, shop.theme(theme_slug) as theme:
        try:
            with shop.session() as session:
                saved = theming.save_draft(session, shop.tenant_id, theme=theme, data=data, note=note)
                _tell_saved(shop, saved)
        except theming.ThemeDataRefused as refused:
            for problem in refused.problems:
                click.echo(printable(f"{problem.where}: {problem.reason}"), err=True)
            sys.exit(1)


@click.command()
@click.argument("slug")
@click.argument("theme_slug", metavar="THEME")
def switch(slug: str, theme_slug: str) -> None:
    """Begin a draft of the shop SLUG on another THEME, with whatever of its settings and sections fits there.

    What does not is named. A draft that was there stays in the history, and is not published by itself any more.
    """
    with opened_shop(slug) as shop, shop.theme(theme_slug) as theme, shop.session() as session:
        _tell_saved(shop, theming.switch_theme(session, shop.tenant_id, theme))


@click.command()
@click.argument("slug")
@click.option(
    "--hours",
    default=72,
    show_default=True,
    type=click.IntRange(1, _MOST_HOURS),
    help="How long the link is good for.",
)
@click.option("--version", "version_id", type=int, help="A version of the history, instead of the draft.")
def preview(slug: str, hours: int, version_id: int | None) -> None:
    """Print a signed link at which the draft of the shop SLUG is seen, whole and in every view, by whoever has it."""
    with opened_shop(slug) as shop:
        with shop.session() as session:
            if version_id is None:
                seen = theming.draft_of(session)
            else:
                seen = theming.theme_version(session, shop.tenant_id, version_id)
            leave = Preview(shop.tenant_id, _id(seen), clock.now() + timedelta(hours=hours))
        token = theming.preview_token(leave, shop.settings.secret_key.get_secret_value())
        click.echo(f"{shop.origin}{preview_path(token, '/')}")


@click.command()
@click.argument("slug")
def publish(slug: str) -> None:
    """Make the draft of the shop SLUG what visitors see, in every process within a second."""
    with opened_shop(slug) as shop, shop.session() as session:
        live = theming.publish_draft(session, shop.tenant_id)
        click.echo(f"{shop.slug}: live {_line(live)}")


@click.command()
@click.argument("slug")
@click.argument("moment", metavar="[MOMENT]", required=False)
@click.option("--cancel", is_flag=True, help="Keep the draft a draft.")
def schedule(slug: str, moment: str | None, cancel: bool) -> None:
    """Have the draft of the shop SLUG published at a MOMENT, such as 2027-01-31T08:00+08:00. A worker does it."""
    if cancel == (moment is not None):
        raise click.UsageError("give a moment, or --cancel")
    at = _moment(moment) if moment is not None else None
    with opened_shop(slug) as shop, shop.session() as session:
        if at is None:
            theming.cancel_schedule(session, shop.tenant_id)
            click.echo(f"{shop.slug}: the draft stays a draft")
        else:
            draft = theming.schedule_draft(session, shop.tenant_id, at)
            click.echo(f"{shop.slug}: draft {_line(draft)}")


@click.command()
@click.argument("slug")
def discard(slug: str) -> None:
    """Throw the draft of the shop SLUG away, and with it the moment at which it would have been published."""
    with opened_shop(slug) as shop, shop.session() as session:
        theming.discard_draft(session, shop.tenant_id)
        click.echo(f"{shop.slug}: the draft is discarded")


@click.command()
@click.argument("slug")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000), help="How many.")
@_JSON
def history(slug: str, limit: int, as_json: bool) -> None:
    """List what the shop SLUG has worn, and the drafts that others took the place of, the latest first."""
    with opened_shop(slug) as shop, shop.session() as session:
        for version in theming.theme_history(session, limit=limit):
            click.echo(_as_json(_facts(version)) if as_json else _line(version))


@click.command()
@click.argument("slug")
@click.argument("version_id", type=int, metavar="VERSION")
def restore(slug: str, version_id: int) -> None:
    """Put a VERSION of the history of the shop SLUG into its draft, to be looked at and published.

    What its theme no longer knows is named. A draft that was there stays in the history, and is not published by
    itself any more.
    """
    with opened_shop(slug) as shop, shop.theme(_worn_in(shop, version_id)) as theme, shop.session() as session:
        _tell_saved(shop, theming.restore_version(session, shop.tenant_id, version_id, theme))


def _tell_saved(shop: OpenedShop, saved: SavedDraft) -> None:
    """The draft on stdout; on stderr what it took the place of, and what did not fit."""
    click.echo(f"{shop.slug}: draft {_line(saved.draft)}")
    if saved.replaced is not None:
        before = _id(saved.replaced)
        click.echo(f"draft {before} is kept: storefront themes restore {shop.slug} {before}", err=True)
    if saved.lost_moment is not None:
        click.echo(f"nothing will be published at {_iso(saved.lost_moment)} any more: date the new draft", err=True)
    _tell_left_out(saved.left_out)


def _tell_left_out(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(printable(f"left out: {problem.where}: {problem.reason}"), err=True)


def _known_to_its_theme(shop: OpenedShop, version: ThemeVersion) -> ThemeData:
    """All of it where the theme can not be asked: then nobody knows what it forgot."""
    stored = ThemeData(version.settings, version.templates)
    try:
        with shop.theme(version.theme) as theme:
            _tell_left_out(theme.problems(stored))
            return theme.fitting(stored)
    except theming.ThemeUnusable as unusable:
        click.echo(printable(f"as stored: {unusable}"), err=True)
        return stored


def _worn_in(shop: OpenedShop, version_id: int) -> str:
    with shop.session() as session:
        return theming.theme_version(session, shop.tenant_id, version_id).theme


def _look(name: str, content: bytes) -> tuple[str, ThemeData]:
    try:
        found = json.loads(content)
    except ValueError as error:
        raise BadLookFile(f"{name} is not JSON: {error}") from None
    if not isinstance(found, dict) or found.keys() - {"theme", "settings", "templates"}:
        raise BadLookFile(f"{name}: an object with theme, settings and templates is expected")
    theme, settings, templates = found.get("theme"), found.get("settings", {}), found.get("templates", {})
    if not isinstance(theme, str) or not isinstance(settings, dict) or not isinstance(templates, dict):
        raise BadLookFile(f"{name}: theme is a text, settings and templates are objects")
    return theme, ThemeData(settings=settings, templates=templates)


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"“{text[:40]}” is no moment: write 2027-01-31T08:00+08:00") from None
    if at.tzinfo is None:
        raise click.UsageError(f"“{text}” does not say in which zone: write {text}+00:00, or another offset")
    return at.astimezone(UTC)


def _facts(version: ThemeVersion) -> dict[str, object]:
    return {
        "version": version.id,
        "theme": version.theme,
        "note": version.note,
        "edited_at": _iso(version.edited_at),
        "publish_at": _iso(version.publish_at),
        "published_at": _iso(version.published_at),
    }


def _line(version: ThemeVersion) -> str:
    """Number, theme, moment and what it is called, in UTC."""
    if version.published_at:
        moment = f"published {_iso(version.published_at)}"
    elif version.publish_at:
        moment = f"to be published {_iso(version.publish_at)}"
    else:
        moment = f"edited {_iso(version.edited_at)}"
    return printable(f"{version.id}  {version.theme}  {moment}  {version.note}".rstrip())


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _as_json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False)


def _id(version: ThemeVersion) -> int:
    assert version.id is not None, "a stored row has its id"
    return version.id
