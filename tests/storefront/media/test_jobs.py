"""The job that makes renditions: what it makes, and that it may be cut and run again."""

from io import BytesIO

import pytest
from PIL import Image

from storefront import media
from storefront.media import jobs, pictures
from storefront.media.gateway.s3 import S3Store
from tenants.isolation import Database, JobContext, registered_jobs
from tests.storefront.media import samples


class Killed(BaseException):
    """What ends a worker in the middle."""


def run(database: Database, store: media.MediaStore, asset: media.MediaAsset) -> media.MediaAsset:
    """Run the job as the worker does, and return the asset as it is then."""
    assert asset.id is not None
    media.make_renditions(JobContext(database, {"media_store": store}), tenant_id=asset.tenant_id, asset_id=asset.id)
    return reread(database, asset)


def reread(database: Database, asset: media.MediaAsset) -> media.MediaAsset:
    assert asset.id is not None
    with database.tenant(asset.tenant_id) as session:
        return media.asset_by_id(session, asset.id)


def an_asset(database: Database, store: media.MediaStore, tenant_id: int) -> media.MediaAsset:
    return media.ingest_shipped(database, store, tenant_id=tenant_id, files={"a.webp": samples.webp()})["a.webp"]


def test_the_job_is_known_to_the_worker() -> None:
    assert media.RENDITIONS_JOB in [job.name for job in registered_jobs()]


def test_every_width_is_made_in_every_format(database: Database, store: media.MediaStore, shop: int) -> None:
    asset = run(database, store, an_asset(database, store, shop))
    assert asset.renditions == {kind: [320, 480, 640] for kind in ("avif", "webp", "jpeg")}
    found = media.renditions_for(asset)
    assert list(found) == ["image/avif", "image/webp", "image/jpeg"]
    for media_type, sizes in found.items():
        for width, address in sizes:
            file = media.read(store, address.removeprefix("/media/"), tenant_id=shop)
            assert file.media_type == media_type
            assert Image.open(BytesIO(file.content)).size == (width, round(500 * width / 700))
            assert media_type == "image/jpeg" or len(file.content) < asset.byte_size
    assert media.fallback_url(asset).endswith("/640.jpg")


def test_the_better_format_is_the_smaller_file(database: Database, folder_store: media.FolderStore, shop: int) -> None:
    asset = run(database, folder_store, an_asset(database, folder_store, shop))
    keys = [f"{media.tenant_prefix(shop)}{asset.digest}/640.{ending}" for ending in ("avif", "webp", "jpg")]
    sizes = [len(folder_store.get(key)) for key in keys]
    assert sizes == sorted(sizes)


def test_an_upload_gets_what_ingest_left_out(database: Database, folder_store: media.FolderStore, shop: int) -> None:
    content = samples.saved(samples.illustration(mode="RGBA"), "PNG")
    asset = media.ingest(database, folder_store, tenant_id=shop, content=content, filename="logo.png")
    assert asset.renditions == {"png": [700]}
    before = media.fallback_url(asset)
    asset = run(database, folder_store, asset)
    assert asset.renditions == {"avif": [320, 480, 640], "webp": [320, 480, 640], "png": [320, 480, 640, 700]}
    assert media.fallback_url(asset) == before


def test_the_job_again_makes_nothing(
    database: Database, folder_store: media.FolderStore, shop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = run(database, folder_store, an_asset(database, folder_store, shop))

    def unwanted(*_: object) -> None:
        raise AssertionError("nothing was missing")

    monkeypatch.setattr(pictures, "in_child", unwanted)
    assert run(database, folder_store, asset).renditions == asset.renditions


@pytest.mark.parametrize("puts", range(0, 9, 2))
def test_a_job_killed_anywhere_goes_on_where_it_was(
    database: Database, folder_store: media.FolderStore, shop: int, monkeypatch: pytest.MonkeyPatch, puts: int
) -> None:
    asset = an_asset(database, folder_store, shop)
    put = media.FolderStore.put
    done: list[str] = []

    def put_until_killed(store: media.FolderStore, key: str, content: bytes, *, media_type: str) -> bool:
        if len(done) == puts:
            raise Killed
        done.append(key)
        return put(store, key, content, media_type=media_type)

    with monkeypatch.context() as patch:
        patch.setattr(media.FolderStore, "put", put_until_killed)
        with pytest.raises(Killed):
            run(database, folder_store, asset)
    halfway = reread(database, asset)
    assert sum(map(len, halfway.renditions.values())) == puts // 3 * 3
    for sizes in media.renditions_for(halfway).values():
        assert all(folder_store.exists(address.removeprefix("/media/")) for _, address in sizes)
    assert run(database, folder_store, asset).renditions == {kind: [320, 480, 640] for kind in ("avif", "webp", "jpeg")}


def test_two_runs_at_once_lose_nothing_of_each_other(
    database: Database, folder_store: media.FolderStore, shop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second run is wholly done while the first is between its files and its row."""
    asset, write_down = an_asset(database, folder_store, shop), jobs._write_down

    def overtaken(*arguments: object) -> None:
        monkeypatch.setattr(jobs, "_write_down", write_down)
        run(database, folder_store, asset)
        write_down(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "_write_down", overtaken)
    assert run(database, folder_store, asset).renditions == {kind: [320, 480, 640] for kind in ("avif", "webp", "jpeg")}


def test_a_job_for_a_picture_that_is_gone_does_nothing(
    database: Database, folder_store: media.FolderStore, shop: int, other_shop: int
) -> None:
    asset = an_asset(database, folder_store, shop)
    assert asset.id is not None
    context = JobContext(database, {"media_store": folder_store})
    media.make_renditions(context, tenant_id=other_shop, asset_id=asset.id)
    media.make_renditions(context, tenant_id=shop, asset_id=asset.id + 1)
    assert reread(database, asset).renditions == {}


def test_a_store_that_is_down_fails_the_job_so_that_it_is_tried_again(
    database: Database, folder_store: media.FolderStore, s3_access: object, shop: int
) -> None:
    asset = an_asset(database, folder_store, shop)
    down = S3Store("shop-media", endpoint_url="http://127.0.0.1:9")
    with pytest.raises(media.MediaUnavailable):
        run(database, down, asset)
    down.close()
    assert run(database, folder_store, asset).renditions
