"""A process's own folder for what it unpacks: private, made at first use, gone with the process.

A process that was killed leaves its folder behind; the next one that starts removes it.
"""

import fcntl
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final

_PREFIX: Final = "storefront-themes-"
_LOCK: Final = "in-use"


class Workshop:
    """Hands out empty folders. Safe to use from many threads."""

    def __init__(self) -> None:
        self._root: Path | None = None
        self._held: int | None = None
        self._lock = Lock()

    def new_folder(self) -> Path:
        with self._lock:
            if self._root is None or not self._root.is_dir():
                self._begin()
            assert self._root is not None, "made just now"
            return Path(tempfile.mkdtemp(dir=self._root))

    def close(self) -> None:
        """Remove everything that was handed out."""
        with self._lock:
            if self._root is not None:
                shutil.rmtree(self._root, ignore_errors=True)
                self._root = None
            if self._held is not None:
                os.close(self._held)
                self._held = None

    def _begin(self) -> None:
        _remove_abandoned()
        if self._held is not None:
            os.close(self._held)
        root = Path(tempfile.mkdtemp(prefix=_PREFIX))  # which nobody else may enter
        self._held, name = tempfile.mkstemp(dir=root)
        fcntl.flock(self._held, fcntl.LOCK_EX)
        # Under its name only once it is held, so that nobody takes a folder in the making for an abandoned one.
        Path(name).rename(root / _LOCK)
        self._root = root


def _remove_abandoned() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            facts = folder.lstat()
            if stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.getuid() and _is_abandoned(folder / _LOCK):
                shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(lock: Path) -> bool:
    """Whether nobody alive holds the lock. Raises OSError where there is none."""
    descriptor = os.open(lock, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
