"""What happens to payments later."""

from storefront.payments.actions.checks import check_payment, reconcile, refresh_payment
from storefront.payments.actions.events import EVENT_JOB, REFRESH_JOB, apply_event
from storefront.payments.actions.manual import SETTLE_JOB, settle_test_payment
from storefront.payments.actions.refunds import REFUND_JOB, send_refund
from storefront.payments.actions.start import CHECK_JOB
from storefront.payments.gateway import Providers
from tenants import lifecycle
from tenants.isolation import JobContext, job, periodic

RECONCILE_JOB = "payments.reconcile"


@job(CHECK_JOB)
def check(context: JobContext, *, tenant_id: int, payment_id: int) -> None:
    """Ask the provider how an open payment stands, and come back later while it is open."""
    check_payment(context.database, _providers(context), tenant_id=tenant_id, payment_id=payment_id)


@job(REFUND_JOB, retries=12)
def send(context: JobContext, *, tenant_id: int, refund_id: int) -> None:
    """Have the provider give money back, always under the refund's own key: once, however often it is run."""
    send_refund(context.database, _providers(context), tenant_id=tenant_id, refund_id=refund_id)


@job(EVENT_JOB, retries=12)
def act_on_event(context: JobContext, *, tenant_id: int, event_id: int) -> None:
    """Take the facts of a provider's message, in any order and however often it comes."""
    apply_event(context.database, _providers(context), tenant_id=tenant_id, event_id=event_id)


@job(REFRESH_JOB, retries=12)
def refresh(context: JobContext, *, tenant_id: int, payment_id: int) -> None:
    """Take the facts of a payment from the provider, whatever was told of it."""
    refresh_payment(context.database, _providers(context), tenant_id=tenant_id, payment_id=payment_id)


@job(SETTLE_JOB)
def settle_test(context: JobContext, *, tenant_id: int, payment_id: int) -> None:
    """Let the money of a test payment that was on its way arrive. Safe to run twice."""
    with context.database.tenant(tenant_id) as session:
        settle_test_payment(session, payment_id)


@periodic("payments.reconcile_every_shop", "17 * * * *")
def reconcile_every_shop(context: JobContext) -> None:
    """Hourly, a job for each shop."""
    lifecycle.enqueue_for_each(context.database, RECONCILE_JOB)


@job(RECONCILE_JOB)
def reconcile_shop(context: JobContext, *, tenant_id: int) -> None:
    """Have each open payment looked at of which nothing was heard for a while: its own check was lost."""
    with context.database.tenant(tenant_id) as session:
        reconcile(session)


def _providers(context: JobContext) -> Providers:
    providers: Providers = context.services["payments"]
    return providers
