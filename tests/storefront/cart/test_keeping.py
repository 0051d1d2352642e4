"""Notes, gifts, codes, links to share, signing in, and the end of a cart."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from storefront import cart
from storefront.cart import jobs
from storefront.cart.rules import KEPT_FOR, checked_code, checked_text, read_quantity
from tenants.isolation import Database, JobContext
from tenants.kit import clock
from tests.factories.carts import a_cart, a_view, looked_at, put, quantities
from tests.factories.catalog import a_shop
from tests.factories.stock import a_thing, an_order_holds


@pytest.mark.parametrize(
    ("typed", "number"), [("3", 3), (" 12 ", 12), ("٣", 3), ("１２", 12), ("۴۲", 42), ("0999", 999)]
)
def test_a_quantity_may_be_typed_in_any_digits(typed: str, number: int) -> None:
    assert read_quantity(typed) == number


@pytest.mark.parametrize("typed", ["", "0", "-1", "1000", "1.5", "1,5", "two", "1e3", "½", "²", "9" * 30, "1 2", "+3"])
def test_what_is_no_quantity_is_refused(typed: str) -> None:
    with pytest.raises(cart.BadQuantity):
        read_quantity(typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_quantity_or_a_refusal(typed: str) -> None:
    with suppress(cart.BadQuantity):
        assert 1 <= read_quantity(typed) <= cart.MOST_OF_ONE


@given(st.text(max_size=600))
def test_whatever_is_written_fits_or_is_refused(written: str) -> None:
    with suppress(cart.BadText):
        tidy = checked_text(written, 500)
        assert len(tidy) <= 500
        assert "\0" not in tidy
    with suppress(cart.BadText):
        code = checked_code(written)
        assert code.isprintable()
        assert 0 < len(code) <= cart.LONGEST_CODE


def test_a_note_a_gift_and_codes_are_kept_as_they_were_meant(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        token = a_cart(session, shop, {a_thing(session, shop, stock=None): 1})
        cart.set_note(session, shop.tenant_id, token=token, note="  Ring twice,\r\nplease\x07 ")
        cart.set_gift(session, shop.tenant_id, token=token, is_gift=True, message="عيد مبارك")
        assert cart.add_code(session, shop.tenant_id, token=token, code=" raya ２０ ") == "RAYA 20"
        cart.add_code(session, shop.tenant_id, token=token, code="raya 20")
        cart.add_code(session, shop.tenant_id, token=token, code="SHIP")
        shown = looked_at(session, token)
        assert (shown.note, shown.is_gift, shown.gift_message) == ("Ring twice,\nplease", True, "عيد مبارك")
        assert shown.discount_codes == ("RAYA 20", "SHIP")
        cart.remove_code(session, shop.tenant_id, token=token, code="RAYA 20")
        cart.set_gift(session, shop.tenant_id, token=token, is_gift=False, message="left over")
        shown = looked_at(session, token)
        assert (shown.discount_codes, shown.is_gift, shown.gift_message) == (("SHIP",), False, "")


def test_what_is_too_long_or_too_many_changes_nothing(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        token = a_cart(session, shop, {a_thing(session, shop, stock=None): 1})
        for number in range(10):
            cart.add_code(session, shop.tenant_id, token=token, code=f"CODE{number}")
        before = looked_at(session, token)
        tenant = shop.tenant_id
        too_much: list[tuple[type[Exception], Callable[[], object]]] = [
            (cart.BadText, lambda: cart.set_note(session, tenant, token=token, note="x" * 501)),
            (cart.BadText, lambda: cart.set_gift(session, tenant, token=token, is_gift=True, message="x" * 301)),
            (cart.BadText, lambda: cart.add_code(session, tenant, token=token, code="x" * 41)),
            (cart.BadText, lambda: cart.add_code(session, tenant, token=token, code="  ")),
            (cart.CartFull, lambda: cart.add_code(session, tenant, token=token, code="ELEVEN")),
        ]
        for kind, attempt in too_much:
            with pytest.raises(kind):
                attempt()
        assert looked_at(session, token) == before


def test_a_link_shows_the_goods_and_nothing_of_their_owner(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        one, other = a_thing(session, shop, stock=5), a_thing(session, shop, stock=5)
        theirs = a_cart(session, shop, {one: 2, other: 1})
        cart.set_note(session, shop.tenant_id, token=theirs, note="secret")
        cart.set_gift(session, shop.tenant_id, token=theirs, is_gift=True, message="secret")
        cart.add_code(session, shop.tenant_id, token=theirs, code="SECRET")
        link = looked_at(session, theirs).share_token
        seen = cart.shared_cart(session, a_view(session), share_token=link)
        assert quantities(seen) == {one: 2, other: 1}
        assert (seen.note, seen.gift_message, seen.is_gift, seen.discount_codes, seen.token) == ("", "", False, (), "")
        mine = a_cart(session, shop, {one: 3})
        for _ in range(2):
            copied = cart.copy_shared_cart(session, shop.tenant_id, a_view(session), token=mine, share_token=link)
            assert copied == mine
            shown = looked_at(session, mine)
            assert (quantities(shown), shown.note, shown.discount_codes) == ({one: 3, other: 1}, "", ())
        assert quantities(looked_at(session, theirs)) == {one: 2, other: 1}


def test_only_what_is_to_be_had_is_copied_from_a_link(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        gone, few = a_thing(session, shop, stock=2), a_thing(session, shop, stock=4)
        theirs = a_cart(session, shop, {gone: 2, few: 4})
        an_order_holds(session, shop, {gone: 2, few: 3})
        link = looked_at(session, theirs).share_token
        mine = cart.copy_shared_cart(session, shop.tenant_id, a_view(session), token="", share_token=link)
        assert quantities(looked_at(session, mine)) == {few: 1}


@pytest.mark.parametrize("link", ["", "x" * 32, "nul\0"])
def test_a_link_to_nothing_shows_nothing(database: Database, link: str) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        with pytest.raises(cart.CartNotFound):
            cart.shared_cart(session, a_view(session), share_token=link)
        with pytest.raises(cart.CartNotFound):
            cart.copy_shared_cart(session, shop.tenant_id, a_view(session), token="", share_token=link)


def test_signing_in_brings_carts_together_on_each_device(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        view, tenant = a_view(session), shop.tenant_id
        one, other = (a_thing(session, shop, stock=None) for _ in range(2))
        phone = a_cart(session, shop, {one: 2})
        assert cart.adopt_cart(session, tenant, view, token=phone, customer_id=7) == phone
        cart.set_note(session, tenant, token=phone, note="from the phone")
        laptop = a_cart(session, shop, {one: 1, other: 4})
        assert cart.adopt_cart(session, tenant, view, token=laptop, customer_id=7) == laptop
        shown = looked_at(session, laptop)
        assert (quantities(shown), shown.note, shown.customer_id) == ({one: 2, other: 4}, "from the phone", 7)
        assert cart.find_cart(session, view, token=phone) is None, "there is one cart, not two"
        tablet = cart.adopt_cart(session, tenant, view, token="", customer_id=7)
        assert quantities(looked_at(session, tablet)) == {one: 2, other: 4}
        assert cart.adopt_cart(session, tenant, view, token="", customer_id=8) == ""


def test_another_customers_cart_left_on_a_device_stays_theirs(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        view, tenant = a_view(session), shop.tenant_id
        theirs = a_cart(session, shop, {a_thing(session, shop, stock=None): 2})
        cart.adopt_cart(session, tenant, view, token=theirs, customer_id=7)
        assert cart.adopt_cart(session, tenant, view, token=theirs, customer_id=8) != theirs
        assert looked_at(session, theirs).customer_id == 7


def test_a_cart_ends_when_it_is_bought_or_forgotten(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        bought, forgotten, visited = (a_cart(session, shop, {thing: 1}) for _ in range(3))
        cart.remove_cart(session, looked_at(session, bought).id)
        assert cart.find_cart(session, a_view(session), token=bought) is None
    with time_machine.travel(clock.now() + KEPT_FOR - timedelta(days=1)), shop.session() as session:
        put(session, shop, visited, thing)
    with time_machine.travel(clock.now() + KEPT_FOR + timedelta(minutes=1)):
        jobs.forget(JobContext(database, {}), tenant_id=shop.tenant_id)
    with shop.session() as session:
        assert [cart.count_in_cart(session, each) for each in (forgotten, visited)] == [0, 2]
