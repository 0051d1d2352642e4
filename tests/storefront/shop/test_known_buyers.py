"""A customer who is signed in buys: what the shop knows is filled in, and the cart is theirs on every device."""

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from storefront import addresses, customers
from tests.storefront.shop.pages import PageRead
from tests.storefront.shop.test_checkout_page import FIELDS, ORIGIN, Buyer, buyer, zone_database

__all__ = ["buyer", "zone_database"]

HOME = {
    "country": "MY",
    "name": "Nur Iman",
    "line1": "3 Jalan Besar",
    "city": "Ipoh",
    "postcode": "30000",
    "region": "08",
}
OFFICE = {**HOME, "line1": "77 Jalan Pejabat"}


class Shopper:
    """A browser of somebody: cookies are kept by hand, since two of them share the client."""

    def __init__(self, buyer: Buyer, *, token: str = "") -> None:
        self.client, self.buyer = buyer.client, buyer
        self.cookies = {"cart": token} if token else {}

    def get(self, path: str) -> PageRead:
        return self._read(path, self.client.get(f"{ORIGIN}{path}", headers=self._headers()))

    def post(self, path: str, **fields: str) -> PageRead:
        return self._read(path, self.client.post(f"{ORIGIN}{path}", data=fields, headers=self._headers()))

    def signs_in(self, email: str) -> None:
        with self.buyer.database.tenant(self.buyer.tenant_id) as session:
            secret = customers.issue_link(session, self.buyer.tenant_id, email, language="en")
        assert self.post(f"/account/sign-in/{secret}", action="sign-in").status == 303

    def values(self) -> dict[str, str]:
        return {each.get("name", ""): each.get("value", "") for each in self.get("/checkout").every("input")}

    def _headers(self) -> dict[str, str]:
        return {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "origin": ORIGIN}

    def _read(self, path: str, answer: Response) -> PageRead:
        for each in answer.headers.get_list("set-cookie"):
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
            if not self.cookies[name]:
                del self.cookies[name]
        self.client.cookies.clear()
        return PageRead(f"{ORIGIN}{path}", answer.status_code, dict(answer.headers), answer.text)


@pytest.fixture
def shopper(client: TestClient, buyer: Buyer) -> Shopper:
    client.cookies.clear()
    return Shopper(buyer, token=buyer.token)


def with_addresses(buyer: Buyer, email: str, *each: dict[str, str]) -> list[int]:
    with buyer.database.tenant(buyer.tenant_id) as session:
        known = customers.meet(session, buyer.tenant_id, email, language="en", name="Nur Iman")
        checked = [addresses.checked_address({**FIELDS, **typed}, typed["country"]) for typed in each]
        kept = [
            customers.add_address(
                session, buyer.tenant_id, known.id or 0, {name: getattr(one, name) for name in addresses.FIELDS}
            )
            for one in checked
        ]
        return [one.id or 0 for one in kept]


def test_a_guest_types_and_a_customer_finds_it_typed(shopper: Shopper) -> None:
    page = shopper.get("/checkout")
    assert "Sign in" in page.words
    assert shopper.values()["email"] == ""
    with_addresses(shopper.buyer, "nur@example.com", HOME, OFFICE)
    shopper.signs_in("nur@example.com")
    typed = shopper.values()
    assert (typed["email"], typed["line1"], typed["postcode"]) == ("nur@example.com", "77 Jalan Pejabat", "30000")
    assert "3 Jalan Besar" in shopper.get("/checkout").words


def test_an_address_is_chosen_and_what_was_typed_beside_it_stays(shopper: Shopper) -> None:
    [home, _] = with_addresses(shopper.buyer, "omar@example.com", HOME, OFFICE)
    shopper.signs_in("omar@example.com")
    fields = {**shopper.buyer.filled(shopper.get("/checkout")), "email": "gift@example.com"}
    assert shopper.post("/checkout", **fields, **{"use-address": str(home)}).status == 303
    typed = shopper.values()
    assert (typed["line1"], typed["email"]) == ("3 Jalan Besar", "gift@example.com")


def test_anothers_address_can_not_be_chosen(shopper: Shopper) -> None:
    [theirs] = with_addresses(shopper.buyer, "private@example.com", HOME)
    shopper.signs_in("curious@example.com")
    fields = shopper.buyer.filled(shopper.get("/checkout"))
    shopper.post("/checkout", **fields, **{"use-address": str(theirs)})
    assert shopper.values()["line1"] == FIELDS["line1"]
    assert "3 Jalan Besar" not in shopper.get("/checkout").text


@pytest.mark.parametrize("asks", [True, False])
def test_an_address_is_kept_when_it_is_asked_for(shopper: Shopper, asks: bool) -> None:
    email = f"keeps-{asks}@example.com".lower()
    shopper.signs_in(email)
    fields = {**shopper.buyer.filled(shopper.get("/checkout")), "email": email}
    answer = shopper.post("/checkout", action="order", **fields, **({"keeps_address": "yes"} if asks else {}))
    assert answer.status == 303
    with shopper.buyer.database.tenant(shopper.buyer.tenant_id) as session:
        known = customers.find_customer(session, email)
        assert known is not None
        kept = customers.addresses_of(session, known.id or 0)
        assert [each.fields["line1"] for each in kept] == ([FIELDS["line1"]] if asks else [])
    assert shopper.buyer.order(answer).customer_id == known.id


def test_a_guests_order_is_nobodys_even_where_a_box_is_forged(shopper: Shopper) -> None:
    fields = shopper.buyer.filled(shopper.get("/checkout"))
    answer = shopper.post("/checkout", action="order", **fields, keeps_address="yes")
    assert answer.status == 303
    assert shopper.buyer.order(answer).customer_id is None


def test_what_is_put_aside_while_signed_in_is_there_on_the_other_device_and_gone_after_signing_out(
    shopper: Shopper,
) -> None:
    shopper.cookies.clear()
    shopper.signs_in("mei@example.com")
    assert "cart" not in shopper.cookies
    shopper.post("/cart", variant=str(shopper.buyer.variant_id), quantity="3")
    laptop = Shopper(shopper.buyer)
    laptop.signs_in("mei@example.com")
    assert _quantities(laptop) == ["3"]
    assert _quantities(shopper) == ["3"]  # the phone finds it again, though the laptop took it over
    shopper.post("/account", action="sign-out")
    assert shopper.cookies == {}
    assert _quantities(shopper) == []


def _quantities(shopper: Shopper) -> list[str]:
    fields = shopper.get("/cart").every("input")
    return [each.get("value", "") for each in fields if each.get("name", "").startswith("quantity-")]
