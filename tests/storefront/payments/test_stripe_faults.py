"""Stripe down, slow, or out of its mind; answers lost; keys used twice; accounts that are not ours to touch."""

import socket
import threading
from dataclasses import replace

import pytest
import stripe as library

from storefront import payments
from storefront.payments import PaymentState
from storefront.payments.gateway.stripe.transport import Gate
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.database import TestDatabase
from tests.factories.tenants import a_tenant
from tests.storefront.payments.stripe_shop import StripeShop, a_stripe_shop, stripe_settings
from tests.stripe_standin import SECRET_KEY, Stripe

TRANSPORT = "storefront.payments.gateway.stripe.transport"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody wants to wait for seconds here."""
    monkeypatch.setattr(f"{TRANSPORT}.WHOLE_CALL_SECONDS", 0.3)


def sessions(shop: StripeShop) -> list[str]:
    """The pages that the shop's account has open, as the real library lists them."""
    client = library.StripeClient(SECRET_KEY, base_addresses={"api": shop.stripe.base}, max_network_retries=0)
    listed = client.v1.checkout.sessions.list({"limit": 100}, {"stripe_account": shop.account})
    return [each.id for each in listed.data]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", ["slow", "nonsense", "error", "lost"])
def test_a_stripe_in_trouble_loses_nothing_and_the_same_key_opens_one_page(stripe_shop: StripeShop, kind: str) -> None:
    payment_id = stripe_shop.start(method=payments.ONLINE)
    before = stripe_shop.payment(payment_id)
    stripe_shop.stripe.pull("fault", kind=kind, seconds=1)
    with pytest.raises(payments.PaymentUnavailable):
        stripe_shop.go_on(payment_id)
    assert stripe_shop.payment(payment_id) == before
    step = stripe_shop.go_on(payment_id)
    after = stripe_shop.payment(payment_id)
    assert step.leaves
    assert after.idempotency_key == before.idempotency_key
    assert sessions(stripe_shop) == [after.session_id]


@pytest.mark.usefixtures("quick")
def test_a_page_whose_answer_was_lost_for_good_is_found_by_the_check(stripe_shop: StripeShop) -> None:
    payment_id = stripe_shop.start(method=payments.ONLINE)
    stripe_shop.stripe.pull("fault", kind="lost", seconds=1)
    with pytest.raises(payments.PaymentUnavailable):
        stripe_shop.go_on(payment_id)
    assert stripe_shop.check(payment_id) is PaymentState.WAITING
    assert sessions(stripe_shop) == [stripe_shop.payment(payment_id).session_id]


@pytest.mark.usefixtures("quick")
def test_a_check_that_can_not_ask_comes_back_later(stripe_shop: StripeShop) -> None:
    payment = stripe_shop.online()
    stripe_shop.pay(payment)
    stripe_shop.stripe.pull("fault", kind="error")
    assert stripe_shop.check(payment.id or 0) is PaymentState.WAITING
    assert stripe_shop.check(payment.id or 0) is PaymentState.PAID


@pytest.fixture
def nobody() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
    return port


def elsewhere(shop: StripeShop, settings: Settings, port: int) -> StripeShop:
    """The shop, with its Stripe at another port."""
    return replace(shop, providers=payments.open_providers(stripe_settings(settings, Stripe(port))))


def test_a_stripe_that_is_down_is_said_to_be_and_browsing_buyers_are_not_kept_waiting(
    stripe_shop: StripeShop, settings: Settings, nobody: int
) -> None:
    cut_off = elsewhere(stripe_shop, settings, nobody)
    payment_id = cut_off.start(method=payments.ONLINE)
    reasons = []
    for _ in range(4):
        with pytest.raises(payments.PaymentUnavailable) as fault:
            cut_off.go_on(payment_id)
        reasons.append(str(fault.value))
    assert reasons == ["Stripe does not answer: ConnectionRefusedError"] * 3 + ["Stripe did not answer a moment ago"]
    assert stripe_shop.go_on(payment_id).leaves


