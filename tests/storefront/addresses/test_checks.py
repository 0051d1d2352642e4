import unicodedata
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import addresses, localization
from storefront.addresses import BadAddress, Reason

GERMAN = {
    "name": "Anna Groß",
    "line1": "Straße 1",
    "city": "Berlin",
    "postcode": "10115",
    "phone": "030 123456",
}
AMERICAN = {
    "name": "Cher",
    "line1": "1 Main St",
    "city": "Mountain View",
    "region": "CA",
    "postcode": "94043",
    "phone": "650 253 0000",
}


def refusal_of(values: dict[str, str], country: str) -> dict[str, Reason]:
    with pytest.raises(BadAddress) as refusal:
        addresses.checked_address(values, country)
    return refusal.value.errors


def test_each_field_that_is_missing_is_named_in_the_order_of_the_form() -> None:
    assert list(refusal_of({}, "DE").items()) == [
        ("name", Reason.REQUIRED),
        ("line1", Reason.REQUIRED),
        ("postcode", Reason.REQUIRED),
        ("city", Reason.REQUIRED),
        ("phone", Reason.REQUIRED),
    ]


@pytest.mark.parametrize(
    ("country", "field", "written", "reason"),
    [
        ("DE", "postcode", "1011", Reason.BAD_POSTCODE),
        ("DE", "postcode", "ABCDE", Reason.BAD_POSTCODE),
        ("DE", "postcode", "10115-1", Reason.BAD_POSTCODE),
        ("DE", "phone", "12", Reason.BAD_PHONE),
        ("DE", "phone", "030 123456 ext. 7", Reason.BAD_PHONE),
        ("DE", "phone", "+999 123", Reason.BAD_PHONE),
        ("DE", "name", "   ", Reason.REQUIRED),
        ("DE", "name", "12345", Reason.NO_LETTERS),
        ("DE", "name", "A" * 101, Reason.TOO_LONG),
        ("DE", "name", "A" * 100_000, Reason.TOO_LONG),
        ("DE", "name", "Anna\nBcc: everybody@example.com", Reason.BAD_CHARACTERS),
        ("DE", "line1", "Straße\x001", Reason.BAD_CHARACTERS),
        ("DE", "line1", "Straße\u20281", Reason.BAD_CHARACTERS),
        ("DE", "line1", "Straße\ud8001", Reason.BAD_CHARACTERS),
        ("DE", "line1", "---", Reason.NO_LETTERS),
        ("US", "region", "Bavaria", Reason.UNKNOWN_CHOICE),
        ("US", "postcode", "10001", Reason.POSTCODE_ELSEWHERE),
    ],
)
def test_a_field_that_can_not_be_so_is_refused_with_its_reason(
    country: str, field: str, written: str, reason: Reason
) -> None:
    good = GERMAN if country == "DE" else AMERICAN
    assert refusal_of({**good, field: written}, country) == {field: reason}


@pytest.mark.parametrize(
    ("country", "written", "kept"),
    [
        ("GB", "sw1a2aa", "SW1A 2AA"),
        ("GB", "M2 5bq", "M2 5BQ"),
        ("GB", "BFPO 61", "BFPO 61"),
        ("NL", "1012lg", "1012 LG"),
        ("JP", "〒100‐0001", "100-0001"),
        ("JP", "１０００００１", "100-0001"),
        ("PL", "00 838", "00-838"),
        ("SE", "SE-11151", "111 51"),
        ("CH", "CH-3000", "3000"),
        ("LV", "1010", "LV-1010"),
        ("LV", "lv-1010", "LV-1010"),
        ("PT", "1100048", "1100-048"),
        ("EG", "١٢٤١١", "12411"),
        ("CA", "k1a0b1", "K1A 0B1"),
    ],
)
def test_a_postcode_is_read_as_people_write_it_and_kept_as_the_post_does(country: str, written: str, kept: str) -> None:
    form = addresses.formats.country_format(country)
    assert addresses.checks.canonical_postcode(written, form) == kept


def test_what_the_country_does_not_have_is_left_out() -> None:
    emirati = {"name": "محمد", "line1": "شارع ١", "region": "دبي", "phone": "0501234567"}
    foreign = {**emirati, "postcode": "00000", "city": "Dubai", "district": "Marina", "tax_id": "1", "unknown": "x"}
    assert addresses.checked_address(foreign, "AE") == addresses.checked_address(emirati, "AE")


