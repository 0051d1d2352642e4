"""Shops for learners begin anew each night: what visitors left goes, what the shop sells and says stays.

Nothing there is a sale, so no law asks for its papers to be kept. Runs in the platform role, since the serving role
can not take back an invoice that was issued.
"""

from sqlalchemy import text
from sqlmodel import Session

from storefront import catalog
from tenants import lifecycle
from tenants.isolation import Database, bind_tenant

# What people leave by trading. Rows that hang on these go with them.
LEFT_BEHIND = (
    "dispatch", "stock_alert", "checkout", "cart", "invoice", "invoice_sequence", "discount_use", "payment",
    "payment_payout", "provider_event", "sales_order", "order_sequence", "mail", "sign_in_link", "customer",
)  # fmt: skip
_BACK_ON_THE_SHELF = text("""
    update stock_level level set reserved = 0, back_ordered = 0, on_hand = level.on_hand + coalesce((
        select sum(taken.quantity - taken.returned) from stock_reservation taken
        where taken.tenant_id = level.tenant_id and taken.variant_id = level.variant_id
            and taken.location_id = level.location_id and taken.state = 'claimed' and not taken.is_back_order), 0)
    where level.tenant_id = :tenant_id and exists (
        select 1 from stock_reservation taken where taken.tenant_id = level.tenant_id
            and taken.variant_id = level.variant_id and taken.location_id = level.location_id)
    returning level.variant_id""")


def reset_learner_shop(database: Database, tenant_id: int) -> bool:
    """Begin anew. False, and nothing is touched, for a shop that sells. Safe to repeat."""
    with database.platform() as session:
        if lifecycle.tenant_by_id(session, tenant_id).kind != lifecycle.TenantKind.LEARNER:
            return False
        bind_tenant(session, tenant_id)
        _put_back_stock(session, tenant_id)
        for table in LEFT_BEHIND:
            session.execute(text(f"delete from {table} where tenant_id = :tenant_id"), {"tenant_id": tenant_id})
        session.execute(text("update discount set used = 0 where tenant_id = :tenant_id"), {"tenant_id": tenant_id})
    return True


def _put_back_stock(session: Session, tenant_id: int) -> None:
    found = session.execute(_BACK_ON_THE_SHELF, {"tenant_id": tenant_id})
    variants = {variant_id for (variant_id,) in found}
    session.execute(text("delete from stock_reservation where tenant_id = :tenant_id"), {"tenant_id": tenant_id})
    catalog.refresh_offers_of_variants(session, variants)
