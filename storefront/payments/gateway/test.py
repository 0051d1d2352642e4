"""Payment on a page of our own on which no money moves: for the demo, for learners, and where no key is set."""

from urllib.parse import urlsplit

from storefront.payments.gateway.manual import told
from storefront.payments.rules import Charge, Facts, PaymentState, RefundFacts, RefundOrder, RefundState
from tenants.kit import clock

# The page is the same in every view; it speaks the payment's own language.
PAGE = "/checkout/pay/"


class TestProvider:
    """Does what the buyer asks on the page."""

    __test__ = False
    is_live = False

    def begin(self, charge: Charge) -> Facts:
        shop = urlsplit(charge.return_url)
        return told(charge, PaymentState.WAITING, redirect_url=f"{shop.scheme}://{shop.netloc}{PAGE}{charge.token}")

    def look(self, charge: Charge) -> Facts | None:
        is_over = charge.expires_at is not None and charge.expires_at <= clock.now()
        return told(charge, PaymentState.EXPIRED) if is_over else None

    def close(self, charge: Charge) -> Facts:
        return told(charge, PaymentState.CANCELLED)

    def refund(self, order: RefundOrder) -> RefundFacts:
        return RefundFacts(
            f"test_refund_{order.refund_id}", RefundState.SUCCEEDED, order.amount, own_id=order.refund_id
        )
