"""What happens to shops' looks later."""

from storefront import media
from storefront.theming.actions import DISCARD_JOB, PUBLISH_JOB, discard_if_unused, publish_if_due
from tenants.isolation import JobContext, job


@job(PUBLISH_JOB)
def publish_scheduled(context: JobContext, *, tenant_id: int, version_id: int) -> None:
    """Publish the draft if it is still this one and its moment has come. Safe to run twice."""
    with context.database.tenant(tenant_id) as session:
        publish_if_due(session, tenant_id, version_id)


@job(DISCARD_JOB)
def discard_package(context: JobContext, *, tenant_id: int, digest: str) -> None:
    """Remove the files of a package that no theme of the shop is any more. Safe to run twice."""
    store: media.MediaStore = context.services["media_store"]
    discard_if_unused(context.database, store, tenant_id, digest)
