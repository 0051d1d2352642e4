"""Issuing papers when money has come or gone, so that looking at one only reads."""

from storefront import orders
from storefront.invoices.actions import issue_due
from storefront.invoices.reads import orders_without_invoice, seller_of_order
from tenants import lifecycle
from tenants.isolation import JobContext, enqueue, job, periodic

CATCH_UP_JOB = "invoices.catch_up"
_AT_ONCE = 200


@job(orders.ISSUE_PAPERS, retries=12)
def issue_papers(context: JobContext, *, tenant_id: int, order_id: int) -> None:
    """Issue what is due of an order: its invoice when paid, credit notes when money went back. Safe to run twice."""
    with context.database.tenant(tenant_id) as session:
        orders.locked_order(session, order_id)  # before it is read, so that what is read does not change meanwhile
        order = orders.order_by_id(session, order_id)
        issue_due(session, tenant_id, order_id, seller_of_order(session, tenant_id, order))


@job(CATCH_UP_JOB)
def catch_up(context: JobContext, *, tenant_id: int) -> None:
    """For what was paid while an older version served, or whose job was lost. Each order has its own transaction."""
    with context.database.tenant(tenant_id) as session:
        for order_id in orders_without_invoice(session, limit=_AT_ONCE):
            once = f"{orders.ISSUE_PAPERS}/{tenant_id}/{order_id}"
            enqueue(session, orders.ISSUE_PAPERS, tenant_id=tenant_id, once=once, order_id=order_id)


@periodic("invoices.catch_up_everywhere", "53 * * * *")
def catch_up_everywhere(context: JobContext) -> None:
    """Hourly, a job for each shop, for papers whose own job was lost."""
    lifecycle.enqueue_for_each(context.database, CATCH_UP_JOB)
