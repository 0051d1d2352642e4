"""In the made-up language en-XA every word of every page of the admin stands between brackets."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from starlette.testclient import TestClient

from storefront import addresses, discounts, enquiries, harmonized, law, localization, notify, orders, payments, tax
from storefront.admin.rendering import LANGUAGES
from storefront.admin.routes import ROUTES
from storefront.app import create_app
from storefront.enquiries import NewEnquiry, NewQuotation, QuotedLine
from storefront.localization.models import Market
from storefront.money import Money
from tenants import domains, identity
from tenants.isolation import Database
from tenants.kit import clock
from tenants.kit.settings import Settings
from tests.factories.carts import a_view
from tests.factories.catalog import AShop, a_product
from tests.factories.orders import a_new_line, a_new_order, a_paid_order, a_placed_order
from tests.factories.payments import a_request
from tests.factories.stock import a_thing
from tests.pseudo import bracketed, spoken_texts, untranslated
from tests.storefront.admin.conftest import ORIGIN, PASSWORD, Shop, sign_in
from tests.storefront.payments.stripe_shop import stripe_settings
from tests.stripe_standin import Stripe, running_standin

FROM_HERE = {"origin": ORIGIN}
ADDRESS = {"name": bracketed("Aisyah"), "line1": bracketed("Jalan 1"), "city": bracketed("Ipoh"), "country": "MY"}


@pytest.fixture(scope="module")
def stripe() -> Iterator[Stripe]:
    with running_standin() as running:
        yield running


@pytest.fixture
def client(settings: Settings, stripe: Stripe) -> Iterator[TestClient]:
    """Of a zone with made-up languages, and a key for Stripe."""
    zone = stripe_settings(settings, stripe).model_copy(update={"pseudo_locales": True})
    with TestClient(create_app(zone), base_url=ORIGIN, follow_redirects=False) as client:
        client.cookies.set("language", "en-XA")
        yield client


@pytest.fixture
def names(shop: Shop, other_shop: Shop) -> list[str]:
    """What is nobody's to translate: names, addresses, what carriers and papers are called, tags of languages."""
    shops = [each for one in (shop, other_shop) for each in (one.slug, one.slug.title(), one.owner)]
    carriers = ["Pos Malaysia", "DHL Express", "FedEx", "J&T Express", "Ninja Van", "SF Express", "UPS"]
    languages = [localization.autonym(each) for each in (*LANGUAGES, "en-XA", "ar-XB")]
    ours = ["Storefront", "Stripe", "CN 22", "CN 23", "PDF", "Q-", "https://", ".localhost:8000"]
    theirs = ["Malaysia", "MALAYSIA", "MYR", "EUR", "USD", "aisyah@example.com"]
    return [*shops, *carriers, *languages, *ours, *theirs]


def pages(client: TestClient, addresses: list[str], names: list[str]) -> dict[str, list[str]]:
    """What stands there untranslated, by page."""
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.headers["content-type"].startswith("text/html"), (address, answer.status_code)
        assert '<html lang="en-XA" dir="ltr">' in answer.text, address
        if plain := untranslated(spoken_texts(answer.text), names):
            found[address] = plain
    return found


