"""What people do with their shop's look. Nothing but installing touches theme code, and nothing else needs a compile.

The live version changes in one statement, so a visitor sees the old look or the new one, never a mixture.
"""

import tempfile
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from storefront import media
from storefront.theming import gateway, reads, rules
from storefront.theming.errors import (
    BuiltInTheme,
    OnlyAParent,
    ThemeDataRefused,
    ThemePackageRefused,
    TooLate,
    TooManyThemes,
)
from storefront.theming.models import InstalledTheme, ShopTheme, ThemeVersion
from tenants.isolation import Database, enqueue
from tenants.kit import clock
from themes import engine
from themes.engine import Finding, Problem, Theme, ThemeData, ThemeLibrary, ThemeRefused

PUBLISH_JOB = "theming.publish_scheduled"
DISCARD_JOB = "theming.discard_package"
# A process that has not heard of an update yet may still ask for the package before it.
_KEPT_AFTER_UPDATE: Final = timedelta(hours=1)


def start_theme(session: Session, tenant_id: int, theme: str, data: ThemeData) -> ThemeVersion:
    """Give a new shop its first look."""
    first = _new_version(session, tenant_id, theme, data, note="")
    first.published_at = clock.now()
    session.flush()
    session.add(ShopTheme(tenant_id=tenant_id, live_id=_id(first)))
    return first


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """The new draft, and the one whose place it took: kept in the history, and dated no more.

    `lost_moment` is when that one would have been published. `left_out` are choices that the theme does not know.
    """

    draft: ThemeVersion
    replaced: ThemeVersion | None = None
    lost_moment: datetime | None = None
    left_out: tuple[Problem, ...] = ()


def save_draft(session: Session, tenant_id: int, *, theme: Theme, data: ThemeData, note: str = "") -> SavedDraft:
    """Keep work on the shop's look as a version of its own; visitors see nothing of it, and it has no date yet.

    A link to preview the draft before shows what it showed. Raises ThemeDataRefused with every problem, OnlyAParent.
    """
    if not theme.package.is_worn:
        raise OnlyAParent(f"“{theme.slug}” is a parent of other themes: no shop wears it")
    problems = theme.problems(data)
    if problems:
        raise ThemeDataRefused(problems)
    place = reads.pointers(session, tenant_id)
    replaced = reads.find_draft(session)
    lost_moment = replaced.publish_at if replaced else None
    if replaced is not None:
        replaced.publish_at = None
        session.add(replaced)
    draft = _new_version(session, tenant_id, theme.slug, data, note=note)
    place.draft_id = draft.id
    session.add(place)
    return SavedDraft(draft, replaced, lost_moment)


def switch_theme(session: Session, tenant_id: int, theme: Theme) -> SavedDraft:
    """Begin a draft on another theme with whatever of the present look fits it.

    The shop's products, pages and menus are not part of a theme and stay as they are.
    """
    return _save_fitting(session, tenant_id, theme, reads.find_draft(session) or reads.live_theme(session))


def discard_draft(session: Session, tenant_id: int) -> None:
    """Throw the work away, and with it a moment at which it would have been published. Raises NoDraft."""
    place = reads.pointers(session, tenant_id)
    draft = reads.draft_of(session)
    place.draft_id = None
    session.add(place)
    session.flush()
    session.delete(draft)


def publish_draft(session: Session, tenant_id: int) -> ThemeVersion:
    """Make the draft the shop's look, in every process within a second. Raises NoDraft."""
    place = reads.pointers(session, tenant_id)
    draft = reads.draft_of(session)
    draft.published_at, draft.publish_at = clock.now(), None
    place.live_id, place.draft_id = _id(draft), None
    session.add_all([draft, place])
    return draft


def schedule_draft(session: Session, tenant_id: int, at: datetime) -> ThemeVersion:
    """Have the draft published at a moment. Raises NoDraft or TooLate. A later call moves the moment."""
    if at <= clock.now():
        raise TooLate("the moment to publish lies in the past")
    reads.pointers(session, tenant_id)
    draft = reads.draft_of(session)
    draft.publish_at = at
    session.add(draft)
    enqueue(session, PUBLISH_JOB, tenant_id=tenant_id, at=at, version_id=_id(draft))
    return draft


def cancel_schedule(session: Session, tenant_id: int) -> None:
    """Keep the draft a draft. Raises NoDraft."""
    reads.pointers(session, tenant_id)
    draft = reads.draft_of(session)
    draft.publish_at = None
    session.add(draft)


def publish_if_due(session: Session, tenant_id: int, version_id: int) -> bool:
    """Publish the draft if it is still this one and its moment has come. Safe to call at any time and again."""
    reads.pointers(session, tenant_id)
    if reads.find_due_draft(session, version_id) is None:
        return False
    publish_draft(session, tenant_id)
    return True


