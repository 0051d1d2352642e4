"""Discounts in the admin: made, changed and stopped there, and counted in the cart of whoever they are for."""

import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from storefront import catalog, checkout, discounts, orders
from storefront.checkout import Buyer
from storefront.discounts import Discount, DiscountKind, NewDiscount
from tenants import identity, lifecycle
from tenants.identity import Role
from tenants.isolation import Database
from tests.factories.catalog import a_product, a_shop
from tests.factories.checkouts import WISHES, Sale, a_sale
from tests.storefront.admin.conftest import PASSWORD, Shop, sign_in


@pytest.fixture
def sale(database: Database, client: TestClient) -> Sale:
    """A shop that sells, with its owner signed in."""
    made = a_sale(a_shop(database, markets=(("my", "MYR"), ("jp", "JPY"))))
    sign_in(client, a_member(database, made, Role.OWNER))
    return made


def a_member(database: Database, sale: Sale, role: Role) -> str:
    with database.platform() as session:
        person = identity.enrol_person(session, f"{role}@shop.example", name=role, password=PASSWORD)
        identity.grant_membership(session, sale.tenant_id, person.id or 0, role)
    return person.email


def page(sale: Sale, rest: str = "") -> str:
    with sale.session() as session:
        return f"/shops/{lifecycle.tenant_by_id(session, sale.tenant_id).slug}/discounts{rest}"


def kept(sale: Sale) -> list[Discount]:
    with sale.session() as session:
        found = discounts.discounts(session)
        session.expunge_all()
        return found


def make(client: TestClient, sale: Sale, kind: str, **fields: str) -> None:
    answer = client.post(page(sale, "/new"), data={"do": "keep", "kind": kind, **fields})
    assert answer.status_code == 303, re.findall(r'class="error".*?</p>', answer.text)


def saved(sale: Sale, *, quantity: int = 1, code: str = "", buyer: Buyer | None = None) -> int:
    """What a buyer in Malaysia pays less, in sen; one piece costs 10.00, its delivery 8.00."""
    basket = sale.basket(quantity, code=code)
    quote = sale.quote(basket, replace(WISHES, email="mei@example.com"), buyer=buyer or Buyer(0, frozenset()))
    return quote.discounting.total.amount_minor


@pytest.mark.parametrize(
    ("kind", "fields", "off"),
    [
        ("percent", {"percent_off": "25"}, 7_50),
        ("percent", {"percent_off": "٢٥"}, 7_50),  # as somebody in Egypt types it
        ("amount", {"amount-MYR": "4.50", "amount-JPY": "150"}, 4_50),
        ("shipping", {"percent_off": "50"}, 4_00),
        ("gift", {"percent_off": "100", "buy_quantity": "2", "gift_quantity": "1"}, 10_00),
    ],
)
def test_every_kind_is_made_and_takes_off_what_it_says(
    client: TestClient, sale: Sale, kind: str, fields: dict[str, str], off: int
) -> None:
    make(client, sale, kind, code="hello", **fields)
    assert saved(sale, quantity=3) == 0
    assert saved(sale, quantity=3, code="HELLO") == off


def test_each_condition_of_the_form_holds(client: TestClient, sale: Sale) -> None:
    with sale.session() as session:
        thing = catalog.product_handles(session, catalog.product_ids_after(session, 0, limit=9))
        [handle] = [each["en"] for each in thing.values()]
        other = a_product(session, sale.shop, "Lamp", stock=5)
        [other_handle] = catalog.product_handles(session, [other.id]).values()
    my, jp = sale.shop.markets["my"], sale.shop.markets["jp"]
    always = {"percent_off": "10", "title-en": "Ten"}
    for conditions, off in (
        ({"products": f"https://shop.example/en/products/{handle}/\n"}, 3_00),
        ({"products": other_handle["en"]}, 0),
        ({"markets": str(my)}, 3_00),
        ({"markets": str(jp)}, 0),
        ({"minimum-MYR": "30.00"}, 3_00),
        ({"minimum-MYR": "30.01"}, 0),
        ({"minimum-JPY": "1"}, 0),
        ({"minimum_quantity": "3"}, 3_00),
        ({"minimum_quantity": "4"}, 0),
        ({"starts_at": "2026-01-01T00:00"}, 3_00),
        ({"starts_at": "2199-01-01T00:00"}, 0),
        ({"starts_at": "2020-01-01T00:00", "ends_at": "2020-01-02T00:00"}, 0),
    ):
        make(client, sale, "percent", **always, **conditions)
        assert saved(sale, quantity=3) == off, conditions
        [made, *_] = kept(sale)
        assert client.post(page(sale, f"/{made.id}"), data={"do": "stop"}).status_code == 303
        assert saved(sale, quantity=3) == 0, "it was stopped"


