"""Looking for those who asked to be told, and for what they may be told of."""

from storefront.checkout import OriginOf
from storefront.reminders.actions import remind_of_checkouts, sender_of, tell_of_stock
from tenants import lifecycle
from tenants.isolation import JobContext, job, periodic

STOCK_JOB = "reminders.tell_of_stock"
REMIND_JOB = "reminders.remind"


@job(STOCK_JOB)
def tell_of_goods(context: JobContext, *, tenant_id: int) -> None:
    """Each round is a transaction of its own."""
    origin_of: OriginOf = context.services["origin_of_shop"]
    after, is_first = 0, True
    while after or is_first:
        is_first = False
        with context.database.tenant(tenant_id) as session:
            _, after = tell_of_stock(session, sender_of(session, tenant_id, origin_of), after=after)


@job(REMIND_JOB)
def remind(context: JobContext, *, tenant_id: int) -> None:
    """Write the mails for checkouts of one shop that were left. Safe to run twice: each is reminded of once."""
    origin_of: OriginOf = context.services["origin_of_shop"]
    with context.database.tenant(tenant_id) as session:
        remind_of_checkouts(session, sender_of(session, tenant_id, origin_of))


@periodic("reminders.look_for_stock", "*/10 * * * *")
def look_for_stock(context: JobContext) -> None:
    """What is available depends on stock, prices, markets and products; looking misses none of them."""
    lifecycle.enqueue_for_each(context.database, STOCK_JOB)


@periodic("reminders.look_for_checkouts", "37 * * * *")
def look_for_checkouts(context: JobContext) -> None:
    """Hourly, a job for each shop."""
    lifecycle.enqueue_for_each(context.database, REMIND_JOB)
