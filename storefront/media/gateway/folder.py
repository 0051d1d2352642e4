"""Media in a local folder, for the demo and for one-machine installations."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storefront.media.errors import MediaUnavailable, NoSuchPicture
from storefront.media.rules import checked_key, checked_prefix


class FolderStore:
    """A MediaStore whose keys are paths below one folder, which is made when something is first kept."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, key: str, content: bytes, *, media_type: str) -> bool:
        path = self._path(key)
        with _as_unavailable():
            if path.exists():
                return False
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stay_inside(path)
            return _write_new(path, content)

    def get(self, key: str) -> bytes:
        path = self._path(key)
        with _as_unavailable():
            self._stay_inside(path)
            try:
                return path.read_bytes()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                raise NoSuchPicture(f"nothing is stored under {key}") from None

    def exists(self, key: str) -> bool:
        path = self._path(key)
        with _as_unavailable():
            return path.is_file()

    def delete(self, key: str) -> None:
        path = self._path(key)
        with _as_unavailable(), suppress(FileNotFoundError, NotADirectoryError):
            self._stay_inside(path)
            path.unlink()

    def delete_prefix(self, prefix: str) -> int:
        folder = self._root / checked_prefix(prefix)
        with _as_unavailable():
            if not folder.is_dir():
                return 0
            self._stay_inside(folder)
            count = sum(1 for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
            shutil.rmtree(folder)
            return count

    def check(self) -> None:
        with _as_unavailable():
            self._root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._root):
                pass

    def close(self) -> None:
        """Nothing is held open between calls."""

    def _path(self, key: str) -> Path:
        return self._root / checked_key(key)

    def _stay_inside(self, path: Path) -> None:
        """Refuse a path that a symbolic link in the folder leads out of it; the grammar of keys forbids `..`."""
        if not path.parent.resolve().is_relative_to(self._root.resolve()) or path.is_symlink():
            raise MediaUnavailable(f"{path} leads out of the media folder")


def _write_new(path: Path, content: bytes) -> bool:
    """Write beside the place and link into it: readers see the whole file or none, and the first writer wins."""
    descriptor, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        path.hardlink_to(name)
    except FileExistsError:
        return False
    finally:
        Path(name).unlink()
    return True


@contextmanager
def _as_unavailable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MediaUnavailable(f"the media folder can not be used: {error.strerror or error}") from error
