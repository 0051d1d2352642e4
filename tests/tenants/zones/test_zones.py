from pathlib import Path

import pytest

from tenants import zones
from tenants.zones import BadZone, Zone, load_zone

SHIPPED = Path(zones.__file__).with_name("malaysia.toml").read_text(encoding="utf-8")


@pytest.fixture
def zone() -> Zone:
    return load_zone()


def test_the_shipped_zone_sells_from_malaysia_to_eight_markets(zone: Zone) -> None:
    assert {market.handle: market.currency for market in zone.markets} == {
        "my": "MYR",
        "sg": "SGD",
        "cn": "CNY",
        "ru": "RUB",
        "eu": "EUR",
        "mena": "AED",
        "gb": "GBP",
        "us": "USD",
    }
    assert len(zone.market("eu").countries) == 27
    assert zone.market("mena").names["ar"] == "الشرق الأوسط"
    assert (zone.country, zone.home_market, zone.defaults.theme) == ("MY", "my", "aurora")


@pytest.mark.parametrize(
    ("written", "handle"),
    [("my", "my"), ("UK", "gb"), ("Middle East", "mena"), ("middle_east", "mena"), ("GCC", "mena"), ("europe", "eu")],
)
def test_a_market_is_known_by_its_handle_and_its_aliases(zone: Zone, written: str, handle: str) -> None:
    assert zone.find_market(written) == zone.market(handle)


@pytest.mark.parametrize("written", ["", "m", "mars", "eu;cn", "dubai"])
def test_an_unknown_market_is_never_guessed(zone: Zone, written: str) -> None:
    assert zone.find_market(written) is None


@pytest.mark.parametrize(
    ("written", "tag"), [("zh-hans", "zh-Hans"), ("ZH_CN", "zh-Hans"), (" en ", "en"), ("zh-Hant", None), ("xx", None)]
)
def test_a_language_is_known_by_its_tag_in_any_case(zone: Zone, written: str, tag: str | None) -> None:
    assert zone.find_language(written) == tag


def test_the_schema_names_every_key_of_the_file() -> None:
    schema = Zone.model_json_schema()
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) >= {"name", "country", "currency", "languages", "markets", "plans", "defaults"}


BROKEN = [
    ('name = "Malaysia"', 'name = "Malaysia"\nfavourite = 1', "favourite: there is no such key"),
    ('name = "Malaysia"', "", "name: is missing"),
    ('country = "MY"', 'country = "Malaysia"', "country: "),
    ('currency = "MYR"\nlang', 'currency = "USD"\nlang', "currency: the home market's is MYR"),
    ('theme = "aurora"', 'theme = "northern"', "defaults.theme: 'northern' is not one of"),
    ('plan = "starter"', 'plan = "gold"', "defaults.plan: 'gold' is not one of"),
    ('uk = "gb"', 'uk = "xx"', "market_aliases: 'xx' is not one of"),
    ('uk = "gb"', 'my = "gb"', "market_aliases: 'my' is a market already"),
    ('handle = "sg"', 'handle = "cn"', "markets: handle: 'cn' is there twice"),
    ('countries = ["SG"]', 'countries = ["MY"]', "markets: country: 'MY' is there twice"),
    ('countries = ["SG"]', 'countries = "SG"', "markets[1].countries: "),
    ('home_market = "my"', 'home_market = "sg"', "home_market: 'sg' does not hold the zone's country MY"),
    ('home_market = "my"', 'home_market = "mars"', "home_market: 'mars' is not among markets"),
    ('ru = "Сингапур"\n', "", "markets: sg: names: 'ru' is missing"),
    ('languages = ["en"]\n', 'languages = ["ja"]\n', "markets: gb: languages: 'ja' is not one of"),
    ("[defaults]", "[defaults", "is not TOML: "),
]


@pytest.mark.parametrize(("right", "wrong", "reason"), BROKEN)
def test_a_wrong_zone_is_refused_by_file_and_key(tmp_path: Path, right: str, wrong: str, reason: str) -> None:
    assert right in SHIPPED
    file = tmp_path / "zone.toml"
    file.write_text(SHIPPED.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(BadZone) as refusal:
        load_zone(file)
    assert str(refusal.value).startswith(f"{file}: {reason}")


def test_a_zone_that_can_not_be_read_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('name = "Ñ"'.encode("latin-1"))
    with pytest.raises(BadZone, match="is not UTF-8"):
        load_zone(tmp_path / "latin.toml")
    with pytest.raises(BadZone, match="can not be read: No such file"):
        load_zone(tmp_path / "nowhere.toml")
