"""Which ways to pay an order has, and the shop's own settings for those that need no provider."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from storefront.money import Money
from storefront.payments import reads, rules
from storefront.payments.errors import MethodRefused, Refusal
from storefront.payments.gateway import Providers
from storefront.payments.models import ManualMethod
from storefront.payments.rules import ManualKind, PaymentMethod, ProviderName, RefusedMethod
from tenants import lifecycle


@dataclass(frozen=True, slots=True)
class NewManualMethod:
    """How a shop takes payment by hand, for orders in the fee's currency. No countries: everywhere."""

    kind: ManualKind
    fee: Money
    instructions: Mapping[str, str] = field(default_factory=dict)
    countries: Sequence[str] = ()
    least: Money | None = None
    most: Money | None = None
    is_enabled: bool = True


def methods_for(
    session: Session, providers: Providers, *, tenant_id: int, amount: Money, country: str
) -> tuple[PaymentMethod, ...]:
    """The ways in which an order of this amount, for this country, can be paid, the usual one first.

    A method's `fee` is not in `amount`: whoever adds it up adds it.
    """
    found = _weighed(session, providers, tenant_id, amount, country)
    return tuple(each for each in found if isinstance(each, PaymentMethod))


def refused_methods(
    session: Session, providers: Providers, *, tenant_id: int, amount: Money, country: str
) -> tuple[RefusedMethod, ...]:
    """The ways that the shop has and this order can not be paid in, each with its reason."""
    found = _weighed(session, providers, tenant_id, amount, country)
    return tuple(each for each in found if isinstance(each, RefusedMethod))


def checked_method(
    session: Session, providers: Providers, *, tenant_id: int, method: str, amount: Money, country: str
) -> PaymentMethod:
    """The method, if the order can be paid in it. Raises MethodRefused. `amount` is without the method's fee."""
    for each in _weighed(session, providers, tenant_id, amount, country):
        if each.method == method:
            if isinstance(each, PaymentMethod):
                return each
            raise MethodRefused(method, each.reason, each.limit)
    raise MethodRefused(method, Refusal.NOT_OFFERED)


def set_manual_methods(session: Session, tenant_id: int, methods: Sequence[NewManualMethod]) -> None:
    """Set how the shop takes payment by hand, replacing what was there. Raises MixedCurrencies, NegativeAmount."""
    for known in reads.manual_methods(session):
        session.delete(known)
    session.flush()
    for each in methods:
        limits = [limit for limit in (each.least, each.most) if limit is not None]
        Money.total((*limits, each.fee.not_negative()), each.fee.currency)
        session.add(
            ManualMethod(
                tenant_id=tenant_id,
                kind=each.kind,
                currency=each.fee.currency,
                is_enabled=each.is_enabled,
                instructions=dict(each.instructions),
                countries=list(each.countries),
                fee_minor=each.fee.amount_minor,
                least_minor=each.least.amount_minor if each.least else None,
                most_minor=each.most.amount_minor if each.most else None,
            )
        )
    session.flush()


def _weighed(
    session: Session, providers: Providers, tenant_id: int, amount: Money, country: str
) -> Iterator[PaymentMethod | RefusedMethod]:
    """A shop for learners is paid in play money only; any other one in play money only where nothing else is set up."""
    is_learner = lifecycle.tenant_by_id(session, tenant_id).kind == lifecycle.TenantKind.LEARNER
    if is_learner or not providers.take_money:
        yield PaymentMethod(ProviderName.TEST, rules.TEST, leaves=True)
    if is_learner:
        return
    if providers.take_money:
        yield from _online(session, amount)
    for each in reads.manual_methods(session):
        if each.is_enabled:
            yield _manual(each, amount, country)


def _online(session: Session, amount: Money) -> Iterator[PaymentMethod | RefusedMethod]:
    account = reads.find_account(session, ProviderName.STRIPE)
    if account is None or not account.takes_charges:
        return
    refusal = rules.amount_refusal(rules.ONLINE, amount)
    if refusal is not None:
        yield RefusedMethod(rules.ONLINE, refusal.reason, refusal.limit)
        return
    yield PaymentMethod(ProviderName.STRIPE, rules.ONLINE, leaves=True, types=tuple(account.methods))


def _manual(each: ManualMethod, amount: Money, country: str) -> PaymentMethod | RefusedMethod:
    limits = rules.Limits(tuple(each.countries), each.currency, each.least_minor, each.most_minor)
    refusal = rules.limits_refusal(each.kind, limits, amount, country)
    if refusal is not None:
        return RefusedMethod(each.kind, refusal.reason, refusal.limit)
    fee = Money(each.fee_minor, each.currency) if each.fee_minor else None
    return PaymentMethod(ProviderName.MANUAL, each.kind, leaves=False, fee=fee, instructions=dict(each.instructions))
