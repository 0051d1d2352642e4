"""The only queries of pictures. Each runs in a session that is bound to the tenant."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from storefront.media.errors import NoSuchPicture
from storefront.media.models import MediaAsset


def assets_by_id(session: Session, ids: Iterable[int]) -> dict[int, MediaAsset]:
    """The assets that exist among these ids, in one round trip."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = session.exec(select(MediaAsset).where(col(MediaAsset.id).in_(wanted)))
    return {asset.id: asset for asset in found if asset.id is not None}


def asset_by_id(session: Session, asset_id: int) -> MediaAsset:
    """Raises NoSuchPicture."""
    asset = session.exec(select(MediaAsset).where(MediaAsset.id == asset_id)).one_or_none()
    if asset is None:
        raise NoSuchPicture(f"there is no picture {asset_id}")
    return asset


def find_asset(session: Session, asset_id: int) -> MediaAsset | None:
    """A picture of the shop, by its id."""
    return session.exec(select(MediaAsset).where(MediaAsset.id == asset_id)).one_or_none()


def locked_asset(session: Session, asset_id: int) -> MediaAsset | None:
    """The asset as it is now, held against other writers until the transaction ends."""
    query = select(MediaAsset).where(MediaAsset.id == asset_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one_or_none()


def assets_by_digest(session: Session, digests: Iterable[str]) -> dict[str, MediaAsset]:
    """The assets that exist among these digests, in one round trip."""
    wanted = set(digests)
    if not wanted:
        return {}
    return {asset.digest: asset for asset in session.exec(select(MediaAsset).where(col(MediaAsset.digest).in_(wanted)))}


def newest_assets(session: Session, *, limit: int, before_id: int | None = None) -> list[MediaAsset]:
    """One page of the shop's pictures, newest first."""
    query = select(MediaAsset).order_by(col(MediaAsset.id).desc()).limit(limit)
    if before_id is not None:
        query = query.where(col(MediaAsset.id) < before_id)
    return list(session.exec(query))
