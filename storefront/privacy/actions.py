"""Erasing a customer from all that a shop keeps."""

from sqlmodel import Session

from storefront import cart, checkout, customers, discounts, enquiries, media, notify, orders, payments
from storefront.customers import Customer
from storefront.privacy import reads
from storefront.privacy.errors import OrdersUnderWay
from tenants.isolation import enqueue

ERASE_JOB = "privacy.erase"


def ask_for_erasure(session: Session, tenant_id: int, customer: Customer) -> None:
    """End every session, and write the job that erases. Raises OrdersUnderWay."""
    waiting = reads.orders_under_way(session, customer)
    if waiting:
        raise OrdersUnderWay(waiting)
    customers.sign_out_everywhere(session, customer.id or 0)
    enqueue(session, ERASE_JOB, tenant_id=tenant_id, customer_id=customer.id or 0)


def erase(session: Session, customer: Customer) -> None:
    """All at once or not at all. Needs the platform's role, which may change histories. Raises OrdersUnderWay."""
    waiting = reads.orders_under_way(session, customer)
    if waiting:
        raise OrdersUnderWay(waiting)
    email = customer.email
    bought = reads.orders_of(session, customer)
    asked = enquiries.forget_asker(session, email)
    about = [*(f"order/{each.id}" for each in bought), *(f"enquiry/{each}" for each in asked)]
    notify.forget_mails(session, email, about)
    photos: set[int] = set()
    for order in bought:
        payments.forget_buyer(session, order_id=order.id)
        photos.update(orders.forget_buyer(session, order.id))
    media.remove_assets(session, customer.tenant_id, reads.unused_pictures(session, photos))
    discounts.forget_customer(session, email)
    for kept in reads.carts_of(session, customer):
        cart.remove_cart(session, kept.id or 0)
    checkout.forget_checkouts(session, email)
    customers.forget_person(session, email)
