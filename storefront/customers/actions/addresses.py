"""A customer's addresses. They have been checked as their country asks."""

from typing import Any

from sqlmodel import Session

from storefront.customers import reads
from storefront.customers.errors import TooManyAddresses
from storefront.customers.models import CustomerAddress
from storefront.customers.rules import MOST_ADDRESSES
from tenants.kit import clock


def add_address(session: Session, tenant_id: int, customer_id: int, fields: dict[str, Any]) -> CustomerAddress:
    """The fields of a checked address; one that is kept already is not kept twice. Raises TooManyAddresses."""
    kept = reads.addresses_of(session, customer_id)
    same = next((each for each in kept if each.fields == fields), None)
    if same is not None:
        return same
    if len(kept) >= MOST_ADDRESSES:
        raise TooManyAddresses(f"a customer keeps at most {MOST_ADDRESSES} addresses")
    added = CustomerAddress(tenant_id=tenant_id, customer_id=customer_id, fields=fields, changed_at=clock.now())
    session.add(added)
    session.flush()
    return added


def change_address(session: Session, customer_id: int, address_id: int, fields: dict[str, Any]) -> None:
    """Raises AddressNotFound."""
    found = reads.address_by_id(session, customer_id, address_id)
    found.fields, found.changed_at = fields, clock.now()
    session.add(found)
    session.flush()


def remove_address(session: Session, customer_id: int, address_id: int) -> None:
    """Raises AddressNotFound."""
    session.delete(reads.address_by_id(session, customer_id, address_id))
    session.flush()