def orders_of(database: Database, shop: Shop) -> list[int]:
    """Numbers of one that waits for money, one partly sent, asked back and disputed, and one that is cancelled."""
    known, providers = AShop(database, shop.tenant_id, {}, {}), payments.Providers()
    line = a_new_line(quantity=3, title=bracketed("Shawl"), variant_title=bracketed("Blue"), discount=1_00, duty=2_00)
    new = a_new_order([line], handling=1_00, shipping_address=ADDRESS, note=bracketed("Hello"))
    with database.tenant(shop.tenant_id) as session:
        by_bank = payments.NewManualMethod(payments.ManualKind.BANK_TRANSFER, Money(0, "MYR"), {"en": "To 1234"})
        payments.set_manual_methods(session, shop.tenant_id, [by_bank])
        waiting = a_placed_order(session, known, new)
        asked = a_request(method=payments.BANK_TRANSFER, amount=waiting.total, order_id=waiting.id)
        payments.start_payment(session, providers, tenant_id=shop.tenant_id, request=asked)
        sent = a_paid_order(session, known, new)
        [placed] = sent.lines
        orders.fulfil(session, shop.tenant_id, sent.id, quantities={placed.id: 2})
        back = orders.NewReturn({placed.id: 1}, "changed_mind", bracketed("Too blue"))
        orders.request_return(session, shop.tenant_id, sent.id, back)
        paid = payments.start_payment(
            session,
            providers,
            tenant_id=shop.tenant_id,
            request=a_request(amount=sent.total, order_id=sent.id),
        )
        session.add(a_dispute(shop, paid.id or 0, sent))
        gone = a_placed_order(session, known, new)
        orders.cancel_order(session, shop.tenant_id, gone.id, reason="changed_mind")
    return [waiting.number, sent.number, gone.number]


def a_dispute(shop: Shop, payment_id: int, order: orders.PlacedOrder) -> payments.Dispute:
    now = clock.now()
    return payments.Dispute(
        tenant_id=shop.tenant_id, payment_id=payment_id, dispute_id="dp_1", amount_minor=order.total.amount_minor,
        currency="MYR", reason="fraudulent", state="needs_response", due_at=now + timedelta(days=9), opened_at=now,
        changed_at=now,
    )  # fmt: skip


def give_token(database: Database, shop: Shop, host: str, token: str) -> None:
    """One that is not random: a random one may look like a price."""
    with database.platform() as session:
        claim = domains.domain_by_host(session, shop.tenant_id, host)
        claim.verification_token = token
        session.add(claim)


def an_enquiry(database: Database, shop: Shop) -> int:
    """Asked, and quoted."""
    with database.tenant(shop.tenant_id) as session:
        if not localization.markets(session):
            market = Market(
                tenant_id=shop.tenant_id,
                handle="my",
                names={"en": bracketed("Malaysia")},
                countries=["MY"],
                languages=["en"],
                currency="MYR",
                is_primary=True,
            )
            session.add(market)
            session.flush()
        [market] = localization.markets(session)
        known = AShop(database, shop.tenant_id, {"my": market.id or 0}, {"my": "MYR"})
        variant_id = a_thing(session, known, stock=10, title=bracketed("Songket"))
        new = NewEnquiry(
            name=bracketed("Aisyah"),
            email="aisyah@example.com",
            country="MY",
            message=bracketed("How much?"),
            wanted={variant_id: 3},
        )
        made = enquiries.make_enquiry(session, shop.tenant_id, a_view(session), new)
        price = Money(9_50, "MYR")
        offer = NewQuotation(
            lines=(QuotedLine(bracketed("Songket"), 3, price),),
            delivery=price,
            valid_until=clock.now().date() + timedelta(days=14),
        )
        by_bank = payments.NewManualMethod(payments.ManualKind.BANK_TRANSFER, Money(0, "MYR"), {"en": "To 1234"})
        payments.set_manual_methods(session, shop.tenant_id, [by_bank])
        enquiries.quote_enquiry(session, shop.tenant_id, payments.Providers(), made.id or 0, offer, person_id=1)
        return made.id or 0


def a_discount(database: Database, shop: Shop) -> int:
    with database.tenant(shop.tenant_id) as session:
        new = discounts.NewDiscount(
            kind=discounts.DiscountKind.GIFT,
            titles={"en": bracketed("Gift")},
            percent_off=50,
            buy_quantity=2,
            gift_quantity=1,
            customer_groups=(bracketed("Friends"),),
        )
        return discounts.create_discount(session, shop.tenant_id, new).id or 0


