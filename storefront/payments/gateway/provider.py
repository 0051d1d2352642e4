"""What every provider of payments does. Calls may take seconds: none is made inside an open transaction."""

from typing import Protocol

from storefront.payments.rules import Charge, Facts, RefundFacts, RefundOrder


class Provider(Protocol):
    """Each call may be repeated: the keys of charge and refund see to it that the provider acts once.

    Raises PaymentUnavailable where the provider does not answer or its answer makes no sense, and ProviderRefused
    where it will not.
    """

    @property
    def is_live(self) -> bool:
        """Whether real money moves."""

    def begin(self, charge: Charge) -> Facts:
        """Have the provider expect the payment. The facts say where the buyer pays."""

    def look(self, charge: Charge) -> Facts | None:
        """How the payment stands. None: the provider knows nothing that is not known here already."""

    def close(self, charge: Charge) -> Facts:
        """Let it be paid no more, if that can still be. The facts tell what became of it: it may have been paid."""

    def refund(self, order: RefundOrder) -> RefundFacts:
        """Send money back."""
