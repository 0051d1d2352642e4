"""What a payment leaves in the logs: ids and reasons, no key, no secret, no address of a buyer."""

import logging

import pytest
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from storefront import payments
from storefront.app import create_app
from tenants.kit.settings import Settings
from tests.factories.payments import work_off
from tests.storefront.payments.messages import FORGERIES, genuine, paid_event
from tests.storefront.payments.stripe_shop import StripeShop, stripe_settings
from tests.stripe_standin import SECRET_KEY, WEBHOOK_SECRET


def test_no_key_no_secret_and_no_buyer_is_logged(
    stripe_shop: StripeShop, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """Before anything is blacked out of a line, and down to what the libraries say to themselves."""
    caplog.set_level(logging.DEBUG)
    settings = stripe_settings(settings, stripe_shop.stripe)
    with capture_logs() as lines:
        payment = stripe_shop.online(email="buyer@private.example")
        stripe_shop.stripe.pull("fault", kind="error")
        stripe_shop.check(payment.id or 0)
        message = genuine(paid_event(payment, receipt_email="buyer@private.example"))
        with TestClient(create_app(settings), base_url="http://api.localhost:8000") as client:
            assert message.sent(client) == 200
            assert FORGERIES["another secret"](message.body).sent(client) == 400
            client.get(f"{payments.PAGE}{payment.token}")
        work_off(stripe_shop.database, stripe_shop.jobs_url, {"payments": stripe_shop.providers})
    assert {"payment.not_checked", "stripe.event_forged", "request"} <= {line["event"] for line in lines}
    ours = [
        record.getMessage() for record in caplog.records if record.name.partition(".")[0] not in ("httpx2", "httpcore2")
    ]
    said = "\n".join([*map(str, lines), *ours])
    for secret in (SECRET_KEY, WEBHOOK_SECRET, "private.example", payment.token, payment.idempotency_key):
        assert secret not in said
