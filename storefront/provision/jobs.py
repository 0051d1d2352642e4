"""What is due by the clock for shops as a whole."""

from storefront.provision.learners import reset_learner_shop
from tenants import lifecycle
from tenants.isolation import JobContext, enqueue, job, periodic

RESET_JOB = "provision.reset_learner_shop"


@job(RESET_JOB)
def reset(context: JobContext, *, tenant_id: int) -> None:
    """Set a learner's shop back to how it began."""
    reset_learner_shop(context.database, tenant_id)


@periodic("provision.reset_learner_shops", "5 19 * * *")  # three in the morning in Malaysia
def reset_every_learner_shop(context: JobContext) -> None:
    """Nightly, a job for each learner's shop."""
    with context.database.platform() as session:
        for tenant_id in lifecycle.learner_ids(session):
            enqueue(session, RESET_JOB, tenant_id=tenant_id)
