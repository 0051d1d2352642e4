"""The pictures of the pages that are looked at, made in every size before those that no audited page shows.

The demo's own worker takes hundreds of pictures one after the other, in the order in which shops were filled.
"""

import json
import os
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from storefront import media
from storefront.cli.demo.manifest import MANIFEST
from tenants.isolation import Database, JobContext
from tenants.kit.settings import Settings
from tests.audit.zone import AuditedPage, get

_PICTURE = re.compile(r"<picture>.*?</picture>", re.DOTALL)
_ADDRESS = re.compile(r"/media/t/(\d+)/([0-9a-f]{32})/")


def bare_pictures(html: str) -> set[tuple[int, str]]:
    """Tenant and digest of each picture that has no AVIF yet."""
    bare = (picture for picture in _PICTURE.findall(html) if "image/avif" not in picture)
    found = (_ADDRESS.search(picture) for picture in bare)
    return {(int(each[1]), each[2]) for each in found if each}


def make_pictures(pages: Iterable[AuditedPage], data_dir: Path) -> int:
    """Make what is missing of the pages' pictures with all processors, and return how many pictures that were."""
    wanted = set().union(*(bare_pictures(get(page.url, cookies=page.cookies).text) for page in pages))
    settings = _settings(data_dir)
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


def _settings(data_dir: Path) -> Settings:
    manifest = json.loads((data_dir / MANIFEST).read_text(encoding="utf-8"))
    return Settings.model_validate(
        {
            "database_url": manifest["database_url"],
            "secret_key": "-" * 32,  # signs nothing here
            "platform_domain": "localhost",
            "media_url": (data_dir / "media").as_uri(),
        }
    )
