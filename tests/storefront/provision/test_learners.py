"""A shop for learners begins anew: nothing that people left is there any more, and a shop that sells keeps all."""

from datetime import timedelta

from sqlalchemy import text

from storefront import inventory, invoices, notify, orders, provision
from storefront.tables import METADATA
from tenants.isolation import Database
from tests.database import TestDatabase
from tests.factories.catalog import AShop, a_product, a_shop
from tests.factories.orders import a_new_line, a_new_order, a_paid_order
from tests.storefront.invoices.test_invoices import SELLER
from tests.storefront.notify.conftest import BRAND

KEPT = {"market", "product", "variant", "price", "stock_level", "stock_location", "product_text", "product_offer"}


def traded(shop: AShop) -> int:
    """Somebody bought two of the product's five. The variant's id."""
    with shop.session() as session:
        variant_id = a_product(session, shop, stock=5).variant_ids[0]
        order = a_paid_order(session, shop, a_new_order([a_new_line(1, quantity=2, variant_id=variant_id)]))
        until = order.created_at + timedelta(hours=1)
        inventory.reserve(session, shop.tenant_id, order_id=order.id, quantities={variant_id: 2}, until=until)
        inventory.claim(session, shop.tenant_id, order_id=order.id)
        invoices.issue_invoice(session, shop.tenant_id, order.id, SELLER)
        sample = notify.sample_letter("sign-in", "en", BRAND)
        notify.write_mail(session, shop.tenant_id, sample)
    return variant_id


def rows(test_database: TestDatabase, shop: AShop) -> dict[str, int]:
    counts = {}
    for table in METADATA.sorted_tables:
        if "tenant_id" in table.c:
            query = f"select count(*) from {table.name} where tenant_id = {shop.tenant_id}"
            [counts[table.name]] = test_database.rows(query)
    return {name: count for name, count in counts.items() if count}


def make_learner(database: Database, shop: AShop) -> None:
    with database.platform() as session:
        session.execute(text("update tenant set kind = 'learner' where id = :id"), {"id": shop.tenant_id})


def test_what_learners_left_goes_and_the_shop_stays(database: Database, test_database: TestDatabase) -> None:
    shop = a_shop(database)
    variant_id = traded(shop)
    before = rows(test_database, shop)
    make_learner(database, shop)
    for _ in range(2):
        assert provision.reset_learner_shop(database, shop.tenant_id)
    after = rows(test_database, shop)
    assert {"sales_order", "invoice", "mail", "stock_reservation"} <= before.keys()
    assert {name: count for name, count in before.items() if name in after} == after
    assert after.keys() >= KEPT
    assert not {"sales_order", "order_line", "ledger_entry", "invoice", "mail", "stock_reservation"} & after.keys()
    with shop.session() as session:
        assert inventory.availability(session, [variant_id]) == {variant_id: 5}
        assert orders.draft_order(session, shop.tenant_id, a_new_order()).number == orders.FIRST_NUMBER


def test_a_shop_that_sells_is_never_reset(database: Database, test_database: TestDatabase) -> None:
    shop = a_shop(database)
    traded(shop)
    before = rows(test_database, shop)
    assert not provision.reset_learner_shop(database, shop.tenant_id)
    assert rows(test_database, shop) == before
