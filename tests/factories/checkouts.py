"""Shops in which something can be bought from end to end, for tests."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session

from storefront import cart, checkout, orders, payments, shipping
from storefront.checkout import GUEST, Buyer, Placed, Quote, Seller, Submission, Wishes
from storefront.localization import View
from storefront.money import Money
from tenants.kit import clock
from tests.factories.carts import a_cart, a_view
from tests.factories.catalog import AShop
from tests.factories.payments import work_off
from tests.factories.stock import a_thing

ADDRESS = {
    "name": "Aisyah Rahman",
    "line1": "12 Jalan Ampang",
    "city": "Kuala Lumpur",
    "postcode": "50450",
    "region": "14",
    "phone": "+60123456789",
}
WISHES = Wishes(email="aisyah@example.com", country="MY", address=ADDRESS, method="test")
_PREFIXES = ("checkout.", "payments.")
ORDER_PAGE = "http://shop.localhost:8000/orders/"


@dataclass(frozen=True, slots=True)
class Sale:
    """A shop with one thing for sale, a courier, and test payments."""

    shop: AShop
    variant_id: int
    providers: payments.Providers = field(default_factory=payments.Providers)

    @property
    def tenant_id(self) -> int:
        return self.shop.tenant_id

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.shop.session() as session:
            yield session

    def seller(self, session: Session, view: View | None = None) -> Seller:
        return checkout.seller_of(session, self.tenant_id, view or a_view(session), self.providers)

    def basket(self, quantity: int = 1, *, code: str = "") -> cart.Cart:
        with self.session() as session:
            token = a_cart(session, self.shop, {self.variant_id: quantity})
            if code:
                cart.add_code(session, self.tenant_id, token=token, code=code)
            found = cart.find_cart(session, a_view(session), token=token)
            assert found is not None
            return found

    def now(self, basket: cart.Cart) -> cart.Cart:
        with self.session() as session:
            return cart.cart_by_id(session, a_view(session), basket.id)

    def quote(self, basket: cart.Cart, wishes: Wishes = WISHES, *, buyer: Buyer = GUEST) -> Quote:
        with self.session() as session:
            return checkout.quote(session, self.seller(session), basket, wishes, at=clock.now(), buyer=buyer)

    def reviewed(
        self, basket: cart.Cart, wishes: Wishes = WISHES, *, token: str = "", buyer: Buyer = GUEST
    ) -> Submission:
        """What a buyer sends who has just looked at the page, with the delivery that was shown as chosen."""
        quote = self.quote(basket, wishes, buyer=buyer)
        chosen = replace(wishes, shipping_key=wishes.shipping_key or (quote.option.key if quote.option else ""))
        token = token or checkout.new_token()
        sent = Submission(token=token, wishes=chosen, reviewed=quote.fingerprint, buyer=buyer)
        with self.session() as session:
            checkout.save_wishes(session, self.tenant_id, basket, sent.token, chosen)
        return sent

    def reviewed_alike(self, basket: cart.Cart, sent: Submission) -> Submission:
        """What another buyer sends who has the same in a basket of their own, and so was shown the same quote."""
        own = replace(sent, token=checkout.new_token())
        with self.session() as session:
            checkout.save_wishes(session, self.tenant_id, basket, own.token, own.wishes)
        return own

    def place(self, submission: Submission) -> Placed:
        with self.session() as session:
            return checkout.place_order(session, self.seller(session), submission, order_page=ORDER_PAGE)

    def buy(self, quantity: int = 1, **changes: Any) -> Placed:  # Any: fields of Wishes
        return self.place(self.reviewed(self.basket(quantity), replace(WISHES, **changes)))

    def order(self, placed: Placed) -> orders.PlacedOrder:
        with self.session() as session:
            return orders.order_by_id(session, placed.order_id)

    def answer(self, placed: Placed, answer: payments.TestAnswer) -> None:
        """The buyer pays, or does not, on the provider's page; and the order hears of it."""
        payment_id = placed.payment_id or 0
        payments.continue_payment(self.shop.database, self.providers, tenant_id=self.tenant_id, payment_id=payment_id)
        with self.session() as session:
            token = payments.payment_by_id(session, payment_id).token
            payments.answer_test_payment(session, token, answer)
        self.hear(payment_id)

    def hear(self, payment_id: int) -> None:
        with self.session() as session:
            checkout.payment_changed(session, self.tenant_id, payment_id)


def run_jobs(sale: Sale, url: str) -> None:
    """Everything that waits, until nothing does; `url` is a superuser's."""
    services = {"payments": sale.providers, "origin_of_shop": lambda slug, host: f"http://{slug}.localhost:8000"}
    ran = ["at least once"]
    while ran:
        ran = [name for prefix in _PREFIXES for name in work_off(sale.shop.database, url, services, prefix=prefix)]


def a_sale(shop: AShop, *, stock: int | None = 10, rates: Mapping[str, int] | None = None, country: str = "MY") -> Sale:
    """`rates` are couriers by name, in minor units; the cheapest is the one that is chosen first."""
    with shop.session() as session:
        variant_id = a_thing(session, shop, stock=stock)
        zone = shipping.add_zone(session, shop.tenant_id, shipping.NewZone(name="Home", countries=(country,)))
        for name, price in (rates or {"Courier": 8_00}).items():
            shipping.add_rate(
                session,
                shop.tenant_id,
                shipping.NewRate(
                    zone_id=zone.id or 0,
                    market_id=shop.markets["my"],
                    names={"en": name},
                    price=shipping.RatePrice(
                        priced_by=shipping.PricedBy.FLAT, currency=shop.currencies["my"], amount_minor=price
                    ),
                ),
            )
    return Sale(shop, variant_id)


def myr(minor: int) -> Money:
    return Money(minor, "MYR")
