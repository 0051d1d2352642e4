"""What the catalogue does later."""

from storefront.catalog.actions.offers import refresh_all_offers
from tenants.isolation import JobContext, job


@job("catalog.list_products_anew")
def list_products_anew(context: JobContext, *, tenant_id: int) -> None:
    """Make the lists of a shop's products again, for markets that are new or that trade in another way than before."""
    with context.database.tenant(tenant_id) as session:
        refresh_all_offers(session)
