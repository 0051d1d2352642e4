"""A link signs its reader in once; a session lasts until it ends or is ended."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from storefront import customers
from storefront.customers import Answer, Purpose
from tenants.isolation import Database, JobContext
from tenants.kit import clock
from tests.factories.catalog import AShop, a_shop


@pytest.fixture
def shop(database: Database) -> AShop:
    return a_shop(database)


def link(shop: AShop, email: str = "Aisyah@Example.com") -> str:
    with shop.session() as session:
        return customers.issue_link(session, shop.tenant_id, email, language="ms")


def use(shop: AShop, secret: str) -> str:
    with shop.session() as session:
        return customers.sign_in(session, shop.tenant_id, secret)[1]


def who(shop: AShop, token: str) -> str:
    with shop.session() as session:
        found = customers.customer_signed_in(session, token)
        return found.email if found else ""


def test_a_link_makes_a_customer_and_signs_them_in_once(shop: AShop) -> None:
    secret = link(shop)
    with shop.session() as session:
        assert customers.is_link_fresh(session, secret)
        assert customers.find_customer(session, "aisyah@example.com") is None
    token = use(shop, secret)
    assert who(shop, token) == "aisyah@example.com"
    with pytest.raises(customers.LinkSpent):
        use(shop, secret)
    assert use(shop, link(shop)) != token
    with shop.session() as session:
        found = customers.find_customer(session, "aisyah@example.com")
        assert found is not None
        assert found.language == "ms"


def test_a_link_works_for_twenty_minutes_and_a_session_for_ninety_days(shop: AShop) -> None:
    secret, other = link(shop), link(shop, "bea@example.com")
    with time_machine.travel(clock.now() + timedelta(minutes=21), tick=False), pytest.raises(customers.LinkSpent):
        use(shop, secret)
    token = use(shop, other)
    with time_machine.travel(clock.now() + timedelta(days=89), tick=False):
        assert who(shop, token) == "bea@example.com"
    with time_machine.travel(clock.now() + timedelta(days=91), tick=False):
        assert who(shop, token) == ""
        customers.forget_spent(JobContext(shop.database, {}), tenant_id=shop.tenant_id)
    assert who(shop, token) == ""


def test_only_digests_are_kept(shop: AShop) -> None:
    waiting, token = link(shop, "bea@example.com"), use(shop, link(shop))
    with shop.session() as session:
        kept = {
            *session.execute(text("select token_digest from sign_in_link")).scalars(),
            *session.execute(text("select token_digest from customer_session")).scalars(),
        }
    assert kept == {hashlib.sha256(each.encode()).hexdigest() for each in (waiting, token)}


def test_signing_out_ends_one_session_or_all_of_them(shop: AShop) -> None:
    first, second, third = (use(shop, link(shop)) for _ in range(3))
    with shop.session() as session:
        customers.sign_out(session, first)
    assert [who(shop, each) for each in (first, second, third)] == ["", "aisyah@example.com", "aisyah@example.com"]
    with shop.session() as session:
        found = customers.find_customer(session, "aisyah@example.com")
        assert found is not None
        customers.sign_out_everywhere(session, found.id or 0)
    assert [who(shop, each) for each in (second, third)] == ["", ""]


def test_another_shop_knows_neither_link_nor_session(shop: AShop, database: Database) -> None:
    other = a_shop(database)
    secret = link(shop)
    with pytest.raises(customers.LinkSpent):
        use(other, secret)
    assert who(other, use(shop, secret)) == ""


def test_one_customer_has_no_way_to_the_address_of_another(shop: AShop) -> None:
    with shop.session() as session:
        mine = customers.meet(session, shop.tenant_id, "a@example.com", language="en").id or 0
        theirs = customers.meet(session, shop.tenant_id, "b@example.com", language="en").id or 0
        kept = customers.add_address(session, shop.tenant_id, theirs, {"line1": "1 Street", "country": "MY"})
        with pytest.raises(customers.AddressNotFound):
            customers.change_address(session, mine, kept.id or 0, {})
        with pytest.raises(customers.AddressNotFound):
            customers.remove_address(session, mine, kept.id or 0)
        assert [each.fields for each in customers.addresses_of(session, theirs)] == [
            {"line1": "1 Street", "country": "MY"}
        ]


def test_consent_is_a_history_of_which_the_last_word_counts(shop: AShop) -> None:
    with shop.session() as session:
        for is_given in (True, True, False):
            answer = Answer(is_given, "Tell me of offers", "en")
            customers.note_consent(session, shop.tenant_id, "A@example.com", Purpose.MARKETING, answer)
        said = customers.consents_of(session, "a@example.com")
        assert [(each.purpose, each.is_given, each.wording) for each in said] == [
            ("marketing", True, "Tell me of offers"),
            ("marketing", False, "Tell me of offers"),
        ]
        assert not customers.is_agreed(session, "a@example.com", Purpose.MARKETING)
        assert not customers.is_agreed(session, "a@example.com", Purpose.REMINDERS)


@given(st.emails())
def test_an_address_is_one_whatever_its_capitals_and_blanks(email: str) -> None:
    try:
        normal = customers.normal_email(email)
    except customers.BadEmail:
        return
    assert customers.normal_email(f" {email.upper()} ") == normal
    assert customers.normal_email(normal) == normal


@pytest.mark.parametrize(
    "text", ["", "a", "a@b", "a b@c.de", "a@b..de", "a@@b.de", "a@b.de\nx@y.de", "x" * 250 + "@b.de"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(customers.BadEmail):
        customers.normal_email(text)
