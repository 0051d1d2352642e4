"""Taking pictures in: what is kept, what is written, and what a failure leaves behind."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from PIL import Image

from storefront import media
from storefront.media import actions
from storefront.media.gateway.s3 import S3Store
from tenants.isolation import Database
from tests.database import TestDatabase
from tests.storefront.media import samples


@pytest.fixture
def queue(test_database: TestDatabase) -> Iterator[psycopg.Connection[Any]]:  # Any: rows of the queue's table
    with psycopg.connect(test_database.superuser_url, autocommit=True) as connection:
        yield connection


def waiting(queue: psycopg.Connection[Any]) -> list[tuple[str, dict[str, int]]]:
    return queue.execute("select task_name, args from procrastinate_jobs where status = 'todo' order by id").fetchall()


def assets_of(database: Database, tenant_id: int) -> list[media.MediaAsset]:
    with database.tenant(tenant_id) as session:
        return media.newest_assets(session, limit=100)


def original_of(store: media.MediaStore, asset: media.MediaAsset) -> bytes:
    return store.get(str(media.MediaKey(asset.tenant_id, asset.digest, None, asset.format)))


def test_a_picture_is_shown_from_the_moment_it_is_in(
    database: Database, store: media.MediaStore, shop: int, queue: psycopg.Connection[Any]
) -> None:
    asset = media.ingest(database, store, tenant_id=shop, content=samples.jpeg(), filename="Foto 1.JPG")
    assert (asset.format, asset.width, asset.height) == ("jpeg", 700, 500)
    assert asset.renditions == {"jpeg": [700]}
    assert len(asset.placeholder) == 7
    for address in (media.fallback_url(asset), media.public_url(asset, None, asset.format)):
        file = media.read(store, address.removeprefix("/media/"), tenant_id=shop)
        assert file.media_type == "image/jpeg"
        assert Image.open(BytesIO(file.content)).size == (700, 500)
    assert len(original_of(store, asset)) == asset.byte_size
    assert waiting(queue) == [(media.RENDITIONS_JOB, {"tenant_id": shop, "asset_id": asset.id})]


def test_the_same_content_again_is_the_same_asset(
    database: Database, store: media.MediaStore, shop: int, queue: psycopg.Connection[Any]
) -> None:
    first = media.ingest(database, store, tenant_id=shop, content=samples.jpeg(), filename="a.jpg")
    again = media.ingest(database, store, tenant_id=shop, content=samples.jpeg(), filename="b.jpeg")
    assert again.id == first.id
    assert len(assets_of(database, shop)) == 1
    assert len(waiting(queue)) == 1


def test_two_shops_with_the_same_picture_have_nothing_in_common(
    database: Database, store: media.MediaStore, shop: int, other_shop: int
) -> None:
    one = media.ingest(database, store, tenant_id=shop, content=samples.jpeg(), filename="a.jpg")
    media.ingest(database, store, tenant_id=other_shop, content=samples.jpeg(), filename="a.jpg")
    assert store.delete_prefix(media.tenant_prefix(other_shop)) == 2
    assert original_of(store, one)
    assert [asset.tenant_id for asset in assets_of(database, shop)] == [shop]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_where_a_picture_was_taken_is_in_no_stored_byte(
    database: Database, s3_store: S3Store, shop: int, kind: str
) -> None:
    asset = media.ingest(database, s3_store, tenant_id=shop, content=samples.telling(kind), filename="")
    for address in (media.fallback_url(asset), media.public_url(asset, None, asset.format)):
        stored = s3_store.get(address.removeprefix("/media/"))
        assert samples.GPS_NAME not in stored
        assert not Image.open(BytesIO(stored)).getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_page_hidden_behind_a_picture_is_not_stored(
    database: Database, folder_store: media.FolderStore, shop: int, kind: str, tmp_path: Path
) -> None:
    polyglot = samples.saved(samples.illustration(90, 60), kind) + b"<script>alert(1)</script>PK\x03\x04"
    media.ingest(database, folder_store, tenant_id=shop, content=polyglot, filename=f"a.{kind.lower()}")
    files = [path for path in (tmp_path / "media").rglob("*") if path.is_file()]
    assert len(files) == 2
    assert not any(b"<script>" in path.read_bytes() or b"PK\x03\x04" in path.read_bytes() for path in files)


@pytest.mark.parametrize(
    ("content", "filename", "reason"),
    [
        (b"", "a.jpg", media.Refusal.EMPTY),
        (b"<svg/>", "a.svg", media.Refusal.NOT_A_PICTURE),
        (samples.jpeg(), "a.png", media.Refusal.MISLABELLED),
        (samples.jpeg()[:2000], "a.jpg", media.Refusal.DAMAGED),
        (samples.png_claiming(30_000, 30_000), "a.png", media.Refusal.TOO_MANY_PIXELS),
    ],
)
def test_a_refused_file_leaves_nothing_behind(
    database: Database,
    folder_store: media.FolderStore,
    shop: int,
    tmp_path: Path,
    queue: psycopg.Connection[Any],
    content: bytes,
    filename: str,
    reason: media.Refusal,
) -> None:
    with pytest.raises(media.PictureRefused) as refusal:
        media.ingest(database, folder_store, tenant_id=shop, content=content, filename=filename)
    assert refusal.value.reason is reason
    assert assets_of(database, shop) == []
    assert waiting(queue) == []
    assert not (tmp_path / "media").exists()


def test_a_store_that_is_down_refuses_the_picture_and_leaves_no_row(
    database: Database, s3_access: object, shop: int, queue: psycopg.Connection[Any]
) -> None:
    down = S3Store("shop-media", endpoint_url="http://127.0.0.1:9")
    with pytest.raises(media.MediaUnavailable):
        media.ingest(database, down, tenant_id=shop, content=samples.jpeg(90, 60), filename="a.jpg")
    down.close()
    assert assets_of(database, shop) == []
    assert waiting(queue) == []


class StoreInTransaction(media.FolderStore):
    """A folder that looks, at each call, whether a transaction is open in the database."""

    def __init__(self, root: Path, queue: psycopg.Connection[Any]) -> None:
        super().__init__(root)
        self.queue = queue
        self.open_transactions: list[int] = []

    def put(self, key: str, content: bytes, *, media_type: str) -> bool:
        count = "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in tr%'"
        row = self.queue.execute(count).fetchone()
        assert row is not None
        self.open_transactions.append(row[0])
        return super().put(key, content, media_type=media_type)


def test_the_store_is_never_called_inside_a_transaction(
    database: Database, tmp_path: Path, shop: int, queue: psycopg.Connection[Any]
) -> None:
    store = StoreInTransaction(tmp_path / "media", queue)
    media.ingest(database, store, tenant_id=shop, content=samples.jpeg(90, 60), filename="a.jpg")
    media.ingest_shipped(database, store, tenant_id=shop, files={"b.webp": samples.webp(90, 60)})
    assert store.open_transactions == [0, 0, 0]


def test_of_two_uploads_at_once_one_row_stays(
    database: Database,
    folder_store: media.FolderStore,
    shop: int,
    queue: psycopg.Connection[Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second upload is wholly done while the first is between its store and its row."""
    record, content, inner = actions._record, samples.jpeg(90, 60), []

    def overtaken(*arguments: Any) -> None:  # Any: passed on as it is
        monkeypatch.setattr(actions, "_record", record)
        inner.append(media.ingest(database, folder_store, tenant_id=shop, content=content, filename="a.jpg"))
        record(*arguments)

    monkeypatch.setattr(actions, "_record", overtaken)
    outer = media.ingest(database, folder_store, tenant_id=shop, content=content, filename="a.jpg")
    assert [asset.id for asset in inner] == [outer.id]
    assert len(assets_of(database, shop)) == 1
    assert len(waiting(queue)) == 1


