"""Themes made for one test: the plain theme with some files changed, as a stranger would upload it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from themes import engine
from themes.engine import samples

PLAIN = Path(__file__).parent / "plain"
BASE = engine.ThemeLibrary(Path(__file__).parent)


def a_theme_folder(root: Path, files: Mapping[str, str | bytes | None], *, slug: str = "mine") -> Path:
    """A copy of the plain theme with files replaced, added, or (None) left out."""
    folder = root / slug
    shutil.copytree(PLAIN, folder)
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def a_strangers_theme(root: Path, files: Mapping[str, str | bytes | None]) -> engine.Theme:
    a_theme_folder(root, files)
    return engine.ThemeLibrary(root, base=BASE).theme("mine")


def a_page(
    theme: engine.Theme,
    kind: str = "home",
    *,
    language: str = "en",
    data: engine.ThemeData | None = None,
    subject: Mapping[str, object] | None = None,
) -> engine.Rendered:
    """A page of the samples."""
    data = data or engine.ThemeData()
    languages = (language, "en")
    context = samples.sample_context(kind, language, with_files=True)
    if subject is not None:
        context = engine.Context(context.shop, context.view, context.page, subject)
    needs = theme.needs(kind, data, languages)
    resources = samples.sample_resources(language, needs, with_files=True)
    return theme.render(kind, context, resources, data, languages)


def written(root: Path, source: str, *, kind: str = "search", files: Mapping[str, str] | None = None) -> str:
    """What a stranger's section prints on the search page, whose query is `<b>&`. Raises ThemeRefused."""
    theme = a_strangers_theme(root, {"sections/subject.html": f"[[{source}]]", **(files or {})})
    search = samples.sample_context("search", "en").subject["search"]
    assert isinstance(search, engine.drops.Search)
    evil = engine.drops.Search("<b>&", search.listing, "", "")
    page = a_page(theme, kind, subject={"search": evil})
    for fault in page.faults:
        raise fault
    return page.html.partition("[[")[2].rpartition("]]")[0]
