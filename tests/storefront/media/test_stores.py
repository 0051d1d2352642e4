"""What both stores promise, and what only one of them can break."""

import http.client
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from storefront import media
from storefront.media.gateway import s3
from storefront.media.gateway.s3 import S3Store
from tenants.kit.settings import Settings
from tests.storefront.media.seaweed import S3Server

DIGEST = "0123456789abcdef" * 2
KEY = f"t/7/{DIGEST}/640.webp"
ORIGINAL = f"t/7/{DIGEST}/original.webp"
UNFIT_KEYS = [
    "",
    "/",
    "../x",
    "t/../../x",
    "/etc/passwd",
    "t//x",
    "t/7/",
    "t/.hidden",
    "t/x\x00.webp",
    "T/7",
    "t\\7",
    "t/é",
]


def kept(store: media.MediaStore, key: str, content: bytes = b"picture") -> None:
    assert store.put(key, content, media_type="image/webp")


def test_what_is_put_is_got(store: media.MediaStore) -> None:
    content = bytes(range(256)) * 300
    kept(store, KEY, content)
    assert store.exists(KEY)
    assert store.get(KEY) == content


def test_a_taken_key_is_not_rewritten(store: media.MediaStore) -> None:
    kept(store, KEY, b"first")
    assert not store.put(KEY, b"second", media_type="image/webp")
    assert store.get(KEY) == b"first"


def test_what_was_never_put_is_not_there(store: media.MediaStore) -> None:
    assert not store.exists(KEY)
    with pytest.raises(media.NoSuchPicture):
        store.get(KEY)


def test_a_deleted_file_is_gone_and_deleting_again_is_no_mistake(store: media.MediaStore) -> None:
    kept(store, KEY)
    kept(store, ORIGINAL)
    store.delete(KEY)
    store.delete(KEY)
    assert not store.exists(KEY)
    assert store.exists(ORIGINAL)


