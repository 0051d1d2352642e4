"""Signing in by a passkey, and having several of them (W3C Web Authentication, level 3; through py_webauthn).

A challenge is used up by whoever answers it, rightly or not, so that no answer counts twice.
"""

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import Session, col
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from storefront.customers import reads
from storefront.customers.actions.signing_in import begin_session
from storefront.customers.errors import PasskeyRefused, TooManyPasskeys
from storefront.customers.models import Customer, CustomerPasskey, PasskeyChallenge
from storefront.customers.rules import CHALLENGE_LASTS, MOST_PASSKEYS, token_digest
from tenants.kit import clock

_MOST_NAME = 60
_MOST_CREDENTIAL = 20_000
_VERIFIED = UserVerificationRequirement.REQUIRED  # it is the only thing that is asked for


@dataclass(frozen=True, slots=True)
class Site:
    """Where a passkey is for: the shop's name, and the origin of its pages. A passkey of another host is none here."""

    name: str
    origin: str

    @property
    def host(self) -> str:
        return self.origin.partition("://")[2].partition(":")[0]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a browser sent, and the challenge that it has used up. Whose the challenge was: nobody's for signing in."""

    credential: dict[str, object]
    challenge: bytes
    customer_id: int | None


def registration_options(session: Session, tenant_id: int, customer: Customer, site: Site) -> str:
    """What a browser needs to make a new passkey, as JSON, with a fresh challenge. Raises TooManyPasskeys."""
    kept = reads.passkeys_of(session, customer.id or 0)
    if len(kept) >= MOST_PASSKEYS:
        raise TooManyPasskeys(f"a customer has at most {MOST_PASSKEYS} passkeys")
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_name=customer.email,
        user_id=hashlib.sha256(f"{site.host}/{customer.id}".encode()).digest(),
        user_display_name=customer.name or customer.email,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(each.credential_id)) for each in kept],
    )
    _keep(session, tenant_id, options.challenge, customer.id)
    return options_to_json(options)


def sign_in_options(session: Session, tenant_id: int, site: Site) -> str:
    """What a browser needs to sign in with a passkey that it has, as JSON, with a fresh challenge. It names nobody."""
    options = generate_authentication_options(rp_id=site.host, user_verification=_VERIFIED)
    _keep(session, tenant_id, options.challenge, None)
    return options_to_json(options)


def use_challenge(session: Session, sent: str) -> Answered:
    """Use up the challenge that is answered, whatever the answer is worth. To be committed before it is looked at.

    Raises PasskeyRefused where there is none, or its time is over.
    """
    try:
        credential = json.loads(sent[:_MOST_CREDENTIAL])
        told = parse_client_data_json(base64url_to_bytes(credential["response"]["clientDataJSON"]))
    except (ValueError, KeyError, TypeError, AttributeError, WebAuthnException) as error:
        raise PasskeyRefused("this is no answer of a browser") from error
    digest = token_digest(bytes_to_base64url(told.challenge))
    spent = delete(PasskeyChallenge).where(col(PasskeyChallenge.digest) == digest)
    found = session.execute(
        spent.returning(col(PasskeyChallenge.customer_id), col(PasskeyChallenge.expires_at))
    ).one_or_none()
    if found is None or found.expires_at <= clock.now():
        raise PasskeyRefused("this challenge was used, is too old, or never was one")
    return Answered(credential, told.challenge, found.customer_id)


def add_passkey(
    session: Session, tenant_id: int, customer: Customer, site: Site, answered: Answered, *, name: str
) -> CustomerPasskey:
    """Keep a new passkey of the customer who asked for it. Raises PasskeyRefused, TooManyPasskeys."""
    if answered.customer_id is None or answered.customer_id != customer.id:
        raise PasskeyRefused("this challenge was another one's")
    try:
        made = verify_registration_response(
            credential=answered.credential,
            expected_challenge=answered.challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyRefused("this passkey can not be kept") from error
    kept = reads.passkeys_of(session, customer.id)
    if len(kept) >= MOST_PASSKEYS:
        raise TooManyPasskeys(f"a customer has at most {MOST_PASSKEYS} passkeys")
    credential_id = bytes_to_base64url(made.credential_id)
    if reads.find_passkey(session, site.host, credential_id) is not None:
        raise PasskeyRefused("this passkey is kept already")
    added = CustomerPasskey(
        tenant_id=tenant_id,
        customer_id=customer.id,
        host=site.host,
        credential_id=credential_id,
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        name=_tidy_name(name),
        created_at=clock.now(),
    )
    session.add(added)
    session.flush()
    return added


def sign_in_by_passkey(session: Session, tenant_id: int, site: Site, answered: Answered) -> tuple[Customer, str]:
    """Whose passkey it is, and the token of a session. Raises PasskeyRefused, whatever is wrong with it."""
    if answered.customer_id is not None:
        raise PasskeyRefused("this challenge was for a new passkey")
    passkey = reads.find_passkey(session, site.host, str(answered.credential.get("id", "")), is_locked=True)
    if passkey is None:
        raise PasskeyRefused("no such passkey")
    try:
        verified = verify_authentication_response(
            credential=answered.credential,
            expected_challenge=answered.challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise PasskeyRefused("this passkey does not sign anybody in") from error
    passkey.sign_count, passkey.used_at = verified.new_sign_count, clock.now()
    customer = reads.find_customer_by_id(session, passkey.customer_id)
    assert customer is not None, "a passkey goes with its customer"
    return customer, begin_session(session, tenant_id, customer)


def rename_passkey(session: Session, customer_id: int, passkey_id: int, *, name: str) -> None:
    """Raises PasskeyNotFound, also for another customer's."""
    reads.passkey_by_id(session, customer_id, passkey_id).name = _tidy_name(name)
    session.flush()


def remove_passkey(session: Session, customer_id: int, passkey_id: int) -> None:
    """Raises PasskeyNotFound, also for another customer's."""
    session.delete(reads.passkey_by_id(session, customer_id, passkey_id))
    session.flush()


def _tidy_name(name: str) -> str:
    return " ".join("".join(each for each in name if each.isprintable()).split())[:_MOST_NAME]


def _keep(session: Session, tenant_id: int, challenge: bytes, customer_id: int | None) -> None:
    """Of a challenge only a digest is kept, as of every secret."""
    session.add(
        PasskeyChallenge(
            tenant_id=tenant_id,
            digest=token_digest(bytes_to_base64url(challenge)),
            customer_id=customer_id,
            expires_at=clock.now() + CHALLENGE_LASTS,
        )
    )
    session.flush()
