"""Indexing that need not be waited for."""

from storefront.search.actions import index_product, index_shop
from tenants.isolation import JobContext, job


@job("search.index_product")
def index_one_product(context: JobContext, *, tenant_id: int, product_id: int) -> None:
    """Make a product findable as it is now, or not at all when it is not active."""
    with context.database.tenant(tenant_id) as session:
        index_product(session, tenant_id, product_id)


@job("search.index_shop")
def index_whole_shop(context: JobContext, *, tenant_id: int) -> None:
    """Index all that the shop has."""
    with context.database.tenant(tenant_id) as session:
        index_shop(session, tenant_id)
