"""Who somebody is to a shop."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, SQLModel, col

from storefront.customers import reads
from storefront.customers.models import Customer, CustomerConsent, NewsletterRequest, SignInLink, StockAlert
from storefront.customers.rules import group_name, normal_email
from tenants.kit import clock


def meet(session: Session, tenant_id: int, email: str, *, language: str, name: str = "", phone: str = "") -> Customer:
    """The customer of an address, who may be new. What is known already stays as it is. Raises BadEmail."""
    address = normal_email(email)
    new = insert(Customer).values(
        tenant_id=tenant_id, email=address, name="", phone="", language=language, created_at=clock.now()
    )
    session.execute(new.on_conflict_do_nothing(index_elements=["tenant_id", "email"]))
    found = reads.find_customer(session, address)
    assert found is not None, "it was just written"
    found.name, found.phone = found.name or name[:200], found.phone or phone[:40]
    session.flush()
    return found


def change_person(session: Session, customer: Customer, *, name: str, language: str) -> None:
    """Keep the name, cut at 200 characters, and the language that the customer is written to in."""
    customer.name, customer.language = name.strip()[:200], language
    session.add(customer)
    session.flush()


def put_in_groups(session: Session, customer: Customer, groups: Iterable[str]) -> None:
    """The customer is in these groups and in no others. Names are tidied, and empty ones left out."""
    customer.groups = sorted({group_name(each) for each in groups if each.strip()})
    session.add(customer)
    session.flush()


def join_group(session: Session, tenant_id: int, email: str, group: str, *, language: str) -> Customer:
    """Whoever reads an address is in the group, known to the shop so far or not. Raises BadEmail, BadGroup."""
    name = group_name(group)
    customer = meet(session, tenant_id, email, language=language)
    put_in_groups(session, customer, [*customer.groups, name])
    return customer


def leave_group(session: Session, email: str, group: str) -> None:
    """Safe to repeat. Raises BadEmail."""
    customer = reads.find_customer(session, normal_email(email))
    if customer is not None:
        put_in_groups(session, customer, [each for each in customer.groups if each != group])


def forget_person(session: Session, email: str) -> None:
    """Remove all that the shop keeps under an address: the customer with addresses and sessions, consents, what they
    wait for and asked for."""
    mine: tuple[tuple[type[SQLModel], object], ...] = (
        (Customer, Customer.email),
        (SignInLink, SignInLink.email),
        (CustomerConsent, CustomerConsent.email),
        (StockAlert, StockAlert.email),
        (NewsletterRequest, NewsletterRequest.email),
    )
    for table, column in mine:
        session.execute(delete(table).where(col(column) == email))
