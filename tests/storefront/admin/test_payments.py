"""A shop's payments in the admin: connected to Stripe, told in words how that stands, and what banks and Stripe do."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from storefront import orders, payments
from storefront.admin.rendering import LANGUAGES
from storefront.app import create_app
from storefront.payments import AskedTopic, Dispute, Payout
from storefront.payments.models import PaymentAccount
from tenants import identity
from tenants.isolation import Database
from tenants.kit import clock
from tenants.kit.settings import Settings
from tests.factories.payments import a_request
from tests.factories.tenants import a_tenant
from tests.storefront.admin.conftest import ORIGIN, PASSWORD, Shop, sign_in
from tests.storefront.payments.stripe_shop import stripe_settings
from tests.stripe_standin import Stripe, running_standin

FROM_HERE = {"origin": ORIGIN}
NOTHING = {"": ""}


@pytest.fixture(scope="module")
def stripe() -> Iterator[Stripe]:
    with running_standin() as running:
        yield running


@pytest.fixture
def client(settings: Settings, stripe: Stripe) -> Iterator[TestClient]:
    """Of a deployment with a key for Stripe."""
    application = create_app(stripe_settings(settings, stripe))
    with TestClient(application, base_url=ORIGIN, follow_redirects=False) as client:
        yield client


def address(shop: Shop, deed: str = "") -> str:
    return f"/shops/{shop.slug}/payments{deed}"


def account_of(database: Database, shop: Shop) -> PaymentAccount | None:
    with database.tenant(shop.tenant_id) as session:
        return payments.find_account(session, payments.ProviderName.STRIPE)


def connected(staff: TestClient, database: Database, shop: Shop) -> PaymentAccount:
    """Opened, with Stripe's questions unanswered."""
    assert staff.post(address(shop, "/connect"), data=NOTHING, headers=FROM_HERE).status_code == 303
    account = account_of(database, shop)
    assert account is not None
    return account


def answer_questions(stripe: Stripe, link: str) -> str:
    """As the merchant at Stripe; where they are led to afterwards."""
    status, page = stripe.ask("GET", link.removeprefix(stripe.base))
    assert (status, "Tell us about your business" in page) == (200, True)
    form = {"content_type": "application/x-www-form-urlencoded"}
    status, _ = stripe.ask("POST", link.removeprefix(stripe.base), "choice=complete", **form)
    assert status == 303
    return link


def test_an_owner_is_led_to_stripe_and_comes_back_to_an_account_that_takes_payments(
    staff: TestClient, database: Database, stripe: Stripe, shop: Shop
) -> None:
    page = staff.get(address(shop))
    assert "Connect with Stripe" in page.text
    assert f"form-action 'self' https://connect.stripe.com {stripe.base};" in page.headers["content-security-policy"]
    leaving = staff.post(address(shop, "/connect"), data=NOTHING, headers=FROM_HERE)
    assert leaving.status_code == 303
    assert leaving.headers["location"].startswith(f"{stripe.base}/setup/s/")
    answer_questions(stripe, leaving.headers["location"])
    back = staff.get(address(shop, "/return"))
    assert (back.status_code, back.headers["location"]) == (303, address(shop))
    text = staff.get(address(shop)).text
    assert "Buyers can pay online, and Stripe pays out to your bank account." in text
    assert "What Stripe still asks for" not in text
    assert "fpx" in text
    account = account_of(database, shop)
    assert account is not None
    assert (account.takes_charges, account.pays_out, account.currency) == (True, True, "MYR")


def test_what_stripe_still_asks_for_is_said_in_plain_words(
    staff: TestClient, database: Database, stripe: Stripe, shop: Shop
) -> None:
    connected(staff, database, shop)
    staff.post(address(shop, "/refresh"), data=NOTHING, headers=FROM_HERE)
    text = staff.get(address(shop)).text
    for said in (
        "Buyers can not pay online yet: Stripe still has questions.",
        "What Stripe asked for is overdue.",
        "The bank account that money is paid out to",
        "Your agreement to Stripe&#39;s terms",
        "Answer Stripe's questions",
    ):
        assert said in text, said
    assert "external_account" not in text


def test_a_spent_link_leads_to_a_new_one_and_the_account_stays_one(
    staff: TestClient, database: Database, stripe: Stripe, shop: Shop
) -> None:
    assert staff.get(address(shop, "/continue")).headers["location"] == address(shop)
    assert account_of(database, shop) is None
    first = connected(staff, database, shop)
    again = staff.get(address(shop, "/continue"))
    assert again.headers["location"].startswith(f"{stripe.base}/setup/s/")
    second = account_of(database, shop)
    assert second is not None
    assert second.account_id == first.account_id


def test_only_an_owner_decides_where_the_money_goes(client: TestClient, database: Database, shop: Shop) -> None:
    with database.platform() as session:
        helper = identity.enrol_person(session, "helper@batik.example", name="Helper", password=PASSWORD)
        identity.grant_membership(session, shop.tenant_id, helper.id or 0, identity.Role.STAFF)
    sign_in(client, "helper@batik.example")
    page = client.get(address(shop))
    assert (page.status_code, "/connect" in page.text) == (200, False)
    refused = client.post(address(shop, "/connect"), data=NOTHING, headers=FROM_HERE)
    assert (refused.status_code, "Only an owner" in refused.text) == (403, True)
    assert account_of(database, shop) is None


