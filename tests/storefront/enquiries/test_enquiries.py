"""From an enquiry to an order: what is asked, offered and accepted, what is refused, and what is told of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pydantic import SecretStr
from sqlmodel import Session

from storefront import documents, enquiries, inventory, law, localization, notify, orders, payments
from storefront.enquiries import (
    BadAcceptance,
    BadEnquiry,
    BadQuotation,
    EnquiryClosed,
    NewQuotation,
    NoSuchQuotation,
    NotToBeHad,
    NoWayToPay,
    Quotation,
    QuotationLapsed,
    QuotationWithdrawn,
    QuotedLine,
)
from storefront.money import Money
from storefront.orders import OrderState, PaymentState
from storefront.payments import ManualKind, NewManualMethod
from tenants.isolation import Database
from tenants.kit import clock
from tenants.kit.settings import Settings
from tests.factories.catalog import a_shop
from tests.factories.enquiries import STAFF, Bazaar, a_bazaar
from tests.factories.stock import OnShelf, on_shelf


@pytest.fixture
def bazaar(database: Database) -> Bazaar:
    return a_bazaar(a_shop(database, markets=(("my", "MYR"), ("ru", "RUB"))))


def order_of(bazaar: Bazaar, order_id: int) -> orders.PlacedOrder:
    with bazaar.session() as session:
        return orders.order_by_id(session, order_id)


def every_order(session: Session) -> int:
    return len(orders.orders_page(session))


def takes_transfers(bazaar: Bazaar, currency: str = "RUB") -> None:
    with bazaar.session() as session:
        method = NewManualMethod(ManualKind.BANK_TRANSFER, Money(0, currency), {"ru": "Счёт 12"})
        payments.set_manual_methods(session, bazaar.tenant_id, [method])


def test_an_accepted_quotation_is_one_order_at_the_quoted_prices(bazaar: Bazaar) -> None:
    enquiry = bazaar.ask()
    quotation = bazaar.quote(enquiry)
    placed = bazaar.accept(quotation)
    order = order_of(bazaar, placed.order_id)
    assert [(each.title, each.quantity, each.unit_price) for each in order.lines] == [
        ("Чёрный перец", 3, Money(1_250_50, "RUB"))
    ]
    assert (order.totals.goods, order.totals.shipping) == (Money(3_751_50, "RUB"), Money(4_000_00, "RUB"))
    assert order.total == Money(7_751_50, "RUB")
    assert (order.language, order.market_handle, order.country, order.email) == ("ru", "ru", "RU", "ivan@example.com")
    assert (order.state, order.payment_state) == (OrderState.DRAFT, PaymentState.PENDING)
    with bazaar.session() as session:
        assert on_shelf(session, bazaar.variant_id) == [OnShelf(10, reserved=3)]
        [payment] = payments.payments_of_order(session, order.id)
        assert (payment.id, payment.amount) == (placed.payment_id, Money(7_751_50, "RUB"))
    assert bazaar.state(enquiry) == ("ordered", ["accepted"], ["asked", "quoted", "accepted"])


def test_accepting_twice_at_once_makes_one_order(bazaar: Bazaar) -> None:
    quotation = bazaar.quote(bazaar.ask())
    with ThreadPoolExecutor(4) as pool:
        placed = list(pool.map(lambda _: bazaar.accept(quotation), range(4)))
    assert len({each.order_id for each in placed}) == 1
    assert sorted(each.is_new for each in placed) == [False, False, False, True]
    with bazaar.session() as session:
        assert every_order(session) == 1
        assert on_shelf(session, bazaar.variant_id) == [OnShelf(10, reserved=3)]


def test_who_pays_by_transfer_has_an_order_that_stands(bazaar: Bazaar) -> None:
    takes_transfers(bazaar)
    order = order_of(bazaar, bazaar.accept(bazaar.quote(bazaar.ask()), method="bank_transfer").order_id)
    assert (order.state, order.payment_state) == (OrderState.PLACED, PaymentState.PENDING)
    with bazaar.session() as session:
        assert on_shelf(session, bazaar.variant_id) == [OnShelf(7)]


def test_the_goods_of_an_order_to_be_paid_online_wait_as_long_as_the_offer_held(bazaar: Bazaar) -> None:
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False):
        order = order_of(bazaar, bazaar.accept(bazaar.quote(bazaar.ask())).order_id)
    assert order.expires_at == datetime(2026, 11, 17, tzinfo=UTC)


def test_quotations_are_numbered_without_a_gap_and_frozen_on_their_paper(bazaar: Bazaar) -> None:
    first = bazaar.ask()
    with pytest.raises(BadQuotation):
        bazaar.quote(first, NewQuotation(lines=(), delivery=Money(0, "RUB"), valid_until=clock.now().date()))
    quotations = [bazaar.quote(each) for each in (first, bazaar.ask())]
    assert [each.number for each in quotations] == [1, 2]
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC), tick=False):
        paper = enquiries.quotation_paper(bazaar.quote(bazaar.ask(company="ООО Пряности")))
    assert (paper.title, paper.number, paper.language) == ("Счёт-проформа", "Q-00003", "ru")
    assert paper.facts == (("Дата", "2 ноября 2026\u202fг."), ("Действительно до", "16 ноября 2026\u202fг."))
    assert [(line.title, line.quantity, line.total) for line in paper.lines] == [
        ("Чёрный перец", "3", "3\u00a0751,50\u00a0₽")
    ]
    assert paper.totals[-1] == ("Итого", "7\u00a0751,50\u00a0₽")
    assert (paper.buyer.name, paper.buyer.lines) == ("ООО Пряности", ("Иван Петров", "Россия"))
    assert documents.pdf(paper).startswith(b"%PDF-")


def test_a_lapsed_quotation_is_refused_and_changes_nothing(bazaar: Bazaar) -> None:
    enquiry = bazaar.ask()
    quotation = bazaar.quote(enquiry)
    with time_machine.travel(clock.now() + timedelta(days=15)):
        with pytest.raises(QuotationLapsed) as refusal:
            bazaar.accept(quotation)
        assert refusal.value.valid_until == quotation.valid_until
        assert bazaar.state(enquiry) == ("quoted", ["sent"], ["asked", "quoted"])
        with bazaar.session() as session:
            assert every_order(session) == 0
            assert [enquiries.lapse_quotations(session), enquiries.lapse_quotations(session)] == [1, 0]
        with pytest.raises(QuotationLapsed):
            bazaar.accept(quotation)
    assert bazaar.state(enquiry) == ("open", ["lapsed"], ["asked", "quoted", "lapsed"])


def test_a_quotation_holds_on_its_last_day(bazaar: Bazaar) -> None:
    quotation = bazaar.quote(bazaar.ask())
    with time_machine.travel(datetime.combine(quotation.valid_until, datetime.max.time(), UTC), tick=False):
        with bazaar.session() as session:
            assert enquiries.lapse_quotations(session) == 0
        assert bazaar.accept(quotation).is_new


def test_what_the_shop_takes_back_can_not_be_accepted(bazaar: Bazaar) -> None:
    enquiry = bazaar.ask()
    quotation = bazaar.quote(enquiry)
    for _ in range(2):
        with bazaar.session() as session:
            enquiries.withdraw_quotation(session, enquiry.id or 0, person_id=STAFF)
    assert bazaar.state(enquiry) == ("open", ["withdrawn"], ["asked", "quoted", "withdrawn"])
    with pytest.raises(QuotationWithdrawn):
        bazaar.accept(quotation)


def test_a_new_quotation_takes_the_place_of_the_one_before(bazaar: Bazaar) -> None:
    enquiry = bazaar.ask()
    before, after = bazaar.quote(enquiry), bazaar.quote(enquiry, bazaar.offer(quantity=2))
    with pytest.raises(QuotationWithdrawn):
        bazaar.accept(before)
    assert order_of(bazaar, bazaar.accept(after).order_id).total == Money(6_501_00, "RUB")


def test_what_is_closed_or_ordered_is_not_quoted_again(bazaar: Bazaar) -> None:
    closed, ordered = bazaar.ask(), bazaar.ask()
    with bazaar.session() as session:
        enquiries.close_enquiry(session, closed.id or 0, person_id=STAFF)
    bazaar.accept(bazaar.quote(ordered))
    for enquiry, state in ((closed, "closed"), (ordered, "ordered")):
        with pytest.raises(EnquiryClosed) as refusal:
            bazaar.quote(enquiry)
        assert refusal.value.state == state
    with pytest.raises(EnquiryClosed), bazaar.session() as session:
        enquiries.close_enquiry(session, ordered.id or 0, person_id=STAFF)


def test_more_than_is_there_is_refused_with_what_is_left(bazaar: Bazaar) -> None:
    enquiry = bazaar.ask()
    quotation = bazaar.quote(enquiry, bazaar.offer(quantity=11))
    with pytest.raises(NotToBeHad) as refusal:
        bazaar.accept(quotation)
    assert refusal.value.left == {bazaar.variant_id: 10}
    with bazaar.session() as session:
        assert every_order(session) == 0
    assert bazaar.state(enquiry)[0] == "quoted"


def test_what_the_catalogue_does_not_hold_can_be_sold_too(bazaar: Bazaar) -> None:
    line = QuotedLine("Смесь по вашему рецепту, 25 кг", 2, Money(10_000_00, "RUB"))
    new = NewQuotation(lines=(line,), delivery=Money(0, "RUB"), valid_until=clock.now().date())
    order = order_of(bazaar, bazaar.accept(bazaar.quote(bazaar.ask(wanted={}), new)).order_id)
    assert order.total == Money(20_000_00, "RUB")
    with bazaar.session() as session:
        orders.cancel_order(session, bazaar.tenant_id, order.id, reason="changed_mind")
        assert inventory.levels(session, [bazaar.variant_id])[0].on_hand == 10


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": ""}, {"name": "required"}),
        ({"email": "ivan"}, {"email": "bad_email"}),
        ({"country": "DE"}, {"country": "unknown_country"}),
        ({"message": "", "wanted": {}}, {"message": "required"}),
        ({"message": "x" * 5_001}, {"message": "too_long"}),
        ({"wanted": {999_999: 1}}, {"product": "not_here"}),
        ({"phone": "12"}, {"phone": "bad_phone"}),
    ],
)
def test_an_enquiry_that_lacks_something_says_what(
    bazaar: Bazaar, changes: dict[str, object], errors: dict[str, str]
) -> None:
    with pytest.raises(BadEnquiry) as refusal:
        bazaar.ask(**changes)
    assert refusal.value.errors == errors
    with bazaar.session() as session:
        assert enquiries.enquiries_page(session) == []


@pytest.mark.parametrize("quantity", [0, -1, 1_000_001])
def test_no_quantity_out_of_reach_is_asked_for(bazaar: Bazaar, quantity: int) -> None:
    with pytest.raises(BadEnquiry) as refusal:
        bazaar.ask(wanted={bazaar.variant_id: quantity})
    assert refusal.value.errors == {"quantity": "bad_quantity"}


def test_an_offer_that_can_not_be_is_refused(bazaar: Bazaar) -> None:
    enquiry, today = bazaar.ask(), clock.now().date()
    line = QuotedLine("Перец", 1, Money(-1, "RUB"))
    new = NewQuotation(lines=(line,), delivery=Money(-1, "RUB"), valid_until=today - timedelta(days=1))
    with pytest.raises(BadQuotation) as refusal:
        bazaar.quote(enquiry, new)
    assert refusal.value.errors == {"price-0": "bad_line", "delivery": "negative", "valid_until": "bad_day"}
    assert bazaar.state(enquiry) == ("open", [], ["asked"])


def test_what_nobody_can_pay_is_not_offered(bazaar: Bazaar, settings: Settings) -> None:
    online = settings.model_copy(update={"stripe_secret_key": SecretStr("sk_test_1")})
    paid = Bazaar(bazaar.shop, bazaar.variant_id, payments.open_providers(online))
    takes_transfers(paid, "MYR")
    enquiry = paid.ask()
    with pytest.raises(NoWayToPay) as refusal:
        paid.quote(enquiry)
    assert (refusal.value.currency, refusal.value.country) == ("RUB", "RU")
    assert paid.quote(enquiry, paid.offer(currency="MYR")).total_minor == 7_751_50


def test_where_the_platform_sells_nothing_nothing_is_asked_quoted_or_accepted(
    bazaar: Bazaar, database: Database
) -> None:
    asked, quoted = bazaar.ask(), bazaar.ask()
    quotation = bazaar.quote(quoted)
    with database.platform() as session:
        law.close_destination(session, "RU", reason="sanctions", by="platform")
    for deed in (bazaar.ask, lambda: bazaar.quote(asked), lambda: bazaar.accept(quotation)):
        with pytest.raises(law.DestinationClosed):
            deed()
    assert (bazaar.state(asked)[0], bazaar.state(quoted)[1]) == ("open", ["sent"])


@pytest.mark.parametrize(
    ("changes", "errors"),
    [({"postcode": "42"}, {"postcode": "bad_postcode"}), ({"method": "crypto"}, {"method": "choose_method"})],
)
def test_an_acceptance_that_lacks_something_says_what(
    bazaar: Bazaar, changes: dict[str, str], errors: dict[str, str]
) -> None:
    quotation = bazaar.quote(bazaar.ask())
    with pytest.raises(BadAcceptance) as refusal:
        bazaar.accept(quotation, **changes)
    assert refusal.value.errors == errors


def test_another_shops_link_opens_nothing(bazaar: Bazaar, database: Database) -> None:
    other = a_bazaar(a_shop(database, markets=(("my", "MYR"), ("ru", "RUB"))))
    quotation: Quotation = bazaar.quote(bazaar.ask())
    with pytest.raises(NoSuchQuotation):
        other.accept(quotation)


def test_buyer_and_shop_are_told_each_once(bazaar: Bazaar) -> None:
    enquiry = bazaar.ask()
    bazaar.accept(bazaar.quote(enquiry))
    with bazaar.session() as session:
        for event in enquiries.events_of_enquiry(session, enquiry.id or 0):
            for _ in range(2):
                enquiries.tell(
                    session,
                    bazaar.tenant_id,
                    event.id or 0,
                    origin_of=lambda slug, host: f"https://{host or f'{slug}.example'}",
                )
        mails = notify.mails_about(session, f"enquiry/{enquiry.id}")
        quotation = enquiries.quotations_of_enquiry(session, enquiry.id or 0)[0]
    told = sorted((mail.kind, mail.language, mail.to_address) for mail in mails)
    shop = next(mail.to_address for mail in mails if mail.kind == "shop-message")
    assert told == [
        ("enquiry-received", "ru", "ivan@example.com"),
        ("quotation-sent", "ru", "ivan@example.com"),
        ("shop-message", "en", shop),
        ("shop-message", "en", shop),
    ]
    texts = {mail.kind: mail.text for mail in mails}
    assert f"/ru-ru/enquiries/{enquiry.token}" in texts["enquiry-received"]
    assert f"/ru-ru/quotations/{quotation.token}" in texts["quotation-sent"]
    assert "7\u00a0751,50\u00a0₽" in texts["quotation-sent"]
    assert "https://admin.example/shops/" in texts["shop-message"]


def test_who_asked_in_arabic_is_answered_from_right_to_left_after_the_shop_has_closed_its_markets(
    bazaar: Bazaar,
) -> None:
    enquiry = bazaar.ask()
    with bazaar.session() as session:
        found = enquiries.enquiry_by_id(session, enquiry.id or 0)
        found.language = "ar"
        session.flush()
        for market in localization.markets(session):
            market.is_enabled = False
        session.flush()
        [event] = enquiries.events_of_enquiry(session, enquiry.id or 0)
        enquiries.tell(session, bazaar.tenant_id, event.id or 0, origin_of=lambda slug, _: f"https://{slug}.example")
        mails = notify.mails_about(session, f"enquiry/{enquiry.id}")
    [mail] = [each for each in mails if each.kind == "enquiry-received"]
    assert (mail.language, '<html lang="ar" dir="rtl"' in mail.html) == ("ar", True)
