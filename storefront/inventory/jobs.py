"""Giving back what nobody paid for in time."""

from storefront.inventory.actions.reserving import EXPIRE_JOB, release_expired
from tenants import lifecycle
from tenants.isolation import JobContext, job, periodic


@job(EXPIRE_JOB)
def expire(context: JobContext, *, tenant_id: int) -> None:
    """Each round is a transaction of its own, so that buyers wait for none of it."""
    done = 1
    while done:
        with context.database.tenant(tenant_id) as session:
            done = release_expired(session)


@periodic("inventory.expire_everywhere", "23 * * * *")
def expire_everywhere(context: JobContext) -> None:
    """Each hold has its own job; this finds those whose job was lost."""
    lifecycle.enqueue_for_each(context.database, EXPIRE_JOB)
