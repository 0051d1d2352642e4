"""Erasing somebody who has asked for it."""

import structlog

from storefront import customers
from storefront.privacy.actions import ERASE_JOB, erase
from storefront.privacy.errors import OrdersUnderWay
from tenants.isolation import JobContext, bind_tenant, job

log = structlog.get_logger(__name__)


@job(ERASE_JOB, retries=12)
def erase_customer(context: JobContext, *, tenant_id: int, customer_id: int) -> None:
    """Safe to repeat: who is gone is gone. Somebody who has ordered again meanwhile stays a customer."""
    with context.database.platform() as session:
        bind_tenant(session, tenant_id)
        customer = customers.find_customer_by_id(session, customer_id)
        if customer is None:
            return
        try:
            erase(session, customer)
        except OrdersUnderWay as waiting:
            log.warning("privacy.not_erased", orders=len(waiting.numbers))
