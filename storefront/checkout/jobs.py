"""What happens to orders under way later: when a payment has changed, when time is over, when money goes back."""

from storefront import orders
from storefront.checkout.actions.placing import LAPSE_JOB
from storefront.checkout.actions.reacting import close_payments, lapse, payment_changed, send_refund
from storefront.checkout.actions.saving import forget_left_checkouts
from storefront.checkout.actions.telling import OriginOf, tell
from storefront.orders import SEND_REFUND, TELL, lapsed_drafts
from storefront.payments import CHANGED_JOB, Providers
from tenants import lifecycle
from tenants.isolation import JobContext, enqueue, job, periodic
from tenants.kit import clock

LAPSE_OVERDUE_JOB = "checkout.lapse_overdue"
FORGET_LEFT_JOB = "checkout.forget_left"
_AT_ONCE = 200
# After these, a payment that has begun may be of nothing that the order still asks for.
_CLOSE_PAYMENTS = frozenset({"cancelled", "amended", "withdrawn", "paid"})


@job(CHANGED_JOB, retries=12)
def react_to_payment(context: JobContext, *, tenant_id: int, payment_id: int) -> None:
    """Do what follows from how a payment stands: claim goods, book money. Safe to run twice."""
    with context.database.tenant(tenant_id) as session:
        payment_changed(session, tenant_id, payment_id)


@job(LAPSE_JOB, retries=12)
def let_lapse(context: JobContext, *, tenant_id: int, order_id: int) -> None:
    """Let an order lapse that was drafted and not paid in time."""
    providers: Providers = context.services["payments"]
    lapse(context.database, providers, tenant_id=tenant_id, order_id=order_id)


@job(LAPSE_OVERDUE_JOB)
def lapse_overdue(context: JobContext, *, tenant_id: int) -> None:
    """Make good for lost jobs: one for each draft of the shop whose time is over."""
    with context.database.tenant(tenant_id) as session:
        for order_id in lapsed_drafts(session, clock.now(), limit=_AT_ONCE):
            enqueue(session, LAPSE_JOB, tenant_id=tenant_id, once=f"{LAPSE_JOB}/{order_id}", order_id=order_id)


@periodic("checkout.lapse_everywhere", "47 * * * *")
def lapse_everywhere(context: JobContext) -> None:
    """Each draft has its own job; this finds those whose payment was on its way then, and came to nothing after."""
    lifecycle.enqueue_for_each(context.database, LAPSE_OVERDUE_JOB)


@job(FORGET_LEFT_JOB)
def forget_left(context: JobContext, *, tenant_id: int) -> None:
    """Remove the shop's checkouts that became no order for as long as a cart is kept, in bunches. Safe to cut off."""
    done = 1
    while done:
        with context.database.tenant(tenant_id) as session:
            done = forget_left_checkouts(session, now=clock.now())


@periodic("checkout.forget_left_everywhere", "53 2 * * *")
def forget_left_everywhere(context: JobContext) -> None:
    """Nightly, a job for each shop."""
    lifecycle.enqueue_for_each(context.database, FORGET_LEFT_JOB)


@job(TELL, retries=12)
def tell_of_event(context: JobContext, *, tenant_id: int, event_id: int) -> None:
    """Write the mail about an event of an order, and after a cancellation close its open payments."""
    origin_of: OriginOf = context.services["origin_of_shop"]
    with context.database.tenant(tenant_id) as session:
        tell(session, tenant_id, event_id, origin_of=origin_of)
        order_id, event = orders.event_by_id(session, event_id)
    if event.kind in _CLOSE_PAYMENTS:
        providers: Providers = context.services["payments"]
        close_payments(context.database, providers, tenant_id=tenant_id, order_id=order_id)


@job(SEND_REFUND, retries=12)
def share_refund(context: JobContext, *, tenant_id: int, refund_id: int) -> None:
    """Send an order's refund back along its payments. Safe to run twice."""
    with context.database.tenant(tenant_id) as session:
        send_refund(session, tenant_id, refund_id)
