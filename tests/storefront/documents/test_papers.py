"""Papers are PDF/A with every glyph there, in every script, the same bytes each time; customs get all they ask for."""

from dataclasses import replace

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from storefront.documents import (
    CustomsItem,
    CustomsPaper,
    MissingFields,
    Paper,
    PaperKind,
    PaperLine,
    Party,
    check_customs,
    code_128,
    pdf,
)
from storefront.documents.barcode import _WIDTHS as WIDTHS
from storefront.documents.gateway import kept_together, shown
from storefront.invoices.rules.wording import CATALOGUES
from storefront.money import Money

SELLER = Party("Seri Batik Sdn. Bhd.", ("12 Jalan Masjid", "Malaysia"), "hello@example.com", ids=(("SSM", "2026"),))
NAMES = {
    "en": "Zoë O’Hara",
    "ms": "Nur Aisyah binti Rahman",
    "zh-Hans": "张伟 燕窝礼盒",
    "ru": "Ольга Ёлкина",
    "ar": "ليلى العبد الله",
    "de": "Jürgen Groß",
    "fr": "Hélène Œuvrard",
}
SHAWL = CustomsItem("Silk shawl, hand drawn", 2, 240, Money(189_00, "MYR"), "621410", "MY")


def a_paper(language: str = "en", **changes: object) -> Paper:
    name = NAMES[language]
    paper = Paper(
        kind=PaperKind.INVOICE,
        title="Invoice",
        number="INV-00017",
        language=language,
        is_right_to_left=language == "ar",
        seller=SELLER,
        buyer=Party(name, (name, "12345")),
        headings=("Item", "Quantity", "Price", "Total"),
        lines=tuple(PaperLine(f"{name} {n}", "2", "S / Indigo", "RM 10.00", "RM 20.00") for n in range(60)),
        totals=(("Goods", "RM 1,200.00"), ("Total", "RM 1,200.00")),
        notes=(name,),
        labels=(("seller", "Seller"), ("buyer", "Buyer"), ("page", "Page")),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


def a_customs_paper(kind: PaperKind = PaperKind.CN23, **changes: object) -> CustomsPaper:
    paper = CustomsPaper(
        kind=kind,
        number="1042",
        date="2026-11-27",
        sender=SELLER,
        addressee=Party("张伟", ("北京市朝阳区", "China"), phone="+8613800138000"),
        sender_country="Malaysia",
        destination_country="China",
        items=(SHAWL,),
        gross_grams=300,
        postage=Money(25_00, "MYR"),
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", sorted(NAMES))
def test_a_paper_is_made_in_every_language_over_several_pages(language: str) -> None:
    content = pdf(a_paper(language))
    assert content.startswith(b"%PDF-1.7")
    assert b"pdfaid:part>3" in content.replace(b" ", b"")
    assert pdf(a_paper(language)) == content


@pytest.mark.parametrize("kind", [PaperKind.COMMERCIAL_INVOICE, PaperKind.CN22, PaperKind.CN23])
def test_customs_papers_are_made(kind: PaperKind) -> None:
    assert pdf(a_customs_paper(kind)).startswith(b"%PDF-1.7")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=[chr(code) for code in range(32, 127)], min_size=1, max_size=40))
def test_a_bar_code_says_what_was_put_into_it(text: str) -> None:
    """Read back by the standard's own rules: eleven modules a symbol, and a weighted sum modulo 103."""
    widths = list(code_128(text))
    symbols = [tuple(widths[place : place + 6]) for place in range(0, len(widths) - 7, 6)]
    assert [sum(each) for each in symbols] == [11] * (len(text) + 2)
    assert [sum(each[::2]) % 2 for each in symbols] == [0] * len(symbols)  # an even count of black modules
    assert widths[-7:] == [2, 3, 3, 1, 1, 1, 2]
    known = {code_128(chr(32 + value))[6:12]: value for value in range(95)}
    assert symbols[0] == (2, 1, 1, 2, 1, 4)  # start of set B
    values = [known[each] for each in symbols[1:-1]]
    assert "".join(chr(32 + value) for value in values) == text
    check = (104 + sum(place * value for place, value in enumerate(values, start=1))) % 103
    assert symbols[-1] == tuple(int(each) for each in WIDTHS[check])


