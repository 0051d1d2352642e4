"""A merchant's own registrations, figures and permits over HTTP: faults beside their fields, else in force."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from storefront import catalog, law, localization, tax
from tenants import identity, lifecycle
from tenants.isolation import Database
from tenants.kit import clock
from tests.factories.catalog import AShop, a_product, a_shop
from tests.storefront.admin.conftest import PASSWORD, sign_in

TODAY = clock.now().date()


@pytest.fixture
def shop(database: Database) -> AShop:
    """It sells to Malaysia, Germany, Australia and China: a shawl, pepper and a bird's nest."""
    made = a_shop(database)
    with made.session() as session:
        localization.market_by_handle(session, "my").countries = ["MY", "DE", "AU", "CN"]
        for title, code in (("Shawl", "621410"), ("Pepper", "090411"), ("Nest", "041090")):
            a_product(session, made, title, hs_code=code)
    return made


@pytest.fixture
def owner(client: TestClient, database: Database, shop: AShop) -> TestClient:
    return signed_in(client, database, shop, identity.Role.OWNER)


def signed_in(client: TestClient, database: Database, shop: AShop, role: identity.Role) -> TestClient:
    with database.platform() as session:
        person = identity.enrol_person(session, f"{role}@shop.example", name="Somebody", password=PASSWORD)
        identity.grant_membership(session, shop.tenant_id, person.id or 0, role)
    sign_in(client, person.email)
    return client


def path(shop: AShop, country: str = "") -> str:
    with shop.session() as session:
        slug = lifecycle.tenant_by_id(session, shop.tenant_id).slug
    return f"/shops/{slug}/selling" + (f"/{country}" if country else "")


def register(client: TestClient, shop: AShop, **fields: str) -> tuple[int, str]:
    answer = client.post(path(shop), data={"do": "register", **{f"register-{k}": v for k, v in fields.items()}})
    return answer.status_code, answer.text


def held(shop: AShop) -> list[tuple[str, str, str, date | None]]:
    with shop.session() as session:
        return [(each.kind, each.country, each.number, each.valid_to) for each in tax.registrations(session)]


def test_a_registration_is_kept_in_its_compact_form_and_ends(owner: TestClient, shop: AShop) -> None:
    assert register(owner, shop, kind="domestic", country="DE", number="de 136,695 976".replace(",", ""))[0] == 303
    assert register(owner, shop, kind="ioss", number="im276 0000017")[0] in (303, 422)
    [found] = [each for each in held(shop) if each[0] == "domestic"]
    assert found == ("domestic", "DE", "DE136695976", None)
    page = owner.get(path(shop)).text
    assert "DE136695976" in page
    with shop.session() as session:
        [number] = [each.id for each in tax.registrations(session) if each.kind == "domestic"]
    ended = owner.post(
        path(shop), data={"do": "end", "registration": str(number), f"end-{number}-until": TODAY.isoformat()}
    )
    assert ended.status_code == 303
    assert next(each for each in held(shop) if each[0] == "domestic")[3] == TODAY


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"kind": "domestic", "country": "DE", "number": "DE136695977"}, "number", "This does not look like a number"),
        ({"kind": "domestic", "country": "", "number": "1234567"}, "country", "Please choose a country from the list."),
        ({"kind": "gb_vat", "number": ""}, "number", "This is needed."),
        ({"kind": "nothing", "number": "1234567"}, "kind", "Please choose from the list."),
        ({"kind": "oss", "number": "1234567", "from": "tomorrow"}, "from", "This is not a day"),
        ({"kind": "oss", "number": "1234567", "from": "2026-12-31", "until": "2026-01-01"}, "until", "The last day is"),
    ],
)
def test_a_registration_that_is_wrong_is_said_beside_its_field(
    owner: TestClient, shop: AShop, fields: dict[str, str], field: str, words: str
) -> None:
    status, page = register(owner, shop, **fields)
    assert status == 422
    assert f'id="register-{field}-fault">{words}' in page
    assert f'value="{fields["number"]}"' in page
    assert held(shop) == []


