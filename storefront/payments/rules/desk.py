"""Stripe's words for what it wants of a merchant, brought to a few topics; and when a dispute is still to be answered.

Names: docs.stripe.com/connect/handling-api-verification and docs.stripe.com/api/disputes/object, as of 2026-09.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

OPEN_DISPUTES: Final = frozenset({"needs_response", "warning_needs_response"})


class AskedTopic(StrEnum):
    """What a merchant has to have at hand to answer."""

    BUSINESS = "business"
    BANK_ACCOUNT = "bank_account"
    TERMS = "terms"
    COMPANY = "company"
    PERSON = "person"
    OWNERS = "owners"
    DOCUMENT = "document"
    STATEMENT = "statement"
    OTHER = "other"


_BY_BEGINNING: Final = {
    "business_profile": AskedTopic.BUSINESS,
    "business_type": AskedTopic.BUSINESS,
    "external_account": AskedTopic.BANK_ACCOUNT,
    "tos_acceptance": AskedTopic.TERMS,
    "company": AskedTopic.COMPANY,
    "individual": AskedTopic.PERSON,
    "representative": AskedTopic.PERSON,
    "owners": AskedTopic.OWNERS,
    "directors": AskedTopic.OWNERS,
    "executives": AskedTopic.OWNERS,
    "documents": AskedTopic.DOCUMENT,
    "settings": AskedTopic.STATEMENT,
}


def asked_topics(requirements: Iterable[str]) -> tuple[AskedTopic, ...]:
    """What Stripe's names of missing facts come to, each topic once and in the order of `AskedTopic`."""
    found = {_topic(each) for each in requirements}
    return tuple(topic for topic in AskedTopic if topic in found)


def _topic(requirement: str) -> AskedTopic:
    beginning, _, rest = requirement.partition(".")
    if rest.endswith("document") or ".document." in f".{rest}.":
        return AskedTopic.DOCUMENT
    if beginning.startswith("person_"):
        return AskedTopic.PERSON
    return _BY_BEGINNING.get(beginning, AskedTopic.OTHER)
