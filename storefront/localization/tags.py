"""Language tags: BCP 47 spelling, CLDR's likely subtags, and which CLDR locale answers for a tag."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from babel import Locale, localedata
from babel.core import get_global

from storefront.localization.errors import UnknownLanguage

# RFC 5646 without grandfathered and private-use-only tags; of extensions only Unicode's, such as -u-nu-latn.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)(?P<extension>-u(?:-[a-z0-9]{2,8})+)?",
    re.IGNORECASE,
)
_LONGEST_TAG = 60
_NUMBERING = re.compile(r"-nu-([a-z]{3,8})(?:-|$)")
# Codes that ISO 639 replaced but that browsers and operating systems still send, and tl, which CLDR calls fil.
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "no": "nb", "tl": "fil"}
_LIKELY = cast("dict[str, str]", get_global("likely_subtags"))
# Locales, in CLDR's spelling, whose parent is not simply a shorter name: es_MX has es_419.
PARENTS = cast("dict[str, str]", get_global("parent_exceptions"))


@dataclass(frozen=True, slots=True)
class Tag:
    """A language tag in canonical case. Empty text stands for a part that is not said."""

    language: str
    script: str = ""
    region: str = ""
    variants: str = ""
    extension: str = ""

    def __str__(self) -> str:
        core = "-".join(part for part in (self.language, self.script, self.region) if part)
        return core + self.variants + self.extension

    @property
    def numbering(self) -> str:
        """The numbering system that is asked for, such as `latn`; empty: the locale's own."""
        found = _NUMBERING.search(self.extension)
        return found[1] if found else ""


@lru_cache(maxsize=4096)
def tag(written: str) -> Tag:
    """The tag in canonical spelling: `ZH_hans-cn` is zh-Hans-CN, `iw` is he. Raises UnknownLanguage."""
    match = _TAG.fullmatch(written.replace("_", "-")) if len(written) <= _LONGEST_TAG else None
    language = match["language"].lower() if match else "und"
    # "und" is a tag that says that the language is not known.
    if match is None or language == "und":
        raise UnknownLanguage(written)
    return Tag(
        language=_RENAMED.get(language, language),
        script=(match["script"] or "").title(),
        region=(match["region"] or "").upper(),
        variants=match["variants"].lower(),
        extension=(match["extension"] or "").lower(),
    )


@lru_cache(maxsize=4096)
def maximized(written: str) -> Tag:
    """With the likely script and region filled in (UTS #35, likely subtags): zh-TW is zh-Hant-TW."""
    given = tag(written)
    for wanted in (
        (given.language, given.script, given.region),
        (given.language, given.region),
        (given.language, given.script),
        (given.language,),
    ):
        likely = _LIKELY.get("_".join(part for part in wanted if part))
        if likely is not None:
            language, script, region = likely.split("_")[:3]
            return Tag(language, given.script or script, given.region or region)
    return Tag(given.language, given.script, given.region)


@lru_cache(maxsize=4096)
def cldr_locale(written: str) -> Locale:
    """The nearest locale that CLDR has data for: en for en-CN, zh-Hant-TW for zh-TW. Raises UnknownLanguage."""
    given, full = tag(written), maximized(written)
    language_alone = maximized(given.language)
    candidates = [f"{full.language}_{full.script}_{given.region}"] if given.region else []
    if given.region and maximized(f"{full.language}-{given.region}").script == full.script:
        candidates.append(f"{full.language}_{given.region}")
    if language_alone.script != full.script:
        candidates.append(f"{full.language}_{full.script}")
    candidates.append(full.language)
    for candidate in candidates:
        if localedata.exists(candidate):
            return Locale.parse(candidate, resolve_likely_subtags=False)
    raise UnknownLanguage(written)