def test_one_that_stands_alone_is_said_to_and_does(client: TestClient, sale: Sale) -> None:
    make(client, sale, "percent", percent_off="10", code="TEN")
    make(client, sale, "percent", **{"percent_off": "20", "title-en": "Twenty", "is_exclusive": "yes"})
    assert saved(sale, code="TEN") == 2_00
    assert "Discounts add up, unless one of them stands alone" in client.get(page(sale)).text


def test_the_list_tells_state_and_uses_and_the_form_shows_what_is_kept(client: TestClient, sale: Sale) -> None:
    make(
        client, sale, "amount", **{"code": "five", "amount-MYR": "1,005.50", "use_limit": "2", "title-en": "Five <off>"}
    )
    sale.place(sale.reviewed(sale.basket(code="FIVE")))
    listed = client.get(page(sale)).text
    assert re.search(r"Five &lt;off&gt;.*FIVE.*MYR\s?1,005\.50 off.*By code · Used: 1 of 2.*Running", listed, re.DOTALL)
    [made] = kept(sale)
    shown = client.get(page(sale, f"/{made.id}")).text
    for name, value in (
        ("code", "FIVE"),
        ("amount-MYR", "1,005.5"),
        ("use_limit", "2"),
        ("title-en", "Five &lt;off&gt;"),
    ):
        assert re.search(rf'name="{name}"[^>]* value="{re.escape(value)}"', shown), name


def test_what_is_shown_and_sent_again_changes_nothing(client: TestClient, sale: Sale) -> None:
    """Also where what it is limited to is gone: a discount never becomes everybody's or everything's unseen."""
    with sale.session() as session:
        new = NewDiscount(
            kind=DiscountKind.GIFT,
            titles={"en": "Gift"},
            percent_off=100,
            buy_quantity=2,
            gift_quantity=1,
            minimums={"MYR": 10_00, "KWD": 1_234},
            collection_ids=(987,),
            market_ids=(sale.shop.markets["my"], 986),
            product_ids=(985,),
            gift_product_ids=(984, 983),
            customer_groups=("Friends",),
            use_limit=9,
            use_limit_per_customer=3,
            is_exclusive=True,
        )
        made = discounts.create_discount(session, sale.tenant_id, new)
    before = kept(sale)[0].model_dump(exclude={"starts_at"})
    for language in ("en", "de", "ar"):
        client.cookies.set("language", language)
        form = client.get(page(sale, f"/{made.id}")).text
        assert client.post(page(sale, f"/{made.id}"), data={"do": "keep", **fields_of(form)}).status_code == 303
        assert kept(sale)[0].model_dump(exclude={"starts_at"}) == before


