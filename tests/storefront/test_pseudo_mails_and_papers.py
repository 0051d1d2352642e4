"""In the made-up language en-XA every word of mails and papers stands between brackets.

What a shop or a buyer wrote is bracketed, too. Customs papers are in English by the Universal Postal Convention's forms
and are left out.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from storefront import invoices, localization, orders
from storefront.checkout.rules.letters import _WRITERS, Telling, letter_to_shop, letters_of, message_to_shop
from storefront.documents import Paper, PaperTax, Party
from storefront.enquiries import QuotedLine
from storefront.enquiries.rules.letters import Told, ToldOffer, accepted_letters, asked_letters, quoted_letters
from storefront.enquiries.rules.lines import AskedLine
from storefront.enquiries.rules.paper import Offer, quotation_paper
from storefront.invoices.rules import Issue, Standing, credit_note, further_invoice, invoice, return_slip
from storefront.localization import NewMarket, View
from storefront.money import Money
from storefront.notify import Brand, Letter, mail_kinds, sample_letter
from storefront.notify.rules import composed
from storefront.orders import Actor, Event
from tenants.isolation import Database
from tests.factories.catalog import a_shop
from tests.factories.orders import a_new_line, a_new_order, a_paid_order
from tests.pseudo import bracketed, spoken_texts, untranslated

LANGUAGE = "en-XA"
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
URL = "https://shop.example/x"
EMAIL = "hello@example.com"
BRAND = Brand(bracketed("Seri Batik"), URL, EMAIL)
SELLER = invoices.Seller(
    name=bracketed("Seri Batik"),
    country="MY",
    email=EMAIL,
    registration_no="2026",
    address={"line1": bracketed("12 Jalan Masjid"), "city": bracketed("Ipoh"), "country": "MY"},
    numbers=(invoices.SellerNumber("domestic", "MY", "17"),),
)
ADDRESS = {
    "name": bracketed("Aisyah"),
    "line1": bracketed("Jalan 1"),
    "city": bracketed("Ipoh"),
    "country": "MY",
    "vat_number": "17",
}
# A country by CLDR, and as it stands on a label; a tax's own abbreviation; our numbering; the sum of a sample.
NAMES = (
    "Malaysia",
    "Australia",
    "France",
    "United Kingdom",
    "MALAYSIA",
    "SST",
    "INV-",
    "CN-",
    "Q-",
    "R1001-7",
    "Σ",
    URL,
    EMAIL,
    "aisyah@example.com",
)


def a_view() -> View:
    market = NewMarket(handle="my", countries=("MY",), languages=("en",), currency="MYR")
    views = localization.views_of([_Facts(market)], pseudo=[LANGUAGE])
    return next(each for each in views if each.language == LANGUAGE)


class _Facts:
    """A market that is only planned."""

    id, position, is_primary, host = 1, 0, True, None

    def __init__(self, new: NewMarket) -> None:
        self._new = new

    def __getattr__(self, name: str) -> Any:  # Any: whatever field of the market is asked for
        return getattr(self._new, name)


@pytest.fixture
def order(database: Database) -> orders.PlacedOrder:
    """Paid, with a line of each amount that an order can add up from."""
    shop = a_shop(database)
    line = a_new_line(
        quantity=2,
        discount=1_00,
        tax=2_00,
        duty=3_00,
        title=bracketed("Shawl"),
        variant_title=bracketed("Blue"),
        included_tax=Money(50, "MYR"),
    )
    new = a_new_order([line], handling=4_00, language=LANGUAGE, shipping_address=ADDRESS, billing_address=ADDRESS)
    due = Money(1_00, "MYR")
    with shop.session() as session:
        placed = a_paid_order(session, shop, new)
    return replace(placed, totals=replace(placed.totals, due_at_delivery=due, included_tax=due))


def read(letter: Letter) -> list[str]:
    """Subject, text and HTML, as people read them."""
    made = composed(letter)
    return [made.subject, *made.text.splitlines(), *spoken_texts(made.html)]


def event(kind: str, **facts: object) -> Event:
    said: dict[str, object] = {
        "amount_minor": 10_00,
        "reason": "",
        "note": bracketed("Sorry"),
        "carrier": bracketed("Pos"),
        "tracking_number": "17",
        "tracking_url": URL,
        "dearer_minor": 5_00,
        "goods": [{"count": 1, "title": bracketed("Shawl")}],
    }
    return Event(id=99, kind=kind, actor=Actor.SYSTEM, is_public=True, facts={**said, **facts}, at=NOW)


@pytest.mark.parametrize("kind", sorted(mail_kinds()))
def test_every_word_of_a_mail_can_be_translated(kind: str) -> None:
    letter = sample_letter(kind, LANGUAGE, BRAND)
    facts = {name: bracketed(text) for name, text in letter.facts.items()}
    lines = tuple(replace(each, title=bracketed(each.title)) for each in letter.lines)
    assert untranslated(read(replace(letter, facts=facts, lines=lines)), NAMES) == []


@pytest.mark.parametrize("kind", sorted(_WRITERS))
def test_what_an_order_tells_in_its_mails_can_be_translated(kind: str, order: orders.PlacedOrder) -> None:
    happened = event(kind, email=EMAIL, name=bracketed("Aisyah"))
    choice = {"name": bracketed("Post"), "earliest": "2026-12-01", "latest": "2026-12-04"}
    standing = replace(order, shipping_choice=choice, events=(*order.events, happened))
    telling = Telling(
        order=standing,
        event=happened,
        view=a_view(),
        brand=BRAND,
        order_url=URL,
        instructions=bracketed("Maybank"),
        return_address=bracketed("12 Jalan Masjid"),
    )
    letters = letters_of(telling)
    letters.append(letter_to_shop(telling, to=EMAIL, view=a_view(), url=URL))
    letters += filter(None, [message_to_shop(telling, to=EMAIL, view=a_view(), url=URL)])
    assert {each.kind: plain for each in letters if (plain := untranslated(read(each), NAMES))} == {}


def test_what_an_enquiry_tells_in_its_mails_can_be_translated() -> None:
    told = Told(
        event_id=1,
        enquiry_id=1,
        name=bracketed("Aisyah"),
        email=EMAIL,
        message=bracketed("How much?"),
        asked=(AskedLine(1, 1, bracketed("Shawl"), bracketed("Blue"), "", 3),),
        view=a_view(),
        shop_view=a_view(),
        shop_email=EMAIL,
        brand=BRAND,
        buyer_url=URL,
        staff_url=URL,
    )
    price = Money(10_00, "MYR")
    offer = ToldOffer(
        number=1,
        lines=(QuotedLine(bracketed("Shawl"), 3, price),),
        delivery=price,
        total=price,
        valid_until=localization.format_date(NOW.date(), LANGUAGE),
        note=bracketed("From stock"),
        url=URL,
    )
    letters = [*asked_letters(told), *quoted_letters(told, offer), *accepted_letters(told, offer)]
    assert len(letters) == 4
    assert {each.kind: plain for each in letters if (plain := untranslated(read(each), NAMES))} == {}


def printed(value: object) -> Iterator[str]:
    """Every text of a paper but what is for the typesetter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from printed(each)
    elif isinstance(value, PaperTax):
        yield from (value.label, value.base, value.tax)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name not in ("kind", "language", "accent", "labels", "code"):
                yield from printed(getattr(value, each.name))
        for _, text in getattr(value, "labels", ()):
            yield text


