"""What happens to shops' looks later."""

from storefront.theming.actions import PUBLISH_JOB, publish_if_due
from tenants.isolation import JobContext, job


@job(PUBLISH_JOB)
def publish_scheduled(context: JobContext, *, tenant_id: int, version_id: int) -> None:
    with context.database.tenant(tenant_id) as session:
        publish_if_due(session, tenant_id, version_id)
