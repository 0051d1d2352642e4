"""What people do with their shop's look. Theme code is never touched, and nothing needs a compile.

The live version changes in one statement, so a visitor sees the old look or the new one, never a mixture.
"""

from datetime import datetime

from sqlmodel import Session

from storefront.theming import reads, rules
from storefront.theming.errors import ThemeDataRefused, TooLate
from storefront.theming.models import ShopTheme, ThemeVersion
from tenants.isolation import enqueue
from tenants.kit import clock
from themes.engine import Theme, ThemeData

PUBLISH_JOB = "theming.publish_scheduled"


def start_theme(session: Session, tenant_id: int, theme: str, data: ThemeData) -> ThemeVersion:
    """Give a new shop its first look."""
    first = _new_version(session, tenant_id, theme, data, note="")
    first.published_at = clock.now()
    session.flush()
    session.add(ShopTheme(tenant_id=tenant_id, live_id=_id(first)))
    return first


def save_draft(session: Session, tenant_id: int, *, theme: Theme, data: ThemeData, note: str = "") -> ThemeVersion:
    """Keep work on the shop's look; visitors see nothing of it. Raises ThemeDataRefused with every problem."""
    problems = theme.problems(data)
    if problems:
        raise ThemeDataRefused(problems)
    place = reads.pointers(session, tenant_id)
    draft = reads.find_draft(session)
    if draft is None:
        draft = _new_version(session, tenant_id, theme.slug, data, note=note)
        place.draft_id = draft.id
        session.add(place)
    else:
        draft.theme, draft.settings, draft.templates = theme.slug, dict(data.settings), dict(data.templates)
        draft.note, draft.edited_at = note or draft.note, clock.now()
        session.add(draft)
    return draft


def switch_theme(session: Session, tenant_id: int, theme: Theme) -> ThemeVersion:
    """Begin a draft on another theme with whatever of the present look fits it: settings and whole pages.

    The shop's products, pages and menus are not part of a theme and stay as they are.
    """
    base = reads.find_draft(session) or reads.live_theme(session)
    before = ThemeData(settings=base.settings, templates=base.templates)
    fitting = ThemeData(
        settings=rules.settings_kept(before, theme),
        templates=rules.templates_kept(before, theme),
    )
    return save_draft(session, tenant_id, theme=theme, data=fitting)


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
    draft = reads.find_draft(session)
    if draft is None or draft.id != version_id or draft.publish_at is None or draft.publish_at > clock.now():
        return False
    publish_draft(session, tenant_id)
    return True


def restore_version(session: Session, tenant_id: int, version_id: int, theme: Theme) -> ThemeVersion:
    """Put a version of the history into the draft, to be looked at and published. The history itself stays.

    `theme` is the version's. What it no longer knows since an update is left out. Raises NoSuchVersion.
    """
    past = reads.theme_version(session, tenant_id, version_id)
    before = ThemeData(settings=past.settings, templates=past.templates)
    fitting = ThemeData(rules.settings_kept(before, theme), rules.templates_kept(before, theme))
    return save_draft(session, tenant_id, theme=theme, data=fitting, note=past.note)


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
