"""How a quotation can be paid."""

from sqlmodel import Session

from storefront import payments
from storefront.money import Money
from storefront.payments import PaymentMethod, Providers


def ways_to_pay(
    session: Session, providers: Providers, *, tenant_id: int, amount: Money, country: str
) -> tuple[PaymentMethod, ...]:
    """The shop's ways that add nothing to the price, since what was quoted is what is paid."""
    found = payments.methods_for(session, providers, tenant_id=tenant_id, amount=amount, country=country)
    return tuple(each for each in found if not each.fee)
