"""Making the sizes and formats that a page asks for, after the picture is in."""

from typing import Final

from storefront.media import actions, pictures, reads, rules
from storefront.media.gateway import MediaStore
from storefront.media.models import MediaAsset
from storefront.media.rules import MediaKey
from tenants.isolation import Database, JobContext, job

# What gains a page most first; each step ends with its files kept and its widths written down.
_STEPS: Final = ((rules.WEBP, (rules.WEBP,)), (pictures.FALLBACK, rules.FALLBACKS), (rules.AVIF, (rules.AVIF,)))


@job(actions.RENDITIONS_JOB)
def make_renditions(context: JobContext, *, tenant_id: int, asset_id: int) -> None:
    """Make what is missing of the asset's renditions. Cut anywhere, the next run goes on where this one was."""
    store: MediaStore = context.services["media_store"]
    with context.database.tenant(tenant_id) as session:
        asset = reads.find_asset(session, asset_id)
    if asset is None or not any(rules.missing_widths(asset, formats) for _, formats in _STEPS):
        return
    original = store.get(str(MediaKey(tenant_id, asset.digest, None, asset.format)))
    for ordered, formats in _STEPS:
        if widths := rules.missing_widths(asset, formats):
            result = pictures.in_child(original, asset.format, tuple((ordered, width) for width in widths))
            _keep(store, asset, result.outputs)
            _write_down(context.database, asset, result.outputs)


@job(actions.REMOVE_JOB, retries=12)
def remove_files(context: JobContext, *, tenant_id: int, digest: str) -> None:
    """Remove every size of a picture from the store, but where the same one was taken in again. Safe to repeat."""
    store: MediaStore = context.services["media_store"]
    with context.database.tenant(tenant_id) as session:
        if not reads.assets_by_digest(session, [digest]):
            store.delete_prefix(f"{rules.tenant_prefix(tenant_id)}{digest}/")


def _keep(store: MediaStore, asset: MediaAsset, outputs: tuple[pictures.Output, ...]) -> None:
    for output in outputs:
        key = MediaKey(asset.tenant_id, asset.digest, output.width, output.format)
        store.put(str(key), output.content, media_type=key.media_type)


def _write_down(database: Database, asset: MediaAsset, outputs: tuple[pictures.Output, ...]) -> None:
    """Add the widths to what the row says by now; another run of the same job may have added to it."""
    with database.tenant(asset.tenant_id) as session:
        row = reads.locked_asset(session, asset.id) if asset.id is not None else None
        if row is not None:
            row.renditions = rules.merged_renditions(
                row.renditions, outputs[0].format, tuple(output.width for output in outputs)
            )
            session.add(row)
