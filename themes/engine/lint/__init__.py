"""The lint: everything that can be said about a theme without a browser, each with file, line, reason and mend.

`inspect` runs in this process and is for folders that may be trusted to be parsed; `wall.check` runs it behind limits.
"""

from collections.abc import Iterator

from themes.engine.errors import ThemeError, ThemeRefused
from themes.engine.findings import Finding, refusal
from themes.engine.library import Theme, ThemeLibrary
from themes.engine.lint import data, markup, pages, stylesheets, templates, translations, weight

__all__ = ["inspect"]


def inspect(library: ThemeLibrary, slug: str, *, thorough: bool = True) -> Iterator[Finding]:
    """Findings as they are made. Not `thorough`: only what keeps a theme from being installed."""
    unreadable = list(data.unreadable_files(library.folder(slug)))
    if unreadable:
        yield from unreadable
        return
    try:
        theme = library.theme(slug)
    except ThemeRefused as error:
        yield refusal(error)
        return
    except ThemeError as error:
        yield Finding("theme.toml", 0, str(error), is_refusal=True)
        return
    broken = list(templates.refused(theme))
    yield from broken
    yield from translations.unreadable(theme)
    yield from data.misfits(theme.package)
    if thorough:
        yield from _advice(theme)
    if not broken:
        yield from pages.faults(theme, thorough=thorough)


def _advice(theme: Theme) -> Iterator[Finding]:
    yield from templates.unknown_names(theme)
    yield from markup.faults(theme)
    yield from translations.missing(theme)
    yield from stylesheets.sides(theme.package)
    yield from stylesheets.contrasts(theme.package)
    yield from weight.heavy(theme.package)
