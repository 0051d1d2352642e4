"""What happens out of a visitor's sight: mails with secret links, and the shop's deeds, by the domains' front doors."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session

from storefront import customers, enquiries, localization, orders, payments
from storefront.cli.demo.manifest import MANIFEST
from storefront.enquiries import NewQuotation, QuotedLine
from storefront.money import Money
from tenants import domains
from tenants.isolation import Database
from tenants.kit import clock
from tenants.kit.settings import Settings
from tests.audit.zone import Place

_STAFF = 1
_WORDING = "Send me news of the shop by e-mail. I can stop this at any time."


def settings_of(data_dir: Path) -> Settings:
    """Those of a demo that keeps its data in a folder, as far as its shops' data need them."""
    manifest = json.loads((data_dir / MANIFEST).read_text(encoding="utf-8"))
    return Settings.model_validate(
        {
            "database_url": manifest["database_url"],
            "secret_key": "-" * 32,  # signs nothing here
            "platform_domain": manifest["base_domain"],
            "media_url": (data_dir / "media").as_uri(),
        }
    )


@dataclass(frozen=True, slots=True)
class Backstage:
    """The database of the demo."""

    database: Database
    platform_domain: str

    def sign_in_secret(self, place: Place, email: str) -> str:
        """Of the link in a mail that signs somebody in."""
        tenant_id, language = self._tenant_id(place), place.language
        with self.database.tenant(tenant_id) as session:
            return customers.issue_link(session, tenant_id, email, language=language)

    def news_secret(self, place: Place, email: str) -> str:
        """Of the link in a mail by which somebody agrees to news."""
        tenant_id, language = self._tenant_id(place), place.language
        with self.database.tenant(tenant_id) as session:
            return customers.ask_for_news(session, tenant_id, email, wording=_WORDING, language=language)

    def quote(self, place: Place, enquiry_token: str) -> str:
        """The shop answers an enquiry with an offer; the token of its page."""
        tenant_id = self._tenant_id(place)
        with self.database.tenant(tenant_id) as session:
            asked = enquiries.enquiry_by_token(session, enquiry_token)
            market = localization.market_by_handle(session, asked.market_handle)
            price = Money(1_234_50, market.currency)
            new = NewQuotation(
                lines=(QuotedLine("Forty of the same, wrapped one by one", 40, price),),
                delivery=price,
                valid_until=clock.now().date() + timedelta(days=30),
                note="All of it can be with you three weeks after your order.",
            )
            quoted = enquiries.quote_enquiry(
                session, tenant_id, payments.Providers(), asked.id or 0, new, person_id=_STAFF
            )
            return quoted.token

    def send_one(self, place: Place, order_token: str) -> None:
        """The shop sends one thing of an order, in a parcel that can be followed."""
        tenant_id = self._tenant_id(place)
        with self.database.tenant(tenant_id) as session:
            order = orders.order_by_token(session, order_token)
            parcel = orders.NewParcel(carrier="DHL", tracking_number="JD0140600001234567890")
            orders.fulfil(session, tenant_id, order.id, quantities={order.lines[0].id: 1}, parcel=parcel)

    def _tenant_id(self, place: Place) -> int:
        with self.database.unbound() as session:
            return _tenant_at(session, f"{place.shop}.{self.platform_domain}", self.platform_domain)


def _tenant_at(session: Session, host: str, platform_domain: str) -> int:
    found = domains.find_tenant_by_host(session, host, platform_domain)
    if found is None:
        raise RuntimeError(f"no shop lives at {host}")
    return found.tenant_id


@contextlib.contextmanager
def backstage(data_dir: Path) -> Iterator[Backstage]:
    settings = settings_of(data_dir)
    database = Database(settings)
    try:
        yield Backstage(database, settings.platform_domain)
    finally:
        database.close()