def test_a_prefix_is_deleted_over_many_pages_and_nothing_beside_it(
    store: media.MediaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(s3, "PAGE", 2)
    for width in range(1, 6):
        kept(store, f"t/7/{DIGEST}/{width}.webp")
    neighbour = f"t/70/{DIGEST}/1.webp"
    kept(store, neighbour)
    assert store.delete_prefix(media.tenant_prefix(7)) == 5
    assert not store.exists(f"t/7/{DIGEST}/5.webp")
    assert store.exists(neighbour)
    assert store.delete_prefix(media.tenant_prefix(7)) == 0


@pytest.mark.parametrize("key", UNFIT_KEYS)
def test_an_unfit_key_is_refused_by_every_method(store: media.MediaStore, key: str) -> None:
    calls: list[Callable[[], object]] = [
        lambda: store.put(key, b"x", media_type="image/webp"),
        lambda: store.get(key),
        lambda: store.exists(key),
        lambda: store.delete(key),
    ]
    for call in calls:
        with pytest.raises(media.BadKey):
            call()


@pytest.mark.parametrize("prefix", ["", "/", "t", "t/7", "../", "t/../", "/t/"])
def test_only_whole_folders_are_deleted(store: media.MediaStore, prefix: str) -> None:
    kept(store, KEY)
    with pytest.raises(media.BadKey):
        store.delete_prefix(prefix)
    assert store.exists(KEY)


def test_of_many_writers_at_once_one_wins_and_the_file_is_whole(store: media.MediaStore) -> None:
    won: list[bytes] = []

    def write(content: bytes) -> None:
        if store.put(KEY, content, media_type="image/webp"):
            won.append(content)

    writers = [threading.Thread(target=write, args=(bytes([number]) * 50_000,)) for number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert won == [store.get(KEY)]


def test_a_usable_store_passes_its_check(store: media.MediaStore) -> None:
    store.check()


def test_a_shop_reads_its_own_files_with_their_type(store: media.MediaStore) -> None:
    kept(store, KEY)
    assert media.read(store, KEY, tenant_id=7) == media.StoredFile(b"picture", "image/webp")


@pytest.mark.parametrize(
    "key", [KEY.replace("t/7/", "t/8/"), "t/7/notes", f"t/07/{DIGEST}/640.webp", KEY + "/", KEY.upper(), "../" + KEY]
)
def test_a_shop_reads_neither_anothers_files_nor_odd_spellings(store: media.MediaStore, key: str) -> None:
    kept(store, KEY)
    kept(store, KEY.replace("t/7/", "t/8/"))
    kept(store, "t/7/notes")
    with pytest.raises(media.NoSuchPicture):
        media.read(store, key, tenant_id=7)


def test_the_settings_choose_the_store(settings: Settings, tmp_path: Path) -> None:
    chosen = media.open_store(settings.model_copy(update={"media_url": f"file://{tmp_path}/with%20space"}))
    kept(chosen, KEY)
    assert (tmp_path / "with space" / KEY).read_bytes() == b"picture"


def test_the_settings_choose_bucket_prefix_and_server(settings: Settings, s3_access: S3Server) -> None:
    address = {"media_url": f"s3://{s3_access.bucket}/zones/my", "s3_endpoint_url": s3_access.endpoint_url}
    chosen = media.open_store(settings.model_copy(update=address))
    kept(chosen, KEY)
    whole = S3Store(s3_access.bucket, endpoint_url=s3_access.endpoint_url)
    assert whole.get(f"zones/my/{KEY}") == b"picture"
    assert whole.delete_prefix("zones/my/") == 1
    chosen.close()
    whole.close()


@pytest.mark.parametrize(
    ("public_url", "base"),
    [
        (None, "/media"),
        ("https://cdn.example/m/", "https://cdn.example/m"),
        ("https://cdn.example", "https://cdn.example"),
    ],
)
def test_public_addresses_begin_as_the_settings_say(settings: Settings, public_url: str | None, base: str) -> None:
    assert media.public_base(settings.model_copy(update={"media_public_url": public_url})) == base


# The folder


def test_a_folder_keeps_no_half_file_when_the_disk_fails(
    folder_store: media.FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(media.MediaUnavailable, match="No space left"):
        folder_store.put(KEY, b"picture", media_type="image/webp")
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder_store: media.FolderStore, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "640.webp").write_bytes(b"secret")
    (tmp_path / "media/t").mkdir(parents=True)
    (tmp_path / "media/t/7").symlink_to(outside, target_is_directory=True)
    with pytest.raises(media.MediaUnavailable):
        folder_store.get("t/7/640.webp")
    with pytest.raises(media.MediaUnavailable):
        folder_store.put("t/7/new.webp", b"x", media_type="image/webp")
    with pytest.raises(media.MediaUnavailable):
        folder_store.delete_prefix("t/7/")
    assert [path.name for path in outside.iterdir()] == ["640.webp"]


def test_files_in_a_folder_are_for_reading_by_a_web_server(folder_store: media.FolderStore, tmp_path: Path) -> None:
    kept(folder_store, KEY)
    assert stat.S_IMODE((tmp_path / "media" / KEY).stat().st_mode) == 0o644


def test_a_folder_that_can_not_be_made_fails_the_check(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"a file")
    with pytest.raises(media.MediaUnavailable):
        media.FolderStore(tmp_path / "taken" / "media").check()


# The bucket


def test_objects_carry_type_and_cache_lifetime(s3_access: S3Server, s3_store: S3Store) -> None:
    kept(s3_store, KEY)
    head = s3_store._client.head_object(Bucket=s3_access.bucket, Key=s3_store._name(KEY), ChecksumMode="ENABLED")
    assert head["ContentType"] == "image/webp"
    assert head["CacheControl"] == "public, max-age=31536000, immutable"
    assert head["ChecksumSHA256"]


def test_a_wrong_secret_is_refused_and_changes_nothing(
    s3_access: S3Server, s3_store: S3Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(s3_store, KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    intruder = S3Store(s3_access.bucket, prefix=s3_store._prefix, endpoint_url=s3_access.endpoint_url)
    calls: list[Callable[[], object]] = [
        lambda: intruder.get(KEY),
        lambda: intruder.put(ORIGINAL, b"x", media_type="image/webp"),
        lambda: intruder.delete(KEY),
        lambda: intruder.delete_prefix("t/7/"),
        intruder.check,
    ]
    for call in calls:
        with pytest.raises(media.MediaUnavailable) as refusal:
            call()
        assert "wrong" not in str(refusal.value)
    intruder.close()
    assert s3_store.get(KEY) == b"picture"
    assert not s3_store.exists(ORIGINAL)


def test_nobody_reads_the_bucket_without_signing(s3_access: S3Server, s3_store: S3Store) -> None:
    kept(s3_store, KEY)
    server = urlsplit(s3_access.endpoint_url)
    connection = http.client.HTTPConnection(server.hostname or "", server.port, timeout=5)
    connection.request("GET", f"/{s3_access.bucket}/{s3_store._name(KEY)}")
    assert connection.getresponse().status == 403
    connection.close()


def test_a_missing_bucket_fails_the_check(s3_access: S3Server) -> None:
    store = S3Store("no-such-bucket", endpoint_url=s3_access.endpoint_url)
    with pytest.raises(media.MediaUnavailable):
        store.check()
    store.close()


def test_a_server_that_is_down_is_unavailable(s3_access: S3Server) -> None:
    store = S3Store("shop-media", endpoint_url="http://127.0.0.1:9")
    with pytest.raises(media.MediaUnavailable, match="EndpointConnectionError"):
        store.get(KEY)
    store.close()
