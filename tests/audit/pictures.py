"""The pictures of the pages that are looked at, made in every size before those that no audited page shows.

The demo's own worker takes hundreds of pictures one after the other, in the order in which shops were filled.
"""

import os
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from storefront import media
from tenants.isolation import Database, JobContext
from tests.audit.backstage import settings_of
from tests.audit.zone import AuditedPage

_PICTURE = re.compile(r"<picture>.*?</picture>", re.DOTALL)
_ADDRESS = re.compile(r"/media/t/(\d+)/([0-9a-f]{32})/")


def bare_pictures(html: str) -> set[tuple[int, str]]:
    """Tenant and digest of each picture that has no AVIF yet."""
    bare = (picture for picture in _PICTURE.findall(html) if "image/avif" not in picture)
    found = (_ADDRESS.search(picture) for picture in bare)
    return {(int(each[1]), each[2]) for each in found if each}


def make_pictures(pages: Iterable[AuditedPage], data_dir: Path) -> int:
    """Make what is missing of the pages' pictures with all processors, and return how many pictures that were."""
    wanted = set().union(*(bare_pictures(page.content.decode()) for page in pages))
    settings = settings_of(data_dir)
    database, store = Database(settings), media.open_store(settings)
    context = JobContext(database, {"media_store": store})
    try:
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as threads:
            list(threads.map(lambda each: _make(context, *each), sorted(wanted)))
    finally:
        database.close()
        store.close()
    return len(wanted)


def _make(context: JobContext, tenant_id: int, digest: str) -> None:
    with context.database.tenant(tenant_id) as session:
        asset_id = media.assets_by_digest(session, [digest])[digest].id
    assert asset_id is not None, "a stored row has its id"
    media.make_renditions(context, tenant_id=tenant_id, asset_id=asset_id)
