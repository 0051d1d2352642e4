"""The queries about customers. Every address, session and consent is looked up with whose it is."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, func, select

from storefront.customers.errors import AddressNotFound, PasskeyNotFound
from storefront.customers.models import (
    Customer,
    CustomerAddress,
    CustomerConsent,
    CustomerPasskey,
    CustomerSession,
    NewsletterRequest,
    SignInLink,
    StockAlert,
)
from storefront.customers.rules import Purpose, token_digest
from tenants.kit import clock

_GROUPS = text("""
    select each, count(*) from customer
    cross join lateral unnest(groups) as member(each)
    group by each order by each""")


def find_customer(session: Session, email: str) -> Customer | None:
    """By the address in its normal form."""
    return session.exec(select(Customer).where(Customer.email == email)).one_or_none()


def find_customer_by_id(session: Session, customer_id: int) -> Customer | None:
    """A customer of the shop."""
    return session.exec(select(Customer).where(Customer.id == customer_id)).one_or_none()


def groups(session: Session) -> dict[str, int]:
    """How many customers are in each group, by its name; a group of nobody is none."""
    found = session.execute(_GROUPS)
    return {str(name): int(count) for name, count in found}


def customers_in_group(session: Session, group: str, *, after: int = 0, limit: int = 100) -> Sequence[Customer]:
    """By id, those after one where it is given."""
    query = select(Customer).where(col(Customer.groups).contains([group]), col(Customer.id) > after)
    return session.exec(query.order_by(col(Customer.id)).limit(limit)).all()


def customer_signed_in(session: Session, token: str) -> Customer | None:
    """Whoever the session's token belongs to, while it lasts."""
    if not token:
        return None
    query = select(Customer).join(
        CustomerSession,
        (col(CustomerSession.tenant_id) == col(Customer.tenant_id))
        & (col(CustomerSession.customer_id) == col(Customer.id)),
    )
    mine = (CustomerSession.token_digest == token_digest(token), col(CustomerSession.expires_at) > clock.now())
    return session.exec(query.where(*mine)).one_or_none()


def is_link_fresh(session: Session, token: str) -> bool:
    """Whether a link would still sign somebody in. Looking does not use it up."""
    return _find_link(session, token, now=clock.now()) is not None


def _find_link(session: Session, token: str, *, now: datetime) -> SignInLink | None:
    query = select(SignInLink).where(SignInLink.token_digest == token_digest(token), col(SignInLink.expires_at) > now)
    return session.exec(query).one_or_none()


def addresses_of(session: Session, customer_id: int) -> Sequence[CustomerAddress]:
    """The one that was changed last comes first."""
    query = select(CustomerAddress).where(CustomerAddress.customer_id == customer_id)
    return session.exec(query.order_by(col(CustomerAddress.changed_at).desc(), col(CustomerAddress.id).desc())).all()


def address_by_id(session: Session, customer_id: int, address_id: int) -> CustomerAddress:
    """Raises AddressNotFound, also for another customer's."""
    query = select(CustomerAddress).where(CustomerAddress.id == address_id, CustomerAddress.customer_id == customer_id)
    found = session.exec(query).one_or_none()
    if found is None:
        raise AddressNotFound(f"no address {address_id}")
    return found


def passkeys_of(session: Session, customer_id: int) -> Sequence[CustomerPasskey]:
    """Oldest first."""
    query = select(CustomerPasskey).where(CustomerPasskey.customer_id == customer_id)
    return session.exec(query.order_by(col(CustomerPasskey.id))).all()


def passkey_by_id(session: Session, customer_id: int, passkey_id: int) -> CustomerPasskey:
    """Raises PasskeyNotFound, also for another customer's."""
    query = select(CustomerPasskey).where(CustomerPasskey.id == passkey_id, CustomerPasskey.customer_id == customer_id)
    found = session.exec(query).one_or_none()
    if found is None:
        raise PasskeyNotFound(f"no passkey {passkey_id}")
    return found


def find_passkey(session: Session, host: str, credential_id: str, *, is_locked: bool = False) -> CustomerPasskey | None:
    """By the name that the browser has for it; locked, its counter is nobody else's until the transaction ends."""
    query = select(CustomerPasskey).where(
        CustomerPasskey.host == host, CustomerPasskey.credential_id == credential_id.replace("\0", "")
    )
    return session.exec(query.with_for_update() if is_locked else query).one_or_none()


def latest_consent(session: Session, email: str, purpose: Purpose) -> CustomerConsent | None:
    """What somebody said last about one purpose; earlier answers stay on record."""
    query = select(CustomerConsent).where(CustomerConsent.email == email, CustomerConsent.purpose == purpose)
    return session.exec(query.order_by(col(CustomerConsent.id).desc()).limit(1)).first()


def is_agreed(session: Session, email: str, purpose: Purpose) -> bool:
    """Whether the last answer was yes; silence is no."""
    found = latest_consent(session, email, purpose)
    return found is not None and found.is_given


def consents_of(session: Session, email: str) -> Sequence[CustomerConsent]:
    """The whole history, oldest first."""
    query = select(CustomerConsent).where(CustomerConsent.email == email)
    return session.exec(query.order_by(col(CustomerConsent.id))).all()


def find_consent(session: Session, consent_id: int) -> CustomerConsent | None:
    """None where there is no such consent, or where its person was erased."""
    return session.exec(select(CustomerConsent).where(CustomerConsent.id == consent_id)).one_or_none()


def subscribers(session: Session) -> list[CustomerConsent]:
    """Who agreed to news and has not said no since: the consent that counts, by address."""
    newest = select(func.max(CustomerConsent.id)).where(CustomerConsent.purpose == Purpose.MARKETING)
    counting = newest.group_by(col(CustomerConsent.email))
    query = select(CustomerConsent).where(col(CustomerConsent.id).in_(counting), col(CustomerConsent.is_given))
    return list(session.exec(query.order_by(col(CustomerConsent.email))))


def is_news_link_fresh(session: Session, token: str) -> bool:
    """Whether a link would still agree to news. Looking, as mail scanners do, does not use it up."""
    query = select(NewsletterRequest.id).where(
        NewsletterRequest.token_digest == token_digest(token), col(NewsletterRequest.expires_at) > clock.now()
    )
    return session.exec(query).first() is not None


def news_request_of(session: Session, email: str) -> NewsletterRequest | None:
    """What an address asked for and has not agreed to yet, by the address in its normal form."""
    return session.exec(select(NewsletterRequest).where(NewsletterRequest.email == email)).one_or_none()


def alerts_of(session: Session, email: str) -> Sequence[StockAlert]:
    """What an address wants to be told of, the oldest first."""
    return session.exec(select(StockAlert).where(StockAlert.email == email).order_by(col(StockAlert.id))).all()


def alerts_page(session: Session, *, after: int, limit: int) -> Sequence[StockAlert]:
    """What people wait for, by id."""
    query = select(StockAlert).where(col(StockAlert.id) > after).order_by(col(StockAlert.id)).limit(limit)
    return session.exec(query).all()