def myr(minor: int) -> Money:
    return Money(minor, "MYR")


def taxed_in(order: orders.PlacedOrder, country: str) -> orders.PlacedOrder:
    """The order as sent there, its tax taken by the shop at ten percent."""
    facts = {"name": "GST", "rate": "10", "base_minor": 10_00}
    lines = tuple(replace(each, tax_facts=facts, included_tax=myr(91)) for each in order.lines)
    return replace(
        order,
        lines=lines,
        totals=replace(order.totals, included_tax=myr(91)),
        landed_cost={"collection": "point_of_sale"},
        shipping_address={**order.shipping_address, "country": country},
    )


def test_every_word_of_the_papers_can_be_translated(order: orders.PlacedOrder) -> None:
    taxes = tuple(orders.RateTax(name, rate, myr(94), myr(6)) for name, rate in (("VAT", "19"), ("", "")))
    credited = invoices.PaperSum(myr(1_00), taxes)
    back = orders.SentBack(
        id=7,
        kind=orders.ReturnKind.RETURN,
        state=orders.ReturnState.APPROVED,
        reason="damaged",
        note="",
        photo_asset_id=None,
        quantities={order.lines[0].id: 1},
        requested_at=NOW,
        decided_at=NOW,
        received_at=None,
    )
    reasons = (
        ("reverse_charge", "DE", "FR"),
        ("reverse_charge", "MY", "AU"),
        ("none", "MY", "MY"),
        ("import", "DE", "GB"),
    )
    unpaid = replace(order, payment_state=orders.PaymentState.PENDING)
    buyer = Party(bracketed("Aisyah"), (bracketed("Jalan 1"),))
    offer = Offer(
        number=1,
        language=LANGUAGE,
        locale=LANGUAGE,
        buyer=buyer,
        country="RU",
        lines=(QuotedLine(bracketed("Shawl"), 3, Money(10_00, "MYR")),),
        delivery=Money(1_00, "MYR"),
        note=bracketed("From stock"),
        on=date(2026, 11, 27),
        valid_until=date(2026, 11, 27) + timedelta(days=14),
    )
    papers: dict[str, Paper] = {
        "invoice": invoice(order, SELLER, Issue(1, NOW)),
        "unpaid": invoice(unpaid, SELLER, Issue(1, NOW)),
        "tax invoice": invoice(taxed_in(order, "AU"), SELLER, Issue(1, NOW)),
        "further invoice": further_invoice(order, credited, Standing.of(unpaid), SELLER, Issue(2, NOW, 1)),
        "credit note": credit_note(order, credited, SELLER, Issue(1, NOW, 1), is_refund=True),
        "correction": credit_note(taxed_in(order, "AU"), credited, SELLER, Issue(1, NOW, 1), is_refund=False),
        **{
            f"{collection} {seller} {buyer}": invoice(
                replace(
                    order,
                    landed_cost={"collection": collection},
                    shipping_address={**order.shipping_address, "country": buyer},
                ),
                replace(SELLER, country=seller),
                Issue(1, NOW),
            )
            for collection, seller, buyer in reasons
        },
        "return slip": return_slip(taxed_in(order, "AU"), back, SELLER),
        "packing slip": invoices.rules.papers.packing_slip(order, SELLER),
        "quotation": quotation_paper(offer, SELLER),
    }
    assert {name: plain for name, paper in papers.items() if (plain := untranslated(printed(paper), NAMES))} == {}


def test_the_test_sees_a_word_that_was_written_into_a_mail() -> None:
    html = "<!doctype html><html lang=en-XA><title>⟦x⟧</title><p>⟦a <b>b</b>⟧ Buy<p lang=ms>Beli"
    assert untranslated(spoken_texts(f"{html}<p>MYR 12.90<img alt=Photo>"), ()) == ["Buy", "Photo"]