def test_a_second_registration_for_the_same_days_is_refused(owner: TestClient, shop: AShop) -> None:
    assert register(owner, shop, kind="oss", number="1234567")[0] == 303
    status, page = register(owner, shop, kind="oss", number="7654321")
    assert status == 422
    assert 'id="register-from-fault">There is one already' in page
    assert len(held(shop)) == 1


def choice(shop: AShop, country: str, on: date = TODAY) -> tuple[Decimal | None, Decimal | None, str] | None:
    with shop.session() as session:
        own = tax.find_own_choice(session, country, on)
    return None if own is None else (own.vat_rate, own.duty_rate, own.reason)


def do(client: TestClient, shop: AShop, country: str, deed: str, **fields: str) -> tuple[int, str]:
    names = {f"{deed}-{name}": value for name, value in fields.items() if name != "first"}
    first = {"from": fields["first"]} if "first" in fields else {}
    answer = client.post(path(shop, country), data={"do": deed, **names, **first, "code": fields.get("code", "")})
    return answer.status_code, answer.text


def test_own_figures_hold_for_their_days_and_no_longer(owner: TestClient, shop: AShop) -> None:
    last = TODAY + timedelta(days=10)
    status, _ = do(
        owner, shop, "DE", "figures", vat="19,5".replace(",", "."), until=last.isoformat(), reason="A ruling"
    )
    assert status == 303
    assert choice(shop, "DE") == (Decimal("19.5"), None, "A ruling")
    assert choice(shop, "DE", last + timedelta(days=1)) is None
    assert "A ruling" in owner.get(path(shop, "DE")).text
    assert do(owner, shop, "DE", "end-figures", first=TODAY.isoformat())[0] == 303
    assert choice(shop, "DE") is None


def test_a_duty_rate_is_used_for_its_goods_until_it_ends(owner: TestClient, shop: AShop) -> None:
    assert do(owner, shop, "AU", "tariff", code="6214.10", rate="5", reason="Our broker")[0] == 303
    with shop.session() as session:
        [own] = tax.own_tariff_rates(session)
    assert (own.place, own.hs_prefix, own.rate, own.valid_from, own.valid_to) == (
        *("AU", "621410", Decimal(5), TODAY),
        None,
    )
    assert do(owner, shop, "AU", "end-tariff", first=TODAY.isoformat(), code="621410")[0] == 303
    with shop.session() as session:
        assert tax.own_tariff_rates(session) == []


@pytest.mark.parametrize(
    ("deed", "fields", "fault"),
    [
        ("figures", {"vat": "100", "reason": "x"}, "figures-vat-fault"),
        ("figures", {"vat": "much", "reason": "x"}, "figures-vat-fault"),
        ("figures", {"vat": "", "reason": "x"}, "figures-duty-fault"),
        ("figures", {"vat": "5", "reason": ""}, "figures-reason-fault"),
        ("tariff", {"code": "6", "rate": "5", "reason": "x"}, "tariff-code-fault"),
        ("tariff", {"code": "6214", "rate": "", "reason": "x"}, "tariff-rate-fault"),
        ("tariff", {"code": "6214", "rate": "5", "reason": "x", "until": "2020-01-01"}, "tariff-until-fault"),
        ("use-held", {}, "held-reason-fault"),
        ("permit", {"rule": "no-such-rule", "number": "1"}, "Nothing was saved"),
    ],
)
def test_a_figure_that_is_wrong_is_said_beside_its_field_and_changes_nothing(
    owner: TestClient, shop: AShop, deed: str, fields: dict[str, str], fault: str
) -> None:
    status, page = do(owner, shop, "AU", deed, **fields)
    assert status == 422
    assert fault in page
    assert choice(shop, "AU") is None
    with shop.session() as session:
        assert tax.own_tariff_rates(session) == []
        assert law.permits(session) == []


