"""Those who buy: who they are to a shop, where things are sent to them, and what they agreed to.

A customer signs in by a link that is mailed to them or by a passkey, so there is no password to lose. Of links,
sessions and challenges only digests are kept. Consent is a history: each yes and each no with its moment and the words
that were shown. What a customer bought is with orders; forgetting somebody everywhere is `privacy`.
"""

from storefront.customers.actions.addresses import add_address, change_address, remove_address
from storefront.customers.actions.alerts import ask_for_alert, drop_alert
from storefront.customers.actions.consents import Answer, note_consent
from storefront.customers.actions.passkeys import (
    Site,
    add_passkey,
    registration_options,
    remove_passkey,
    rename_passkey,
    sign_in_by_passkey,
    sign_in_options,
    use_challenge,
)
from storefront.customers.actions.people import change_person, forget_person, meet, put_in_groups
from storefront.customers.actions.signing_in import issue_link, sign_in, sign_out, sign_out_everywhere
from storefront.customers.errors import (
    AddressNotFound,
    BadEmail,
    LinkSpent,
    PasskeyNotFound,
    PasskeyRefused,
    TooManyAddresses,
    TooManyAlerts,
    TooManyPasskeys,
)
from storefront.customers.jobs import forget_spent, forget_spent_everywhere
from storefront.customers.models import Customer, CustomerAddress, CustomerConsent, CustomerPasskey, StockAlert
from storefront.customers.reads import (
    address_by_id,
    addresses_of,
    alerts_of,
    alerts_page,
    consents_of,
    customer_signed_in,
    find_customer,
    find_customer_by_id,
    is_agreed,
    is_link_fresh,
    latest_consent,
    passkeys_of,
)
from storefront.customers.rules import CHALLENGE_LASTS, LINK_LASTS, MOST_ADDRESSES, SESSION_LASTS, Purpose, normal_email

__all__ = [
    "CHALLENGE_LASTS",
    "LINK_LASTS",
    "MOST_ADDRESSES",
    "SESSION_LASTS",
    "AddressNotFound",
    "Answer",
    "BadEmail",
    "Customer",
    "CustomerAddress",
    "CustomerConsent",
    "CustomerPasskey",
    "LinkSpent",
    "PasskeyNotFound",
    "PasskeyRefused",
    "Purpose",
    "Site",
    "StockAlert",
    "TooManyAddresses",
    "TooManyAlerts",
    "TooManyPasskeys",
    "add_address",
    "add_passkey",
    "address_by_id",
    "addresses_of",
    "alerts_of",
    "alerts_page",
    "ask_for_alert",
    "change_address",
    "change_person",
    "consents_of",
    "customer_signed_in",
    "drop_alert",
    "find_customer",
    "find_customer_by_id",
    "forget_person",
    "forget_spent",
    "forget_spent_everywhere",
    "is_agreed",
    "is_link_fresh",
    "issue_link",
    "latest_consent",
    "meet",
    "normal_email",
    "note_consent",
    "passkeys_of",
    "put_in_groups",
    "registration_options",
    "remove_address",
    "remove_passkey",
    "rename_passkey",
    "sign_in",
    "sign_in_by_passkey",
    "sign_in_options",
    "sign_out",
    "sign_out_everywhere",
    "use_challenge",
]
