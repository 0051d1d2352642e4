import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import addresses
from storefront.addresses import Address

KING_FAHD = Address(name="محمد أحمد", line1="King Fahd Road 12", district="العليا", city="Riyadh", country="SA")


def test_the_country_is_named_last_in_the_readers_language() -> None:
    address = Address(name="王小明", line1="中关村大街27号", city="北京市", region="11", country="CN")
    assert [addresses.address_lines(address, language)[-1] for language in ("en", "ar", "zh-Hans", "ru")] == [
        "China",
        "الصين",
        "中国",
        "Китай",
    ]


def test_a_latin_address_in_an_arabic_page_is_kept_whole_line_by_line() -> None:
    address = Address(name="Åsa", line1="Gatan 1", city="Stockholm", postcode="111 51", country="SE")
    assert addresses.address_lines(address, "ar") == (
        "\u2068Åsa\u2069",
        "\u2068Gatan 1\u2069",
        "\u2068SE-111 51 Stockholm\u2069",
        "السويد",
    )
    assert addresses.address_lines(address, "en")[2] == "SE-111 51 Stockholm"


def test_a_line_whose_fields_run_both_ways_keeps_each_of_them_whole() -> None:
    address = Address(name="Ann", line1="1", city="الرياض", postcode="12214", region="", country="SA", district="x")
    mixed = Address(name="Ann", line1="1 A", city="تهران", district="Evin", region="", country="IR")
    assert "\u2068الرياض 12214\u2069" in addresses.address_lines(address, "en")
    assert "\u2068تهران\u2069, \u2068Evin\u2069" in addresses.address_lines(mixed, "en")


def test_a_missing_field_takes_the_sign_beside_it_along() -> None:
    def american(**fields: str) -> str:
        return addresses.address_lines(Address(name="A", line1="1", country="US", **fields), "en")[2]

    assert american(city="Miami", region="FL", postcode="33101") == "MIAMI, FL 33101"
    assert american(city="Miami", postcode="33101") == "MIAMI 33101"
    assert american(city="Miami", region="FL") == "MIAMI, FL"
    assert american(postcode="33101") == "33101"
    swiss = Address(name="A", line1="1", city="Bern", country="CH")
    assert addresses.address_lines(swiss, "de") == ("A", "1", "Bern", "Schweiz")


def test_the_text_for_a_mail_has_one_line_each() -> None:
    assert addresses.address_text(KING_FAHD, "en").splitlines() == [
        "\u2068محمد أحمد\u2069",
        "King Fahd Road 12",
        "\u2068العليا\u2069",
        "Riyadh",
        "Saudi Arabia",
    ]


@pytest.mark.parametrize(
    ("given_name", "family", "language", "whole"),
    [
        ("Anna", "Nagy", "hu", "Nagy Anna"),
        ("Anna", "Nagy", "en", "Anna Nagy"),
        ("小明", "王", "zh-Hans", "王小明"),
        ("太郎", "山田", "ja", "山田太郎"),
        ("길동", "홍", "ko", "홍길동"),
        ("Văn An", "Nguyễn", "vi", "Nguyễn Văn An"),
        ("Xiaoming", "Wang", "zh-Hans", "Wang Xiaoming"),
        ("Suharti", "", "id", "Suharti"),
        ("", "Cher", "en", "Cher"),
        ("siti", "binti Ahmad", "ms", "siti binti Ahmad"),
    ],
)
def test_two_parts_of_a_name_stand_in_the_order_of_the_language(
    given_name: str, family: str, language: str, whole: str
) -> None:
    assert addresses.full_name(given_name, family, language) == whole


@given(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=20), st.sampled_from(["en", "ar"]))
def test_isolation_is_always_closed(text: str, language: str) -> None:
    address = Address(name=text, line1=text, city=text, postcode="1", country="DE")
    for line in addresses.address_lines(address, language):
        assert line.count("\u2068") == line.count("\u2069")
