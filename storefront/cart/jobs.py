"""Throwing away carts that nobody came back to."""

from storefront.cart.actions.keeping import forget_carts
from tenants import lifecycle
from tenants.isolation import JobContext, job, periodic
from tenants.kit import clock

FORGET_JOB = "cart.forget"


@job(FORGET_JOB)
def forget(context: JobContext, *, tenant_id: int) -> None:
    """Remove the shop's carts that nobody has touched for long, in bunches. Safe to cut off."""
    done = 1
    while done:
        with context.database.tenant(tenant_id) as session:
            done = forget_carts(session, now=clock.now())


@periodic("cart.forget_everywhere", "41 2 * * *")
def forget_everywhere(context: JobContext) -> None:
    """Nightly, a job for each shop."""
    lifecycle.enqueue_for_each(context.database, FORGET_JOB)
