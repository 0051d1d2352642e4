"""The themes at hand in one process: the built-in ones, and those that shops brought along, opened at first use."""

import shutil
import time
import weakref
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

import structlog

from storefront import media
from storefront.theming.errors import ThemeUnusable
from storefront.theming.gateway.packages import fetch_package
from storefront.theming.gateway.workshop import Workshop
from storefront.theming.rules import ThemeOwner
from tenants.kit.errors import StorefrontError
from themes import engine
from themes.engine import Theme, ThemeError, ThemeLibrary

MOST_OPEN: Final = 64
# A theme that can not be opened is not tried again for each visitor.
_TRY_AGAIN_SECONDS: Final = 5.0
# Folders for temporary files are swept by others too, so what was unpacked is looked over now and then.
_LOOK_AGAIN_SECONDS: Final = 30.0
_STRIPES: Final = 32

_Place = tuple[int, str]  # whose, and its name

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Opened:
    """An installed theme that is unpacked, and what its files looked like then."""

    digest: str
    theme: Theme
    folder: Path
    files: Mapping[Path, tuple[int, int]]
    looked_over_at: float

    def is_whole(self) -> bool:
        try:
            return _looks(self.folder) == self.files
        except OSError:  # somebody is just removing them
            return False


class ThemeShelf:
    """Gives each shop its themes and no other's. Safe to use from many threads.

    At most MOST_OPEN installed themes are kept open; what was asked for least lately is closed, and its files go when
    the last page that is being made with it is done.
    """

    def __init__(self, store: media.MediaStore, built_in: ThemeLibrary | None = None) -> None:
        self.built_in = built_in or ThemeLibrary()
        self._store = store
        self._workshop = Workshop()
        self._opened: OrderedDict[_Place, _Opened] = OrderedDict()
        self._failed: dict[tuple[_Place, str], tuple[float, str]] = {}
        self._lock = Lock()
        self._opening = [Lock() for _ in range(_STRIPES)]

    def theme_of(self, shop: ThemeOwner, slug: str) -> Theme:
        """The shop's own theme of that name, else the built-in one. Raises ThemeUnusable.

        Where a newer package can not be opened, the last good one of this process is given.
        """
        digest = shop.installed_themes.get(slug)
        try:
            return self._installed((shop.tenant_id, slug), digest) if digest else self.built_in.theme(slug)
        except ThemeError as error:
            raise ThemeUnusable(str(error)) from error

    def close(self) -> None:
        """Forget every installed theme and remove what was unpacked."""
        with self._lock:
            self._opened.clear()
        self._workshop.close()

    def _installed(self, place: _Place, digest: str) -> Theme:
        known = self._at_hand(place, digest)
        if known is not None:
            return known
        with self._opening[hash(place) % _STRIPES]:
            known = self._at_hand(place, digest)
            return known or self._open_or_last_good(place, digest)

    def _at_hand(self, place: _Place, digest: str) -> Theme | None:
        with self._lock:
            opened = self._opened.get(place)
            if opened is None or opened.digest != digest:
                return None
            self._opened.move_to_end(place)
        now = time.monotonic()
        if now - opened.looked_over_at > _LOOK_AGAIN_SECONDS:
            opened.looked_over_at = now
            if not opened.is_whole():
                log.warning("theme.files_were_touched", theme=place[1], tenant_id=place[0])
                self._forget(place, opened)
                return None
        return opened.theme

    def _open_or_last_good(self, place: _Place, digest: str) -> Theme:
        until, reason = self._failed.get((place, digest), (0.0, ""))
        if until < time.monotonic():
            try:
                return self._open(place, digest)
            except (ThemeError, StorefrontError, OSError) as error:
                reason = str(error) or type(error).__name__
                log.error("theme.not_opened", theme=place[1], tenant_id=place[0], digest=digest, reason=reason)
                self._note_failure(place, digest, reason)
        with self._lock:
            last_good = self._opened.get(place)
        if last_good is None:
            raise ThemeUnusable(reason)
        return last_good.theme

    def _open(self, place: _Place, digest: str) -> Theme:
        tenant_id, slug = place
        package = fetch_package(self._store, tenant_id, digest)
        folder = self._workshop.new_folder()
        try:
            zipped = folder / "package.zip"
            zipped.write_bytes(package)
            engine.unpack(zipped, folder / "root" / slug)
            zipped.unlink()
            theme = ThemeLibrary(folder / "root", base=self.built_in).theme(slug)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        weakref.finalize(theme, shutil.rmtree, folder, ignore_errors=True)
        with self._lock:
            self._opened[place] = _Opened(digest, theme, folder, _looks(folder), time.monotonic())
            self._opened.move_to_end(place)
            while len(self._opened) > MOST_OPEN:
                self._opened.popitem(last=False)
        return theme

    def _note_failure(self, place: _Place, digest: str, reason: str) -> None:
        with self._lock:
            if len(self._failed) > MOST_OPEN:
                self._failed.clear()
            self._failed[place, digest] = (time.monotonic() + _TRY_AGAIN_SECONDS, reason)

    def _forget(self, place: _Place, opened: _Opened) -> None:
        with self._lock:
            if self._opened.get(place) is opened:
                del self._opened[place]


def _looks(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of change of each file; cheap enough for now and then."""
    looks = {}
    for path in folder.rglob("*"):
        facts = path.lstat()
        if path.is_file():
            looks[path] = (facts.st_size, facts.st_mtime_ns)
    return looks
