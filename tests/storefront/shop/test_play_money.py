"""The page of a test payment: marked as play, in the buyer's language, and nowhere where real money is taken."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from storefront import payments
from storefront.app import create_app
from storefront.money import Money
from storefront.payments import PaymentState
from tenants import domains
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.payments import RINGGIT, a_request
from tests.storefront.shop.pages import PageRead, read

MARKS = {
    "en": "Test payment – no money moves",
    "ms": "Bayaran ujian – tiada wang bergerak",
    "zh-Hans": "测试付款 – 不涉及真实资金",
    "ru": "Тестовый платёж – деньги не списываются",
    "ar": "دفعة تجريبية – لا تنتقل أي أموال",
    "de": "Testzahlung – es fließt kein Geld",
    "fr": "Paiement d’essai – aucun argent n’est débité",
}


@dataclass(frozen=True)
class Desk:
    """Where payments of one of the zone's shops are begun."""

    database: Database
    tenant_id: int
    origin: str

    def begin(self, language: str = "en", amount: Money = RINGGIT) -> payments.Payment:
        providers = payments.Providers()
        request = a_request(
            language=language,
            amount=amount,
            description="#1001",
            return_url=f"{self.origin}/orders/token",
            cancel_url=f"{self.origin}/cart",
        )
        with self.database.tenant(self.tenant_id) as session:
            begun = payments.start_payment(session, providers, tenant_id=self.tenant_id, request=request)
        number = begun.id or 0
        payments.continue_payment(self.database, providers, tenant_id=self.tenant_id, payment_id=number)
        return self.read(number)

    def read(self, number: int) -> payments.Payment:
        with self.database.tenant(self.tenant_id) as session:
            return payments.payment_by_id(session, number)


@pytest.fixture(scope="module")
def zone_database(zone: Settings) -> Iterator[Database]:
    database = Database(zone)
    yield database
    database.close()


def desk_of(database: Database, slug: str) -> Desk:
    host = f"{slug}.localhost"
    with database.unbound() as session:
        found = domains.find_tenant_by_host(session, host, "localhost")
    assert found is not None
    return Desk(database, found.tenant_id, f"http://{host}:8000")


@pytest.fixture
def desk(zone_database: Database) -> Desk:
    return desk_of(zone_database, "seri-batik")


def page_of(payment: payments.Payment) -> str:
    return f"/checkout/pay/{payment.token}"


def labels(page: PageRead) -> list[tuple[str, str]]:
    return [(each.get("value", ""), " ".join("".join(each.itertext()).split())) for each in page.every("button")]


@pytest.mark.parametrize("language", MARKS)
def test_the_page_speaks_the_buyers_language_and_says_that_it_is_play(
    client: TestClient, zone_database: Database, language: str
) -> None:
    desk = desk_of(zone_database, "rempah-raya" if language in ("zh-Hans", "ru") else "seri-batik")
    page = read(client, f"{desk.origin}{page_of(desk.begin(language))}")
    assert page.status == 200
    assert page.root.get("lang") == language
    assert page.root.get("dir") == ("rtl" if language == "ar" else "ltr")
    assert MARKS[language] in page.words
    assert [value for value, _ in labels(page)] == ["succeed", "decline", "ask", "later"]
    assert len({label for _, label in labels(page)}) == 4
    assert page.headers["cache-control"] == "private, no-store"
    assert page.headers["x-robots-tag"] == "noindex, nofollow"


def test_the_page_says_what_is_paid_to_whom_and_runs_nothing(client: TestClient, desk: Desk) -> None:
    page = read(client, page_of(desk.begin(amount=Money(1_235, "JPY"))))
    assert "Seri Batik" in page.words
    assert "¥1,235" in page.words
    assert "#1001" in page.words
    assert page.every("script") == []
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (["succeed"], PaymentState.PAID),
        (["decline"], PaymentState.FAILED),
        (["later"], PaymentState.PROCESSING),
        (["ask", "confirm"], PaymentState.PAID),
        (["ask", "decline"], PaymentState.FAILED),
    ],
)
def test_each_button_ends_the_payment_as_it_says_and_leads_back_to_the_order(
    client: TestClient, desk: Desk, answers: list[str], state: PaymentState
) -> None:
    payment = desk.begin()
    address = page_of(payment)
    for answer in answers:
        assert answer in [value for value, _ in labels(read(client, address))]
        gone = client.post(page_of(payment), data={"answer": answer})
        assert gone.status_code == 303
        address = gone.headers["location"]
    assert address == payment.return_url
    assert desk.read(payment.id or 0).state == state
    again = client.post(page_of(payment), data={"answer": "succeed"})
    assert (again.status_code, again.headers["location"]) == (303, payment.return_url)
    assert desk.read(payment.id or 0).state == state


@pytest.mark.parametrize("answer", ["", "paid", "SUCCEED", "confirm-all"])
def test_any_other_answer_asks_again(client: TestClient, desk: Desk, answer: str) -> None:
    payment = desk.begin()
    assert client.post(page_of(payment), data={"answer": answer}).status_code == 200
    assert desk.read(payment.id or 0).state == PaymentState.WAITING


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://rempah-raya.localhost:8000"},
    ],
)
def test_another_site_can_not_answer_in_the_buyers_name(
    client: TestClient, desk: Desk, headers: dict[str, str]
) -> None:
    payment = desk.begin()
    assert client.post(page_of(payment), data={"answer": "succeed"}, headers=headers).status_code == 403
    assert desk.read(payment.id or 0).state == PaymentState.WAITING


def test_another_shops_payment_and_an_invented_one_are_not_there(
    client: TestClient, desk: Desk, zone_database: Database
) -> None:
    theirs = desk_of(zone_database, "rempah-raya").begin()
    for token in (theirs.token, "invented", desk.begin().token[:-1]):
        assert client.get(f"/checkout/pay/{token}").status_code == 404
        assert client.post(f"/checkout/pay/{token}", data={"answer": "succeed"}).status_code == 404


def test_where_real_money_is_taken_only_learners_play(zone: Settings, zone_database: Database) -> None:
    keyed = zone.model_copy(update={"stripe_secret_key": SecretStr("sk_test_of_somebody")})
    exporter, learner = desk_of(zone_database, "seri-batik"), desk_of(zone_database, "kelas-niaga")
    theirs, ours = exporter.begin(), learner.begin()
    with TestClient(create_app(keyed), follow_redirects=False) as client:
        for desk, payment, status in ((exporter, theirs, 404), (learner, ours, 303)):
            gone = client.post(f"{desk.origin}{page_of(payment)}", data={"answer": "succeed"})
            assert gone.status_code == status
    assert exporter.read(theirs.id or 0).state == PaymentState.WAITING
    assert learner.read(ours.id or 0).state == PaymentState.PAID
