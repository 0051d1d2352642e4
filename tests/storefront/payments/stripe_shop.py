"""A shop that is paid through the stand-in, and the whole way back: its events, the webhook, the jobs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic import SecretStr

from storefront import payments
from storefront.app import create_app
from storefront.payments import PaymentState
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.payments import PaidShop, a_paid_shop, work_off
from tests.stripe_standin import SECRET_KEY, WEBHOOK_SECRET, Stripe, serving

Tree = dict[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True)
class StripeShop(PaidShop):
    """A shop whose account takes charges."""

    stripe: Stripe = field(default_factory=lambda: Stripe(0))
    account: str = ""
    jobs_url: str = ""

    def online(self, **changes: Any) -> payments.Payment:  # Any: of the request's fields
        """A payment whose page is open."""
        return self.begin(method=payments.ONLINE, **changes)

    def pay(self, payment: payments.Payment, **how: Any) -> Tree:  # Any: of the lever
        return self.stripe.pull("pay", account=self.account, session=payment.session_id, **how)

    def work(self) -> list[str]:
        """Let every event arrive, and everything be done about them."""
        self.stripe.pull("settled")
        return work_off(self.database, self.jobs_url, {"payments": self.providers})

    def held(self) -> None:
        self.stripe.pull("delivery", held=True)

    def release(self, **how: Any) -> None:  # Any: of the lever
        self.stripe.pull("release", **how)
        self.work()

    def read(self, payment: payments.Payment) -> payments.Payment:
        assert payment.id is not None
        return self.payment(payment.id)

    def now(self, payment: payments.Payment) -> PaymentState:
        return PaymentState(self.read(payment).state)

    def outcomes(self) -> list[tuple[str, str]]:
        """What came of each message, in the order in which they came."""
        with self.session() as session:
            return [(event.kind, event.outcome) for event in payments.kept_events(session)]


def stripe_settings(settings: Settings, stripe: Stripe) -> Settings:
    changes = {
        "stripe_secret_key": SecretStr(SECRET_KEY),
        "stripe_webhook_secret": SecretStr(WEBHOOK_SECRET),
        "stripe_api_base": stripe.base,
    }
    return settings.model_copy(update=changes)


@contextmanager
def listening(settings: Settings, stripe: Stripe) -> Iterator[int]:
    """The application with its webhook, to which the stand-in delivers."""
    with serving(create_app(stripe_settings(settings, stripe))) as port:
        url = f"http://127.0.0.1:{port}/webhooks/stripe"
        stripe.pull("delivery", url=url, host="api.localhost")
        yield port
        stripe.pull("settled")
        stripe.pull("delivery", url="")


def a_stripe_shop(database: Database, providers: payments.Providers, stripe: Stripe, jobs_url: str) -> StripeShop:
    plain = a_paid_shop(database, providers=providers)
    account = payments.open_account(database, providers, tenant_id=plain.tenant_id)
    stripe.pull("complete_account", account=account)
    payments.refresh_account(database, providers, tenant_id=plain.tenant_id)
    return StripeShop(database, plain.tenant_id, providers, stripe=stripe, account=account, jobs_url=jobs_url)