def test_the_symbols_of_the_standard() -> None:
    """ISO/IEC 15417, table 1: a few known ones, and no two alike."""
    assert len(set(WIDTHS)) == 107
    assert (WIDTHS[0], WIDTHS[33], WIDTHS[64], WIDTHS[102]) == ("212222", "111323", "111422", "411131")
    assert {sum(map(int, each)) for each in WIDTHS[:106]} == {11}


def test_text_is_data_and_never_instructions_to_the_typesetter() -> None:
    odd = '#panic("x") $ * _ ` @label <a> [b] \\ // /* " \' #import "/etc/passwd"'
    assert pdf(a_paper(buyer=Party(odd, (odd,)), notes=(odd,))).startswith(b"%PDF")


def test_what_no_font_has_is_shown_as_a_box() -> None:
    assert shown("Tea \U0001f375 for 𓀀") == "Tea □ for □"
    assert shown("\u2068ليلى\u2069 – 12 €") == "ليلى – 12 €"


@pytest.mark.parametrize(
    ("text", "is_right_to_left", "marked"),
    [
        ("12 Jalan Masjid", True, "\u200e12 Jalan Masjid\u200e"),
        ("Seri Batik Sdn. Bhd.", False, "Seri Batik Sdn. Bhd."),
        ("شارع 12", False, "\u200fشارع 12\u200f"),
        ("شارع 12", True, "شارع 12"),
        ("12-34", True, "12-34"),
        ("+971501234567", True, "\u200e+971501234567\u200e"),
    ],
)
def test_text_of_the_other_direction_keeps_its_ends(text: str, is_right_to_left: bool, marked: str) -> None:
    assert kept_together(text, is_right_to_left=is_right_to_left) == marked


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_any_name_makes_a_paper(name: str) -> None:
    assert pdf(a_paper(lines=(), buyer=Party(name, (name,)), notes=(name,))).startswith(b"%PDF")


@pytest.mark.parametrize("language", sorted(NAMES))
def test_every_word_of_the_papers_has_its_glyphs(language: str) -> None:
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        texts = [str(message.string) for message in read_po(file) if message.id]
    assert texts
    assert [text for text in texts if shown(text) != text] == []


def test_a_full_declaration_is_accepted() -> None:
    for kind in (PaperKind.COMMERCIAL_INVOICE, PaperKind.CN22, PaperKind.CN23):
        check_customs(a_customs_paper(kind))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"description": ""}, "line 1: description in English"),
        ({"description": "蜡染丝巾"}, "line 1: description in English"),
        ({"description": "Gift"}, "line 1: a description that says what it is"),
        ({"hs_code": ""}, "line 1: HS code"),
        ({"hs_code": "770100"}, "line 1: HS code"),
        ({"hs_code": "62141"}, "line 1: HS code"),
        ({"origin_country": ""}, "line 1: country of origin"),
        ({"net_grams": 0}, "line 1: net weight"),
        ({"value": Money(0, "MYR")}, "line 1: value"),
    ],
)
def test_each_missing_field_of_a_line_is_named(changes: dict[str, object], missing: str) -> None:
    with pytest.raises(MissingFields) as refusal:
        check_customs(a_customs_paper(items=(replace(SHAWL, **changes),)))  # type: ignore[arg-type]
    assert refusal.value.fields == (missing,)


def test_everything_that_is_missing_is_named_at_once() -> None:
    nobody = Party("", ())
    with pytest.raises(MissingFields) as refusal:
        check_customs(a_customs_paper(addressee=nobody, items=(replace(SHAWL, hs_code=""),), gross_grams=1))
    assert refusal.value.fields == (
        "addressee: name",
        "addressee: address",
        "addressee: phone or e-mail address",
        "line 1: HS code",
        "gross weight, which is at least the net weight",
    )


def test_a_heavy_parcel_needs_the_larger_form() -> None:
    with pytest.raises(MissingFields, match="CN 23"):
        check_customs(a_customs_paper(PaperKind.CN22, gross_grams=2_001))
    check_customs(a_customs_paper(PaperKind.CN22, gross_grams=2_000))
