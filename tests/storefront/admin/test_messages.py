"""Mails to buyers in a shop's own words: looked at, kept, and given up again."""

import pytest
from starlette.testclient import TestClient

from storefront import notify
from storefront.admin.pages.messages import mail_titles
from storefront.notify import Wording
from storefront.notify.rules import check_wording
from tenants.isolation import Database
from tests.storefront.admin.conftest import Shop

KIND = "order-placed"
TO_STAFF = {"domain-lapsed", "domain-unproved", "shop-message", "shop-order", "staff-password"}
OWN = {"subject": "Thanks, {name}!", "body": "{order} is ours to pack now.\r\n\r\nYours, {shop}"}


def address(shop: Shop, kind: str = KIND) -> str:
    return f"/shops/{shop.slug}/messages/{kind}"


def kept(database: Database, shop: Shop, language: str = "en") -> Wording | None:
    with database.tenant(shop.tenant_id) as session:
        return notify.find_wording(session, KIND, language)


def test_every_mail_to_buyers_is_there() -> None:
    assert mail_titles("en").keys() == notify.mail_kinds().keys() - TO_STAFF


def test_our_own_words_can_be_kept_as_they_stand() -> None:
    """A merchant who changes one word begins from these."""
    for kind in mail_titles("en"):
        for language in ("en", "ar"):
            check_wording(kind, notify.our_words(kind, language))


def test_own_words_are_looked_at_kept_and_given_up(staff: TestClient, shop: Shop, database: Database) -> None:
    begun = staff.get(address(shop)).text
    assert ("{order}" in begun, "We have your order #1042" in begun) == (True, True)

    shown = staff.post(address(shop), data={"do": "show", "language": "en", **OWN}).text
    assert ("Thanks, Aisyah!" in shown, "not in use yet" in shown) == (True, True)
    assert kept(database, shop) is None

    assert staff.post(address(shop), data={"do": "keep", "language": "en", **OWN}).status_code == 303
    assert kept(database, shop) == Wording("Thanks, {name}!", "{order} is ours to pack now.\n\nYours, {shop}")
    assert "In your words: English" in staff.get(f"/shops/{shop.slug}/messages").text

    assert staff.post(address(shop), data={"do": "restore", "language": "en"}).status_code == 303
    assert kept(database, shop) is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"subject": " "}, "need words"),
        ({"subject": "Two\nlines"}, "A subject is one line"),
        ({"body": "{password}"}, "This mail knows no {password}"),
        ({"body": "x" * (notify.MOST_BODY + 1)}, "5,000 characters are the most"),
    ],
)
@pytest.mark.parametrize("deed", ["show", "keep"])
def test_words_that_can_not_be_sent_are_said_and_not_lost(
    staff: TestClient, shop: Shop, database: Database, deed: str, changed: dict[str, str], words: str
) -> None:
    answer = staff.post(address(shop), data={"do": deed, "language": "en", **OWN, **changed})
    assert (answer.status_code, words in answer.text, kept(database, shop)) == (422, True, None)
    assert all(typed.strip() in answer.text for typed in changed.values())


def test_what_is_no_message_to_buyers_is_not_there(staff: TestClient, shop: Shop, other_shop: Shop) -> None:
    assert staff.get(address(shop, "staff-password")).status_code == 404
    assert staff.get(address(other_shop)).status_code == 404
    assert staff.post(address(shop), data={"do": "nothing", **OWN}).status_code == 404
