"""Taking pictures in. The store is written first and the row after, never both at once: what a crash leaves behind
is an object that nobody points to, under a key that the next try finds taken by the same content.
"""

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from storefront.media import pictures, reads, rules
from storefront.media.gateway import MediaStore
from storefront.media.models import MediaAsset
from storefront.media.rules import MediaKey
from tenants.isolation import Database, enqueue
from tenants.kit.clock import now

RENDITIONS_JOB = "media.make_renditions"
REMOVE_JOB = "media.remove_files"


@dataclass(frozen=True, slots=True)
class _Taken:
    """A picture whose files are in the store and whose row is not written yet."""

    digest: str
    format: str
    width: int
    height: int
    byte_size: int
    placeholder: str
    renditions: dict[str, list[int]]


def ingest(database: Database, store: MediaStore, *, tenant_id: int, content: bytes, filename: str) -> MediaAsset:
    """Check, strip and keep a stranger's picture. The same content again returns the same asset.

    Raises PictureRefused, having stored nothing, or MediaUnavailable, having written no row. The picture can be shown
    at once; the job that is enqueued with the row makes the other sizes and formats.
    """
    kind = rules.accepted_format(content, filename)
    digest = rules.digest_of(content)
    with database.tenant(tenant_id) as session:
        known = reads.assets_by_digest(session, [digest]).get(digest)
    if known is not None:
        return known
    taken = _take(store, tenant_id, content, kind)
    with database.tenant(tenant_id) as session:
        _record(session, tenant_id, [taken])
        return reads.assets_by_digest(session, [digest])[digest]


def ingest_shipped(
    database: Database, store: MediaStore, *, tenant_id: int, files: Mapping[str, bytes]
) -> dict[str, MediaAsset]:
    """Keep many pictures that ship with the product, such as the demo's, quickly: assets by file name.

    They are decoded in this process, and a WebP of pixels only is kept as it is; never for uploads. Idempotent.
    """
    formats = {name: rules.accepted_format(content, name) for name, content in files.items()}
    digests = {name: rules.digest_of(content) for name, content in files.items()}
    with database.tenant(tenant_id) as session:
        known = reads.assets_by_digest(session, digests.values())
    new = {digest: name for name, digest in digests.items() if digest not in known}
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1, thread_name_prefix="pictures") as threads:
        taken = threads.map(lambda name: _take_shipped(store, tenant_id, files[name], formats[name]), new.values())
        ready = list(taken)
    with database.tenant(tenant_id) as session:
        _record(session, tenant_id, ready)
        assets = reads.assets_by_digest(session, digests.values())
    return {name: assets[digest] for name, digest in digests.items()}


def remove_assets(session: Session, tenant_id: int, asset_ids: Iterable[int]) -> None:
    """Remove pictures that nothing shows any more: the rows now, the files by a job once that stands."""
    for asset in reads.assets_by_id(session, asset_ids).values():
        session.delete(asset)
        enqueue(session, REMOVE_JOB, tenant_id=tenant_id, digest=asset.digest)
    session.flush()


def _take(store: MediaStore, tenant_id: int, content: bytes, kind: str) -> _Taken:
    kept_format = rules.JPEG if kind == rules.JPEG else rules.WEBP
    result = pictures.in_child(content, kind, ((kept_format, 0), (pictures.FALLBACK, rules.FALLBACK_WIDTH)))
    original, fallback = result.outputs
    return _kept(store, tenant_id, rules.digest_of(content), result, (original, fallback))


def _take_shipped(store: MediaStore, tenant_id: int, content: bytes, kind: str) -> _Taken:
    result = pictures.in_process(content, kind, ())
    if pictures.is_plain_webp(content) and max(result.width, result.height) < rules.KEPT_SIDE:
        original = pictures.Output(rules.WEBP, 0, content)
    else:
        original = pictures.in_process(content, kind, ((rules.WEBP, 0),)).outputs[0]
    return _kept(store, tenant_id, rules.digest_of(content), result, (original,))


def _kept(
    store: MediaStore, tenant_id: int, digest: str, result: pictures.Result, outputs: tuple[pictures.Output, ...]
) -> _Taken:
    for output in outputs:
        key = MediaKey(tenant_id, digest, output.width or None, output.format)
        store.put(str(key), output.content, media_type=key.media_type)
    original = outputs[0]
    return _Taken(
        digest=digest,
        format=original.format,
        width=result.width,
        height=result.height,
        byte_size=len(original.content),
        placeholder=result.placeholder,
        renditions={output.format: [output.width] for output in outputs if output.width},
    )


def _record(session: Session, tenant_id: int, taken: list[_Taken]) -> None:
    """Write the rows that are not there yet, each with its job; a row that another wrote meanwhile stays."""
    if not taken:
        return
    rows = [{"tenant_id": tenant_id, "created_at": now(), **asdict(each)} for each in taken]
    statement = insert(MediaAsset).on_conflict_do_nothing(index_elements=["tenant_id", "digest"])
    written = session.scalars(statement.values(rows).returning(col(MediaAsset.id))).all()
    for asset_id in filter(None, written):
        enqueue(
            session,
            RENDITIONS_JOB,
            tenant_id=tenant_id,
            once=f"{RENDITIONS_JOB}/{tenant_id}/{asset_id}",
            is_patient=True,  # the picture is shown meanwhile; what a buyer waits for goes first
            asset_id=asset_id,
        )
