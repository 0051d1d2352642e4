"""Folding brings spellings together, and never a second time further."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.folding import folded

LETTERS = st.text(
    st.sampled_from("aÀéßİıŁœǄ\u0301\u0308\u064b\u0640\u200dأإىةكیёЙ\u0306ข้ำがﾊﾞカ絲ﷺ①ＡΣς \0") | st.characters()
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Écharpe BRODÉE", "echarpe brodee"),
        ("Шёлк", "шелк"),
        ("أحمر", "احمر"),
        ("حُبُوب", "حبوب"),
        ("قـهـوة", "قهوه"),
        ("ｂａｔｉｋ", "batik"),
        ("ﾊﾞﾃｨｯｸ", "バティック"),
        ("Straße", "STRASSE"),
        ("a\0b", "a b"),
    ],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("йод", "иод"), ("が", "か"), ("น้ำ", "นำ"), ("絲", "丝")])
def test_marks_that_make_another_letter_stay(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(LETTERS)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
