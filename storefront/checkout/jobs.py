"""What happens to orders under way later: when a payment has changed, when time is over, when money goes back."""

from storefront.checkout.actions.placing import LAPSE_JOB
from storefront.checkout.actions.reacting import lapse, payment_changed, send_refund
from storefront.checkout.actions.telling import OriginOf, tell
from storefront.orders import SEND_REFUND, TELL
from storefront.payments import CHANGED_JOB, Providers
from tenants.isolation import JobContext, job


@job(CHANGED_JOB, retries=12)
def react_to_payment(context: JobContext, *, tenant_id: int, payment_id: int) -> None:
    with context.database.tenant(tenant_id) as session:
        payment_changed(session, tenant_id, payment_id)


@job(LAPSE_JOB, retries=12)
def let_lapse(context: JobContext, *, tenant_id: int, order_id: int) -> None:
    providers: Providers = context.services["payments"]
    lapse(context.database, providers, tenant_id=tenant_id, order_id=order_id)


@job(TELL, retries=12)
def tell_of_event(context: JobContext, *, tenant_id: int, event_id: int) -> None:
    origin_of: OriginOf = context.services["origin_of_shop"]
    with context.database.tenant(tenant_id) as session:
        tell(session, tenant_id, event_id, origin_of=origin_of)


@job(SEND_REFUND, retries=12)
def share_refund(context: JobContext, *, tenant_id: int, refund_id: int) -> None:
    with context.database.tenant(tenant_id) as session:
        send_refund(session, tenant_id, refund_id)
