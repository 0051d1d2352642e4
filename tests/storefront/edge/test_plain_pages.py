"""Where there is no shop's page to show, the visitor is still spoken to in a language of theirs, over HTTP."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from sqlmodel import Session
from starlette.testclient import TestClient

from storefront import localization, theming
from storefront.app import create_app
from storefront.edge.request_form import Reason
from storefront.localization import NewMarket
from storefront.shop import ShopRoutes
from tenants import lifecycle
from tenants.isolation import Database, DatabaseUnavailable
from tenants.kit.settings import Settings
from tests.factories.tenants import ZONE, a_tenant
from tests.storefront.shop.pages import PageRead, read
from themes.engine import ThemeData

SHOP = "http://kedai-aisyah.localhost:8000/"
NOBODY = "http://nobody.localhost:8000/"
NAME = "Aisyah & <Anak>"


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings), follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def shop(database: Database) -> int:
    """An open shop in Malay, Arabic and Chinese."""
    with database.platform() as session:
        tenant_id = a_tenant(session, slug="kedai-aisyah", name=NAME, primary_language="ms").id
    assert tenant_id is not None
    with database.tenant(tenant_id) as session:
        markets = [
            NewMarket(handle="my", countries=("MY",), languages=("ms", "zh-Hans"), currency="MYR"),
            NewMarket(handle="mena", countries=("AE",), languages=("ar",), currency="AED"),
        ]
        _open(session, tenant_id, markets)
    return tenant_id


def _open(session: Session, tenant_id: int, markets: list[NewMarket]) -> None:
    localization.open_markets(session, tenant_id, markets)
    theming.start_theme(session, tenant_id, "aurora", ThemeData())


def asked(client: TestClient, url: str, wish: str) -> PageRead:
    return read(client, url, {"accept-language": wish} if wish else {})


def language_of(page: PageRead) -> tuple[str | None, str | None]:
    assert page.headers["content-language"] == page.root.get("lang")
    assert page.headers["vary"].lower() == "accept-language"
    assert page.headers["cache-control"] == "no-store"
    return page.root.get("lang"), page.root.get("dir")


def test_at_an_unknown_host_among_the_languages_of_the_zone(client: TestClient) -> None:
    for wish, language, direction, title in (
        ("ar-EG,ar;q=0.9,en;q=0.1", "ar", "rtl", "لا يوجد شيء هنا"),
        ("zh-CN", "zh-Hans", "ltr", "这里没有内容"),
        ("de-AT,de;q=0.9", "de", "ltr", "Hier ist nichts"),
        ("ja", "en", "ltr", "There is nothing here"),
        ("de;q=0, *;q=0.5", "en", "ltr", "There is nothing here"),
        ("", "en", "ltr", "There is nothing here"),
        (";;q=, de;q=high", "en", "ltr", "There is nothing here"),
    ):
        page = asked(client, NOBODY, wish)
        assert (page.status, *language_of(page)) == (404, language, direction), wish
        assert page.every("h1")[0].text == page.every("title")[0].text == title


def test_a_suspended_shop_speaks_its_own_languages_and_says_its_name(
    client: TestClient, database: Database, shop: int
) -> None:
    with database.platform() as session:
        lifecycle.suspend_tenant(session, "kedai-aisyah")
    for wish, language, direction, title in (
        ("ar", "ar", "rtl", "هذا المتجر في استراحة"),
        ("zh-SG, de;q=0.5", "zh-Hans", "ltr", "本店暂停营业"),
        ("de, fr;q=0.5", "ms", "ltr", "Kedai ini sedang berehat"),
    ):
        page = asked(client, f"{SHOP}products/kain", wish)
        assert (page.status, *language_of(page)) == (503, language, direction), wish
        assert page.headers["retry-after"] == "3600"
        assert page.every("h1")[0].text == title
        assert page.every("bdi")[0].text == NAME
        assert page.every("title")[0].text == f"{title} · {NAME}"


def test_a_shop_that_is_being_set_up_says_so_in_its_primary_language(client: TestClient, database: Database) -> None:
    with database.platform() as session:
        a_tenant(session, slug="just-opened", name="Baru", primary_language="de")
    page = asked(client, "http://just-opened.localhost:8000/", "ar")
    assert (page.status, *language_of(page)) == (503, "de", "ltr")
    assert page.every("bdi")[0].text == "Baru"


def test_with_the_database_away_among_the_languages_of_the_zone(settings: Settings) -> None:
    away = settings.model_copy(update={"database_url": SecretStr("postgresql://a:b@/c?host=/nowhere")})
    with TestClient(create_app(away)) as client:
        for wish, language, direction, title in (
            ("ar", "ar", "rtl", "سنعود بعد لحظات"),
            ("zh-Hans-CN", "zh-Hans", "ltr", "我们马上回来"),
            ("de", "de", "ltr", "Wir sind gleich wieder da"),
        ):
            page = asked(client, SHOP, wish)
            assert (page.status, *language_of(page)) == (503, language, direction), wish
            assert page.headers["retry-after"] == "5"
            assert page.every("h1")[0].text == title


def test_a_shop_in_memory_is_named_when_the_database_goes_away(
    client: TestClient, shop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get(SHOP).status_code == 200

    def away(*_arguments: object) -> None:
        raise DatabaseUnavailable("gone")

    monkeypatch.setattr(Database, "tenant", away)
    monkeypatch.setattr(Database, "unbound", away)
    page = asked(client, SHOP, "fr, ar;q=0.5")
    assert (page.status, *language_of(page)) == (503, "ar", "rtl")
    assert page.every("bdi")[0].text == NAME


def test_a_request_that_can_not_be_understood_is_told_so_in_its_language(client: TestClient) -> None:
    page = asked(client, f"{NOBODY}%FF", "de")
    assert (page.status, *language_of(page)) == (400, "de", "ltr")
    assert page.every("p")[-1].text == "Die Adresse ist kein gültiges UTF-8."


@pytest.mark.parametrize("language", [each for each in ZONE.languages if each != "en"])
def test_every_reason_for_a_refusal_is_translated(language: str) -> None:
    words = localization.words(language)
    assert [reason for reason in Reason if words.gettext(reason) == reason] == []


def test_an_unforeseen_error_is_told_in_the_visitors_language_with_its_reference(
    client: TestClient, shop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_arguments: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(ShopRoutes, "answer", breaks)
    page = asked(client, SHOP, "ar")
    assert (page.status, *language_of(page)) == (500, "ar", "rtl")
    assert page.headers["x-request-id"] in page.words
    assert "a bug" not in page.text
