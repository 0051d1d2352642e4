"""Telling buyer and shop by mail what has happened to an order, each event once."""

from collections.abc import Callable

from sqlmodel import Session

from storefront import invoices, localization, notify, orders, payments, theming
from storefront.checkout.rules.letters import Telling, letter_to_shop, letters_of, message_to_shop
from storefront.localization import View
from storefront.notify import Brand
from storefront.orders import PaymentState, PlacedOrder
from tenants import lifecycle
from tenants.lifecycle import Tenant

# The origin of a shop's pages, by its slug and its own host where it has one.
OriginOf = Callable[[str, str | None], str]


def tell(session: Session, tenant_id: int, event_id: int, *, origin_of: OriginOf) -> None:
    """Write the mails that an event asks for. Safe to repeat: a mail is written once."""
    order_id, event = orders.event_by_id(session, event_id)
    order = orders.order_by_id(session, order_id)
    tenant = lifecycle.tenant_by_id(session, tenant_id)
    view = view_of_order(session, order)
    views = localization.views_of(localization.markets(session))
    origin = origin_of(tenant.slug, localization.find_host(session, view))
    telling = Telling(
        order=order,
        event=event,
        view=view,
        brand=brand_of(session, tenant, origin),
        order_url=f"{origin}{view.prefix}/orders/{order.token}" if views else "",
        instructions=_instructions(session, order, view.language),
        return_address="\n".join(invoices.returns_lines(invoices.seller_of(session, tenant_id), view.language)),
    )
    for letter in letters_of(telling) if order.email else ():  # of a buyer who was forgotten there is no address
        notify.write_mail(session, tenant_id, letter)
    own = views[0] if views else localization.view_without_market(tenant.primary_language, tenant.currency)
    tell_shop = letter_to_shop if event.kind == "placed" else message_to_shop
    # Staff work on the order on their own pages; the buyer's secret link is the buyer's.
    staff_url = f"{origin_of('admin', None)}/shops/{tenant.slug}/orders/{order.number}"
    to_shop = tell_shop(telling, to=tenant.contact_email, view=own, url=staff_url)
    if to_shop is not None:
        notify.write_mail(session, tenant_id, to_shop)


def view_of_order(session: Session, order: PlacedOrder) -> View:
    """The view that the order was placed in; where it is no more, one of the same language, else the shop's first.

    A shop without a market that is on writes as the order was written, and has no page to lead to.
    """
    views = localization.views_of(localization.markets(session))
    same_language = [each for each in views if each.language == order.language]
    exact = [each for each in same_language if each.market_handle == order.market_handle]
    known = exact or same_language or list(views)
    return known[0] if known else localization.view_without_market(order.language, order.currency)


def brand_of(session: Session, tenant: Tenant, origin: str) -> Brand:
    """The shop's name and, where it has chosen them, its colours."""
    plain = Brand(tenant.name, origin, tenant.contact_email)
    try:
        settings = theming.live_theme(session).settings
    except theming.NoLiveTheme:
        return plain
    accent, on_accent = settings.get("accent"), settings.get("on_accent")
    if isinstance(accent, str) and accent and isinstance(on_accent, str) and on_accent:
        return Brand(tenant.name, origin, tenant.contact_email, accent, on_accent)
    return plain


def _instructions(session: Session, order: PlacedOrder, language: str) -> str:
    if order.payment_state is not PaymentState.PENDING and not order.due:
        return ""
    method = payments.find_manual_method(session, order.payment_method, order.currency)
    if method is None:
        return ""
    return method.instructions.get(language) or next(iter(method.instructions.values()), "")
