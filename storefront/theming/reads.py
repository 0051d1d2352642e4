"""The queries about shops' themes."""

from collections.abc import Iterable

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from storefront.theming.errors import NoDraft, NoLiveTheme, NoSuchVersion
from storefront.theming.models import InstalledTheme, ShopTheme, ThemeVersion
from tenants.isolation import rows_of_each


def live_theme(session: Session) -> ThemeVersion:
    """What the shop's pages are rendered from. Raises NoLiveTheme."""
    live = select(ThemeVersion).join(
        ShopTheme,
        (col(ShopTheme.tenant_id) == col(ThemeVersion.tenant_id)) & (col(ShopTheme.live_id) == col(ThemeVersion.id)),
    )
    found = session.exec(live).first()
    if found is None:
        raise NoLiveTheme("the shop has no theme")
    return found


def live_themes(session: Session, tenant_ids: Iterable[int]) -> dict[int, str]:
    """The theme that each of many shops wears, "" for one without. For the platform role."""
    live = select(ThemeVersion.theme).join(
        ShopTheme,
        (col(ShopTheme.tenant_id) == col(ThemeVersion.tenant_id)) & (col(ShopTheme.live_id) == col(ThemeVersion.id)),
    )
    return {
        tenant_id: next((theme for (theme,) in rows), "")
        for tenant_id, rows in rows_of_each(session, tenant_ids, live).items()
    }


def find_draft(session: Session) -> ThemeVersion | None:
    """What is being worked on."""
    return session.exec(_draft()).first()


def find_due_draft(session: Session, version_id: int) -> ThemeVersion | None:
    """The draft, if it is this version and its moment to be published has come.

    The database's clock decides, as it does for the queue: a job that comes at that moment comes only once.
    """
    due = (col(ThemeVersion.id) == version_id) & (col(ThemeVersion.publish_at) <= func.now())
    return session.exec(_draft().where(due)).first()


def draft_of(session: Session) -> ThemeVersion:
    """Raises NoDraft."""
    found = find_draft(session)
    if found is None:
        raise NoDraft("nothing is being worked on")
    return found


def theme_version(session: Session, tenant_id: int, version_id: int) -> ThemeVersion:
    """Raises NoSuchVersion."""
    found = session.get(ThemeVersion, (tenant_id, version_id))
    if found is None:
        raise NoSuchVersion(f"there is no version {version_id}")
    return found


def theme_history(session: Session, *, limit: int = 50) -> list[ThemeVersion]:
    """The published versions and the drafts that others took the place of, the latest first; not the draft itself."""
    draft = select(ShopTheme.draft_id).where(col(ShopTheme.draft_id).is_not(None))
    past = select(ThemeVersion).where(col(ThemeVersion.id).not_in(draft))
    moment = func.coalesce(col(ThemeVersion.published_at), col(ThemeVersion.edited_at))
    return list(session.exec(past.order_by(moment.desc(), col(ThemeVersion.id).desc()).limit(limit)))


def pointers(session: Session, tenant_id: int) -> ShopTheme:
    """The shop's row, held until the transaction ends, so that two editors take turns. Raises NoLiveTheme."""
    found = session.exec(select(ShopTheme).where(ShopTheme.tenant_id == tenant_id).with_for_update()).first()
    if found is None:
        raise NoLiveTheme("the shop has no theme")
    return found


def installed_themes(session: Session) -> list[InstalledTheme]:
    """The themes that the shop brought along, by name."""
    return list(session.exec(select(InstalledTheme).order_by(col(InstalledTheme.slug))))


def locked_installed_theme(session: Session, tenant_id: int, slug: str) -> InstalledTheme | None:
    """The row, held until the transaction ends, so that two installations take turns."""
    return session.get(InstalledTheme, (tenant_id, slug), with_for_update=True, populate_existing=True)


def is_package_used(session: Session, digest: str) -> bool:
    """Whether any theme of the shop is this package."""
    return session.exec(select(InstalledTheme).where(InstalledTheme.digest == digest)).first() is not None


def _draft() -> SelectOfScalar[ThemeVersion]:
    return select(ThemeVersion).join(
        ShopTheme,
        (col(ShopTheme.tenant_id) == col(ThemeVersion.tenant_id)) & (col(ShopTheme.draft_id) == col(ThemeVersion.id)),
    )