def restore_version(session: Session, tenant_id: int, version_id: int, theme: Theme) -> SavedDraft:
    """Put a version of the history into the draft, to be looked at and published. The history itself stays.

    `theme` is the version's. What it no longer knows since an update is left out. Raises NoSuchVersion.
    """
    past = reads.theme_version(session, tenant_id, version_id)
    return _save_fitting(session, tenant_id, theme, past, note=past.note)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A package that was unpacked, compiled and rendered once, and what it says of itself."""

    content: bytes
    version: str
    parent: str


def install_theme(
    database: Database, store: media.MediaStore, *, tenant_id: int, slug: str, source: Path
) -> InstalledTheme:
    """Make a folder or zip a theme of one shop's own, or its update, in every process within a second.

    What the shop chose in the theme is not touched. Raises BadThemeName, BuiltInTheme, TooManyThemes,
    ThemePackageRefused or media.MediaUnavailable; then nothing has changed. The same package again changes nothing.
    """
    rules.checked_theme_name(slug)
    if ThemeLibrary().has(slug):
        raise BuiltInTheme(f"“{slug}” is the name of a built-in theme: choose another")
    with database.tenant(tenant_id) as session:
        _check_room(session, slug)
    tried = _tried(source, slug)
    digest = gateway.keep_package(store, tenant_id, tried.content)
    with database.tenant(tenant_id) as session:
        return _record(session, tenant_id, slug, tried, digest=digest)


def discard_if_unused(database: Database, store: media.MediaStore, tenant_id: int, digest: str) -> None:
    """Remove a package that no theme of the shop is any more. Safe to call at any time and again."""
    with database.tenant(tenant_id) as session:
        is_used = reads.is_package_used(session, digest)
    if not is_used:
        gateway.discard_package(store, tenant_id, digest)


def _save_fitting(session: Session, tenant_id: int, theme: Theme, base: ThemeVersion, *, note: str = "") -> SavedDraft:
    before = ThemeData(settings=base.settings, templates=base.templates)
    saved = save_draft(session, tenant_id, theme=theme, data=theme.fitting(before), note=note)
    return replace(saved, left_out=theme.problems(before))


def _check_room(session: Session, slug: str) -> None:
    installed = {theme.slug for theme in reads.installed_themes(session)}
    if len(installed | {slug}) > rules.MOST_INSTALLED:
        raise TooManyThemes(f"a shop has at most {rules.MOST_INSTALLED} themes of its own")


def _tried(source: Path, slug: str) -> _Tried:
    """What is tried is unpacked from the very package that will be stored."""
    with tempfile.TemporaryDirectory(prefix="theme-") as workshop:
        root = Path(workshop) / "root"
        zipped = Path(workshop) / f"{slug}.zip"
        try:
            zipped.write_bytes(gateway.pack(engine.unpack(source, Path(workshop) / "taken")))
            folder = engine.unpack(zipped, root / slug)
        except ThemeRefused as error:
            raise ThemePackageRefused([_finding(error)]) from error
        if findings := engine.trial_render(folder):
            raise ThemePackageRefused(sorted(findings))
        package = ThemeLibrary(root, base=ThemeLibrary()).theme(slug).package
        if len(package.version) > rules.LONGEST_VERSION:
            raise ThemePackageRefused([Finding("theme.toml", 0, "the version is too long", "write 1.0.0")])
        parent = package.lineage[1] if len(package.lineage) > 1 else ""
        return _Tried(zipped.read_bytes(), package.version, parent)


def _finding(error: ThemeRefused) -> Finding:
    return Finding(error.file, error.line, error.reason, is_refusal=True)


def _record(session: Session, tenant_id: int, slug: str, tried: _Tried, *, digest: str) -> InstalledTheme:
    theme = reads.locked_installed_theme(session, tenant_id, slug)
    if theme is not None and theme.digest == digest:
        return theme
    if theme is not None:
        later = clock.now() + _KEPT_AFTER_UPDATE
        enqueue(session, DISCARD_JOB, tenant_id=tenant_id, at=later, digest=theme.digest)
    values = {
        "version": tried.version,
        "parent": tried.parent,
        "digest": digest,
        "size": len(tried.content),
        "installed_at": clock.now(),
    }
    statement = insert(InstalledTheme).values(tenant_id=tenant_id, slug=slug, **values)
    # Of two first installations at the same moment, the later one is an update.
    session.execute(statement.on_conflict_do_update(index_elements=["tenant_id", "slug"], set_=values))
    written = reads.locked_installed_theme(session, tenant_id, slug)
    assert written is not None, "a row that was written just now"
    return written


def _new_version(session: Session, tenant_id: int, theme: str, data: ThemeData, *, note: str) -> ThemeVersion:
    version = ThemeVersion(
        tenant_id=tenant_id,
        theme=theme,
        settings=dict(data.settings),
        templates=dict(data.templates),
        note=note,
        edited_at=clock.now(),
    )
    session.add(version)
    session.flush()
    return version


def _id(version: ThemeVersion) -> int:
    assert version.id is not None, "a flushed row has its id"
    return version.id
