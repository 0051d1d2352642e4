"""How words become searchable: which stemmer a language has, where words end, and what a typing error still matches.

Chinese, Japanese, Thai and their like are written without spaces, so every two neighbouring characters are a word
(bigrams), and a longer query is those bigrams in a row. All other words are stemmed by PostgreSQL, both as they are
written and folded. For errors of one letter, each word of a title is also stored with each of its letters left out,
and so is each word of the query: two words one error apart then share a form (the "symmetric delete" of SymSpell).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storefront.folding import folded
from storefront.search.errors import QueryTooLong

LONGEST_QUERY = 200
MOST_TERMS = 12
LONGEST_TEXT = 20_000
_LAST_POSITION = 16_000
_SHORTEST_MISSPELT = 4
_ERROR_MARK = "~"

# PostgreSQL's own configurations. Malay is stemmed as Indonesian, its close sister; what is not named is not stemmed.
_CONFIGURATIONS = {
    **{"ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english"},
    **{"es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish"},
    **{"hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian"},
    **{"ms": "indonesian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "pt": "portuguese"},
    **{"ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish"},
}
# Han, kana, Hangul, Thai, Lao, Khmer, Burmese.
_UNSPACED = re.compile(
    "[\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1780-\u17d3\u1000-\u109f]+"
)


def configuration(language: str) -> str:
    """PostgreSQL's text search configuration for a BCP 47 tag."""
    return _CONFIGURATIONS.get(language.split("-")[0].lower(), "simple")


def words(text: str) -> list[str]:
    """The text's words and unspaced runs, in order, in lower case. Whatever is no letter, mark or digit divides."""
    plain = unicodedata.normalize("NFKC", text).lower()
    spaced = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in plain)
    return _UNSPACED.sub(lambda run: f" {run.group()} ", spaced).split()


def _is_unspaced(word: str) -> bool:
    return _UNSPACED.fullmatch(word) is not None


def bigrams(run: str) -> list[str]:
    """Each two neighbouring characters, then the last one alone, so that every character begins some word."""
    return [run[start : start + 2] for start in range(len(run))]


def misspelt_forms(word: str) -> list[str]:
    """The word, and the word with each of its letters left out. Short words have no misspelt forms."""
    if len(word) < _SHORTEST_MISSPELT:
        return [word]
    return sorted({word, *(word[:place] + word[place + 1 :] for place in range(len(word)))})


def spaced_text(text: str) -> str:
    """What PostgreSQL stems: the words in order, then the folded spelling of those that it changes."""
    plain = [word for word in words(text[:LONGEST_TEXT]) if not _is_unspaced(word)]
    changed = [fold for word in plain if (fold := folded(word)) != word]
    return " ".join([*plain, *changed])


def fixed_lexemes(texts: Iterable[tuple[str, str]], title: str) -> str:
    """A tsvector literal of what needs no stemmer: bigrams of (weight, text) pairs, and the title's misspelt forms."""
    places: dict[str, list[str]] = {}
    position = 0
    for weight, text in texts:
        for word in words(folded(text[:LONGEST_TEXT])):
            position += 1  # a gap between runs: a phrase does not reach over it
            if not _is_unspaced(word) or position > _LAST_POSITION:
                continue
            for pair in bigrams(word):
                position += 1
                places.setdefault(pair, []).append(f"{position}{weight}")
    lexemes = [f"{_quoted(pair)}:{','.join(found[:200])}" for pair, found in places.items()]
    spelt = (word for word in words(folded(title)) if not _is_unspaced(word))
    forms = {_ERROR_MARK + form for word in list(spelt)[:24] for form in misspelt_forms(word[:30])}
    return " ".join([*lexemes, *(_quoted(form) for form in sorted(forms))])


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query. `stemmed` goes through to_tsquery; `fixed` and `misspelt` are finished tsquery literals."""

    word: str
    stemmed: str
    fixed: str
    misspelt: str


def checked_query(typed: str) -> str:
    """The query with spaces evened out and no control characters. Raises QueryTooLong."""
    if len(typed) > LONGEST_QUERY:
        raise QueryTooLong(f"a query has at most {LONGEST_QUERY} characters")
    visible = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in typed)
    return " ".join(visible.split())


def terms(query: str) -> list[Term]:
    """What to look for. Every word must be found; the last one may be the beginning of a longer word."""
    found = words(query)[:MOST_TERMS]
    return [_term(word, is_last=place == len(found) - 1) for place, word in enumerate(found)]


def _term(word: str, *, is_last: bool) -> Term:
    if _is_unspaced(word):
        return Term(word, "", _phrase(folded(word)), "")
    spellings = sorted({word, folded(word)} - {""})
    prefix = ":*" if is_last and len(word) > 1 else ""
    stemmed = " | ".join(f"{_quoted(each)}{prefix}" for each in spellings)
    forms = [_ERROR_MARK + form for form in misspelt_forms(folded(word)[:30])]
    return Term(word, stemmed, "", " | ".join(_quoted(form) for form in forms))


def _phrase(run: str) -> str:
    if len(run) == 1:
        return f"{_quoted(run)}:*"
    return " <-> ".join(_quoted(pair) for pair in bigrams(run)[:-1])


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def edit_distance(one: str, other: str) -> int:
    """Letters to put in, take out, change or swap with their neighbour, to turn one word into the other.

    The "optimal string alignment" distance.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]


def nearest_words(query: str, titles: Iterable[str]) -> str:
    """The query with each word that no title has replaced by the nearest word of a title; '' when nothing is near."""
    known = {folded(word): word for title in titles for word in _distinct(title)}
    corrected, has_changed = [], False
    for word in words(query):
        fold = folded(word)
        reach = 1 if len(fold) <= _SHORTEST_MISSPELT else 2
        of_like_length = [each for each in known if abs(len(each) - len(fold)) <= reach]
        distance, near = min(((edit_distance(fold, each), each) for each in of_like_length), default=(0, fold))
        if 0 < distance <= reach:
            corrected.append(known[near])
            has_changed = True
        else:
            corrected.append(word)
    return " ".join(corrected) if has_changed else ""


def _distinct(title: str) -> Iterator[str]:
    return (word for word in dict.fromkeys(words(title)) if not _is_unspaced(word))
