"""One demo per data directory at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tenants.kit.errors import Conflict


class DirectoryInUse(Conflict):
    """Another demo runs on this data directory."""


@contextmanager
def hold_directory(data_dir: Path) -> Iterator[None]:
    """Hold the directory until the block ends, however the process ends. Raises DirectoryInUse."""
    with (data_dir / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DirectoryInUse(f"another demo runs on {data_dir}: stop it, or name another --data-dir") from None
        yield
