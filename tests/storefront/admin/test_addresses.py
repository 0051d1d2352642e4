"""The addresses that papers name are typed in the admin, checked, and read by the papers."""

from starlette.testclient import TestClient

from storefront import invoices
from storefront.invoices.rules import return_slip
from storefront.orders import NewReturn, approve_return, fulfil, order_by_id, request_return
from tenants.isolation import Database
from tests.factories.catalog import AShop
from tests.factories.orders import a_paid_order
from tests.storefront.admin.conftest import ORIGIN, Shop
from tests.storefront.shop.pages import read

SEAT = {
    "country": "MY",
    "name": "Batik House Sdn. Bhd.",
    "line1": "12 Jalan Masjid",
    "city": "George Town",
    "postcode": "10200",
    "region": "07",
}
HUB = {
    "country": "DE",
    "name": "Hub",
    "line1": "Hafenstr. 1",
    "city": "Hamburg",
    "postcode": "20457",
    "phone": "+49301234567",
}


def test_the_seat_stands_on_invoices_and_the_address_for_returns_on_slips(
    staff: TestClient, shop: Shop, database: Database
) -> None:
    page = f"{ORIGIN}/shops/{shop.slug}/addresses"
    assert read(staff, page).status == 200
    assert staff.post(f"{page}/seat", data=SEAT).status_code == 303
    assert 'value="12 Jalan Masjid"' in staff.get(page).text
    house = AShop(database, shop.tenant_id, {}, {})
    with database.tenant(shop.tenant_id) as session:
        order = a_paid_order(session, house)
        fulfil(session, shop.tenant_id, order.id)
        asked = request_return(session, shop.tenant_id, order.id, NewReturn({order.lines[0].id: 1}, "damaged"))
        approve_return(session, shop.tenant_id, order.id, asked.id or 0)
        issued = invoices.issue_invoice(session, shop.tenant_id, order.id, invoices.seller_of(session, shop.tenant_id))
        sent = order_by_id(session, order.id)
        at_home = return_slip(sent, sent.returns[0], invoices.seller_of(session, shop.tenant_id))
    assert issued.paper["seller"]["lines"][0] == "12 Jalan Masjid"
    assert (at_home.seller.lines[0], at_home.code) == ("12 Jalan Masjid", f"R{order.number}-{asked.id}")
    assert len(at_home.notes) == 1
    assert staff.post(f"{page}/returns", data=HUB).status_code == 303
    with database.tenant(shop.tenant_id) as session:
        abroad = return_slip(sent, sent.returns[0], invoices.seller_of(session, shop.tenant_id))
    assert (abroad.seller.name, abroad.seller.lines[0]) == ("Hub", "Hafenstr. 1")
    assert "RETURNED GOODS" in abroad.notes[1]
    opened = staff.get(f"/shops/{shop.slug}/orders/{order.number}/papers/return-{asked.id}.pdf")
    assert (opened.status_code, opened.content[:5]) == (200, b"%PDF-")


def test_an_address_that_is_none_is_refused_and_stays_as_typed(
    staff: TestClient, shop: Shop, database: Database
) -> None:
    page = f"{ORIGIN}/shops/{shop.slug}/addresses"
    answer = staff.post(f"{page}/seat", data={**SEAT, "postcode": "X"})
    assert (answer.status_code, 'value="12 Jalan Masjid"' in answer.text, 'role="alert"' in answer.text) == (
        422,
        True,
        True,
    )
    assert staff.post(f"{page}/seat", data={**SEAT, "country": "??"}).status_code == 422
    assert staff.post(f"{page}/cellar", data=SEAT).status_code == 404
    with database.tenant(shop.tenant_id) as session:
        assert invoices.seller_addresses(session) == {}
    assert staff.post(f"{page}/seat", data=SEAT).status_code == 303
    assert staff.post(f"{page}/seat", data={"country": "MY", "line1": ""}).status_code == 303
    with database.tenant(shop.tenant_id) as session:
        assert invoices.seller_addresses(session) == {}
