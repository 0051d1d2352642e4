"""Letters made comparable: what a shopper types and what a merchant wrote meet in one spelling.

Compatibility forms and case go by Unicode (NFKC, case folding), then the marks that people leave out in typing: accents
of Latin and Greek letters, Arabic vowel signs, tatweel and the forms of alef, yeh and teh marbuta, Hebrew points, and
the dots of Russian ё. Marks that make another letter (й, ї, Thai vowels, kana voicing, Indic signs) stay.
"""

import re
import unicodedata

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیئ", "ي"),
        **dict.fromkeys("ک", "ك"),
        **dict.fromkeys("ؤ", "و"),
        "ة": "ه",
        "ё": "е",
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "\u0640": None,  # tatweel
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u200e": None,
        "\u200f": None,
        "\u00ad": None,
        "\ufeff": None,
        "\0": " ",
    }
)
_OPTIONAL_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed]")
_LATIN_OR_GREEK = re.compile("[\u0041-\u024f\u0370-\u03ff\u1e00-\u1fff]")


def folded(text: str) -> str:
    """The text in its comparable spelling, spaces evened out. Applying it to its own result changes nothing."""
    plain = unicodedata.normalize("NFKC", text).translate(_ALIKE).casefold().translate(_ALIKE)
    letters = "".join(_without_accents(letter) for letter in unicodedata.normalize("NFC", plain))
    return " ".join(unicodedata.normalize("NFKC", _OPTIONAL_MARKS.sub("", letters)).translate(_ALIKE).split())


def _without_accents(letter: str) -> str:
    if letter.isascii() or not _LATIN_OR_GREEK.match(letter):
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
