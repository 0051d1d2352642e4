"""The order of names in lists, as readers of a language look for them: its alphabet, not the numbers of characters.

The primary level of the CLDR collation: accents and capitals decide only between names that are else the same. Chinese
goes by how each character is read (pinyin with its tone), Japanese kanji by their numbers.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from storefront.localization.tags import tag
from tenants.kit.slugs import tone_of

_SIGNS = " _-,;:!?.'\"()[]{}@*/\\&#%・"
_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
# Letters that a language's alphabet has of its own, in its order. What is not named sorts as the letter without marks.
_ALPHABETS = {
    "az": "a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v w y z",
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "da": f"{_LATIN} æ ø å",
    "es": "a b c d e f g h i j k l m n ñ o p q r s t u v w x y z",
    "et": "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
    "fi": f"{_LATIN} å ä ö",
    "hr": "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž",
    "hu": "a b c cs d dz dzs e f g gy h i j k l ly m n ny o ö p q r s sz t ty u ü v w x y z zs",
    "lt": "a b c č d e f g h i j k l m n o p q r s š t u v w x z ž",
    "lv": "a ā b c č d e ē f g ģ h i ī y j k ķ l ļ m n ņ o ō p q r ŗ s š t u ū v w x z ž",
    "nb": f"{_LATIN} æ ø å",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "sk": "a ä b c č d e f g h ch i j k l m n o ô p q r s š t u v w x y z ž",
    "sl": "a b c č ć d đ e f g h i j k l m n o p q r s š t u v w x y z ž",
    "sv": f"{_LATIN} å ä ö",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
    "vi": "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z",
}
_SAME_ALPHABET = {"no": "nb", "nn": "nb", "bs": "hr", "sr-Latn": "hr"}
_ALIKE = {
    "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "œ": "oe", "ё": "е", "ŋ": "n", "þ": "th",
    "أ": "ا", "إ": "ا", "ؤ": "و", "ئ": "ي",
}  # fmt: skip
_VARIANTS = {"lt": {"y": "i"}}
# Signs that stand for others, and marks that no alphabet counts: Arabic vowels, Thai tone marks.
_SIGNS_ALIKE = str.maketrans({"’": "'", "׳": "'", "״": '"', "\u00a0": " "})
_UNCOUNTED = re.compile("[\u0640\u064b-\u0652\u0656-\u065f\u0670\u0e47-\u0e4e]")
# Marks make another letter in other scripts, such as Cyrillic й or Arabic أ.
_MARKED = re.compile("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_LONG_VOWEL = re.compile("([\u3041-\u3096\u30a1-\u30fa])ー")
_THAI_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_HAN_FROM = 10_000_000


@lru_cache(maxsize=4096)
def sort_key(text: str, language: str) -> tuple[tuple[int, ...], str]:
    """What names of a list in a language are put in order by."""
    known, (places, longest) = tag(language), _order(language)
    flat, found, place = _flat(text, known.language), [], 0
    while place < len(flat):
        sizes = (size for size in range(longest, 0, -1) if flat[place : place + size] in places)
        size = next(sizes, 0)
        if size:
            found.append(places[flat[place : place + size]])
        elif known.language == "zh" and (reading := tone_of(flat[place])):
            found += [_HAN_FROM + _syllable(reading), _HAN_FROM + ord(flat[place])]
        else:
            found += _plain(flat[place], places, _VARIANTS.get(known.language, {}))
        place += size or 1
    return tuple(found), text


def _flat(text: str, language: str) -> str:
    if language in ("tr", "az"):
        text = text.replace("I", "ı")
    flat = unicodedata.normalize("NFC", text.translate(_SIGNS_ALIKE)).casefold().replace("i\u0307", "i")
    flat = _LONG_VOWEL.sub(lambda match: match[1] + _vowel(match[1]), _UNCOUNTED.sub("", flat))
    return _THAI_LEADING_VOWEL.sub(r"\2\1", flat)


def _vowel(kana: str) -> str:
    """The vowel that a kana ends with: ア of カ."""
    return {"A": "ア", "I": "イ", "U": "ウ", "E": "エ", "O": "オ"}.get(unicodedata.name(kana)[-1], "")


def _syllable(reading: str) -> int:
    """The number of a syllable such as `ma3`, in the order of letters and then of tones."""
    letters, tone = reading.rstrip("012345"), reading[-1]
    number = 0
    for place in range(6):
        number = number * 27 + (ord(letters[place]) - ord("a") + 1 if place < len(letters) else 0)
    return number * 6 + (int(tone) if tone.isdigit() else 5)


def _plain(letter: str, places: Mapping[str, int], variants: Mapping[str, str]) -> list[int]:
    """A letter that the alphabet does not name, as the letters that it is a form of."""
    if _KANA.match(letter):
        return [_kana(letter)]
    parts = unicodedata.normalize("NFKD", letter) if _MARKED.match(letter) else letter
    composed = (unicodedata.normalize("NFC", parts[0] + mark) for mark in parts[1:])
    base = next((each for each in composed if each in places), parts[0])
    spelled = variants.get(base, _ALIKE.get(base, base))
    return [places.get(each, 100_000 + ord(each)) for each in spelled]


def _kana(letter: str) -> int:
    """Katakana as hiragana, large, without the marks of voicing."""
    large = unicodedata.name(letter).replace("SMALL ", "").replace("KATAKANA", "HIRAGANA")
    try:
        return 100_000 + ord(unicodedata.normalize("NFD", unicodedata.lookup(large))[0])
    except KeyError:
        return 100_000 + ord(letter)


@lru_cache(maxsize=100)
def _order(language: str) -> tuple[dict[str, int], int]:
    """Each letter's place, and how many characters the longest letter has."""
    known = tag(language)
    named = f"{known.language}-{known.script}" if known.script else known.language
    key = _SAME_ALPHABET.get(named, _SAME_ALPHABET.get(known.language, known.language))
    letters = _ALPHABETS.get(key, _LATIN).split()
    places = {sign: place for place, sign in enumerate(_SIGNS)}
    places |= {str(digit): 100 + digit for digit in range(10)}
    if key == "uk":
        places |= {letter: 500 + place for place, letter in enumerate(_LATIN.split())}
    places |= {letter: 1_000 + place for place, letter in enumerate(letters)}
    for variant in _VARIANTS.get(key, {}):
        places.pop(variant, None)
    return places, max(map(len, letters))
