"""Staff read an enquiry, answer it with a quotation, take it back, or close it."""

from datetime import timedelta

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from storefront import enquiries, localization
from storefront.enquiries import Enquiry, EnquiryState, NewEnquiry, QuotationState
from storefront.localization.models import Market
from storefront.money import Money
from tenants.isolation import Database
from tenants.kit import clock
from tests.factories.carts import a_view
from tests.factories.catalog import AShop
from tests.factories.stock import a_thing
from tests.storefront.admin.conftest import ORIGIN, Shop


@pytest.fixture
def asked(database: Database, shop: Shop) -> Enquiry:
    """Three Songkets, from Malaysia, in a market of ringgit where one costs 10.00."""
    with database.tenant(shop.tenant_id) as session:
        if not localization.markets(session):
            session.add(
                Market(
                    tenant_id=shop.tenant_id,
                    handle="my",
                    names={"en": "Malaysia"},
                    countries=["MY"],
                    languages=["en"],
                    currency="MYR",
                    is_primary=True,
                )
            )
            session.flush()
        [market] = localization.markets(session)
        known = AShop(database, shop.tenant_id, {"my": market.id or 0}, {"my": "MYR"})
        variant_id = a_thing(session, known, stock=10, title="Songket")
        new = NewEnquiry(name="Aisyah", email="a@example.com", country="MY", wanted={variant_id: 3})
        return enquiries.make_enquiry(session, shop.tenant_id, a_view(session), new)


def address(shop: Shop, asked: Enquiry, deed: str = "") -> str:
    return f"{ORIGIN}/shops/{shop.slug}/enquiries/{asked.id}{deed}"


def answer(staff: TestClient, shop: Shop, asked: Enquiry, **changes: str) -> tuple[int, str]:
    """Three at 9.50 and a delivery of 12.00, for two weeks."""
    until = (clock.now().date() + timedelta(days=14)).isoformat()
    fields = {
        "currency": "MYR",
        "asked-0": "0",
        "description-0": "Songket",
        "quantity-0": "3",
        "price-0": "9.50",
        "delivery": "12.00",
        "valid_until": until,
        "note": "From stock",
        **changes,
    }
    sent = staff.post(address(shop, asked, "/quote"), data=fields, headers={"origin": ORIGIN})
    return sent.status_code, sent.text


def offers(database: Database, shop: Shop, asked: Enquiry) -> list[enquiries.Quotation]:
    with database.tenant(shop.tenant_id) as session:
        return enquiries.quotations_of_enquiry(session, asked.id or 0)


def test_an_enquiry_is_listed_and_prefilled_with_the_catalogues_price(
    staff: TestClient, shop: Shop, asked: Enquiry
) -> None:
    assert "Aisyah" in staff.get(f"{ORIGIN}/shops/{shop.slug}/enquiries").text
    page = staff.get(address(shop, asked))
    assert page.status_code == 200
    for text in ('value="Songket"', 'name="quantity-0" value="3"', 'name="price-0" value="10"', "a@example.com"):
        assert text in page.text, text


def test_an_enquiry_opens_in_a_shop_whose_markets_are_off(
    staff: TestClient, shop: Shop, asked: Enquiry, database: Database
) -> None:
    with database.tenant(shop.tenant_id) as session:
        for market in session.exec(select(Market)):
            market.is_enabled = False
    opened = staff.get(address(shop, asked))
    assert (opened.status_code, "Songket" in opened.text) == (200, True)


def test_a_quotation_is_sent_shown_and_printed(
    staff: TestClient, database: Database, shop: Shop, asked: Enquiry
) -> None:
    assert answer(staff, shop, asked)[0] == 303
    [offer] = offers(database, shop, asked)
    assert (offer.state, Money(offer.total_minor, offer.currency)) == (QuotationState.SENT, Money(40_50, "MYR"))
    [line] = enquiries.quoted_lines(offer)
    assert line.variant_id == enquiries.asked_lines(asked)[0].variant_id
    page = staff.get(address(shop, asked)).text
    assert "Q-00001" in page
    assert "MYR\xa040.50" in page
    paper = staff.get(address(shop, asked, "/quotations/1.pdf"))
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert staff.get(address(shop, asked, "/quotations/2.pdf")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"price-0": "nine"}, "price-0"),
        ({"quantity-0": "0"}, "quantity-0"),
        ({"description-0": ""}, "lines"),
        ({"valid_until": "soon"}, "valid_until"),
        ({"currency": "XXQ"}, "currency"),
        ({"delivery": "-1"}, "delivery"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    staff: TestClient, database: Database, shop: Shop, asked: Enquiry, changes: dict[str, str], field: str
) -> None:
    status, text = answer(staff, shop, asked, **changes)
    assert status == 422
    assert f"Something is missing or wrong: {field}" in text
    assert "From stock" in text
    assert offers(database, shop, asked) == []


def test_a_quotation_is_taken_back_and_the_enquiry_closed(
    staff: TestClient, database: Database, shop: Shop, asked: Enquiry
) -> None:
    answer(staff, shop, asked)
    for deed in ("/withdraw", "/close"):
        assert (
            staff.post(address(shop, asked, deed), data={"sure": "yes"}, headers={"origin": ORIGIN}).status_code == 303
        )
    assert [each.state for each in offers(database, shop, asked)] == [QuotationState.WITHDRAWN]
    with database.tenant(shop.tenant_id) as session:
        assert enquiries.enquiry_by_id(session, asked.id or 0).state == EnquiryState.CLOSED
    assert answer(staff, shop, asked)[0] == 409
    assert (
        staff.post(address(shop, asked, "/burn"), data={"sure": "yes"}, headers={"origin": ORIGIN}).status_code == 404
    )
