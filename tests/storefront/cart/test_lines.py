"""What is in a cart: added, changed, removed, and held to what may be."""

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from storefront import cart, catalog, inventory
from storefront.cart.models import StoredLine
from storefront.money import Money
from tenants.isolation import Database
from tests.factories.carts import a_cart, a_view, looked_at, put, quantities
from tests.factories.catalog import a_product, a_shop, an_option
from tests.factories.stock import a_thing, an_order_holds


def test_a_cart_says_all_that_a_checkout_needs_of_its_lines(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        small, large = a_product(
            session,
            shop,
            amounts=[10_00, 12_50],
            options=(an_option("size", "s", "l"),),
            variants=(
                catalog.NewVariant({"size": "s"}),
                catalog.NewVariant({"size": "l"}, sku="L-1", weight_grams=140),
            ),
            tags=("silk",),
            product_type="Shawl",
            material="Silk",
            hs_code="621410",
            origin_country="MY",
        ).variant_ids
        token = a_cart(session, shop, {large: 2, small: 1})
        shown = looked_at(session, token)
    line = shown.lines[0]
    assert (line.title, line.variant_title, line.sku, line.quantity) == ("Shawl", "L", "L-1", 2)
    assert (line.unit_price, line.line_total) == (Money(12_50, "MYR"), Money(25_00, "MYR"))
    assert (line.path, line.weight_grams, line.hs_code) == ("/products/shawl?size=l", 140, "621410")
    assert (line.origin_country, line.material, line.tags, line.product_type) == ("MY", "Silk", ("silk",), "Shawl")
    assert (shown.subtotal, shown.count, shown.currency, shown.is_ready) == (Money(35_00, "MYR"), 3, "MYR", True)
    assert shown.notices == ()


def test_reading_a_cart_takes_two_round_trips_however_much_is_in_it(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        token = a_cart(session, shop, {a_thing(session, shop, stock=5): 1 for _ in range(12)})
        view = a_view(session)
        asked: list[str] = []
        event.listen(session.get_bind(), "before_cursor_execute", lambda _c, _u, sql, *_: asked.append(sql))
        assert len(looked_at(session, token, view=view).lines) == 12
    assert len(asked) == 2


def test_the_same_thing_again_adds_to_its_line(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        token = a_cart(session, shop, {thing: 2})
        assert put(session, shop, token, thing, 3) == token
        assert quantities(looked_at(session, token)) == {thing: 5}


def test_a_cart_that_nobody_was_given_is_never_taken_on(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        token = put(session, shop, "chosen-by-somebody-else", thing)
        assert token != "chosen-by-somebody-else"
        assert len(token) == 32
        assert cart.find_cart(session, a_view(session), token="chosen-by-somebody-else") is None
        assert cart.find_cart(session, a_view(session), token="") is None


@pytest.mark.parametrize("quantity", [0, -1, 1000])
def test_a_quantity_that_makes_no_sense_is_refused(database: Database, quantity: int) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        token = a_cart(session, shop, {thing: 2})
        with pytest.raises(cart.BadQuantity) as refusal:
            put(session, shop, token, thing, quantity)
        assert refusal.value.most == 999
        assert quantities(looked_at(session, token)) == {thing: 2}


def test_no_line_grows_past_the_limit_or_past_what_is_left(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        many, few = a_thing(session, shop, stock=None), a_thing(session, shop, stock=3)
        token = a_cart(session, shop, {many: 998, few: 2})
        with pytest.raises(cart.NotEnough) as refusal:
            put(session, shop, token, many, 2)
        assert refusal.value.left == 1
        with pytest.raises(cart.NotEnough) as refusal:
            put(session, shop, token, few, 2)
        assert refusal.value.left == 1
        assert quantities(looked_at(session, token)) == {many: 998, few: 2}


def test_the_database_refuses_what_code_would_let_through(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        token = a_cart(session, shop, {thing: 2})
        row = session.get(StoredLine, (shop.tenant_id, looked_at(session, token).lines[0].id))
        assert row is not None
        row.quantity = 1000
        with pytest.raises(IntegrityError, match="cart_line_quantity_is_sensible"):
            session.flush()
        session.rollback()


def test_what_is_not_for_sale_here_is_not_put_in(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        product = a_product(session, shop)
        [draft] = product.variant_ids
        token = a_cart(session, shop, {a_thing(session, shop, stock=None): 1})
        catalog.set_product_status(session, product.id, catalog.ProductStatus.DRAFT)
        for missing in (draft, 10**9):
            with pytest.raises(cart.NotForSale):
                put(session, shop, token, missing)
        assert looked_at(session, token).count == 1


def test_a_cart_holds_a_hundred_different_things(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        sizes = [f"s{number}" for number in range(101)]
        variants = tuple(catalog.NewVariant({"size": size}) for size in sizes)
        made = a_product(session, shop, options=(an_option("size", *sizes),), variants=variants)
        *fitting, last = made.variant_ids
        token = a_cart(session, shop, dict.fromkeys(fitting, 1))
        with pytest.raises(cart.CartFull) as refusal:
            put(session, shop, token, last)
        assert refusal.value.most == 100
        put(session, shop, token, fitting[0])
        assert looked_at(session, token).count == 101


def test_a_line_is_changed_and_removed(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        one, other = (a_thing(session, shop, stock=5) for _ in range(2))
        token = a_cart(session, shop, {one: 1, other: 1})
        first, second = (line.id for line in looked_at(session, token).lines)
        view = a_view(session)
        cart.change_quantity(session, shop.tenant_id, view, token=token, line_id=first, quantity=4)
        assert quantities(looked_at(session, token)) == {one: 4, other: 1}
        with pytest.raises(cart.NotEnough) as refusal:
            cart.change_quantity(session, shop.tenant_id, view, token=token, line_id=first, quantity=6)
        assert refusal.value.left == 5
        cart.change_quantity(session, shop.tenant_id, view, token=token, line_id=first, quantity=0)
        assert quantities(looked_at(session, token)) == {other: 1}
        cart.remove_line(session, shop.tenant_id, token=token, line_id=second)
        cart.remove_line(session, shop.tenant_id, token=token, line_id=second)
        assert quantities(looked_at(session, token)) == {}
        assert not looked_at(session, token).is_ready


def test_fewer_may_be_had_of_what_is_scarce_already(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=5)
        token = a_cart(session, shop, {thing: 5})
        an_order_holds(session, shop, {thing: 4})
        line = looked_at(session, token).lines[0]
        assert (line.is_available, line.most, line.is_ready) == (True, 1, False)
        cart.change_quantity(session, shop.tenant_id, a_view(session), token=token, line_id=line.id, quantity=3)
        assert quantities(looked_at(session, token)) == {thing: 3}


def test_another_carts_line_is_out_of_reach(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=None)
        mine, theirs = (a_cart(session, shop, {thing: 1}) for _ in range(2))
        foreign = looked_at(session, theirs).lines[0].id
        with pytest.raises(cart.LineNotFound):
            cart.change_quantity(session, shop.tenant_id, a_view(session), token=mine, line_id=foreign, quantity=9)
        cart.remove_line(session, shop.tenant_id, token=mine, line_id=foreign)
        assert quantities(looked_at(session, theirs)) == {thing: 1}


def test_another_shops_cart_and_goods_are_out_of_reach(database: Database) -> None:
    mine, theirs = a_shop(database), a_shop(database)
    with theirs.session() as session:
        foreign_thing = a_thing(session, theirs, stock=None)
        foreign = a_cart(session, theirs, {foreign_thing: 1})
        share = looked_at(session, foreign).share_token
    with mine.session() as session:
        view = a_view(session)
        assert cart.find_cart(session, view, token=foreign) is None
        assert cart.count_in_cart(session, foreign) == 0
        with pytest.raises(cart.CartNotFound):
            cart.shared_cart(session, view, share_token=share)
        with pytest.raises(cart.NotForSale):
            put(session, mine, "", foreign_thing)


def test_nothing_is_promised_by_a_cart(database: Database) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        thing = a_thing(session, shop, stock=1)
        a_cart(session, shop, {thing: 1})
        assert inventory.availability(session, [thing]) == {thing: 1}
