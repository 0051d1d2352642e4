"""Having an order paid, in three steps of which each may be the last before a crash.

First the payment and its key, in the caller's transaction; then the provider, outside any; then what it answered. A
check that is enqueued with the first step finds whatever stopped half way.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from storefront.money import Money, chargeable_half_up
from storefront.payments import reads, rules
from storefront.payments.actions.methods import checked_method
from storefront.payments.actions.records import charge_of, id_of, note, record_facts
from storefront.payments.errors import (
    MethodRefused,
    NotInThisState,
    PaymentUnavailable,
    ProviderRefused,
    ReferenceTaken,
    Refusal,
)
from storefront.payments.gateway import Providers
from storefront.payments.gateway.manual import told
from storefront.payments.models import Payment
from storefront.payments.rules import OPEN_STATES, PaymentMethod, PaymentState, ProviderName
from tenants import lifecycle
from tenants.isolation import Database, enqueue
from tenants.kit import clock

log = structlog.get_logger(__name__)

CHECK_JOB = "payments.check"
_BANK_TRANSFER_TAKES = timedelta(days=7)
_BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """An order that wants to be paid. `reference` names this attempt, once and for ever within the shop.

    `amount` is all that is to be paid, and `method_fee` the part of it that choosing this method added. The addresses
    are absolute and on the shop's own host: where the buyer comes back to, paid or not.
    """

    order_id: int
    reference: str
    amount: Money
    method: str
    country: str
    language: str
    return_url: str
    cancel_url: str
    email: str | None = None
    description: str = ""
    method_fee: Money | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """Where the buyer goes now: to the provider's page, or, where there is none, on to their order."""

    payment_id: int
    state: PaymentState
    url: str
    leaves: bool


def start_payment(session: Session, providers: Providers, *, tenant_id: int, request: PaymentRequest) -> Payment:
    """Write down that the order is to be paid; nobody is asked yet. The same request again is the same payment.

    Raises MethodRefused, or ReferenceTaken where the reference names a payment of other facts.
    """
    net = request.amount - (request.method_fee or Money(0, request.amount.currency))
    method = checked_method(
        session, providers, tenant_id=tenant_id, method=request.method, amount=net, country=request.country
    )
    values = _row(session, providers, tenant_id, request, method=method)
    statement = insert(Payment).values(**values).on_conflict_do_nothing(index_elements=["tenant_id", "reference"])
    is_new = session.execute(statement.returning(Payment.__table__.c.id)).first() is not None  # type: ignore[attr-defined]
    payment = reads.payment_by_reference(session, request.reference)
    if not is_new:
        if (payment.order_id, payment.amount, payment.method) != (request.order_id, request.amount, request.method):
            raise ReferenceTaken(f"{request.reference} is another payment's")
        return payment
    note(session, payment, "started", method=request.method)
    first = clock.now() + timedelta(minutes=2)
    schedule_check(session, payment, first if method.leaves else payment.expires_at)
    return payment


def continue_payment(database: Database, providers: Providers, *, tenant_id: int, payment_id: int) -> NextStep:
    """Ask the provider to expect the payment, and say where the buyer goes. Call it after the order is committed.

    Safe to call again at any time, also after PaymentUnavailable, which loses nothing: the provider is asked with the
    same key. Raises NotInThisState once the payment has come to nothing.
    """
    with database.tenant(tenant_id) as session:
        payment = reads.payment_by_id(session, payment_id)
    if payment.state != PaymentState.STARTED:
        return _step(payment)
    charge = charge_of(payment)
    refusal: ProviderRefused | None = None
    try:
        facts = providers.named(payment.provider).begin(charge)
    except PaymentUnavailable as error:
        log.warning("payment.not_begun", payment_id=payment_id, reason=str(error))
        raise
    except ProviderRefused as error:
        refusal = error
        facts = told(charge, PaymentState.FAILED, failure=error.code)
    with database.tenant(tenant_id) as session:
        payment = reads.locked_payment(session, payment_id)
        record_facts(session, payment, facts, source="begin")
    if refusal is not None:
        raise _as_refused_method(payment, refusal)
    return _step(payment)


