"""Telling owners later: jobs that `tenants.domains` enqueues."""

from datetime import datetime

from storefront.checkout import OriginOf
from storefront.notices.actions import Absence, tell_of_absence
from tenants import domains
from tenants.isolation import JobContext, bind_tenant, job


@job(domains.TELL_JOB)
def tell_of_domain(context: JobContext, *, tenant_id: int, host: str, turn: str, of: str) -> None:
    """Safe to run twice: each mail is written once."""
    origin_of: OriginOf = context.services["origin_of_shop"]
    with context.database.platform() as session:
        bind_tenant(session, tenant_id)
        tell_of_absence(session, tenant_id, Absence(host, turn, datetime.fromisoformat(of)), origin_of=origin_of)