def words_of_a_mail(database: Database, shop: Shop) -> list[str]:
    """The mail itself, which is in the language of its buyer: as it is typed, and as it is sent."""
    brand = notify.Brand(shop.slug.title(), ORIGIN, shop.owner)
    with database.tenant(shop.tenant_id) as session:
        sent = notify.preview_of(session, "order-placed", "en", brand)
    typed = notify.our_words("order-placed", "en")
    facts = notify.mail_kinds()["order-placed"].facts
    lines = "\n".join((sent.subject, sent.text, typed.subject, typed.body)).splitlines()
    return sorted({*lines, *facts, *facts.values(), "shop"} - {""}, key=len, reverse=True)


def selling_pages(client: TestClient, database: Database, shop: Shop) -> list[str]:
    """Trade data, taxes and law with everything in them: an own figure, a registration, a permit, a rate held off."""
    today = clock.now().date()
    with database.tenant(shop.tenant_id) as session:
        localization.markets(session)[0].countries = ["MY", "DE", "AU", "CN"]
        known = AShop(database, shop.tenant_id, {"my": localization.markets(session)[0].id or 0}, {"my": "MYR"})
        nest = a_product(session, known, bracketed("Pepper shawl"), hs_code="041090", material=bracketed("silk"))
        a_product(session, known, bracketed("Pepper"), hs_code="090411")
        own = tax.OwnFigures(country="AU", valid_from=today, reason=bracketed("A ruling"), vat_rate=Decimal(5))
        tax.override(session, shop.tenant_id, own)
        rate = tax.OwnRate(place="AU", hs_prefix="0904", rate=Decimal(2), valid_from=today, reason=bracketed("Broker"))
        tax.set_own_tariff_rate(session, shop.tenant_id, rate)
        tax.register(session, shop.tenant_id, kind="oss", country="EU", number="1234567", days=(today, None))
        days = (today, None)
        law.hold_permit(
            session, shop.tenant_id, rule_key="cn-birds-nest-maker", number=bracketed("CMYS0401"), days=days
        )
    home = f"/shops/{shop.slug}"
    selling = [f"{home}/selling", *(f"{home}/selling/{each}" for each in ("AU", "CN", "DE", "KZ"))]
    return [f"{home}/products", f"{home}/products?list=open&q=nobody", f"{home}/products/{nest.id}", *selling]


def of_the_law(database: Database) -> list[str]:
    """Where facts were read, in the source's own language; names of countries and of goods."""
    with database.platform() as session:
        rules = [source["title"] for each in tax.rules(session) for source in each.facts["sources"]]
        notes = [fee["note"] for each in tax.rules(session) for fee in each.facts["fees"]]
        codes = [fee["code"] for each in tax.rules(session) for fee in each.facts["fees"]]
        rates = [each.source_title for _, each in tax.zone_rates(session)]
        goods = [each.source_title for each in law.goods_rules(session)]
        selling = [each.source_title for each in law.selling_rules(session)]
    countries = [localization.territory_name(each, "en") for each in (*localization.countries(), "EU")]
    headings = [each.title for each in harmonized.headings()]
    numbers = ["6214.10", "1234567", "CMYS0401", "2026-", "agarwood, gaharu"]
    told = {*rules, *notes, *codes, *rates, *goods, *selling, *countries, *headings, *numbers}
    return sorted(told - {""}, key=len, reverse=True)


