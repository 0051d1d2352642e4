"""The addresses that papers name are typed in the admin, checked, and read by the papers."""

from starlette.testclient import TestClient

from storefront import invoices
from storefront.invoices.rules import return_slip
from storefront.orders import NewReturn, approve_return, fulfil, order_by_id, request_return
from tenants import identity
from tenants.isolation import Database
from tests.factories.catalog import AShop
from tests.factories.orders import a_paid_order
from tests.storefront.admin.conftest import ORIGIN, PASSWORD, Shop, sign_in
from tests.storefront.shop.pages import read

SEAT = {
    "do": "keep",
    "country": "MY",
    "name": "Batik House Sdn. Bhd.",
    "line1": "12 Jalan Masjid",
    "city": "George Town",
    "postcode": "10200",
    "region": "07",
}
HUB = {
    "do": "keep",
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
    named = issued.paper["seller"]["name"], *issued.paper["seller"]["lines"][:2]
    assert named == ("Batik House Sdn. Bhd.", shop.slug.title(), "12 Jalan Masjid")
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
    assert staff.post(f"{page}/seat", data={"do": "burn"}).status_code == 404


def test_an_address_is_forgotten_by_saying_so_and_not_by_an_empty_street(
    staff: TestClient, shop: Shop, database: Database
) -> None:
    page = f"{ORIGIN}/shops/{shop.slug}/addresses"
    assert "Forget this address" not in staff.get(page).text
    assert staff.post(f"{page}/seat", data=SEAT).status_code == 303
    assert staff.get(page).text.count("Forget this address") == 1
    refused = staff.post(f"{page}/seat", data={**SEAT, "line1": "", "city": "Ipoh"})
    assert (refused.status_code, 'id="seat-line1-fault">Please fill in' in refused.text) == (422, True)
    assert 'value="Ipoh"' in refused.text
    assert kept(database, shop) == {"seat": "12 Jalan Masjid"}
    assert staff.post(f"{page}/seat", data={"do": "forget"}).status_code == 303
    assert kept(database, shop) == {}


def test_staff_see_where_goods_go_back_to_and_only_an_owner_moves_it(
    staff: TestClient, client: TestClient, shop: Shop, database: Database
) -> None:
    page = f"{ORIGIN}/shops/{shop.slug}/addresses"
    assert staff.post(f"{page}/returns", data=HUB).status_code == 303
    with database.platform() as session:
        person = identity.enrol_person(session, "clerk@shop.example", name="Clerk", password=PASSWORD)
        identity.grant_membership(session, shop.tenant_id, person.id or 0, identity.Role.STAFF)
    sign_in(client, "clerk@shop.example")
    shown = client.get(page).text
    assert "<form" not in shown.split("<main")[1].split("</main>")[0]
    assert "Hafenstr. 1" in shown
    assert "Only an owner of the shop changes this" in shown
    for sent in ({**HUB, "line1": "My own street 1"}, {"do": "forget"}):
        assert client.post(f"{page}/returns", data=sent).status_code == 403
    assert kept(database, shop) == {"returns": "Hafenstr. 1"}


def kept(database: Database, shop: Shop) -> dict[str, object]:
    with database.tenant(shop.tenant_id) as session:
        return {kind.value: each["line1"] for kind, each in invoices.seller_addresses(session).items()}