@pytest.mark.usefixtures("quick")
def test_an_answer_that_trickles_is_cut_off(stripe_shop: StripeShop, settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def trickle() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.02):
                    try:
                        connection.sendall(b"x-more: 1\r\n")
                    except OSError:
                        return

        thread = threading.Thread(target=trickle)
        thread.start()
        slow = elsewhere(stripe_shop, settings, server.getsockname()[1])
        payment_id = slow.start(method=payments.ONLINE)
        with pytest.raises(payments.PaymentUnavailable):
            slow.go_on(payment_id)
        over.set()
        thread.join(10)
    assert slow.state(payment_id) is PaymentState.STARTED


def test_the_gate_opens_again_after_its_rest_and_lets_few_through_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(f"{TRANSPORT}.time.monotonic", lambda: clock[0])
    monkeypatch.setattr(f"{TRANSPORT}._QUEUE_SECONDS", 0)
    gate = Gate()
    for _ in range(3):
        with gate.passing():
            gate.unanswered()
    with pytest.raises(payments.PaymentUnavailable), gate.passing():
        pass
    clock[0] += 3.1
    with gate.passing(), gate.passing(), gate.passing(), gate.passing():
        with pytest.raises(payments.PaymentUnavailable), gate.passing():
            pass
        gate.answered()
    with gate.passing():
        gate.unanswered()
    with gate.passing():
        pass


def test_a_key_that_was_used_for_something_else_is_no_way_to_another_page(stripe_shop: StripeShop) -> None:
    payment = stripe_shop.online()
    other = stripe_shop.start(method=payments.ONLINE)
    with stripe_shop.session() as session:
        row = payments.payment_by_id(session, other)
        row.idempotency_key = payment.idempotency_key
        session.add(row)
    with pytest.raises(payments.ProviderRefused):
        stripe_shop.go_on(other)
    assert stripe_shop.state(other) is PaymentState.FAILED
    assert sessions(stripe_shop) == [payment.session_id]


def test_one_shops_account_knows_nothing_of_anothers_payment(
    database: Database, stripe_shop: StripeShop, test_database: TestDatabase
) -> None:
    other = a_stripe_shop(database, stripe_shop.providers, stripe_shop.stripe, test_database.superuser_url)
    payment = stripe_shop.online()
    client = library.StripeClient(SECRET_KEY, base_addresses={"api": stripe_shop.stripe.base}, max_network_retries=0)
    for account in ({"stripe_account": other.account}, {}):
        with pytest.raises(library.InvalidRequestError) as refusal:
            client.v1.checkout.sessions.retrieve(payment.session_id, {}, account)  # type: ignore[arg-type]
        assert refusal.value.code == "resource_missing"
    with pytest.raises(library.PermissionError):
        client.v1.checkout.sessions.retrieve(payment.session_id, {}, {"stripe_account": "acct_nobodys"})
    assert (sessions(stripe_shop), sessions(other)) == ([payment.session_id], [])


def test_a_shop_in_another_country_than_the_platform_is_not_connected(
    database: Database, providers: payments.Providers
) -> None:
    with database.platform() as session:
        new = a_tenant(session)
        new.country = "SG"
        session.add(new)
        session.flush()
        tenant_id = new.id or 0
    with pytest.raises(payments.AccountCountryRefused) as refusal:
        payments.open_account(database, providers, tenant_id=tenant_id)
    assert (refusal.value.platform, refusal.value.shop) == ("MY", "SG")
    with database.tenant(tenant_id) as session:
        assert payments.find_account(session, "stripe") is None


@pytest.mark.usefixtures("quick")
def test_an_account_whose_answer_was_lost_is_opened_once(
    database: Database, providers: payments.Providers, stripe: Stripe
) -> None:
    with database.platform() as session:
        tenant_id = a_tenant(session).id or 0
    assert providers.accounts is not None
    stripe.pull("fault", kind="lost", times=2, seconds=0.6)
    with pytest.raises(payments.PaymentUnavailable):
        payments.open_account(database, providers, tenant_id=tenant_id)
    with pytest.raises(payments.PaymentUnavailable):
        payments.open_account(database, providers, tenant_id=tenant_id)
    first = payments.open_account(database, providers, tenant_id=tenant_id)
    assert payments.open_account(database, providers, tenant_id=tenant_id) == first
