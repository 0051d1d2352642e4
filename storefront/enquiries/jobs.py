"""What happens to enquiries later: mails, and the end of an offer's time."""

from storefront.checkout import OriginOf
from storefront.enquiries.actions.journal import TELL_JOB
from storefront.enquiries.actions.quoting import lapse_quotations
from storefront.enquiries.actions.telling import tell
from tenants import lifecycle
from tenants.isolation import JobContext, job, periodic

LAPSE_JOB = "enquiries.lapse"


@job(TELL_JOB, retries=12)
def tell_of_enquiry(context: JobContext, *, tenant_id: int, event_id: int) -> None:
    """Write the mail about an event of an enquiry. Safe to run twice."""
    origin_of: OriginOf = context.services["origin_of_shop"]
    with context.database.tenant(tenant_id) as session:
        tell(session, tenant_id, event_id, origin_of=origin_of)


@job(LAPSE_JOB)
def lapse(context: JobContext, *, tenant_id: int) -> None:
    """Let the shop's quotations lapse whose day is over."""
    with context.database.tenant(tenant_id) as session:
        lapse_quotations(session)


@periodic("enquiries.lapse_everywhere", "7 0 * * *")
def lapse_everywhere(context: JobContext) -> None:
    """A lapsed offer is refused from the first minute on; this is for the lists that staff look at."""
    lifecycle.enqueue_for_each(context.database, LAPSE_JOB)
