"""Which versions of a page a search engine is told of, under which codes.

Source: Google, "Tell Google about localized versions of your page". A code is a language, a script where it matters,
and at most one country (ISO 3166-1); there is no code for a group of countries.
"""

from collections.abc import Iterable, Sequence

from storefront.localization.tags import tag
from storefront.localization.views import View

X_DEFAULT = "x-default"


def hreflang_cluster(pages: Sequence[tuple[View, str]]) -> tuple[tuple[str, str], ...]:
    """(code, absolute URL) for the versions of one page, the same on each of them; empty for fewer than two.

    Give only versions that are published, indexed and their own canonical, in the shop's order of views. A market of
    one country is `ms-MY`. Of the markets of many countries the first to speak a language stands for the language
    alone, `de`, and so for all that no other claims; a later one lists its countries, `en-AE`, `en-SA`. Where a
    language has only markets of one country, and several, the first of them also stands for the language alone.
    `x-default` is the primary view, or the first there is. No code appears twice: the earlier view has it.
    """
    if len({view for view, _ in pages}) < 2:
        return ()
    by_language: dict[str, list[tuple[View, str]]] = {}
    for view, url in pages:
        by_language.setdefault(_generic(view), []).append((view, url))
    urls: dict[str, str] = {}
    for language, versions in by_language.items():
        for code, url in _codes(language, versions):
            urls.setdefault(code, url)
    default = next((url for view, url in pages if view.is_primary), pages[0][1])
    return (*urls.items(), (X_DEFAULT, default))


def _codes(language: str, versions: Sequence[tuple[View, str]]) -> Iterable[tuple[str, str]]:
    groups = [version for version in versions if len(version[0].countries) != 1]
    if groups:
        yield language, groups[0][1]
    elif len(versions) > 1:
        yield language, versions[0][1]
    for view, url in versions:
        if not groups or (view, url) != groups[0]:
            for country in view.countries:
                yield f"{language}-{country}", url


def _generic(view: View) -> str:
    own = tag(view.language)
    return f"{own.language}-{own.script}" if own.script else own.language