def fields_of(html: str) -> dict[str, list[str]]:
    """What a browser would send of the page's form of a discount."""
    form = html[html.index('class="form card"') : html.index('value="keep"')]
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        [name], value = re.findall(r'name="([^"]*)"', tag), re.findall(r'value="([^"]*)"', tag)
        if "checkbox" not in tag or "checked" in tag:
            fields.setdefault(name, []).append(value[0] if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', form):
        fields.setdefault(name, []).append(text)
    return fields


def test_a_discount_stays_with_its_product_where_another_has_the_same_address_in_another_language(
    client: TestClient, sale: Sale
) -> None:
    with sale.session() as session:
        a_product(session, sale.shop, {"en": "Kopi"})
        a_product(session, sale.shop, {"en": "Biji"})
        coffee = a_product(session, sale.shop, {"en": "Coffee", "ms": "Kopi"})
        only = a_product(session, sale.shop, {"ms": "Biji"})
        new = NewDiscount(
            kind=DiscountKind.PERCENT, titles={}, code="A", percent_off=9, product_ids=(coffee.id, only.id)
        )
        made = discounts.create_discount(session, sale.tenant_id, new)
    form = client.get(page(sale, f"/{made.id}")).text
    assert client.post(page(sale, f"/{made.id}"), data={"do": "keep", **fields_of(form)}).status_code == 303
    assert kept(sale)[0].product_ids == [coffee.id, only.id]


def test_an_address_that_is_two_products_is_refused_with_their_numbers(client: TestClient, sale: Sale) -> None:
    with sale.session() as session:
        first = a_product(session, sale.shop, {"en": "Kopi"})
        second = a_product(session, sale.shop, {"en": "Coffee", "ms": "Kopi"})
    sent = {"do": "keep", "kind": "percent", "code": "A", "percent_off": "9", "products": "kopi"}
    refused = client.post(page(sale, "/new"), data=sent)
    assert (refused.status_code, f"kopi (#{first.id} / #{second.id})" in refused.text) == (422, True)
    make(client, sale, "percent", code="A", percent_off="9", products=f"#{second.id}\ncoffee")
    assert [each.product_ids for each in kept(sale)] == [[second.id]]


def test_counts_are_read_as_the_reader_writes_them(client: TestClient, sale: Sale) -> None:
    client.cookies.set("language", "de")
    make(client, sale, "percent", code="TAUSEND", percent_off="5", use_limit="1.000", minimum_quantity="2")
    assert [(each.use_limit, each.minimum_quantity) for each in kept(sale)] == [(1000, 2)]
    sent = {"do": "keep", "kind": "percent", "code": "HALB", "percent_off": "5", "use_limit": "1,5"}
    assert client.post(page(sale, "/new"), data=sent).status_code == 422


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        ("percent", {"percent_off": "0", "code": "A"}, "percent_off"),
        ("percent", {"percent_off": "101", "code": "A"}, "percent_off"),
        ("percent", {"percent_off": "2.5", "code": "A"}, "percent_off"),
        ("percent", {"percent_off": "x" * 5000, "code": "A"}, "percent_off"),
        ("percent", {"percent_off": "10"}, "titles"),
        ("percent", {"percent_off": "10", "title-en": "x" * 101}, "titles"),
        ("percent", {"percent_off": "10", "code": "x" * 41}, "code"),
        ("percent", {"percent_off": "10", "code": "TAKEN"}, "code"),
        ("percent", {"percent_off": "10", "code": "A", "use_limit": "0"}, "use_limit"),
        ("percent", {"percent_off": "10", "code": "A", "use_limit": "9" * 30}, "use_limit"),
        ("percent", {"percent_off": "10", "code": "A", "use_limit_per_customer": "-1"}, "use_limit_per_customer"),
        ("percent", {"percent_off": "10", "code": "A", "minimum_quantity": "many"}, "minimum_quantity"),
        ("percent", {"percent_off": "10", "code": "A", "minimum-MYR": "1.001"}, "minimums"),
        ("percent", {"percent_off": "10", "code": "A", "starts_at": "soon"}, "starts_at"),
        ("percent", {"percent_off": "10", "code": "A", "starts_at": "2027-02-30T10:00"}, "starts_at"),
        (
            "percent",
            {"percent_off": "10", "code": "A", "starts_at": "2027-01-02T00:00", "ends_at": "2027-01-02T00:00"},
            "ends_at",
        ),
        ("percent", {"percent_off": "10", "code": "A", "products": "no-such-thing"}, "products"),
        ("percent", {"percent_off": "10", "code": "A", "products": "#987654321"}, "products"),
        ("percent", {"percent_off": "10", "code": "A", "markets": "987654321"}, "markets"),
        ("percent", {"percent_off": "10", "code": "A", "groups": "Strangers"}, "groups"),
        ("percent", {"percent_off": "10", "code": "A", "collections": "1 or 1=1"}, "collections"),
        ("amount", {"code": "A"}, "amounts_off"),
        ("amount", {"code": "A", "amount-MYR": "-5"}, "amounts_off"),
        ("amount", {"code": "A", "amount-JPY": "1.5"}, "amounts_off"),
        ("amount", {"code": "A", "amount-MYR": "9" * 40}, "amounts_off"),
        ("gift", {"code": "A", "percent_off": "100", "gift_quantity": "1"}, "buy_quantity"),
        ("gift", {"code": "A", "percent_off": "100", "buy_quantity": "1"}, "gift_quantity"),
    ],
)
def test_what_can_not_be_is_said_beside_its_field_and_nothing_is_lost(
    client: TestClient, sale: Sale, kind: str, fields: dict[str, str], field: str
) -> None:
    make(client, sale, "percent", percent_off="5", code="taken")
    sent = {"do": "keep", "kind": kind, "is_exclusive": "yes", **fields}
    answer = client.post(page(sale, "/new"), data=sent)
    assert answer.status_code == 422
    assert f'id="fault-{field}"' in answer.text
    assert answer.text.count('class="error"') == 1
    assert [each.code for each in kept(sale)] == ["TAKEN"]
    for name, value in fields.items():
        if name not in ("markets", "groups", "collections"):
            assert value in answer.text, name
    assert re.search(r'name="is_exclusive" value="yes" checked', answer.text)