def test_a_rate_that_is_held_off_is_shown_and_charged_once_the_shop_answers_for_it(
    owner: TestClient, shop: AShop
) -> None:
    assert "A reduced rate is held off" in owner.get(path(shop)).text
    before = owner.get(path(shop, "AU")).text
    assert "Held off: the full rate is charged" in before
    answer = owner.post(path(shop, "AU"), data={"do": "use-held", "held-reason": "GST-free by our accountant"})
    assert answer.status_code == 303
    after = owner.get(path(shop, "AU")).text
    assert "Held off" not in after
    assert "You answer for the rates" in after
    with shop.session() as session:
        assert tax.held_rates(session, ["AU"], catalog.goods_codes(session), TODAY) == []
    assert owner.post(path(shop, "AU"), data={"do": "stop-held"}).status_code == 303
    assert owner.get(path(shop, "AU")).text.count("Held off") == before.count("Held off")


def test_own_figures_leave_what_the_shop_answers_for(owner: TestClient, shop: AShop) -> None:
    owner.post(path(shop, "AU"), data={"do": "use-held", "held-reason": "By our accountant"})
    assert do(owner, shop, "AU", "figures", duty="4", reason="Our broker")[0] == 303
    assert choice(shop, "AU") == (None, Decimal(4), "Our broker")
    with shop.session() as session:
        assert [each.reason for each in tax.rates_answers(session, TODAY).values()] == ["By our accountant"]


def test_the_list_of_destinations_takes_as_many_statements_for_many_as_for_one(owner: TestClient, shop: AShop) -> None:
    def asked() -> int:
        statements: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        assert owner.get(path(shop)).status_code == 200
        event.remove(Engine, "before_cursor_execute", note)
        return len(statements)

    def sell_to(*countries: str) -> None:
        with shop.session() as session:
            localization.market_by_handle(session, "my").countries = list(countries)

    sell_to("AU")
    asked()  # what a process asks once
    one = asked()
    sell_to("AU", "CN", "DE", "FR", "IT", "JP", "MY", "US")
    assert asked() == one


def test_a_permit_lets_licensed_goods_in(owner: TestClient, shop: AShop) -> None:
    goods = [law.Goods("nest", "041090")]
    with shop.session() as session:
        assert [each.blocks for each in law.restrictions(session, "CN", goods, on=TODAY)] == [True]
    page = owner.get(path(shop, "CN")).text
    assert 'value="cn-birds-nest-maker"' in page
    fields = {"permit-rule": "cn-birds-nest-maker", "permit-number": "CMYS0401"}
    assert owner.post(path(shop, "CN"), data={"do": "permit", **fields}).status_code == 303
    with shop.session() as session:
        assert [each.blocks for each in law.restrictions(session, "CN", goods, on=TODAY)] == [False]
    assert "CMYS0401" in owner.get(path(shop, "CN")).text


def test_the_law_of_a_sale_is_named_with_its_source(owner: TestClient, shop: AShop) -> None:
    page = owner.get(path(shop, "DE")).text
    for words in ("Days for it: 14.", "lowest price of the 30 days", "Order with obligation to pay"):
        assert words in page
    assert "https://eur-lex.europa.eu" in page


def test_staff_look_and_owners_change(client: TestClient, database: Database, shop: AShop) -> None:
    staff = signed_in(client, database, shop, identity.Role.STAFF)
    for country in ("", "AU"):
        assert "Only an owner of the shop changes this" in staff.get(path(shop, country)).text
        assert "<form" not in staff.get(path(shop, country)).text.split("<main")[1].split("</main>")[0]
    assert register(staff, shop, kind="oss", number="1234567")[0] == 403
    assert do(staff, shop, "AU", "figures", duty="4", reason="x")[0] == 403
    assert (held(shop), choice(shop, "AU")) == ([], None)


def test_a_destination_that_is_none_and_deeds_that_are_none_are_not_found(owner: TestClient, shop: AShop) -> None:
    assert owner.get(path(shop, "ZZ")).status_code == 404
    assert owner.get(path(shop, "Germany")).status_code == 404
    assert do(owner, shop, "AU", "nothing")[0] == 404
    assert do(owner, shop, "AU", "end-figures", first="someday")[0] == 404
    assert owner.post(path(shop), data={"do": "end", "registration": "999"}).status_code == 404
