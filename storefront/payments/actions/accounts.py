"""A shop's own account at Stripe: opened once, led through onboarding, and described as Stripe last saw it."""

import secrets

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session

from storefront.payments import reads
from storefront.payments.errors import AccountCountryRefused, NoPaymentAccount, PaymentUnavailable, PlayMoneyOnly
from storefront.payments.gateway import Providers, StripeAccounts
from storefront.payments.models import PaymentAccount
from storefront.payments.rules import AccountFacts, ProviderName
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit import clock


def connect_account(
    database: Database, providers: Providers, *, tenant_id: int, refresh_url: str, return_url: str
) -> str:
    """Open the shop's account where it has none, and say where the merchant answers Stripe's questions.

    Safe to repeat, also after a crash: an account is opened once. Raises AccountCountryRefused where the shop is not
    in the country of the platform's account, PlayMoneyOnly for learners, ProviderRefused or PaymentUnavailable.
    """
    accounts = _accounts(providers)
    account_id = open_account(database, providers, tenant_id=tenant_id)
    return accounts.onboarding_link(account_id, refresh_url=refresh_url, return_url=return_url)


def open_account(database: Database, providers: Providers, *, tenant_id: int) -> str:
    """The shop's account, opened if it has none. Raises as `connect_account`."""
    accounts = _accounts(providers)
    with database.tenant(tenant_id) as session:
        tenant = lifecycle.tenant_by_id(session, tenant_id)
        known = reads.find_account(session, ProviderName.STRIPE)
    if known is not None and known.account_id:
        return known.account_id
    if tenant.kind == lifecycle.TenantKind.LEARNER:
        raise PlayMoneyOnly(tenant.slug)
    if (platform := accounts.platform_country()) != tenant.country:
        raise AccountCountryRefused(platform, tenant.country)
    with database.tenant(tenant_id) as session:
        row = _planned(session, tenant_id, tenant.country)
    facts = accounts.open(
        tenant_id=tenant_id, country=tenant.country, email=tenant.contact_email, key=row.idempotency_key
    )
    _record(database, tenant_id, facts)
    return facts.account_id


def refresh_account(database: Database, providers: Providers, *, tenant_id: int) -> PaymentAccount:
    """Ask Stripe how the shop's account stands and write it down. Raises NoPaymentAccount, PaymentUnavailable."""
    with database.tenant(tenant_id) as session:
        known = reads.account_of_shop(session, ProviderName.STRIPE)
    if not known.account_id:
        raise NoPaymentAccount("the shop's account is not open yet")
    facts = _accounts(providers).describe(known.account_id)
    return _record(database, tenant_id, facts)


def leave_account(session: Session) -> None:
    """The shop has taken its account away from the platform: nothing is charged on it any more."""
    row = reads.locked_account(session, ProviderName.STRIPE)
    if row is not None:
        row.takes_charges = row.pays_out = False
        row.disabled_reason = "deauthorized"
        row.changed_at = clock.now()
        session.add(row)


def _planned(session: Session, tenant_id: int, country: str) -> PaymentAccount:
    """The row with its key, stored before Stripe is asked. Of two who plan at once, both get the first one's."""
    now = clock.now()
    planned = PaymentAccount(
        tenant_id=tenant_id,
        provider=ProviderName.STRIPE,
        country=country,
        idempotency_key=f"account-{secrets.token_urlsafe(24)}",
        connected_at=now,
        changed_at=now,
    )
    statement = insert(PaymentAccount).values(**planned.model_dump()).on_conflict_do_nothing()
    session.execute(statement)
    return reads.account_of_shop(session, ProviderName.STRIPE)


def _record(database: Database, tenant_id: int, facts: AccountFacts) -> PaymentAccount:
    with database.tenant(tenant_id) as session:
        row = reads.locked_account(session, ProviderName.STRIPE)
        if row is None or row.account_id not in ("", facts.account_id):
            raise NoPaymentAccount("the shop's account is another one")
        row.account_id = facts.account_id
        row.country = facts.country[:2]
        row.currency = facts.currency[:3]
        row.is_submitted, row.takes_charges, row.pays_out = facts.is_submitted, facts.takes_charges, facts.pays_out
        row.requirements = list(facts.requirements)
        row.disabled_reason = facts.disabled_reason
        row.methods = list(facts.methods) or row.methods
        row.changed_at = clock.now()
        session.add(row)
        return row


def _accounts(providers: Providers) -> StripeAccounts:
    if providers.accounts is None:
        raise PaymentUnavailable("there is no key for stripe")
    return providers.accounts
