"""Writing the mails, each once: by its key, or by taking what was asked for away with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import Session

from storefront import cart, catalog, checkout, customers, law, localization, notify
from storefront.audience import Audience
from storefront.checkout import Checkout, OriginOf
from storefront.customers import Purpose, StockAlert
from storefront.localization import View
from storefront.notify import Brand, Letter, MailLine
from tenants import lifecycle
from tenants.kit import clock

# Long enough that nobody is still at it, short enough that they still want it.
LEFT_FOR = timedelta(hours=4)
NOT_LONGER_THAN = timedelta(hours=72)
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Sender:
    """The shop in whose name a mail is written, and where its pages are: `origins` of the markets' own hosts."""

    tenant_id: int
    brand: Brand
    views: tuple[View, ...]
    origins: Mapping[str, str]

    def view(self, market_handle: str, language: str) -> View | None:
        """None where the shop does not speak to that market in that language any more."""
        same = (each for each in self.views if each.market_handle == market_handle and each.language == language)
        return next(same, None)

    def address(self, path: str, view: View) -> str:
        return f"{self._origin(view)}{view.prefix}{path}"

    def brand_in(self, view: View) -> Brand:
        return replace(self.brand, url=self._origin(view))

    def _origin(self, view: View) -> str:
        return self.origins.get(view.host, self.brand.url)


def sender_of(session: Session, tenant_id: int, origin_of: OriginOf) -> Sender:
    """Raises lifecycle.UnknownTenant."""
    tenant = lifecycle.tenant_by_id(session, tenant_id)
    origin = origin_of(tenant.slug, localization.find_host(session))
    views = localization.views_of(localization.markets(session), closed=law.closed_countries(session))
    origins = {view.host: origin_of(tenant.slug, view.host) for view in views if view.host}
    return Sender(tenant_id, checkout.brand_of(session, tenant, origin), views, origins)


def tell_of_stock(session: Session, sender: Sender, *, after: int = 0) -> tuple[int, int]:
    """Tell some of those who wait for what can be had now. Returns how many, and the last alert that was looked at.

    The last one is 0 where none was left to look at. Who has been told waits no longer, in the same transaction.
    """
    alerts = customers.alerts_page(session, after=after, limit=_AT_ONCE)
    told = sum(_tell_of_alert(session, sender, each) for each in alerts)
    return told, (alerts[-1].id or 0) if alerts else 0


def remind_of_checkouts(session: Session, sender: Sender) -> int:
    """Remind of every checkout that was left some hours ago, each once. Returns how many letters that makes."""
    now = clock.now()
    left = checkout.left_checkouts(session, since=now - NOT_LONGER_THAN, until=now - LEFT_FOR, limit=_AT_ONCE)
    return sum(remind_of_checkout(session, sender, each) for each in left)


def remind_of_checkout(session: Session, sender: Sender, left: Checkout) -> bool:
    """Whether it was written: not without consent, nor where nothing is in the cart, nor in a view that is gone."""
    view = sender.view(left.market_handle, left.language)
    if view is None or not _agreed(session, left):
        return False
    try:
        bought = cart.cart_by_id(session, view, left.cart_id)
    except cart.CartNotFound:
        return False
    if not any(each.is_available for each in bought.lines):
        return False
    lines = tuple(
        MailLine(each.title, f"{localization.format_number(each.quantity, view.locale)} ×", "") for each in bought.lines
    )
    address = left.wishes.get("address") or {}
    letter = Letter(
        kind="checkout-abandoned",
        key=f"checkout/{left.id}",
        about=f"checkout/{left.id}",
        to=left.email,
        language=left.language,
        brand=sender.brand_in(view),
        facts={
            "name": str(address.get("name") or left.email),
            "stop_url": sender.address(f"/account/stop/{left.token}", view),
        },
        lines=lines,
        button=sender.address(f"/checkout/resume/{left.token}", view),
    )
    notify.write_mail(session, sender.tenant_id, letter)
    return True


def _agreed(session: Session, left: Checkout) -> bool:
    """The box was ticked in this checkout, and nobody has said no since."""
    try:
        email = customers.normal_email(left.email)
    except customers.BadEmail:
        return False
    said = customers.latest_consent(session, email, Purpose.REMINDERS)
    is_refused = said is not None and not said.is_given and said.at >= left.changed_at
    return bool(left.wishes.get("takes_news")) and not is_refused


def _tell_of_alert(session: Session, sender: Sender, alert: StockAlert) -> bool:
    view = sender.view(alert.market_handle, alert.language)
    if view is None:
        return False
    sellable = catalog.sellables(session, _audience(view), variant_ids=[alert.variant_id]).get(alert.variant_id)
    if sellable is None or sellable.offer is None or sellable.left == 0:
        return False
    title = f"{sellable.title} – {sellable.variant_title}" if sellable.variant_title else sellable.title
    letter = Letter(
        kind="back-in-stock",
        key=f"stock-alert/{alert.id}",
        about=f"variant/{alert.variant_id}",
        to=alert.email,
        language=alert.language,
        brand=sender.brand_in(view),
        facts={"product": title},
        button=sender.address(sellable.path, view),
    )
    notify.write_mail(session, sender.tenant_id, letter)
    customers.drop_alert(session, alert)
    return True


def _audience(view: View) -> Audience:
    return Audience(view.fallbacks, view.market_id, view.is_enquiry)
