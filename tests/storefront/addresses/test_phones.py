import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import addresses, localization
from storefront.addresses.phones import example_phone


@pytest.mark.parametrize(
    ("written", "country", "kept"),
    [
        ("012-345 6789", "MY", "+60123456789"),
        ("8 (912) 345-67-89", "RU", "+79123456789"),
        ("٠٥٠ ١٢٣ ٤٥٦٧", "AE", "+971501234567"),
        ("۰۹۱۲ ۳۴۵ ۶۷۸۹", "IR", "+989123456789"),
        ("０９０－１２３４－５６７８", "JP", "+819012345678"),
        ("+44 7400 123456", "DE", "+447400123456"),
        ("0044 7400 123456", "DE", "+447400123456"),
        ("tel:+49-30-123456", "FR", "+4930123456"),
        ("312 345 6789", "IT", "+393123456789"),
    ],
)
def test_a_number_is_read_as_people_of_the_country_write_it(written: str, country: str, kept: str) -> None:
    assert addresses.checked_phone(written, country) == kept


@pytest.mark.parametrize("written", ["", " ", "1", "call me", "030 123456 x7", "+1 555", "9" * 41, "0" * 12])
def test_what_can_not_be_dialled_is_none(written: str) -> None:
    assert addresses.checked_phone(written, "DE") is None


def test_a_number_is_shown_as_it_is_dialled_from_there() -> None:
    assert addresses.phone_text("+4930123456", "DE") == "030 123456"
    assert addresses.phone_text("+4930123456", "FR") == "+49 30 123456"
    assert addresses.phone_text("+60123456789", "MY") == "012-345 6789"


@pytest.mark.parametrize("country", localization.countries())
def test_the_example_of_a_country_is_a_number_there(country: str) -> None:
    kept = addresses.checked_phone(example_phone(country), country)
    assert kept is not None
    assert addresses.checked_phone(kept, country) == kept


@given(st.text(max_size=45), st.sampled_from(["DE", "MY", "US", "RU", "AE"]))
def test_any_text_is_no_number_or_one_that_reads_back_the_same(text: str, country: str) -> None:
    kept = addresses.checked_phone(text, country)
    if kept is not None:
        assert addresses.checked_phone(kept, "FR") == kept
        assert phonenumbers.is_valid_number(phonenumbers.parse(kept, None))
        assert addresses.checked_phone(addresses.phone_text(kept, country), country) == kept
