"""Every column that holds something of a buyer is declared, and erased unless a law keeps it."""

import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from PIL import Image
from sqlalchemy import Column, String, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel.sql.sqltypes import AutoString

from storefront import cart, customers, discounts, enquiries, media, orders, privacy
from storefront.customers import Customer, CustomerPasskey, Site
from storefront.discounts.models import DiscountUse
from storefront.enquiries import NewEnquiry, NewQuotation, QuotedLine
from storefront.money import Money
from storefront.privacy.catalogue import ERASED, IN_DATA, NOT_IN_DATA, OF_BUYERS, OF_SALES, OF_SHOPS, PLAIN, Kept
from storefront.tables import METADATA
from tenants.isolation import Database
from tenants.kit import clock
from tests.database import TestDatabase
from tests.factories.carts import a_cart, a_view
from tests.factories.catalog import a_shop
from tests.factories.checkouts import Sale, a_sale, run_jobs
from tests.factories.payments import work_off
from tests.storefront.privacy.test_erasing import EMAIL, NAME, NOTE, PHONE, STREET, TRACKING, a_customer, erase, traces

TELLING = re.compile(r"email|phone|customer|buyer|address|birth|contact")
ROOM = 60  # a name has room from here on
# Keys and secrets that tell nothing of their owner; and mails, of which some are to the shop.
UNTOLD = {
    "customer_passkey": {"credential_id", "public_key"},
    "discount_use": {"customer_key"},
    "mail": {"to_address", "subject", "text", "html"},
}
Values = dict[tuple[str, str], list[Any]]  # Any: whatever a column holds


@pytest.fixture
def sale(database: Database) -> Sale:
    return a_sale(a_shop(database), stock=50)


def has_room(column: Column[Any]) -> bool:
    if isinstance(column.type, JSONB | ARRAY):
        return True
    return isinstance(column.type, String | AutoString) and (getattr(column.type, "length", None) or ROOM) >= ROOM


def undecided(table: Table) -> Iterator[str]:
    known = OF_BUYERS.get(table.name, {}).keys() | PLAIN.get(table.name, frozenset())
    for column in table.columns:
        is_open = has_room(column) and table.name not in OF_SHOPS
        if column.name not in known and (is_open or TELLING.search(column.name)):
            yield f"{table.name}.{column.name}"


def test_every_table_is_of_buyers_of_sales_or_of_shops() -> None:
    kinds = [set(OF_BUYERS), OF_SALES, OF_SHOPS]
    assert sorted(name for kind in kinds for name in kind) == sorted(METADATA.tables)


def test_every_column_in_which_a_buyer_could_stand_is_decided_on() -> None:
    assert [each for table in METADATA.sorted_tables for each in undecided(table)] == []


def test_what_is_declared_is_there_and_what_is_kept_has_its_law() -> None:
    declared = [(table, column) for part in (OF_BUYERS, PLAIN) for table in part for column in part[table]]
    assert [each for each in declared if each[1] not in METADATA.tables[each[0]].columns] == []
    kept = [fate for table in OF_BUYERS.values() for fate in table.values() if isinstance(fate, Kept)]
    assert all(len(fate.reason) > 40 for fate in kept)


def erasable(database: TestDatabase) -> Values:
    """What stands in the columns that are to be erased, of all there are."""
    found: Values = {}
    with psycopg.connect(database.superuser_url) as connection:
        for table, columns in OF_BUYERS.items():
            for column in (name for name, fate in columns.items() if fate == ERASED):
                rows = connection.execute(f'select "{column}" from "{table}"').fetchall()
                found[table, column] = [value for (value,) in rows if value]
    return found


def a_passkey(customer: Customer) -> CustomerPasskey:
    return CustomerPasskey(
        tenant_id=customer.tenant_id,
        customer_id=customer.id or 0,
        host="shop.example",
        credential_id="abc",
        public_key="def",
        sign_count=0,
        name=f"Phone of {NAME}",
        created_at=clock.now(),
    )


