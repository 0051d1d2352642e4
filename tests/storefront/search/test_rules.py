"""Words, bigrams and misspelt forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.search import rules

WORDS = st.text("abcdё", min_size=4, max_size=9)


@given(st.text("丝绸披肩茶", min_size=1, max_size=12))
def test_bigrams_cover_a_run_in_order(run: str) -> None:
    pairs = rules.bigrams(run)
    assert "".join(pair[0] for pair in pairs) == run
    assert all(pair in run for pair in pairs)


@given(word=WORDS, place=st.integers(0, 8), letter=st.sampled_from("abxyz"), kind=st.sampled_from("iduw"))
def test_one_error_apart_is_one_form_in_common(word: str, place: int, letter: str, kind: str) -> None:
    at = place % len(word)
    other = {
        "i": word[:at] + letter + word[at:],
        "d": word[:at] + word[at + 1 :],
        "u": word[:at] + letter + word[at + 1 :],
        "w": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[kind]
    assert rules.edit_distance(word, other) <= 1
    assert set(rules.misspelt_forms(word)) & {other, *rules.misspelt_forms(other)}


@given(st.text(max_size=8), st.text(max_size=8))
def test_edit_distance_is_symmetric_and_zero_only_for_equals(one: str, other: str) -> None:
    assert rules.edit_distance(one, other) == rules.edit_distance(other, one)
    assert (rules.edit_distance(one, other) == 0) == (one == other)
    assert rules.edit_distance(one, other) <= max(len(one), len(other))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hand-drawn, batik!", ["hand", "drawn", "batik"]),
        ("iPhone手机壳", ["iphone", "手机壳"]),
        ("น้ำผึ้ง 250g", ["น้ํา" + "ผึ้ง", "250g"]),
        ("  ", []),
    ],
)
def test_words_are_what_stands_between_signs(text: str, words: list[str]) -> None:
    assert rules.words(text) == words


@given(st.text(max_size=200))
def test_any_text_makes_terms_or_none(text: str) -> None:
    for term in rules.terms(rules.checked_query(text)):
        assert term.stemmed or term.fixed