def test_a_limit_below_what_was_used_is_refused_and_the_terms_stay(client: TestClient, sale: Sale) -> None:
    make(client, sale, "percent", percent_off="10", code="TEN", use_limit="5")
    for _ in range(2):
        sale.place(sale.reviewed(sale.basket(code="TEN")))
    [made] = kept(sale)
    changed = {"do": "keep", "percent_off": "20", "code": "TEN", "use_limit": "1"}
    answer = client.post(page(sale, f"/{made.id}"), data=changed)
    assert (answer.status_code, "no less than what has been used: 2" in answer.text) == (422, True)
    assert kept(sale) == [made]
    assert client.post(page(sale, f"/{made.id}"), data={**changed, "use_limit": "2"}).status_code == 303
    assert [(each.percent_off, each.used, each.use_limit) for each in kept(sale)] == [(20, 2, 2)]
    assert "Used up" in client.get(page(sale)).text


def test_staff_look_and_the_owner_decides(client: TestClient, sale: Sale, database: Database) -> None:
    make(client, sale, "percent", percent_off="10", code="TEN")
    [made] = kept(sale)
    sign_in(client, a_member(database, sale, Role.STAFF))
    assert "TEN" in client.get(page(sale)).text
    for rest, deed in (("/new", "keep"), (f"/{made.id}", "keep"), (f"/{made.id}", "stop")):
        answer = client.post(page(sale, rest), data={"do": deed, "percent_off": "90", "code": "NINETY"})
        assert (answer.status_code, "Only an owner of the shop" in answer.text) == (403, True), (rest, deed)
    assert kept(sale) == [made]


def test_a_discount_of_another_shop_is_not_there(
    client: TestClient, sale: Sale, database: Database, other_shop: Shop
) -> None:
    with database.tenant(other_shop.tenant_id) as session:
        new = NewDiscount(kind=DiscountKind.PERCENT, titles={}, code="THEIRS", percent_off=10)
        theirs = discounts.create_discount(session, other_shop.tenant_id, new)
    assert "THEIRS" not in client.get(page(sale)).text
    assert client.get(page(sale, f"/{theirs.id}")).status_code == 404
    for deed in ("keep", "stop"):
        sent = {"do": deed, "percent_off": "90", "code": "MINE"}
        assert client.post(page(sale, f"/{theirs.id}"), data=sent).status_code == 404
    with database.tenant(other_shop.tenant_id) as session:
        found = discounts.discount_by_id(session, theirs.id or 0)
        assert (found.code, found.is_enabled) == ("THEIRS", True)


@pytest.mark.parametrize("kind", ["percent", "amount", "shipping", "gift"])
def test_every_field_has_a_label(client: TestClient, sale: Sale, kind: str) -> None:
    html = client.get(page(sale, "/new"), params={"kind": kind}).text
    names = re.findall(r'<(?:input|textarea|select)(?![^>]*type="(?:hidden|checkbox)")[^>]* id="([^"]+)"', html)
    assert len(names) > 8
    assert set(names) <= set(re.findall(r'<label for="([^"]+)"', html))
    assert len(re.findall('id="', html)) == len(set(re.findall(r' id="([^"]+)"', html)))


def test_terms_that_changed_after_the_review_are_not_charged_unseen(client: TestClient, sale: Sale) -> None:
    make(client, sale, "percent", **{"percent_off": "50", "title-en": "Half"})
    reviewed = sale.reviewed(sale.basket(2))
    [made] = kept(sale)
    client.post(page(sale, f"/{made.id}"), data={"do": "keep", "percent_off": "10", "title-en": "Ten"})
    with pytest.raises(checkout.QuoteChanged) as refusal:
        sale.place(reviewed)
    assert refusal.value.changes == ("discount", "total")
    with sale.session() as session:
        assert orders.orders_page(session) == []