def everywhere(sale: Sale, database: TestDatabase, store: media.MediaStore) -> Customer:
    """Somebody of whom there is something in each of those columns."""
    mine, tenant_id = a_customer(sale), sale.tenant_id
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    photo = media.ingest(
        sale.shop.database, store, tenant_id=tenant_id, content=picture.getvalue(), filename="photo.png"
    )
    with sale.session() as session:
        customers.put_in_groups(session, mine, ["trade"])
        customers.sign_in(session, tenant_id, customers.issue_link(session, tenant_id, EMAIL, language="en"))
        customers.issue_link(session, tenant_id, EMAIL, language="en")
        customers.ask_for_news(session, tenant_id, EMAIL, wording="News", language="en")
        customers.registration_options(session, tenant_id, mine, Site("Shop", "https://shop.example"))
        session.add(a_passkey(mine))
        token = a_cart(session, sale.shop, {sale.variant_id: 1})
        cart.set_gift(session, tenant_id, token=token, is_gift=True, message=NOTE)
        cart.adopt_cart(session, tenant_id, a_view(session), token=token, customer_id=mine.id or 0)
        asked = enquiries.make_enquiry(
            session,
            tenant_id,
            a_view(session),
            NewEnquiry(
                name=NAME,
                email=EMAIL.title(),
                country="MY",
                message=NOTE,
                company=f"{NAME} Sdn. Bhd.",
                phone=PHONE,
                wanted={sale.variant_id: 3},
            ),
        )
        offer = NewQuotation(
            lines=(QuotedLine("A thing", 3, Money(5_00, "MYR"), sale.variant_id, 1, "T-1"),),
            delivery=Money(1_00, "MYR"),
            valid_until=clock.now().date() + timedelta(days=9),
            note=NOTE,
        )
        enquiries.quote_enquiry(session, tenant_id, sale.providers, asked.id or 0, offer, person_id=7)
        [sold] = orders.orders_page(session, orders.OrderFilter(state=orders.OrderState.COMPLETED))
        discount = discounts.create_discount(
            session,
            tenant_id,
            discounts.NewDiscount(kind=discounts.DiscountKind.PERCENT, titles={"en": "X"}, percent_off=5),
        )
        session.add(
            DiscountUse(
                tenant_id=tenant_id,
                discount_id=discount.id or 0,
                order_id=sold.id,
                customer_key=EMAIL,
                used_at=clock.now(),
            )
        )
        orders.refund_order(session, tenant_id, sold.id, orders.NewRefund(Money(1_00, "MYR"), f"For {NAME}"))
    run_jobs(sale, database.superuser_url)
    with psycopg.connect(database.superuser_url) as connection:
        connection.execute(
            "update sales_order set note = %s, gift_message = %s, customer_id = %s", [NOTE, NOTE, mine.id]
        )
        connection.execute("update order_return set photo_asset_id = %s", [photo.id])
        connection.execute(
            "update payment_event set detail = detail || jsonb_build_object('note', %s::text)", [f"From {NAME}"]
        )
    return mine


def test_what_is_to_be_erased_is_and_what_is_kept_stays(
    sale: Sale, test_database: TestDatabase, tmp_path: Path
) -> None:
    store = media.FolderStore(tmp_path)
    customer = everywhere(sale, test_database, store)
    before = erasable(test_database)
    assert [name for name, values in before.items() if not values] == []
    assert len(list(tmp_path.rglob("*.*"))) > 0
    erase(sale, customer)
    after = erasable(test_database)
    assert traces(test_database) == {"invoice"}
    left = {
        name: set(before[name]) & set(after[name])
        for name in before
        if not any(isinstance(value, dict | list) for value in before[name])
    }
    assert {name: values for name, values in left.items() if values} == {}
    work_off(sale.shop.database, test_database.superuser_url, {"media_store": store}, prefix="media.")
    assert list(tmp_path.rglob("*.*")) == []


