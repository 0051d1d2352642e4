"""Made-up languages show which words a translator finds, and leave alone what programs read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themes.engine import pseudo_text

_PLACEHOLDER = r"%\([a-z]+\)s|\{[a-z]+\}|<[^>]*>|&amp;"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Search", "⟦Şḗȧřƈħ ļơ⟧"),
        ("%(count)s products", "⟦%(count)s ƥřǿḓŭƈŧş ļơ⟧"),
        (" Add to cart ", " ⟦Ȧḓḓ ŧǿ ƈȧřŧ ļơŕ⟧ "),
        ("Read <b>more</b> &amp; {name}", "⟦Řḗȧḓ <b>ḿǿřḗ</b> &amp; {name} ļơ⟧"),
        ("", ""),
        (" ", " "),
    ],
)
def test_english_gets_accents_length_and_brackets(text: str, shown: str) -> None:
    assert pseudo_text(text, "en-XA") == shown


def test_the_other_one_runs_from_the_right() -> None:
    assert pseudo_text("Add to %(cart)s", "ar-XB") == "⟦\u202eAdd\u202c \u202eto\u202c %(cart)s⟧"


@given(st.text(st.sampled_from("ab é한.!?"), max_size=40), st.sampled_from(["en-XA", "ar-XB"]))
def test_placeholders_and_markup_survive_and_brackets_close(text: str, language: str) -> None:
    whole = f"{text} %(name)s {{name}} <br> &amp;"
    shown = pseudo_text(whole, language)
    assert re.findall(_PLACEHOLDER, shown) == re.findall(_PLACEHOLDER, whole)
    assert shown.strip()[0] + shown.strip()[-1] == "⟦⟧"
