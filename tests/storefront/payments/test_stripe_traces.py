"""A call to Stripe as a step of the trace around it: which call, what it answered, and nobody's data."""

from storefront.payments import PaymentState
from tenants.kit.settings import Settings
from tenants.kit.tracing import open_tracing, traced
from tests.receiver import receiving
from tests.storefront.payments.stripe_shop import StripeShop
from tests.stripe_standin import SECRET_KEY


def test_each_call_to_stripe_is_a_step_without_ids_keys_or_buyers(stripe_shop: StripeShop, settings: Settings) -> None:
    with receiving() as collector:
        tracing = open_tracing(
            settings.model_copy(update={"otel_exporter_otlp_endpoint": collector.base, "trace_ratio": 1.0}),
            process="web",
            zone="Test",
        )
        assert tracing is not None
        trace = tracing.draw()
        assert trace is not None
        with traced(trace, "POST shop", {}, "server"):
            payment = stripe_shop.online(email="buyer@private.example")
            stripe_shop.stripe.pull("fault", kind="error")
            stripe_shop.check(payment.id or 0)
        assert stripe_shop.now(payment) is PaymentState.WAITING
        tracing.close()
        calls = {each.name: each.attributes for each in collector.steps() if each.kind == 3}
        assert calls["POST /v1/checkout/sessions"] == {
            "http.request.method": "POST", "server.address": "127.0.0.1", "http.response.status_code": 200,
        }  # fmt: skip
        assert calls["GET /v1/checkout/sessions/{id}"]["http.response.status_code"] == 500
        for secret in (SECRET_KEY, "private.example", payment.session_id, payment.token):
            assert all(secret.encode() not in body for _, body in collector.posted), secret
