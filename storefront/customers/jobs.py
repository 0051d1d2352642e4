"""Throwing away links and sessions whose time is over."""

from storefront.customers.actions.signing_in import drop_spent
from tenants import lifecycle
from tenants.isolation import JobContext, job, periodic

FORGET_JOB = "customers.forget_spent"


@job(FORGET_JOB)
def forget_spent(context: JobContext, *, tenant_id: int) -> None:
    """Remove the shop's links, sessions and challenges that are over."""
    with context.database.tenant(tenant_id) as session:
        drop_spent(session)


@periodic("customers.forget_spent_everywhere", "17 3 * * *")
def forget_spent_everywhere(context: JobContext) -> None:
    """Nightly, a job for each shop."""
    lifecycle.enqueue_for_each(context.database, FORGET_JOB)