def close_payment(database: Database, providers: Providers, *, tenant_id: int, payment_id: int) -> PaymentState:
    """See to it that the payment is not paid any more, and say what became of it: it may have been paid meanwhile.

    Call it before the goods that wait for it are given away. Raises PaymentUnavailable.
    """
    with database.tenant(tenant_id) as session:
        payment = reads.payment_by_id(session, payment_id)
    if payment.state not in OPEN_STATES:
        return PaymentState(payment.state)
    facts = providers.named(payment.provider).close(charge_of(payment))
    with database.tenant(tenant_id) as session:
        payment = reads.locked_payment(session, payment_id)
        record_facts(session, payment, facts, source="close")
        return PaymentState(payment.state)


def schedule_check(session: Session, payment: Payment, at: datetime | None) -> None:
    """Have somebody look at the payment at a moment; one that waits already will do. None: nothing is due."""
    if at is not None:
        payment_id = id_of(payment)
        once = f"{CHECK_JOB}/{payment_id}"
        enqueue(session, CHECK_JOB, tenant_id=payment.tenant_id, once=once, at=at, payment_id=payment_id)


def _row(
    session: Session, providers: Providers, tenant_id: int, request: PaymentRequest, *, method: PaymentMethod
) -> dict[str, object]:
    now = clock.now()
    is_online = method.provider == ProviderName.STRIPE
    account = reads.account_of_shop(session, method.provider) if is_online else None
    plan = lifecycle.tenant_by_id(session, tenant_id).plan
    fee = request.amount * providers.fees.get(plan, 0) if is_online else Money(0, request.amount.currency)
    return {
        "tenant_id": tenant_id,
        "order_id": request.order_id,
        "reference": request.reference,
        "provider": method.provider.value,
        "method": method.method,
        "amount_minor": request.amount.amount_minor,
        "currency": request.amount.currency,
        "application_fee_minor": _kept_by_the_platform(fee).amount_minor,
        "country": request.country,
        "language": request.language,
        "email": request.email,
        "description": request.description[:200],
        "return_url": request.return_url,
        "cancel_url": request.cancel_url,
        "token": secrets.token_urlsafe(32),
        "idempotency_key": f"pay-{secrets.token_urlsafe(24)}",
        "state": PaymentState.STARTED.value,
        "account_id": account.account_id if account else "",
        **dict.fromkeys(("session_id", "intent_id", "charge_id", "redirect_url", "failure", "fee_currency"), ""),
        "is_live": providers.named(method.provider).is_live,
        "started_at": now,
        "changed_at": now,
        "expires_at": _deadline(method, request, now),
    }


def _kept_by_the_platform(times_basis_points: Money) -> Money:
    if not times_basis_points:
        return times_basis_points
    share = Money(1, times_basis_points.currency).times_half_up(times_basis_points.amount_minor // _BASIS_POINTS)
    return chargeable_half_up(share)


def _deadline(method: PaymentMethod, request: PaymentRequest, now: datetime) -> datetime | None:
    if method.leaves:
        return rules.payment_deadline(request.expires_at, now)
    if method.method == rules.BANK_TRANSFER:
        return request.expires_at or now + _BANK_TRANSFER_TAKES
    return None  # who pays at the door pays when the parcel is there


def _step(payment: Payment) -> NextStep:
    state = PaymentState(payment.state)
    if state in (PaymentState.FAILED, PaymentState.CANCELLED, PaymentState.EXPIRED):
        raise NotInThisState(state)
    leaves = state is PaymentState.WAITING and bool(payment.redirect_url)
    return NextStep(id_of(payment), state, payment.redirect_url if leaves else payment.return_url, leaves)


def _as_refused_method(payment: Payment, error: ProviderRefused) -> MethodRefused | ProviderRefused:
    """The provider's word for it, in ours, where it is the buyer's business."""
    reasons = {"amount_too_small": Refusal.TOO_SMALL, "amount_too_large": Refusal.TOO_LARGE}
    reason = reasons.get(error.code)
    return MethodRefused(payment.method, reason) if reason else error
