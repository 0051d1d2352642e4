"""The only queries of payments. Each runs in a session that is bound to the tenant."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from storefront.payments.errors import NoPaymentAccount, NoSuchPayment, NoSuchRefund
from storefront.payments.models import (
    Dispute,
    ManualMethod,
    Payment,
    PaymentAccount,
    PaymentEvent,
    Payout,
    ProviderEvent,
    Refund,
)
from storefront.payments.rules import OPEN_DISPUTES


def payment_by_id(session: Session, payment_id: int) -> Payment:
    """Raises NoSuchPayment."""
    return _found(session.exec(select(Payment).where(Payment.id == payment_id)).one_or_none(), payment_id)


def find_payment(session: Session, payment_id: int) -> Payment | None:
    """A payment of the shop."""
    return session.exec(select(Payment).where(Payment.id == payment_id)).one_or_none()


def payment_by_reference(session: Session, reference: str) -> Payment:
    """Raises NoSuchPayment."""
    return _found(session.exec(select(Payment).where(Payment.reference == reference)).one_or_none(), reference)


def payment_by_token(session: Session, token: str) -> Payment:
    """The payment whose page this names. Raises NoSuchPayment."""
    found = session.exec(select(Payment).where(Payment.token == token)).one_or_none() if token else None
    return _found(found, "of this page")


def locked_payment(session: Session, payment_id: int) -> Payment:
    """The payment as it is now, held against other writers until the transaction ends. Raises NoSuchPayment."""
    query = select(Payment).where(Payment.id == payment_id).with_for_update()
    return _found(session.exec(query.execution_options(populate_existing=True)).one_or_none(), payment_id)


def find_payment_at_provider(
    session: Session, *, account_id: str, session_id: str = "", intent_id: str = "", charge_id: str = ""
) -> Payment | None:
    """The payment that the provider knows by one of these names."""
    names = ((Payment.session_id, session_id), (Payment.intent_id, intent_id), (Payment.charge_id, charge_id))
    for column, name in names:
        if name:
            query = select(Payment).where(col(column) == name, Payment.account_id == account_id)
            if found := session.exec(query.limit(1)).one_or_none():
                return found
    return None


def payments_of_order(session: Session, order_id: int) -> list[Payment]:
    """Every attempt, the oldest first."""
    return list(session.exec(select(Payment).where(Payment.order_id == order_id).order_by(col(Payment.id))))


def open_payments(session: Session, *, states: frozenset[str], unchanged_since: datetime, limit: int) -> list[Payment]:
    """Payments in one of the states that have not moved since a moment, the longest unmoved first."""
    query = select(Payment).where(col(Payment.state).in_(states), col(Payment.changed_at) < unchanged_since)
    return list(session.exec(query.order_by(col(Payment.changed_at)).limit(limit)))


def events_of_payment(session: Session, payment_id: int) -> list[PaymentEvent]:
    """What happened to it, in order."""
    query = select(PaymentEvent).where(PaymentEvent.payment_id == payment_id).order_by(col(PaymentEvent.id))
    return list(session.exec(query))


def refunds_of_payment(session: Session, payment_id: int) -> list[Refund]:
    """Every refund, the oldest first."""
    return list(session.exec(select(Refund).where(Refund.payment_id == payment_id).order_by(col(Refund.id))))


def refund_by_id(session: Session, refund_id: int) -> Refund:
    """Raises NoSuchRefund."""
    found = session.exec(select(Refund).where(Refund.id == refund_id)).one_or_none()
    if found is None:
        raise NoSuchRefund(f"there is no refund {refund_id}")
    return found


def find_refund(session: Session, reference: str) -> Refund | None:
    """A refund, by the reference of whoever asked for it."""
    return session.exec(select(Refund).where(Refund.reference == reference)).one_or_none()


def disputes_of_payment(session: Session, payment_id: int) -> list[Dispute]:
    """A payment's disputes, the oldest first."""
    return list(session.exec(select(Dispute).where(Dispute.payment_id == payment_id).order_by(col(Dispute.id))))


def newest_disputes(session: Session, *, limit: int = 50) -> list[tuple[Dispute, int]]:
    """Disputes and the orders they are about, by order id: those that an answer is still due for first."""
    is_due = col(Dispute.state).in_(OPEN_DISPUTES)
    query = select(Dispute, Payment.order_id).join(Payment, col(Payment.id) == col(Dispute.payment_id))
    query = query.order_by(is_due.desc(), col(Dispute.opened_at).desc(), col(Dispute.id).desc())
    return [(dispute, order_id) for dispute, order_id in session.exec(query.limit(limit))]


def find_dispute(session: Session, dispute_id: str) -> Dispute | None:
    """A dispute, by the provider's own id."""
    return session.exec(select(Dispute).where(Dispute.dispute_id == dispute_id)).one_or_none()


def newest_payouts(session: Session, *, limit: int = 50) -> list[Payout]:
    """What went to the merchant's bank, the newest first."""
    newest_first = (col(Payout.created_at).desc(), col(Payout.id).desc())
    return list(session.exec(select(Payout).order_by(*newest_first).limit(limit)))


def find_account(session: Session, provider: str) -> PaymentAccount | None:
    """The shop's account at a provider."""
    return session.exec(select(PaymentAccount).where(PaymentAccount.provider == provider)).one_or_none()


def account_of_shop(session: Session, provider: str) -> PaymentAccount:
    """Raises NoPaymentAccount."""
    found = find_account(session, provider)
    if found is None:
        raise NoPaymentAccount("the shop is not connected to the payment provider")
    return found


def locked_account(session: Session, provider: str) -> PaymentAccount | None:
    """The account's row, held against other writers until the transaction ends."""
    query = select(PaymentAccount).where(PaymentAccount.provider == provider).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one_or_none()


def find_tenant_of_account(session: Session, account_id: str) -> int | None:
    """Whose account at the provider this is. Needs no bound tenant, and tells of one exact account."""
    found = session.scalar(select(func.tenant_of_payment_account(account_id)))
    return None if found is None else int(found)


def manual_methods(session: Session) -> list[ManualMethod]:
    """The shop's settings, also those that are off."""
    return list(session.exec(select(ManualMethod).order_by(col(ManualMethod.kind), col(ManualMethod.currency))))


def find_manual_method(session: Session, kind: str, currency: str) -> ManualMethod | None:
    """A way to pay by hand, in one currency."""
    query = select(ManualMethod).where(ManualMethod.kind == kind, ManualMethod.currency == currency)
    return session.exec(query).one_or_none()


def locked_event(session: Session, event_id: int) -> ProviderEvent | None:
    """A kept message, held against other writers until the transaction ends."""
    query = select(ProviderEvent).where(ProviderEvent.id == event_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one_or_none()


def kept_events(session: Session) -> list[ProviderEvent]:
    """The provider's messages, in the order in which they came."""
    return list(session.exec(select(ProviderEvent).order_by(col(ProviderEvent.id))))


def _found(payment: Payment | None, named: object) -> Payment:
    if payment is None:
        raise NoSuchPayment(f"there is no payment {named}")
    return payment
