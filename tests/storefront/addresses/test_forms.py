import re

import pytest

from storefront import addresses, localization
from storefront.addresses import BadAddress, Reason
from storefront.addresses.formats import country_format
from storefront.addresses.wording import LABELS, PLACE_LABELS, SENTENCES

LANGUAGES = ("en", "ms", "zh-Hans", "ru", "ar", "de", "fr")
COUNTRIES = [code for code in localization.countries() if localization.is_country(code)]


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("DE", ("name", "company", "line1", "line2", "postcode", "city", "phone")),
        ("CN", ("postcode", "region", "city", "district", "line1", "line2", "company", "name", "phone", "tax_id")),
        ("JP", ("postcode", "region", "line1", "line2", "company", "name", "phone")),
        ("KR", ("region", "city", "district", "line1", "line2", "company", "name", "postcode", "phone", "tax_id")),
        ("TW", ("postcode", "region", "city", "line1", "line2", "company", "name", "phone", "tax_id")),
        ("HU", ("name", "company", "city", "line1", "line2", "postcode", "phone")),
        ("AE", ("name", "company", "line1", "line2", "region", "phone")),
        ("HK", ("region", "city", "line1", "line2", "company", "name", "phone")),
        ("QA", ("name", "company", "line1", "line2", "city", "phone")),
        ("SA", ("name", "company", "line1", "line2", "district", "city", "postcode", "phone")),
    ],
)
def test_fields_come_in_the_order_of_the_country_and_only_those_it_has(country: str, names: tuple[str, ...]) -> None:
    assert addresses.address_form(country, "en").names == names


@pytest.mark.parametrize(
    ("country", "required"),
    [
        ("DE", {"name", "line1", "city", "postcode", "phone"}),
        ("IE", {"name", "line1", "city", "phone"}),
        ("AE", {"name", "line1", "region", "phone"}),
        ("SA", {"name", "line1", "district", "city", "postcode", "phone"}),
        ("US", {"name", "line1", "city", "region", "postcode", "phone"}),
        ("SG", {"name", "line1", "postcode", "phone"}),
    ],
)
def test_what_is_required_is_what_the_country_asks_for(country: str, required: set[str]) -> None:
    fields = addresses.address_form(country, "en").fields
    assert {field.name for field in fields if field.is_required} == required


def test_a_phone_number_can_be_left_to_choice() -> None:
    fields = {field.name: field for field in addresses.address_form("DE", "de", needs_phone=False).fields}
    assert not fields["phone"].is_required


@pytest.mark.parametrize(
    ("country", "language", "field", "label"),
    [
        ("US", "en", "postcode", "ZIP code"),
        ("IE", "en", "postcode", "Eircode"),
        ("GB", "en", "postcode", "Postcode"),
        ("AE", "ar", "region", "الإمارة"),
        ("JP", "de", "region", "Präfektur"),
        ("MY", "ms", "region", "Negeri"),
        ("CN", "zh-Hans", "region", "省"),
        ("BR", "fr", "tax_id", "CPF ou CNPJ"),
    ],
)
def test_a_field_is_called_what_the_country_calls_it(country: str, language: str, field: str, label: str) -> None:
    fields = {each.name: each for each in addresses.address_form(country, language).fields}
    assert fields[field].label == label


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_and_every_refusal_has_its_words(language: str) -> None:
    known = localization.words(language)._catalog
    asked = {*LABELS.values(), *PLACE_LABELS.values(), *SENTENCES.values()}
    assert asked - set(known) == set()
    for reason in Reason:
        for country in ("DE", "AE", "AQ"):
            sentence = addresses.reason_text(reason, country, language)
            assert sentence
            assert "%(" not in sentence


def test_refusals_show_an_example_of_the_country() -> None:
    assert addresses.reason_text(Reason.BAD_POSTCODE, "PL", "de") == (
        "Das ist keine Postleitzahl dieses Landes. Beispiel: \u206800-950\u2069"
    )


def test_regions_are_chosen_by_their_iso_code_and_read_in_a_script_the_reader_knows() -> None:
    def choices(country: str, language: str) -> dict[str, str]:
        field = next(each for each in addresses.address_form(country, language).fields if each.name == "region")
        assert field.kind == "select"
        return {choice.value: choice.label for choice in field.choices}

    assert choices("AE", "ar")["DU"] == "دبي"
    assert choices("AE", "de")["DU"] == "Dubai"
    assert choices("CN", "zh-Hans")["44"] == "广东省"
    assert choices("CN", "ru")["44"] == "Guangdong Sheng"
    assert choices("US", "en")["CA"] == "California"
    assert choices("HK", "en")["Kowloon"] == "Kowloon"
    assert choices("HK", "zh-Hant")["Kowloon"] == "九龍"
    assert {"71", "91", "92"} & choices("CN", "zh-Hans").keys() == set()
    assert len(choices("CN", "zh-Hans")) == 31


def test_cities_of_a_chosen_region_are_suggested() -> None:
    field = next(each for each in addresses.address_form("CN", "zh-Hans", region="44").fields if each.name == "city")
    assert (field.kind, "深圳市" in {choice.label for choice in field.choices}) == ("text", True)
    without = next(each for each in addresses.address_form("CN", "zh-Hans").fields if each.name == "city")
    assert without.choices == ()


def test_inputs_carry_the_autofill_tokens_of_html() -> None:
    tokens = {field.name: field.autocomplete for field in addresses.address_form("CN", "en").fields}
    assert tokens == {
        "name": "name",
        "company": "organization",
        "line1": "address-line1",
        "line2": "address-line2",
        "district": "address-level3",
        "city": "address-level2",
        "region": "address-level1",
        "postcode": "postal-code",
        "phone": "tel",
        "tax_id": "off",
    }


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_of_the_world_has_a_form_whose_example_postcode_it_accepts(country: str) -> None:
    form = addresses.address_form(country, "en")
    assert len(set(form.names)) == len(form.names)
    assert {"name", "line1", "phone"} <= set(form.names)
    assert all(field.label and field.max_length > 0 for field in form.fields)
    known = country_format(country)
    for field in form.fields:
        if field.name == "postcode" and field.example and known.postcode:
            assert known.postcode.fullmatch(field.example)
    assert all(re.fullmatch(r"\S+( \S+)*", region.code) for region in known.regions)


@pytest.mark.parametrize("country", ["", "XX", "ZZ", "de", "EU", "../DE", "D"])
def test_what_is_no_country_is_refused(country: str) -> None:
    with pytest.raises(BadAddress) as refusal:
        addresses.address_form(country, "en")
    assert refusal.value.errors == {"country": Reason.UNKNOWN_COUNTRY}
