"""What languages and countries are called, in each other's languages."""

from functools import lru_cache

from storefront.localization.tags import cldr_locale, maximized, tag

# CLDR's own names are words of a sentence; alone in a menu these two would read as the country.
_AUTONYMS = {"ms": "Bahasa Melayu", "id": "Bahasa Indonesia"}


@lru_cache(maxsize=4096)
def language_name(language: str, locale: str) -> str:
    """As within a sentence: "Simplified Chinese", "chinois simplifié". Raises UnknownLanguage."""
    known = cldr_locale(locale).languages
    wanted = tag(language)
    parts = [wanted.language, wanted.script, wanted.region]
    whole = "_".join(part for part in parts if part)
    if whole in known:
        return str(known[whole])
    with_script = f"{wanted.language}_{wanted.script}"
    name = str(known.get(with_script) or known.get(wanted.language) or wanted.language)
    details = [] if with_script in known else [_script_name(wanted.script, locale)]
    details.append(territory_name(wanted.region, locale) if wanted.region else "")
    said = [detail for detail in details if detail]
    return f"{name} ({', '.join(said)})" if said else name


@lru_cache(maxsize=1024)
def autonym(language: str) -> str:
    """The language's own name for itself, as in a menu: "Français", "简体中文". Raises UnknownLanguage."""
    given = _AUTONYMS.get(str(tag(language)))
    if given is not None:
        return given
    name = language_name(language, language)
    # Titlecase as CLDR's contextTransforms ask for in menus; scripts without case are left as they are.
    return name[:1].title() + name[1:] if maximized(language).script in {"Latn", "Cyrl", "Grek", "Armn"} else name


@lru_cache(maxsize=8192)
def territory_name(country: str, locale: str) -> str:
    """The country by its ISO 3166-1 code; an unknown code is answered by itself. Raises UnknownLanguage."""
    return str(cldr_locale(locale).territories.get(country.upper(), country.upper()))


def _script_name(script: str, locale: str) -> str:
    return str(cldr_locale(locale).scripts.get(script, script)) if script else ""
