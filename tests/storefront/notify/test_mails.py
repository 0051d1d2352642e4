"""Every mail in every language: complete, safe, and readable both as text and as HTML."""

import re
from dataclasses import replace

import html5lib
import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from storefront.notify import Brand, Letter, MailLine, MailRefused, UnknownMail, mail_kinds, sample_letter
from storefront.notify.rules import composed
from storefront.notify.rules.composing import CATALOGUES
from storefront.notify.rules.kinds import MAILS
from tests.storefront.notify.conftest import BRAND

LANGUAGES = ("en", "ms", "zh-Hans", "ru", "ar", "de", "fr")
every_mail = pytest.mark.parametrize("kind", sorted(mail_kinds()))


@every_mail
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_says_the_same_as_text_and_as_html(kind: str, language: str) -> None:
    letter = sample_letter(kind, language, BRAND)
    made = composed(letter)
    html5lib.HTMLParser(strict=True).parse(made.html)
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in made.html
    assert made.subject
    assert "\n" not in made.subject
    for fact in filter(None, letter.facts.values()):
        in_subject_only = fact not in made.text
        assert fact in made.subject if in_subject_only else fact in made.text
    if letter.button:
        assert made.text.count(letter.button) >= 1
        assert f'href="{letter.button}"' in made.html


@every_mail
def test_the_words_differ_in_each_language(kind: str) -> None:
    made = {language: composed(sample_letter(kind, language, BRAND)).text for language in LANGUAGES}
    assert len(set(made.values())) == len(LANGUAGES)


def test_the_catalogues_hold_exactly_what_the_mails_say() -> None:
    said = set()
    for path in sorted(MAILS.rglob("*.*")):
        if path.suffix in (".txt", ".html"):
            options = {"trimmed": "true", "encoding": "utf-8"}
            said |= {message for _, message, _, _ in extract_from_file("jinja2", path, options=options)}
    with (CATALOGUES / "en.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.id}
    assert said == known


def test_facts_are_text_and_never_markup() -> None:
    letter = replace(sample_letter("order-placed", "en", BRAND), lines=(MailLine("<b>Silk</b>", "", "1"),))
    made = composed(replace(letter, facts={**letter.facts, "name": "<script>alert(1)</script>{{ 7 * 7 }}"}))
    assert "<script>" not in made.html
    assert "&lt;b&gt;Silk" in made.html
    assert "{{ 7 * 7 }}" in made.text


def test_a_name_from_the_right_keeps_its_direction_within_an_english_sentence() -> None:
    letter = sample_letter("order-placed", "en", BRAND)
    made = composed(replace(letter, facts={**letter.facts, "name": "ليلى (2)"}))
    assert "\u2068ليلى (2)\u2069" in made.text


def test_an_address_in_a_mail_can_be_followed() -> None:
    made = composed(sample_letter("order-shipped", "de", BRAND))
    assert '<a href="https://track.example/EH123456789MY">' in made.html


def test_a_part_that_has_no_fact_is_left_out() -> None:
    letter = sample_letter("order-placed", "en", BRAND)
    facts = {name: text for name, text in letter.facts.items() if name not in ("delivery", "instructions")}
    made = composed(replace(letter, facts=facts))
    assert "Expected" not in made.text
    assert "How to pay" not in made.text


def test_a_missing_fact_is_named() -> None:
    with pytest.raises(MailRefused, match="lacks name, order"):
        composed(Letter(kind="order-placed", key="k", about="", to="a@b.example", language="en", brand=BRAND))


def test_there_is_no_mail_of_another_name() -> None:
    with pytest.raises(UnknownMail):
        composed(Letter(kind="../layout", key="k", about="", to="a@b.example", language="en", brand=BRAND))


def test_the_shops_colours_and_name_are_on_it() -> None:
    brand = Brand("Timah", "https://t.example", "t@t.example", "#7a1f3d", "#ffffff")
    made = composed(sample_letter("sign-in", "fr", brand))
    assert "border-top:4px solid #7a1f3d" in made.html
    assert re.search(r'<a href="https://t\.example"[^>]*>Timah</a>', made.html)
