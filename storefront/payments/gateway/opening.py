"""Which providers this deployment has, from its settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storefront.payments.errors import PaymentUnavailable
from storefront.payments.gateway.manual import ManualProvider
from storefront.payments.gateway.provider import Provider
from storefront.payments.gateway.stripe import StripeAccounts, StripeCalls, StripeProvider
from storefront.payments.gateway.test import TestProvider
from storefront.payments.rules import ProviderName
from tenants import zones
from tenants.kit.settings import Settings


@dataclass(frozen=True, slots=True)
class Providers:
    """Every provider by name, and what the platform keeps of a payment by the shop's plan, in basis points."""

    stripe: StripeProvider | None = None
    accounts: StripeAccounts | None = None
    test: TestProvider = field(default_factory=TestProvider)
    manual: ManualProvider = field(default_factory=ManualProvider)
    fees: Mapping[str, int] = field(default_factory=dict)
    page_origins: tuple[str, ...] = ()  # where buyers may be led to pay: a page's form has to be let go there
    onboarding_origins: tuple[str, ...] = ()  # the same of merchants who answer Stripe's questions
    dashboard: str = ""  # Stripe's own desk for merchants, where disputes are answered; "" where a stand-in has none

    @property
    def take_money(self) -> bool:
        """Whether there is a provider for payments online, so that play money is for learners only."""
        return self.stripe is not None

    def named(self, name: str) -> Provider:
        """Raises PaymentUnavailable for one that this deployment has no key for (any more)."""
        known: dict[ProviderName, Provider | None] = {
            ProviderName.TEST: self.test,
            ProviderName.MANUAL: self.manual,
            ProviderName.STRIPE: self.stripe,
        }
        found = known[ProviderName(name)]
        if found is None:
            raise PaymentUnavailable(f"there is no key for {name}")
        return found


def open_providers(settings: Settings) -> Providers:
    """Nobody is asked yet."""
    zone = zones.load_zone(settings.zone_file)
    fees = {word: plan.payment_fee_basis_points for word, plan in zone.plans.items()}
    if settings.stripe_secret_key is None:
        return Providers(fees=fees)
    calls = StripeCalls(settings.stripe_secret_key.get_secret_value(), settings.stripe_api_base)
    elsewhere = (settings.stripe_api_base,) if settings.stripe_api_base else ()
    stripe = StripeProvider(calls)
    return Providers(
        stripe=stripe,
        accounts=StripeAccounts(calls),
        fees=fees,
        page_origins=("https://checkout.stripe.com", *elsewhere),
        onboarding_origins=("https://connect.stripe.com", *elsewhere),
        dashboard="" if elsewhere else f"https://dashboard.stripe.com{'' if stripe.is_live else '/test'}",
    )
