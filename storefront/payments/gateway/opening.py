"""Which providers this deployment has, from its settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storefront.payments.gateway.manual import ManualProvider
from storefront.payments.gateway.provider import Provider
from storefront.payments.gateway.test import TestProvider
from storefront.payments.rules import ProviderName
from tenants import zones
from tenants.kit.settings import Settings


@dataclass(frozen=True, slots=True)
class Providers:
    """Every provider by name, and what the platform keeps of a payment by the shop's plan, in basis points."""

    test: TestProvider = field(default_factory=TestProvider)
    manual: ManualProvider = field(default_factory=ManualProvider)
    fees: Mapping[str, int] = field(default_factory=dict)

    @property
    def take_money(self) -> bool:
        """Whether there is a provider for payments online, so that play money is for learners only."""
        return False

    def named(self, name: str) -> Provider:
        known: dict[ProviderName, Provider] = {ProviderName.TEST: self.test, ProviderName.MANUAL: self.manual}
        return known[ProviderName(name)]


def open_providers(settings: Settings) -> Providers:
    """Nobody is asked yet."""
    zone = zones.load_zone(settings.zone_file)
    return Providers(fees={word: plan.payment_fee_basis_points for word, plan in zone.plans.items()})
