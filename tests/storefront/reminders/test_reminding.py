"""Who is reminded of what, and who is not."""

from dataclasses import replace
from datetime import timedelta

import time_machine
from sqlmodel import Session

from storefront import customers, inventory, reminders
from storefront.customers import Answer, Purpose
from storefront.inventory import NewStock
from storefront.notify import Mail, mails_about
from tenants.isolation import JobContext
from tenants.kit import clock
from tests.factories.checkouts import WISHES, Sale

BUYER = "aisyah@example.com"


def run(sale: Sale, *, hours: int = 5) -> None:
    """What the worker does by the clock, so many hours from now."""
    context = JobContext(
        sale.shop.database, {"origin_of_shop": lambda slug, host: f"https://{host or slug + '.shops.example'}"}
    )
    with time_machine.travel(clock.now() + timedelta(hours=hours), tick=True):
        reminders.remind(context, tenant_id=sale.tenant_id)
        reminders.tell_of_goods(context, tenant_id=sale.tenant_id)


def mails(sale: Sale, about: str) -> list[Mail]:
    with sale.session() as session:
        return mails_about(session, about)


def leave(sale: Sale, *, takes_news: bool) -> str:
    """A checkout that was begun and not ended; its token."""
    submission = sale.reviewed(sale.basket(), replace(WISHES, takes_news=takes_news))
    return submission.token


def test_who_agreed_is_reminded_once_of_what_they_left(sale: Sale) -> None:
    token = leave(sale, takes_news=True)
    run(sale)
    run(sale)
    (mail,) = mails(sale, "checkout/1")
    assert (mail.kind, mail.to_address, mail.language) == ("checkout-abandoned", BUYER, "en")
    assert f"/checkout/resume/{token}" in mail.text
    assert f"/account/stop/{token}" in mail.text


def test_who_did_not_agree_or_is_still_at_it_or_has_bought_is_not_reminded(sale: Sale) -> None:
    leave(sale, takes_news=False)
    run(sale)
    leave(sale, takes_news=True)
    run(sale, hours=1)
    sale.buy(takes_news=True)
    run(sale)
    assert [mails(sale, f"checkout/{number}") for number in (1, 2, 3)] == [[], [], []]


def test_a_no_that_came_later_counts(sale: Sale) -> None:
    leave(sale, takes_news=True)
    with sale.session() as session:
        no = Answer(False, "No more", "en")
        customers.note_consent(session, sale.tenant_id, BUYER, Purpose.REMINDERS, no)
    run(sale)
    assert mails(sale, "checkout/1") == []


def test_who_waits_for_a_thing_is_told_once_when_it_is_back(sale: Sale) -> None:
    about = f"variant/{sale.variant_id}"
    with sale.session() as session:
        _stock(session, sale, 0)
        for _ in range(2):
            customers.ask_for_alert(
                session, sale.tenant_id, " Aisyah@Example.com ", sale.variant_id, market_handle="my", language="en"
            )
    run(sale)
    assert mails(sale, about) == []
    with sale.session() as session:
        _stock(session, sale, 3)
    run(sale)
    run(sale)
    (mail,) = mails(sale, about)
    assert (mail.kind, mail.to_address) == ("back-in-stock", BUYER)
    assert "/products/" in mail.text
    with sale.session() as session:
        assert customers.alerts_of(session, BUYER) == []


def _stock(session: Session, sale: Sale, on_hand: int) -> None:
    inventory.set_stock(session, sale.tenant_id, [NewStock(sale.variant_id, on_hand)])