def test_every_word_of_a_shops_pages_can_be_translated(
    client: TestClient, database: Database, shop: Shop, names: list[str]
) -> None:
    number = an_enquiry(database, shop)
    bought = orders_of(database, shop)
    home = f"/shops/{shop.slug}"
    open_pages = ["/sign-in", "/password", "/password/nonsense", "/nowhere"]
    found = pages(client, open_pages, names)
    sign_in(client, shop.owner)
    found |= pages(client, [f"{home}/orders", f"{home}/orders?q=nobody", f"{home}/payments"], names)
    found |= pages(client, [f"{home}/orders/{each}" for each in bought], names)
    found |= pages(client, [f"{home}/orders/{bought[0]}/goods", f"{home}/groups"], names)
    found |= pages(client, [f"{home}/enquiries", f"{home}/enquiries/{number}"], names)
    kinds = [f"{home}/discounts/new?kind={each}" for each in discounts.DiscountKind]
    found |= pages(client, [f"{home}/discounts", f"{home}/discounts/{a_discount(database, shop)}", *kinds], names)
    found |= pages(
        client, [f"{home}/messages", f"{home}/messages/order-placed"], [*names, *words_of_a_mail(database, shop)]
    )
    regions = [each.label for each in addresses.regions("MY", "en")]
    found |= pages(client, [f"{home}/addresses"], [*names, *of_the_law(database), *regions])
    found |= pages(client, [f"{home}/markets"], [*names, *of_the_law(database)])
    found |= pages(client, selling_pages(client, database, shop), [*names, *of_the_law(database)])
    assert client.post(f"{home}/domains/claim", data={"host": "batik.example"}, headers=FROM_HERE).status_code == 303
    give_token(database, shop, "batik.example", "a-token")
    records = ["a-token", "domains.localhost", "_storefront.batik.example", "batik.example"]
    found |= pages(client, [f"{home}/domains"], [*names, *records, "www.example.com"])
    assert client.post(f"{home}/payments/connect", data={"": ""}, headers=FROM_HERE).status_code == 303
    found |= pages(client, [f"{home}/payments"], names)
    refused = client.post(f"{home}/orders/{bought[1]}/refund", data={"amount": "much"}, headers=FROM_HERE)
    assert refused.status_code == 422
    if plain := untranslated(spoken_texts(refused.text), names):
        found["refused"] = plain
    assert found == {}


def test_every_word_of_the_zones_pages_can_be_translated(
    client: TestClient, database: Database, shop: Shop, other_shop: Shop, names: list[str]
) -> None:
    with database.platform() as session:
        keeper = identity.enrol_person(session, "admin@example.com", name="Admin", password=PASSWORD)
        keeper.is_platform_admin = True
        session.add(keeper)
        for each in (shop, other_shop):
            identity.grant_membership(session, each.tenant_id, keeper.id or 0, identity.Role.OWNER)
    sign_in(client, "admin@example.com")
    assert pages(client, ["/shops", "/platform", "/platform?q=nobody"], names) == {}


def test_the_made_up_languages_are_chosen_only_where_the_zone_has_them(settings: Settings) -> None:
    with TestClient(create_app(settings), base_url=ORIGIN) as plain:
        plain.cookies.set("language", "en-XA")
        assert '<html lang="en"' in plain.get("/sign-in").text


def test_every_page_of_the_admin_is_among_those_that_are_read_here() -> None:
    """A new page has to be added above; papers are tried with the papers, and a link of a password mail is spent."""
    wordless = (".pdf", "/photo")
    shown = {each.pattern for each in ROUTES if each.method == "GET" and not each.pattern.endswith(wordless)}
    read = {"/sign-in", "/password", "/password/{secret}", "/shops", "/platform"}
    read |= {f"/shops/{{slug}}{each}" for each in ("/enquiries", "/enquiries/{number:int}", "/orders")}
    read |= {
        f"/shops/{{slug}}{each}" for each in ("/orders/{number:int}", "/payments", "/domains", "/groups", "/addresses")
    }
    read |= {f"/shops/{{slug}}{each}" for each in ("/orders/{number:int}/goods", "/messages", "/messages/{kind}")}
    read |= {f"/shops/{{slug}}/discounts{each}" for each in ("", "/new", "/{number:int}")}
    read |= {f"/shops/{{slug}}{each}" for each in ("/products", "/products/{number:int}")}
    read |= {f"/shops/{{slug}}{each}" for each in ("/selling", "/selling/{country}", "/markets")}
    leads_elsewhere = {"/", "/shops/{slug}", "/shops/{slug}/payments/return", "/shops/{slug}/payments/continue"}
    assert shown - read - leads_elsewhere == set()
