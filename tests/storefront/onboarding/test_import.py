"""`storefront tenants import`: what becomes of good rows, of bad ones, and of a second run."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import psycopg
import pytest
from click.testing import Result
from sqlalchemy import Engine, event

from storefront import localization, shipping
from storefront.money import Money
from storefront.onboarding import COLUMNS, UnreadableFile
from storefront.shipping import Destination, Parcel
from tenants import domains, identity, lifecycle
from tenants.isolation import Database
from tests.database import TestDatabase
from tests.factories.onboarding import a_row, csv_text
from tests.storefront.onboarding.stored import everything_stored, stored

Rows = list[dict[str, str]]
Command = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "shops.csv"


@pytest.fixture
def bring(command: Command, file: Path) -> Callable[..., dict[str, object]]:
    """Imports rows and gives the summary."""

    def run(rows: Rows, *options: str, status: int = 0) -> dict[str, object]:
        file.write_text(csv_text(rows), encoding="utf-8")
        result = command("import", file, "--json", *options)
        assert result.exit_code == status, result.output
        summary = json.loads(result.stdout)
        assert isinstance(summary, dict)
        return summary

    return run


Bring = Callable[..., dict[str, object]]


def test_a_good_row_becomes_a_working_shop(bring: Bring, database: Database, test_database: TestDatabase) -> None:
    row = a_row(
        business_name="陈记茶行 Ipoh",
        slug="",
        registration_no="202501000001",
        owner_email="Owner@Tea.example",
        languages="en; zh-hans;ar",
        markets="China, Middle East|my",
        theme="",
        plan="",
        custom_domain="www.Tea.example",
    )
    summary = bring([row])
    assert summary == {
        "file": summary["file"],
        "dry_run": False,
        "rows": 1,
        "created": 1,
        "unchanged": 0,
        "rejected": 0,
        "errors": [],
        "differences": [],
        "interruption": "",
    }
    with database.platform() as session:
        tenant = lifecycle.tenant_by_slug(session, "chen-ji-cha-hang-ipoh")
        assert (tenant.name, tenant.status, tenant.plan, tenant.primary_language) == (
            "陈记茶行 Ipoh",
            "live",
            "starter",
            "en",
        )
        assert tenant.id is not None
        owner = identity.person_by_email(session, "owner@tea.example")
        assert owner.id is not None
        [membership] = identity.memberships_of_person(session, owner.id)
        assert (membership.tenant_id, membership.role) == (tenant.id, "owner")
        [claim] = domains.domains_of_shop(session, tenant.id)
        assert (claim.host, claim.verified_at, len(claim.verification_token)) == ("www.tea.example", None, 32)
    assert stored(test_database, "select handle, languages, currency, is_primary from market order by position") == [
        ("my", ["en", "zh-Hans", "ar"], "MYR", True),
        ("cn", ["zh-Hans", "en"], "CNY", False),
        ("mena", ["ar", "en"], "AED", False),
    ]
    assert stored(test_database, "select theme, live_id = id from theme_version join shop_theme using (tenant_id)") == [
        ("aurora", True)
    ]
    assert stored(
        test_database,
        "select kind, handle, count(*)::int from document_text where title <> '' group by 1, 2 order by 1, 2",
    ) == [
        ("page", "about", 3),
        ("page", "contact", 3),
        ("policy", "privacy", 3),
        ("policy", "returns", 3),
        ("policy", "shipping", 3),
        ("policy", "terms", 3),
    ]
    assert stored(
        test_database,
        "select menu.handle, count(*)::int from menu join menu_item on menu_id = menu.id group by 1 order by 1",
    ) == [("footer", 6), ("main", 4)]


def test_a_batch_of_businesses_that_have_their_shops_costs_as_many_statements_as_one(bring: Bring) -> None:
    rows = [a_row() for _ in range(12)]
    bring(rows)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert bring(rows[:1])["unchanged"] == 1
        one = len(asked)
        summary = bring(rows)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert (summary["unchanged"], summary["differences"]) == (12, [])
    assert one == len(asked) - one
    assert one <= 10, asked[:one]


def test_a_new_shop_sends_to_each_of_its_markets_from_the_first_hour(bring: Bring, database: Database) -> None:
    bring([a_row(slug="kopi", languages="ms;en", markets="my;cn;eu")])
    with database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, "kopi")
    assert tenant is not None
    parcel = Parcel(weight_grams=1200, item_count=2, value=Money(80_00, "MYR"))
    with database.tenant(int(tenant.id or 0)) as session:
        home = localization.market_by_handle(session, "my")
        options = {
            region: shipping.shipping_options(
                session,
                market_id=int(home.id or 0),
                destination=Destination("MY", region),
                parcel=parcel,
                at=datetime(2026, 11, 27, 1, tzinfo=UTC),
                languages=("ms", "en"),
            )
            for region in ("14", "12")
        }
        assert shipping.coverage(session) == ()
    assert [(each.name, each.price.decimal, each.earliest, each.latest) for each in options["14"]] == [
        ("Penghantaran standard", "10.00", date(2026, 12, 2), date(2026, 12, 7)),
        ("Penghantaran ekspres", "15.00", date(2026, 12, 1), date(2026, 12, 3)),
    ]
    assert [each.price.decimal for each in options["12"]] == ["20.00", "30.00"]


def test_a_second_run_changes_nothing(bring: Bring, test_database: TestDatabase) -> None:
    rows = [a_row(slug="", business_name="Kopi Sepang", custom_domain=f"kopi{number}.example") for number in range(3)]
    assert bring(rows)["created"] == 3
    before = everything_stored(test_database)
    summary = bring(rows)
    assert (summary["created"], summary["unchanged"], summary["rejected"]) == (0, 3, 0)
    assert summary["differences"] == []
    assert everything_stored(test_database) == before


def test_a_changed_cell_of_a_business_that_has_a_shop_is_told_and_changes_nothing(
    bring: Bring, command: Command, file: Path, test_database: TestDatabase
) -> None:
    own = a_row(
        slug="kopi", languages="en;ms", markets="my;eu", theme="aurora", plan="starter", custom_domain="kopi.example"
    )
    bring([own])
    before = everything_stored(test_database)
    changed = {
        "business_name": "Kopi Baharu",
        "owner_email": "Other@kopi.example",
        "country": "SG",
        "currency": "SGD",
        "default_language": "ms",
        "languages": "ms;de",
        "markets": "gb;my",
        "industry": "tea",
        "theme": "bazaar",
        "plan": "growth",
        "custom_domain": "tea.example",
    }
    summary = bring([{**own, **changed}])
    assert (summary["unchanged"], summary["rejected"]) == (1, 0)
    assert summary["differences"] == [
        {"line": 2, "column": column, "slug": "kopi", "kept": own[column], "written": changed[column]}
        for column in COLUMNS
        if column in changed
    ]
    assert bring([{**own, "plan": "", "theme": "", "languages": "ms, en", "markets": "eu;my"}])["differences"] == []
    file.write_text(csv_text([{**own, "plan": "growth"}]), encoding="utf-8")
    told = command("import", file)
    assert (told.exit_code, told.stdout) == (0, "1 row: 0 created, 1 unchanged, 0 rejected\n")
    assert "line 2, plan: the shop kopi keeps 'starter', the file says 'growth'\n" in told.stderr
    assert everything_stored(test_database) == before


def test_a_dry_run_tells_the_same_and_writes_nothing(bring: Bring, test_database: TestDatabase) -> None:
    rows = [a_row(), a_row(markets="mars")]
    summary = bring(rows, "--dry-run", status=1)
    assert (summary["dry_run"], summary["created"], summary["rejected"]) == (True, 1, 1)
    assert not any(everything_stored(test_database).values())


def test_slugs_from_names_are_numbered_and_keep_clear_of_those_asked_for(
    bring: Bring, test_database: TestDatabase
) -> None:
    bring([a_row(slug="kopi-sepang")])
    names = ["Kopi Sepang", "Kopi Sepang", "Admin"]
    rows = [
        *(a_row(slug="", business_name=name, registration_no=f"R-{number}") for number, name in enumerate(names)),
        a_row(slug="", business_name="٣", registration_no="R-3"),
        a_row(slug="", business_name="Teh", registration_no="R-4"),
        a_row(slug="teh", registration_no="R-5"),
    ]
    bring(rows)
    assert stored(test_database, "select slug from tenant where registration_no like 'R-%' order by id") == [
        ("kopi-sepang-2",),
        ("kopi-sepang-3",),
        ("admin-2",),
        ("3",),
        ("teh-2",),
        ("teh",),
    ]


BAD_CELLS = [
    ("business_name", "", "is missing"),
    ("business_name", " \t", "is missing"),
    ("business_name", "!!!", "has no letter and no digit"),
    ("business_name", "x" * 201, "has 201 characters, more than 200"),
    ("business_name", "Batik\0", "holds a NUL character"),
    ("business_name", "Batik\x1b[31m", "holds a control character"),
    ("business_name", "Batik \ufffd", "holds a character that could not be read: save the file as UTF-8"),
    ("slug", "-batik", "may hold only a-z, 0-9 and hyphens, and no hyphen at either end"),
    ("slug", "ba tik", "may hold only a-z, 0-9 and hyphens, and no hyphen at either end"),
    ("slug", "admin", "is reserved"),
    ("slug", "WWW", "is reserved"),
    ("slug", "b" * 64, "is longer than 63 characters"),
    ("registration_no", "", "is missing"),
    ("registration_no", "<script>", "'<script>' is not a registration number"),
    ("registration_no", "1" * 65, f"'{'1' * 39}…' is not a registration number"),
    ("owner_email", "", "is missing"),
    ("owner_email", "owner", "is not an e-mail address"),
    ("owner_email", f"owner@{'a.' * 200}my", "is too long for an e-mail address"),
    ("country", "Malaysia", "'Malaysia' is not a country's two-letter code"),
    ("country", "ZZ", "'ZZ' is not a country's two-letter code"),
    ("currency", "XYZ", "'XYZ' is not a currency of the zone (AED, CNY, EUR, GBP, MYR, RUB, SGD, USD)"),
    ("default_language", "de", "'de' is not among the row's languages"),
    ("default_language", "xx", "'xx' is not a language of the zone (en, ms, zh-Hans, ru, ar, de, fr)"),
    ("languages", "en;klingon", "'klingon' is not a language of the zone (en, ms, zh-Hans, ru, ar, de, fr)"),
    ("markets", "my;mars", "'mars' is not a market of the zone (my, sg, cn, ru, eu, mena, gb, us)"),
    ("industry", "x" * 41, "has 41 characters, more than 40"),
    ("theme", "northern", "'northern' is not a theme of the zone (atelier, aurora, bazaar)"),
    ("plan", "gold", "'gold' is not a plan of the zone (growth, starter)"),
    ("custom_domain", "https://batik.my", "is not a domain name such as www.example.com"),
    ("custom_domain", "shop.localhost", "belongs to the platform"),
    ("custom_domain", "com.my", "is a whole registry's, not one shop's"),
]


def test_each_bad_row_is_named_with_line_column_and_reason_and_harms_no_other(
    bring: Bring, test_database: TestDatabase
) -> None:
    rows: Rows = []
    for column, cell, _ in BAD_CELLS:
        rows += [a_row(**{column: cell}), a_row()]
    summary = bring(rows, status=1)
    assert summary["errors"] == [
        {"line": 2 + 2 * number, "column": column, "reason": reason}
        for number, (column, _, reason) in enumerate(BAD_CELLS)
    ]
    assert (summary["created"], summary["rejected"]) == (len(BAD_CELLS), len(BAD_CELLS))
    good = [row["slug"] for row in rows[1::2]]
    assert [slug for (slug,) in stored(test_database, "select slug from tenant order by id")] == good


def test_all_that_is_wrong_with_a_row_is_told_at_once(bring: Bring) -> None:
    summary = bring([a_row(slug="admin", plan="gold", markets="mars;my")], status=1)
    assert summary["errors"] == [
        {
            "line": 2,
            "column": "slug; markets; plan",
            "reason": "slug is reserved; "
            "markets 'mars' is not a market of the zone (my, sg, cn, ru, eu, mena, gb, us); "
            "plan 'gold' is not a plan of the zone (growth, starter)",
        }
    ]


def test_what_an_earlier_line_or_another_shop_has_is_not_given_again(bring: Bring, database: Database) -> None:
    bring([a_row(slug="taken", registration_no="OLD", custom_domain="taken.example")])
    with database.platform() as session:
        tenant = lifecycle.tenant_by_slug(session, "taken")
        assert tenant.id is not None
        domains.verify_domain(session, tenant.id, "taken.example")
    first = a_row(slug="first", registration_no="NEW", custom_domain="first.example")
    summary = bring(
        [
            first,
            a_row(slug="FIRST"),
            a_row(registration_no="new"),
            a_row(custom_domain="First.example."),
            a_row(slug="taken"),
            a_row(custom_domain="taken.example"),
            a_row(registration_no="OLD", slug="another"),
            a_row(registration_no="OLD", slug=""),
        ],
        status=1,
    )
    assert summary["errors"] == [
        {"line": 3, "column": "slug", "reason": "is on line 2 already"},
        {"line": 4, "column": "registration_no", "reason": "is on line 2 already"},
        {"line": 5, "column": "custom_domain", "reason": "is on line 2 already"},
        {"line": 6, "column": "slug", "reason": "belongs to another shop"},
        {"line": 7, "column": "custom_domain", "reason": "belongs to another shop"},
        {
            "line": 8,
            "column": "slug",
            "reason": "is not that of the business, which has the shop 'taken' already",
        },
    ]
    assert (summary["created"], summary["unchanged"]) == (1, 1)


def test_a_claim_that_is_not_verified_keeps_nobody_away(bring: Bring, test_database: TestDatabase) -> None:
    bring([a_row(custom_domain="batik.example")])
    bring([a_row(custom_domain="batik.example")])
    assert stored(test_database, "select count(*)::int, count(distinct verification_token)::int from domain") == [
        (2, 2)
    ]


def test_one_owner_may_have_two_shops(bring: Bring, test_database: TestDatabase) -> None:
    bring([a_row(owner_email="a@b.example"), a_row(owner_email="A@B.example")])
    assert stored(test_database, "select count(*)::int from person") == [(1,)]
    assert stored(test_database, "select count(distinct tenant_id)::int from membership") == [(2,)]


def test_blank_cells_take_the_zones_defaults(bring: Bring, test_database: TestDatabase) -> None:
    blank = dict.fromkeys(("country", "currency", "default_language", "languages", "markets", "theme", "plan"), "")
    bring([a_row(**blank, industry="")])
    found = stored(test_database, "select country, currency, primary_language, industry, plan from tenant")
    assert found == [("MY", "MYR", "en", None, "starter")]
    assert stored(test_database, "select handle, languages from market") == [("my", ["en"])]


def test_a_shop_that_does_not_sell_at_home_has_its_first_market_as_primary(
    bring: Bring, test_database: TestDatabase
) -> None:
    bring([a_row(markets="gb;us")])
    assert stored(test_database, "select handle, is_primary from market order by position") == [
        ("gb", True),
        ("us", False),
    ]


def test_a_row_that_was_cut_off_is_rejected_alone(command: Command, file: Path, test_database: TestDatabase) -> None:
    good, torn = a_row(), a_row()
    text = csv_text([good, torn], newline="\n")
    file.write_text(text[: text.index(torn["owner_email"]) + 5], encoding="utf-8")
    result = command("import", file)
    assert result.exit_code == 1
    assert "line 3: has 4 columns and the header 13: perhaps the row was cut off" in result.stderr
    assert result.stdout == "2 rows: 1 created, 0 unchanged, 1 rejected\n"
    assert stored(test_database, "select slug from tenant") == [(good["slug"],)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_that_was_cut_within_its_last_cell_is_told_and_the_whole_one_tells_what_is_missing(
    command: Command, file: Path, encoding: str
) -> None:
    row = a_row(custom_domain="www.kopi-sepang.com.my")
    text = csv_text([row], newline="\n")
    file.write_text(text.removesuffix(".my\n"), encoding=encoding)
    cut = command("import", file)
    assert (cut.exit_code, "ends without a line break" in cut.stderr) == (0, True)
    file.write_text(text, encoding=encoding)
    whole = command("import", file)
    assert "ends without" not in whole.stderr
    assert f"custom_domain: the shop {row['slug']} keeps 'www.kopi-sepang.com', the file says" in whole.stderr


def test_a_database_that_goes_away_costs_no_row_of_the_account(
    command: Command, file: Path, test_database: TestDatabase
) -> None:
    rows = [a_row() for _ in range(60)]
    with psycopg.connect(test_database.superuser_url, autocommit=True) as connection:
        connection.execute(
            "create function go_away() returns trigger language plpgsql security definer as"
            f" $$begin if new.slug = '{rows[55]['slug']}' then perform pg_terminate_backend(pg_backend_pid()); end if;"
            " return new; end$$; create trigger go_away before insert on tenant for each row execute function go_away()"
        )
    file.write_text(csv_text(rows), encoding="utf-8")
    stopped = command("import", file)
    assert stopped.exit_code == 1
    assert stopped.stdout == "50 rows: 50 created, 0 unchanged, 0 rejected\n"
    assert "run it again to go on" in stopped.stderr
    again = command("import", file, "--json")
    told = json.loads(again.stdout)
    assert (again.exit_code, told["rows"], told["unchanged"]) == (1, 50, 50)
    assert told["interruption"]
    assert told["interruption"] in again.stderr
    with psycopg.connect(test_database.superuser_url, autocommit=True) as connection:
        connection.execute("drop function go_away cascade")
    assert command("import", file).stdout == "60 rows: 10 created, 50 unchanged, 0 rejected\n"


def test_rejected_rows_are_kept_with_their_reasons_and_can_not_run_as_formulas(bring: Bring, tmp_path: Path) -> None:
    kept = tmp_path / "rejected.csv"
    bad = a_row(business_name="=HYPERLINK(1)", industry="@sum", plan="+gold", owner_email="-x")
    bring([a_row(), bad], "--errors", str(kept), status=1)
    with kept.open(encoding="utf-8", newline="") as file:
        header, row = list(csv.reader(file))
    assert header == ["line", "column", "reason", *COLUMNS]
    assert row[:2] == ["3", "owner_email; plan"]
    cells = dict(zip(header, row, strict=True))
    assert (cells["business_name"], cells["industry"], cells["plan"]) == ("'=HYPERLINK(1)", "'@sum", "'+gold")
    assert cells["slug"] == bad["slug"]
    bring([a_row()], "--errors", str(kept))
    assert kept.read_text(encoding="utf-8") == f"line,column,reason,{','.join(COLUMNS)}\n"


def test_a_file_of_rejected_rows_can_be_mended_and_brought_again(
    bring: Bring, command: Command, tmp_path: Path, test_database: TestDatabase
) -> None:
    kept = tmp_path / "rejected.csv"
    bring([a_row(business_name="@Home Batik", slug="home-batik", plan="gold")], "--errors", str(kept), status=1)
    kept.write_text(kept.read_text(encoding="utf-8").replace(",gold,", ",growth,"), encoding="utf-8")
    again = command("import", kept)
    assert again.stdout == "1 row: 1 created, 0 unchanged, 0 rejected\n"
    assert stored(test_database, "select slug, name from tenant") == [("home-batik", "@Home Batik")]


def test_the_file_that_is_read_is_not_overwritten_with_its_rejects(command: Command, file: Path) -> None:
    file.write_text(csv_text([a_row(plan="gold")]), encoding="utf-8")
    before = file.read_bytes()
    result = command("import", file, "--errors", file)
    assert result.exit_code == 2
    assert "--errors must name another file" in result.stderr
    assert file.read_bytes() == before


def test_a_row_that_only_the_database_refuses_harms_no_other(bring: Bring, test_database: TestDatabase) -> None:
    with psycopg.connect(test_database.superuser_url, autocommit=True) as connection:
        connection.execute("alter table tenant add constraint test_only check (name <> 'Cursed')")
        try:
            summary = bring([a_row(slug="a"), a_row(business_name="Cursed"), a_row(slug="b")], status=1)
        finally:
            connection.execute("alter table tenant drop constraint test_only")
    [error] = cast("list[dict[str, object]]", summary["errors"])
    assert error["line"] == 3
    assert "was refused by the database" in str(error["reason"])
    assert stored(test_database, "select slug from tenant order by slug") == [("a",), ("b",)]


def test_an_unreadable_file_writes_nothing(command: Command, file: Path, test_database: TestDatabase) -> None:
    file.write_bytes(csv_text([a_row(), a_row(business_name="Ólafur")]).encode("cp1252"))
    result = command("import", file)
    assert isinstance(result.exception, UnreadableFile)
    assert stored(test_database, "select slug from tenant") == []


def test_shops_are_listed_suspended_and_resumed(bring: Bring, command: Command) -> None:
    bring([a_row(slug="b", business_name="茶"), a_row(slug="a")])
    assert command("suspend", "b").output == "b: suspended\n"
    assert command("suspend", "B").output == "B: was suspended already\n"
    listed = [json.loads(line) for line in command("list", "--json").output.splitlines()]
    assert [(shop["slug"], shop["status"]) for shop in listed] == [("a", "live"), ("b", "suspended")]
    table = command("list", "--status", "suspended").output.splitlines()
    assert [line.split() for line in table[1:]] == [["b", "suspended", "growth", listed[1]["opened_at"][:10], "茶"]]
    assert command("resume", "b").output == "b: live again\n"
    assert command("resume", "b").output == "b: was live already\n"
    assert isinstance(command("resume", "nobody").exception, lifecycle.UnknownTenant)
