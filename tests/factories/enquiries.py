"""Shops that are asked for prices, and what is asked and offered, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session

from storefront import checkout, enquiries, localization, payments
from storefront.enquiries import Acceptance, Enquiry, NewEnquiry, NewQuotation, Quotation, QuotedLine
from storefront.localization import MarketMode
from storefront.money import Money
from tenants.kit import clock
from tests.factories.carts import a_view
from tests.factories.catalog import AShop
from tests.factories.stock import a_thing

STAFF = 7
ORDER_PAGE = "http://shop.localhost:8000/ru-ru/orders/"
RUSSIAN_ADDRESS = {
    "name": "Иван Петров",
    "line1": "ул. Баумана, 5",
    "city": "Казань",
    "region": "TA",
    "postcode": "420111",
    "phone": "+79172345678",
}


@dataclass(frozen=True, slots=True)
class Bazaar:
    """A shop with a Russian market of enquiries, ten of one thing, and test payments."""

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

    def ask(self, **changes: object) -> Enquiry:
        values: dict[str, object] = {
            "name": "Иван Петров",
            "email": "ivan@example.com",
            "country": "RU",
            "message": "Сколько стоит доставка в Казань?",
            "wanted": {self.variant_id: 3},
        }
        with self.session() as session:
            new = NewEnquiry(**{**values, **changes})  # type: ignore[arg-type]
            return enquiries.make_enquiry(session, self.tenant_id, a_view(session, "ru", "ru"), new)

    def offer(self, *, quantity: int = 3, currency: str = "RUB", valid_until: date | None = None) -> NewQuotation:
        """Three at 1,250.50 and a delivery of 4,000.00, for two weeks."""
        line = QuotedLine("Чёрный перец", quantity, Money(1_250_50, currency), self.variant_id, 1, "PEP-1")
        until = valid_until or clock.now().date() + timedelta(days=14)
        return NewQuotation(lines=(line,), delivery=Money(4_000_00, currency), valid_until=until, note="Со склада")

    def quote(self, enquiry: Enquiry, new: NewQuotation | None = None) -> Quotation:
        with self.session() as session:
            return enquiries.quote_enquiry(
                session, self.tenant_id, self.providers, enquiry.id or 0, new or self.offer(), person_id=STAFF
            )

    def accept(self, quotation: Quotation, *, method: str = "test", **address: str) -> checkout.Placed:
        acceptance = Acceptance(token=quotation.token, address={**RUSSIAN_ADDRESS, **address}, method=method)
        with self.session() as session:
            return enquiries.accept_quotation(
                session, self.tenant_id, self.providers, acceptance, order_page=ORDER_PAGE
            )

    def state(self, enquiry: Enquiry) -> tuple[str, list[str], list[str]]:
        """The enquiry's own, its quotations', and what has happened."""
        with self.session() as session:
            key = enquiry.id or 0
            return (
                enquiries.enquiry_by_id(session, key).state,
                [each.state for each in enquiries.quotations_of_enquiry(session, key)],
                [each.kind for each in enquiries.events_of_enquiry(session, key)],
            )


def a_bazaar(shop: AShop) -> Bazaar:
    with shop.session() as session:
        russia = localization.market_by_handle(session, "ru")
        russia.countries, russia.languages, russia.mode = ["RU"], ["ru"], MarketMode.ENQUIRY
        session.flush()
        return Bazaar(shop, a_thing(session, shop, stock=10, title="Black pepper"))
