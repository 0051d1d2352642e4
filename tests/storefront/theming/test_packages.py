"""Where installed themes lie: in either store, and for a while in a process's own folder."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from storefront import media
from storefront.theming import gateway
from storefront.theming.errors import PackageLost
from storefront.theming.gateway.workshop import Workshop
from tests.storefront.media.conftest import folder_store, s3_access, s3_server, s3_store, store  # noqa: F401

LEAVES_A_FOLDER = (
    "import os\nfrom storefront.theming.gateway.workshop import Workshop\nprint(Workshop().new_folder(), flush=True)\n"
    "os._exit(9)"
)


@pytest.mark.usefixtures("store")
def test_what_is_kept_is_fetched_whole_mended_and_discarded(store: media.MediaStore) -> None:  # noqa: F811
    digest = gateway.keep_package(store, 7, b"a package")
    assert gateway.fetch_package(store, 7, digest) == b"a package"
    with pytest.raises(PackageLost):
        gateway.fetch_package(store, 8, digest)
    key = f"t/7/themes/{digest}.zip"
    assert media.parse_key(key) is None
    with pytest.raises(media.NoSuchPicture):
        media.read(store, key, tenant_id=7)
    store.delete(key)
    store.put(key, b"damaged", media_type="application/zip")
    with pytest.raises(PackageLost, match="damaged"):
        gateway.fetch_package(store, 7, digest)
    assert gateway.keep_package(store, 7, b"a package") == digest
    assert gateway.fetch_package(store, 7, digest) == b"a package"
    gateway.discard_package(store, 7, digest)
    gateway.discard_package(store, 7, digest)
    with pytest.raises(PackageLost, match="no longer"):
        gateway.fetch_package(store, 7, digest)


def test_erasing_a_shop_takes_its_packages_along(folder_store: media.FolderStore) -> None:  # noqa: F811
    gateway.keep_package(folder_store, 7, b"a package")
    assert folder_store.delete_prefix(media.tenant_prefix(7)) == 1


class TestWorkshop:
    @pytest.fixture(autouse=True)
    def _own_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        monkeypatch.setenv("TMPDIR", str(tmp_path))

    def test_a_killed_processs_folder_is_removed_and_a_living_ones_is_not(self) -> None:
        living = Workshop()
        used = living.new_folder()
        killed = subprocess.run([sys.executable, "-c", LEAVES_A_FOLDER], capture_output=True, text=True, check=False)
        left = Path(killed.stdout.strip())
        assert left.is_dir()
        next_one = Workshop()
        next_one.new_folder()
        assert used.is_dir()
        assert not left.exists()
        living.close()
        next_one.close()

    def test_a_folder_that_was_swept_away_is_made_again(self, tmp_path: Path) -> None:
        workshop = Workshop()
        root = workshop.new_folder().parent
        for path in root.iterdir():
            path.rmdir() if path.is_dir() else path.unlink()
        root.rmdir()
        assert workshop.new_folder().is_dir()
        workshop.close()
        assert list(tmp_path.iterdir()) == []

    def test_nobody_else_may_look_in(self) -> None:
        workshop = Workshop()
        assert workshop.new_folder().parent.stat().st_mode & 0o777 == 0o700
        assert workshop.new_folder().stat().st_uid == os.getuid()
        workshop.close()
