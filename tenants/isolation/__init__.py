"""The wall between tenants: engines by role, the tenant-bound unit of work, row policies, jobs and change notices.

Nothing else opens a connection or commits.
"""

from tenants.isolation.changes import TenantChanges
from tenants.isolation.engine import PLAN_ANEW, Database, DatabaseUnavailable, bind_tenant, plan_anew, rows_of_each
from tenants.isolation.queue import Job, JobContext, enqueue, enqueue_each, job, periodic, registered_jobs

__all__ = [
    "PLAN_ANEW",
    "Database",
    "DatabaseUnavailable",
    "Job",
    "JobContext",
    "TenantChanges",
    "bind_tenant",
    "enqueue",
    "enqueue_each",
    "job",
    "periodic",
    "plan_anew",
    "registered_jobs",
    "rows_of_each",
]
