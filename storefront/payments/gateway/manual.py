"""Payment by hand: the buyer reads what to do, and staff confirm what arrived. Nobody outside is asked."""

from storefront.payments.rules import Charge, Facts, PaymentState, RefundFacts, RefundOrder, RefundState
from tenants.kit import clock


class ManualProvider:
    """Bank transfer and cash on delivery."""

    is_live = True

    def begin(self, charge: Charge) -> Facts:
        return told(charge, PaymentState.WAITING)

    def look(self, charge: Charge) -> Facts | None:
        is_over = charge.expires_at is not None and charge.expires_at <= clock.now()
        return told(charge, PaymentState.EXPIRED) if is_over else None

    def close(self, charge: Charge) -> Facts:
        return told(charge, PaymentState.CANCELLED)

    def refund(self, order: RefundOrder) -> RefundFacts:
        """Staff send the money; that it was decided is what is recorded."""
        return RefundFacts("", RefundState.SUCCEEDED, order.amount, own_id=order.refund_id)


def told(charge: Charge, state: PaymentState, *, redirect_url: str = "", failure: str = "") -> Facts:
    """Facts of a payment of which this side alone decides: all but the state is as it was asked for."""
    return Facts(
        state,
        amount=charge.amount,
        account_id=charge.account_id,
        tenant_id=charge.tenant_id,
        order_id=charge.order_id,
        payment_id=charge.payment_id,
        redirect_url=redirect_url,
        expires_at=charge.expires_at,
        failure=failure,
    )