def test_an_eircode_may_be_missing_but_not_wrong() -> None:
    irish = {"name": "Seán", "line1": "1 Main Street", "city": "Ennis", "phone": "085 012 3456"}
    assert addresses.checked_address(irish, "IE").postcode == ""
    assert addresses.checked_address({**irish, "postcode": "a65f4e2"}, "IE").postcode == "A65 F4E2"
    assert refusal_of({**irish, "postcode": "1234"}, "IE") == {"postcode": Reason.BAD_POSTCODE}


@pytest.mark.parametrize(
    "name", ["Suharti", "Siti binti Ahmad", "Ravi a/l Kumar", "van der Berg", "McDONALD", "ßen", "王"]
)
def test_a_name_is_kept_as_its_owner_writes_it(name: str) -> None:
    assert addresses.checked_address({**GERMAN, "name": f"  {name} "}, "DE").name == name


def test_marks_of_direction_go_and_joiners_stay() -> None:
    marked = addresses.checked_address({**GERMAN, "name": "\u202eمحمد\u202c", "line1": "می\u200cخواهم"}, "DE")
    assert (marked.name, marked.line1) == ("محمد", "می\u200cخواهم")


@pytest.mark.parametrize(
    ("country", "number", "kept"),
    [
        ("BR", "390.533.447-05", "39053344705"),
        ("KR", "p1234-5678-9012", "P123456789012"),
        ("TW", "a123456789", "A123456789"),
        ("TR", "17291716060", "17291716060"),
        ("IT", "RCCMNL83S18D969H", "RCCMNL83S18D969H"),
        ("RU", "５００１００７３２２５９", "500100732259"),
        ("CN", "360426199101010071", "360426199101010071"),
    ],
)
def test_a_recipients_number_is_kept_without_its_separators(country: str, number: str, kept: str) -> None:
    assert addresses.recipients.checked_number(number, country) == kept


@pytest.mark.parametrize(
    ("country", "number"),
    [("BR", "390.533.447-06"), ("KR", "123456789012"), ("TR", "17291716061"), ("RU", "1"), ("CN", "360426199101010072"),
     ("ID", "abc"), ("IN", ""), ("TW", "１"), ("IT", "é" * 16)],
)  # fmt: skip
def test_a_recipients_number_with_a_slip_is_refused(country: str, number: str) -> None:
    assert addresses.recipients.checked_number(number, country) is None


def test_the_recipients_number_is_never_required_and_refused_by_its_own_name() -> None:
    korean = {"name": "홍길동", "line1": "세종대로 110", "city": "중구", "region": "서울", "postcode": "04524",
              "phone": "010-1234-5678"}  # fmt: skip
    assert addresses.checked_address(korean, "KR").tax_id == ""
    assert refusal_of({**korean, "tax_id": "P1"}, "KR") == {"tax_id": Reason.BAD_TAX_ID}


@given(
    st.dictionaries(st.sampled_from(addresses.FIELDS), st.text(max_size=150), max_size=11),
    st.sampled_from(localization.countries()),
)
def test_any_text_is_either_refused_by_field_or_kept_printable_and_stable(values: dict[str, str], country: str) -> None:
    try:
        kept = addresses.checked_address(values, country)
    except BadAddress:
        assert set(refusal_of(values, country)) <= set(addresses.address_form(country, "en").names)
        return
    assert addresses.checked_address(asdict(kept), country) == kept
    assert all(unicodedata.category(each) not in ("Cc", "Cs") for text in asdict(kept).values() for each in text)


_words = st.text(st.characters(categories=("L", "N", "Zs", "Po"), exclude_characters="\u2028"), min_size=1, max_size=40)


@given(_words, _words, st.sampled_from(["DE", "AE", "CN", "US", "JP", "MY", "RU"]))
def test_a_well_formed_address_keeps_its_own_words(name: str, line1: str, country: str) -> None:
    base = {
        "DE": {"city": "Berlin", "postcode": "10115"},
        "AE": {"region": "DU"},
        "CN": {"region": "44", "city": "深圳市", "postcode": "518000"},
        "US": {"region": "CA", "city": "LA", "postcode": "90001"},
        "JP": {"region": "13", "postcode": "100-0001"},
        "MY": {"region": "14", "city": "KL", "postcode": "50450"},
        "RU": {"region": "TA", "city": "Казань", "postcode": "420111"},
    }[country]
    values = {"name": f"A{name}", "line1": f"1{line1}", "phone": "+60123456789", **base}
    kept = addresses.checked_address(values, country)
    assert kept.name == " ".join(unicodedata.normalize("NFC", f"A{name}").split())
    assert kept.line1 == " ".join(unicodedata.normalize("NFC", f"1{line1}").split())
    assert any(kept.name in line for line in addresses.address_lines(kept, "ar"))
