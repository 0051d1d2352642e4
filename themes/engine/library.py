"""The themes in a folder: read once, compiled once, shared by every shop that uses them."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from themes.engine import choices, plan, schema, styles
from themes.engine.assets import Asset, AssetStore
from themes.engine.choices import Chooser, ChosenPage, Problem, ThemeData
from themes.engine.drops import Resources
from themes.engine.environment import ThemeEnvironment
from themes.engine.errors import AssetNotFound, ThemeError, ThemeNotFound
from themes.engine.fitting import fitting
from themes.engine.needs import Needs, Reading, needs_of, reading
from themes.engine.package import Package, read_package
from themes.engine.plan import Plan
from themes.engine.render import Context, Rendered, Rendering
from themes.engine.words import WordStore

OUR_THEMES: Final = Path(__file__).resolve().parent.parent
MOST_PLANS: Final = 1_500
_Value = TypeVar("_Value")


class _Recent:
    """A cache that forgets what was not asked for lately. Safe to use from several threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value]  # put there by the same key's `make`
        value = make()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value


class Theme:
    """A theme ready to render. `is_ours` is false for what somebody uploaded."""

    def __init__(self, package: Package, *, is_ours: bool) -> None:
        self.package = package
        self.slug = package.slug
        self.is_ours = is_ours
        self.environment = ThemeEnvironment(package, is_ours=is_ours)
        self.assets = AssetStore(package)
        self.words = WordStore(package)
        self._reading: Reading | None = None
        self._recent = _Recent(MOST_PLANS)

    def needs(self, kind: str, data: ThemeData, languages: tuple[str, ...] = ("en",)) -> Needs:
        """What the page's sections point to, for the shop to read before rendering."""

        def make() -> Needs:
            return needs_of(self._chosen(kind, data), self.package.settings, self.read_names)

        return self._recent.get(("needs", kind, data.digest), make)

    def render(
        self,
        kind: str,
        context: Context,
        resources: Resources,
        data: ThemeData,
        languages: tuple[str, ...] = ("en",),
    ) -> Rendered:
        """The page's HTML. `languages` begins with the view's; the rest are fallbacks. Raises ThemeRefused."""
        words = self.words.words(languages)
        planned = self._plan(kind, data, languages)
        rendering = Rendering(self.environment, self.assets, words, plan=planned, resources=resources)
        return rendering.page(context)

    def style(self, data: ThemeData) -> styles.TokenStyle:
        """The shop's colours and type, for a page beside the theme's own to wear."""
        return styles.token_style(self.package, self.settings(data))

    def settings(self, data: ThemeData) -> Mapping[str, object]:
        """What the shop chose for the whole theme, its gaps filled."""
        return self._chosen("home", data).settings

    def problems(self, data: ThemeData) -> tuple[Problem, ...]:
        """Everything in a shop's choices that does not fit this theme, and is therefore not used."""
        return choices.problems(self.package, data)

    def fitting(self, data: ThemeData) -> ThemeData:
        """The shop's choices without each that `problems` tells of; a theme that knows all of them changes nothing."""
        return fitting(self.package, data)

    @property
    def read_names(self) -> Reading:
        if self._reading is None:
            self._reading = reading(self.package)
        return self._reading

    def _chosen(self, kind: str, data: ThemeData) -> ChosenPage:
        if kind not in schema.PAGE_KINDS:
            raise ThemeError(f"there is no page type “{kind}”")
        return self._recent.get(("chosen", kind, data.digest), lambda: Chooser(self.package).page(kind, data))

    def _plan(self, kind: str, data: ThemeData, languages: tuple[str, ...]) -> Plan:
        def make() -> Plan:
            chosen = self._chosen(kind, data)
            style = styles.token_style(self.package, chosen.settings)
            return plan.plan_page(chosen, self.package.settings, style, languages)

        return self._recent.get(("plan", kind, data.digest, languages), make)


class ThemeLibrary:
    """The themes that lie side by side in one folder; `base` holds further ones that these may have as parents."""

    def __init__(self, root: Path = OUR_THEMES, *, base: "ThemeLibrary | None" = None) -> None:
        self.root = root
        self._base = base
        self._is_ours = base is None
        self._themes: dict[str, Theme] = {}
        self._lock = threading.Lock()

    def slugs(self) -> tuple[str, ...]:
        """The themes of this folder that a shop may wear, in order."""
        found = sorted(path.parent.name for path in self.root.glob("*/theme.toml"))
        return tuple(slug for slug in found if self.theme(slug).package.is_worn)

    def has(self, slug: str) -> bool:
        """Whether a theme of this name lies in the folder, be it only a parent of others."""
        return schema.SLUG.fullmatch(slug) is not None and (self.root / slug / "theme.toml").is_file()

    def theme(self, slug: str) -> Theme:
        """A theme, read at its first use. Raises ThemeNotFound, or ThemeRefused when its files are not in order."""
        theme = self._themes.get(slug)
        if theme is None:
            with self._lock:
                theme = self._themes.get(slug)
                if theme is None:
                    self.folder(slug)
                    theme = Theme(read_package(slug, self.folder), is_ours=self._is_ours)
                    self._themes[slug] = theme
        return theme

    def folder(self, slug: str) -> Path:
        """Where a theme lies. Raises ThemeNotFound."""
        if schema.SLUG.fullmatch(slug):
            folder = self.root / slug
            if (folder / "theme.toml").is_file():
                return folder
            if self._base is not None:
                return self._base.folder(slug)
        raise ThemeNotFound(f"there is no theme “{slug[:60]}”")

    def asset(self, slug: str, digest: str, path: str) -> Asset:
        """The file at `/assets/{theme}/{digest}/{path}`. Raises AssetNotFound."""
        try:
            return self.theme(slug).assets.asset(digest, path)
        except ThemeNotFound as error:
            raise AssetNotFound(str(error)) from error