def test_shipped_pictures_are_kept_as_they_are(
    database: Database, store: media.MediaStore, shop: int, queue: psycopg.Connection[Any]
) -> None:
    files = {f"{number}.webp": samples.webp(300 + number, 200) for number in range(4)} | {
        "copy.webp": samples.webp(300, 200)
    }
    assets = media.ingest_shipped(database, store, tenant_id=shop, files=files)
    assert {name: original_of(store, asset) for name, asset in assets.items()} == files
    assert assets["copy.webp"].id == assets["0.webp"].id
    assert media.fallback_url(assets["1.webp"]).endswith("/original.webp")
    again = media.ingest_shipped(database, store, tenant_id=shop, files=files)
    assert {name: asset.id for name, asset in again.items()} == {name: asset.id for name, asset in assets.items()}
    assert len(waiting(queue)) == 4


def test_a_shipped_picture_with_metadata_or_in_another_format_is_made_anew(
    database: Database, folder_store: media.FolderStore, shop: int
) -> None:
    files = {"a.webp": samples.telling("WEBP"), "b.png": samples.saved(samples.illustration(90, 60), "PNG")}
    assets = media.ingest_shipped(database, folder_store, tenant_id=shop, files=files)
    assert {asset.format for asset in assets.values()} == {"webp"}
    assert samples.GPS_NAME not in original_of(folder_store, assets["a.webp"])


def test_no_shipped_pictures_are_no_assets(database: Database, folder_store: media.FolderStore, shop: int) -> None:
    assert media.ingest_shipped(database, folder_store, tenant_id=shop, files={}) == {}


def test_assets_are_found_by_id_within_their_shop_only(
    database: Database, folder_store: media.FolderStore, shop: int, other_shop: int
) -> None:
    asset = media.ingest(database, folder_store, tenant_id=shop, content=samples.jpeg(90, 60), filename="")
    assert asset.id is not None
    with database.tenant(shop) as session:
        assert list(media.assets_by_id(session, [asset.id, asset.id + 1])) == [asset.id]
        assert media.assets_by_id(session, []) == {}
        assert media.asset_by_id(session, asset.id).digest == asset.digest
        assert media.newest_assets(session, limit=5, before_id=asset.id) == []
    with database.tenant(other_shop) as session:
        assert media.assets_by_id(session, [asset.id]) == {}
        assert media.find_asset(session, asset.id) is None
        with pytest.raises(media.NoSuchPicture):
            media.asset_by_id(session, asset.id)