def test_a_shop_in_another_country_is_told_why_not(client: TestClient, database: Database) -> None:
    with database.platform() as session:
        tenant = a_tenant(session, slug="berlin", country="DE")
        owner = identity.enrol_person(session, "owner@berlin.example", name="Owner", password=PASSWORD)
        identity.grant_membership(session, tenant.id or 0, owner.id or 0, identity.Role.OWNER)
    shop = Shop(tenant.id or 0, "berlin", owner.email)
    sign_in(client, owner.email)
    refused = client.post(address(shop, "/connect"), data=NOTHING, headers=FROM_HERE)
    assert refused.status_code == 409
    assert "Your shop is in Germany" in refused.text
    assert account_of(database, shop) is None


def test_learners_open_no_account(client: TestClient, database: Database) -> None:
    with database.platform() as session:
        tenant = a_tenant(session, slug="class", kind="learner")
        owner = identity.enrol_person(session, "owner@class.example", name="Owner", password=PASSWORD)
        identity.grant_membership(session, tenant.id or 0, owner.id or 0, identity.Role.OWNER)
    shop = Shop(tenant.id or 0, "class", owner.email)
    sign_in(client, owner.email)
    assert "Connect with Stripe" not in client.get(address(shop)).text
    assert client.post(address(shop, "/connect"), data=NOTHING, headers=FROM_HERE).status_code == 409
    assert account_of(database, shop) is None


@pytest.mark.parametrize("kind", ["error", "nonsense"])
def test_a_stripe_that_does_not_answer_changes_nothing(
    staff: TestClient, database: Database, stripe: Stripe, shop: Shop, kind: str
) -> None:
    stripe.pull("fault", kind=kind, times=20)
    try:
        answer = staff.post(address(shop, "/connect"), data=NOTHING, headers=FROM_HERE)
    finally:
        stripe.pull("fault", kind="", times=0)
    assert answer.status_code == 503
    assert "Stripe does not answer just now." in answer.text
    assert account_of(database, shop) is None


def test_an_account_that_left_the_platform_is_told_of(staff: TestClient, database: Database, shop: Shop) -> None:
    connected(staff, database, shop)
    with database.tenant(shop.tenant_id) as session:
        payments.leave_account(session)
    text = staff.get(address(shop)).text
    assert "The account was separated from the platform at Stripe." in text
    assert "Answer Stripe" not in text


@pytest.fixture
def disputed(
    database: Database, staff: TestClient, stripe: Stripe, settings: Settings, shop: Shop, order: orders.PlacedOrder
) -> orders.PlacedOrder:
    """An order whose payment is disputed, with an answer due in nine days, and two payouts."""
    providers = payments.open_providers(stripe_settings(settings, stripe))
    account = connected(staff, database, shop)
    stripe.pull("complete_account", account=account.account_id)
    payments.refresh_account(database, providers, tenant_id=shop.tenant_id)
    now = clock.now()
    with database.tenant(shop.tenant_id) as session:
        request = a_request(order_id=order.id, amount=order.total, method=payments.ONLINE)
        payment = payments.start_payment(session, providers, tenant_id=shop.tenant_id, request=request)
        session.add(
            Dispute(
                tenant_id=shop.tenant_id, payment_id=payment.id or 0, dispute_id="dp_1",
                amount_minor=order.total.amount_minor, currency="MYR", reason="product_not_received",
                state="needs_response", due_at=now + timedelta(days=9), opened_at=now, changed_at=now,
            )
        )  # fmt: skip
        for name, state in (("po_1", "paid"), ("po_2", "in_transit")):
            session.add(
                Payout(
                    tenant_id=shop.tenant_id, payout_id=name, amount_minor=123_45, currency="MYR", state=state,
                    arrives_at=now + timedelta(days=2), created_at=now, changed_at=now,
                )
            )  # fmt: skip
    return order


def test_a_dispute_is_shown_with_its_order_and_until_when_to_answer(
    staff: TestClient, database: Database, shop: Shop, disputed: orders.PlacedOrder
) -> None:
    text = staff.get(address(shop)).text
    assert f'href="/shops/{shop.slug}/orders/{disputed.number}"' in text
    assert "The goods did not arrive" in text
    assert "Evidence has to be at Stripe by" in text
    assert text.count("MYR\xa0123.45") == 2
    assert "On its way" in text
    with database.tenant(shop.tenant_id) as session:
        [(dispute, order_id)] = payments.newest_disputes(session)
        dispute.due_at = clock.now() - timedelta(hours=1)
        session.add(dispute)
    assert order_id == disputed.id
    assert "The time to answer is over." in staff.get(address(shop)).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("disputed")
def test_the_page_speaks_each_language(staff: TestClient, shop: Shop, language: str) -> None:
    staff.cookies.set("language", language)
    page = staff.get(address(shop), headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert ("The goods did not arrive" in page.text) is (language == "en")


@pytest.mark.parametrize(
    ("requirement", "topic"),
    [
        ("business_profile.url", AskedTopic.BUSINESS),
        ("business_type", AskedTopic.BUSINESS),
        ("external_account", AskedTopic.BANK_ACCOUNT),
        ("tos_acceptance.date", AskedTopic.TERMS),
        ("company.tax_id", AskedTopic.COMPANY),
        ("company.verification.document", AskedTopic.DOCUMENT),
        ("individual.verification.additional_document", AskedTopic.DOCUMENT),
        ("individual.dob.day", AskedTopic.PERSON),
        ("person_1Ab.first_name", AskedTopic.PERSON),
        ("owners.first_name", AskedTopic.OWNERS),
        ("settings.payments.statement_descriptor", AskedTopic.STATEMENT),
        ("a_new_thing.of_stripe", AskedTopic.OTHER),
    ],
)
def test_each_of_stripes_names_has_its_topic(requirement: str, topic: AskedTopic) -> None:
    assert payments.asked_topics([requirement, requirement]) == (topic,)