def parts(found: Any, path: tuple[str, ...]) -> list[Any]:  # Any: JSON
    """What stands at a path of keys, with those of each of a list."""
    here = found if isinstance(found, list) else [found]
    return (
        [part for each in here for part in parts(each[path[0]], path[1:])] if path else [each for each in here if each]
    )


def test_each_table_of_buyers_is_in_what_they_take_along_or_has_a_reason(
    sale: Sale, test_database: TestDatabase, tmp_path: Path
) -> None:
    assert sorted([*IN_DATA, *NOT_IN_DATA]) == sorted(OF_BUYERS)
    assert all(len(reason) > 40 for reason in NOT_IN_DATA.values())
    customer = everywhere(sale, test_database, media.FolderStore(tmp_path))
    with sale.session() as session:
        found = privacy.data_of(session, customer)
    assert [table for table, path in IN_DATA.items() if not parts(found, path)] == []
    written = json.dumps(found, ensure_ascii=False)
    assert {each["note"] for each in parts(found, ("carts",))} == {NOTE, ""}
    assert {each["gift_message"] for each in parts(found, ("carts",))} == {NOTE, ""}
    assert parts(found, ("orders", "returns", "note")) == [NOTE]
    assert f"For {NAME}" in parts(found, ("orders", "refunds", "reason"))
    assert parts(found, ("orders", "shipments", "tracking_number")) == [TRACKING]
    assert parts(found, ("checkouts", "wishes", "address", "line1"))[-1] == STREET
    assert set(parts(found, ("orders", "payments", "email"))) == {EMAIL.title()}
    for table, columns in OF_BUYERS.items():
        for column in columns.keys() - UNTOLD.get(table, set()) if table in IN_DATA else ():
            missing = [value for value in texts_in(test_database, table, column) if value not in written]
            assert missing == [], f"{table}.{column}"


def texts_in(database: TestDatabase, table: str, column: str) -> list[str]:
    with psycopg.connect(database.superuser_url) as connection:
        rows = connection.execute(f'select "{column}" from "{table}"').fetchall()
    return [json.dumps(value, ensure_ascii=False)[1:-1] for (value,) in rows if isinstance(value, str) and value]


def test_a_photo_that_a_product_shows_too_stays(sale: Sale, test_database: TestDatabase, tmp_path: Path) -> None:
    customer = everywhere(sale, test_database, media.FolderStore(tmp_path))
    with psycopg.connect(test_database.superuser_url) as connection:
        connection.execute(
            "insert into product_image (tenant_id, product_id, asset_id, alts, position)"
            " select asset.tenant_id, (select min(id) from product), asset.id, '{}', 0 from media_asset asset"
        )
    erase(sale, customer)
    with psycopg.connect(test_database.superuser_url) as connection:
        assert connection.execute("select count(*) from media_asset").fetchone() == (1,)


def test_enquiries_and_their_offers_are_in_the_data_to_take_along_and_closed_when_erased(
    sale: Sale, test_database: TestDatabase, tmp_path: Path
) -> None:
    customer = everywhere(sale, test_database, media.FolderStore(tmp_path))
    with sale.session() as session:
        found = privacy.data_of(session, customer)
    [asked] = found["enquiries"]
    assert (asked["name"], asked["message"], asked["lines"][0]["quantity"]) == (NAME, NOTE, 3)
    assert [(each["number"], each["total_minor"]) for each in asked["quotations"]] == [("Q-00001", 16_00)]
    assert [each["name"] for each in found["passkeys"]] == [f"Phone of {NAME}"]
    erase(sale, customer)
    with psycopg.connect(test_database.superuser_url) as connection:
        states = connection.execute("select enquiry.state, quotation.state from enquiry, quotation").fetchall()
    assert states == [("closed", "withdrawn")]
    work_off(sale.shop.database, test_database.superuser_url, {"origin_of_shop": lambda *_: "x"}, prefix="enquiries.")
    assert traces(test_database) == {"invoice"}
