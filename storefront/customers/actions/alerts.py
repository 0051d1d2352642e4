"""Waiting for something that is sold out."""

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from storefront.customers import reads
from storefront.customers.errors import TooManyAlerts
from storefront.customers.models import StockAlert
from storefront.customers.rules import MOST_ALERTS, normal_email
from tenants.kit import clock


def ask_for_alert(
    session: Session, tenant_id: int, email: str, variant_id: int, *, market_handle: str, language: str
) -> None:
    """Tell an address once the variant can be had; asking twice is asking once. Raises BadEmail, TooManyAlerts."""
    address = normal_email(email)
    waits = {each.variant_id for each in reads.alerts_of(session, address)}
    if len(waits) >= MOST_ALERTS and variant_id not in waits:
        raise TooManyAlerts(f"one address waits for at most {MOST_ALERTS} things")
    values = {
        "tenant_id": tenant_id,
        "email": address,
        "variant_id": variant_id,
        "market_handle": market_handle,
        "language": language,
        "created_at": clock.now(),
    }
    once = ["tenant_id", "email", "variant_id"]
    session.execute(insert(StockAlert).values(values).on_conflict_do_nothing(index_elements=once))


def drop_alert(session: Session, alert: StockAlert) -> None:
    """They have been told."""
    session.delete(alert)
    session.flush()
