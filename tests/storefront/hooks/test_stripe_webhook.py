"""The webhook as the whole internet can reach it: what is genuine is kept once, what is not leaves no trace."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Message as Sent

from storefront import payments
from storefront.app import create_app
from storefront.hooks import Hooks
from storefront.hooks.routes import MAX_BODY_BYTES
from storefront.money import Money
from storefront.payments import PaymentState
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests import event_loop
from tests.database import TestDatabase
from tests.factories.payments import RINGGIT, work_off
from tests.storefront.payments.messages import FORGERIES, PATH, Message, event_about, genuine, paid_event, signed
from tests.storefront.payments.stripe_shop import StripeShop, a_stripe_shop, stripe_settings
from tests.stripe_standin import Stripe


@pytest.fixture
def client(settings: Settings, stripe: Stripe) -> Iterator[TestClient]:
    application = create_app(stripe_settings(settings, stripe))
    with TestClient(application, base_url="http://api.localhost:8000") as client:
        yield client


@pytest.fixture
def payment(stripe_shop: StripeShop) -> payments.Payment:
    return stripe_shop.online()


def work(shop: StripeShop) -> None:
    work_off(shop.database, shop.jobs_url, {"payments": shop.providers})


def test_a_genuine_message_is_kept_once_and_acted_on_once(
    client: TestClient, stripe_shop: StripeShop, payment: payments.Payment
) -> None:
    intent = stripe_shop.pay(payment)
    message = genuine(paid_event(payment, id=intent["id"], latest_charge=intent["latest_charge"]))
    assert [message.sent(client) for _ in range(3)] == [200, 200, 200]
    assert stripe_shop.outcomes() == [("payment_intent.succeeded", "")]
    work(stripe_shop)
    assert message.sent(client) == 200
    work(stripe_shop)
    assert stripe_shop.outcomes() == [("payment_intent.succeeded", "applied")]
    assert stripe_shop.trail(payment.id or 0) == ["started", "waiting", "paid"]


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_message_is_turned_away_and_leaves_no_trace(
    client: TestClient, stripe_shop: StripeShop, payment: payments.Payment, forge: Callable[[bytes], Message]
) -> None:
    message = forge(json.dumps(paid_event(payment)).encode())
    headers = [*message.headers, *([] if message.signature is None else [("stripe-signature", message.signature)])]
    answer = client.post(PATH, content=message.body, headers=_latin(headers))
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 400
    work(stripe_shop)
    assert stripe_shop.outcomes() == []
    assert stripe_shop.now(payment) is PaymentState.WAITING


def _latin(headers: list[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode("latin-1")) for name, value in headers]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"amount_received": 11_999}, "amount"),
        ({"amount_received": 12_001}, "amount"),
        ({"amount_received": 1}, "amount"),
        ({"currency": "usd"}, "currency"),
        ({"currency": "jpy", "amount_received": 12_000}, "currency"),
        ({"metadata": {}}, None),
        ({"metadata": {"tenant": "{tenant}", "order": "1000", "payment": "{payment}"}}, "order"),
        ({"metadata": {"tenant": "{tenant}", "order": "", "payment": "{payment}"}}, "order"),
        ({"metadata": {"tenant": "999", "order": "{order}", "payment": "{payment}"}}, "tenant"),
        ({"metadata": {"tenant": "{tenant}", "order": "{order}", "payment": "999"}}, None),
        ({"metadata": {"tenant": "{tenant}", "order": "{order}", "payment": "１"}}, None),
        ({"metadata": {"tenant": "{tenant}", "order": "{order}", "payment": "1e3"}}, None),
    ],
)
def test_a_true_signature_on_facts_that_are_not_the_payments_is_kept_and_pays_nothing(
    client: TestClient, stripe_shop: StripeShop, payment: payments.Payment, change: dict[str, Any], fault: str | None
) -> None:
    named = {"tenant": payment.tenant_id, "order": payment.order_id, "payment": payment.id}
    if "metadata" in change:
        change = change | {"metadata": {key: text.format(**named) for key, text in change["metadata"].items()}}
    assert genuine(paid_event(payment, **change)).sent(client) == 200
    work(stripe_shop)
    told = "unknown payment" if fault is None else f"refused: {fault}"
    assert stripe_shop.outcomes() == [("payment_intent.succeeded", told)]
    assert stripe_shop.now(payment) is PaymentState.WAITING
    assert stripe_shop.trail(payment.id or 0) == ["started", "waiting"] + ["facts_refused"] * (fault is not None)


def test_another_shops_account_can_not_pay_this_shops_order(
    client: TestClient,
    database: Database,
    stripe_shop: StripeShop,
    payment: payments.Payment,
    test_database: TestDatabase,
) -> None:
    """The thief's own account says truly that it was paid, with the victim's numbers written on it."""
    thief = a_stripe_shop(database, stripe_shop.providers, stripe_shop.stripe, test_database.superuser_url)
    event = paid_event(payment) | {"account": thief.account}
    assert genuine(event).sent(client) == 200
    work(stripe_shop)
    assert stripe_shop.outcomes() == []
    assert thief.outcomes() == [("payment_intent.succeeded", "unknown payment")]
    assert stripe_shop.now(payment) is PaymentState.WAITING


@pytest.mark.parametrize("account", ["acct_nobodys", ""])
def test_a_message_about_nobodys_account_is_taken_and_forgotten(
    client: TestClient, stripe_shop: StripeShop, payment: payments.Payment, account: str
) -> None:
    event = {**paid_event(payment), "account": account}
    assert genuine(event).sent(client) == 200
    assert stripe_shop.outcomes() == []
    assert stripe_shop.now(payment) is PaymentState.WAITING


def test_real_money_and_play_money_are_not_mixed(
    client: TestClient, stripe_shop: StripeShop, payment: payments.Payment
) -> None:
    assert genuine(paid_event(payment) | {"livemode": True}).sent(client) == 200
    work(stripe_shop)
    assert stripe_shop.outcomes() == [("payment_intent.succeeded", "refused: mode")]
    assert stripe_shop.now(payment) is PaymentState.WAITING


def test_another_session_or_intent_under_the_same_numbers_pays_nothing(
    client: TestClient, stripe_shop: StripeShop, payment: payments.Payment
) -> None:
    stripe_shop.pay(payment)
    assert stripe_shop.check(payment.id or 0) is PaymentState.PAID
    other = stripe_shop.online()
    session = {
        "object": "checkout.session", "id": "cs_test_other", "status": "complete", "payment_status": "paid",
        "amount_total": other.amount_minor, "currency": "myr", "payment_intent": "pi_other", "livemode": False,
        "expires_at": 1, "metadata": {
            "tenant": str(other.tenant_id), "order": str(other.order_id), "payment": str(other.id),
        },
    }  # fmt: skip
    event = event_about(session, "checkout.session.completed", stripe_shop.account)
    assert genuine(event).sent(client) == 200
    work(stripe_shop)
    assert stripe_shop.outcomes() == [("checkout.session.completed", "refused: session")]
    assert stripe_shop.now(other) is PaymentState.WAITING


def test_a_message_that_claims_success_in_a_kind_that_is_not_is_looked_up(
    client: TestClient, stripe_shop: StripeShop, payment: payments.Payment
) -> None:
    event = paid_event(payment) | {"type": "payment_intent.created"}
    assert genuine(event).sent(client) == 200
    work(stripe_shop)
    assert stripe_shop.now(payment) is PaymentState.WAITING


def test_a_message_that_comes_before_we_know_the_providers_names_finds_its_payment(
    client: TestClient, stripe_shop: StripeShop
) -> None:
    """The answer to our call was lost, and the buyer paid meanwhile."""
    payment_id = stripe_shop.start(method=payments.ONLINE)
    payment = stripe_shop.payment(payment_id)
    assert payment.session_id == ""
    assert stripe_shop.providers.stripe is not None
    assert genuine(paid_event(payment)).sent(client) == 200
    work_off(stripe_shop.database, stripe_shop.jobs_url, {"payments": stripe_shop.providers}, prefix="payments.apply")
    assert stripe_shop.state(payment_id) is PaymentState.PAID
    assert stripe_shop.payment(payment_id).amount == RINGGIT


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b"not json", b'{"object": "event"}', b"\xff\xfe", b"[" * 100_000,
        b'{"object": "event", "id": 5, "type": "x", "created": 1, "data": {"object": {}}}',
        b'{"object": "event", "id": "evt_1", "type": "../x y", "created": 1, "data": {"object": {}}}',
        b'{"object": "event", "id": "evt_1", "type": "a.b", "created": 1e99, "data": {"object": {}}}',
        b'{"object": "event", "id": "evt_1", "type": "a.b", "created": 1, "data": {"object": []}}',
        b'{"object": "event", "id": "' + b"x" * 101 + b'", "type": "a.b", "created": 1, "data": {"object": {}}}',
    ],
    ids=range(13),
)  # fmt: skip
def test_what_is_signed_and_no_event_is_said_to_be_none(client: TestClient, body: bytes) -> None:
    signature = signed(body) if _is_text(body) else "t=1,v1=0"
    answer = client.post(PATH, content=body, headers={"stripe-signature": signature})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_a_paid_session_whose_parts_make_no_sense_is_kept_and_looked_up(
    client: TestClient, stripe_shop: StripeShop, payment: payments.Payment
) -> None:
    parts: list[dict[str, Any]] = [{"amount_total": "120"}, {"currency": 5}, {"metadata": "x"}, {"status": None}]
    for number, part in enumerate(parts):
        session = {"object": "checkout.session", "id": payment.session_id, "payment_status": "paid"} | part
        event = event_about(session, "checkout.session.completed", stripe_shop.account, f"evt_{number}")
        assert genuine(event).sent(client) == 200
    work(stripe_shop)
    assert stripe_shop.outcomes() == [("checkout.session.completed", "looked up")] * 4
    assert stripe_shop.now(payment) is PaymentState.WAITING


def test_a_body_that_says_it_is_too_large_is_not_read(client: TestClient) -> None:
    answer = client.post(PATH, content=b"x" * (MAX_BODY_BYTES + 1), headers={"stripe-signature": "t=1,v1=0"})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_without_end_is_not_read_to_its_end(settings: Settings, database: Database) -> None:
    taken, told = 0, []

    async def receive() -> Sent:
        nonlocal taken
        taken += 65_536
        return {"type": "http.request", "body": b"x" * 65_536, "more_body": True}

    async def send(message: Sent) -> None:
        told.append(message)

    scope = {"type": "http", "method": "POST", "path": PATH, "headers": []}
    event_loop.run(Hooks(settings, database)(scope, receive, send))
    assert told[0]["status"] == 413
    assert taken <= MAX_BODY_BYTES + 65_536


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", PATH, 405),
        ("PUT", PATH, 405),
        ("DELETE", PATH, 405),
        ("POST", "/webhooks/other", 404),
        ("GET", "/", 404),
    ],
)
def test_other_methods_and_addresses_are_answered_as_problems(
    client: TestClient, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.headers.get("allow") == ("POST" if status == 405 else None)


def test_a_shops_own_host_has_no_webhook(client: TestClient) -> None:
    assert client.post(PATH, content=b"{}", headers={"host": "seri-batik.localhost:8000"}).status_code == 404


def test_without_a_secret_nothing_is_genuine(settings: Settings) -> None:
    body = json.dumps(event_about({}, "a.b", "")).encode()
    with TestClient(create_app(settings), base_url="http://api.localhost:8000") as client:
        for secret in ("", " ", "None"):
            assert Message(body, signed(body, secret=secret)).sent(client) == 400


def test_what_the_message_says_of_the_buyer_is_not_kept(
    client: TestClient, stripe_shop: StripeShop, payment: payments.Payment, test_database: TestDatabase
) -> None:
    event = paid_event(payment, receipt_email="buyer@secret.example", shipping={"name": "Secret Buyer"})
    assert genuine(event).sent(client) == 200
    work(stripe_shop)
    with stripe_shop.session() as session:
        kept = str([row.model_dump() for row in payments.kept_events(session)])
    assert "secret" not in kept.lower()
    assert Money.parse("120.00", "MYR") == payment.amount
