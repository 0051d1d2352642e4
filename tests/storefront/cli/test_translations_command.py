"""`storefront translations`: out, in and how complete; each end with its status, and a refusal that changes nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from storefront import localization
from storefront.localization import NewMarket
from tenants import lifecycle
from tenants.isolation import Database, bind_tenant
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop, a_product
from tests.factories.tenants import a_tenant
from tests.storefront.cli.conftest import Said

Command = Callable[..., Said]


@pytest.fixture
def translations(storefront: Command, settings: Settings) -> Command:
    """`storefront translations …` with the variables by which it reaches the test's database."""
    assert settings.platform_database_url is not None
    variables = {
        "STOREFRONT_DATABASE_URL": settings.database_url.get_secret_value(),
        "STOREFRONT_PLATFORM_DATABASE_URL": settings.platform_database_url.get_secret_value(),
        "STOREFRONT_SECRET_KEY": settings.secret_key.get_secret_value(),
    }
    return lambda *arguments: storefront("translations", *map(str, arguments), variables=variables)


@pytest.fixture
def shop(database: Database) -> AShop:
    """Batik, which writes English and speaks Malay and German, too."""
    with database.platform() as session:
        tenant_id = int(a_tenant(session, slug="batik").id or 0)
        bind_tenant(session, tenant_id)
        lifecycle.set_tagline(session, tenant_id, "en", "Silk from Terengganu")
        new = NewMarket(handle="my", countries=("MY",), languages=("en", "ms", "de"), currency="MYR")
        [market] = localization.open_markets(session, tenant_id, [new])
        made = AShop(database, tenant_id, {"my": int(market.id or 0)}, {"my": "MYR"})
    with made.session() as session:
        a_product(session, made, {"en": "Shawl", "ms": "Selendang"})
    return made


def figures(said: Said, language: str) -> dict[str, int]:
    found: dict[str, int] = json.loads(said.out)["languages"][language]["all"]
    return found


@pytest.mark.parametrize("name", ["texts.csv", "texts.xlf", "texts.po"])
def test_a_translated_file_completes_the_language(translations: Command, shop: AShop, name: str) -> None:
    assert figures(translations("status", "batik", "--json"), "de") == {
        "total": 2,
        "missing": 2,
        "stale": 0,
        "percent": 0,
    }
    said = translations("export", "batik", name, "--language", "de")
    assert (said.status, said.out) == (0, f"batik: 2 texts from en to de: {name}\n")
    file = Path(name)
    content = file.read_text(encoding="utf-8")
    if name.endswith("csv"):
        content = content.replace('"Shawl",""', '"Shawl","Tuch"').replace(
            '"Silk from Terengganu",""', '"Silk from Terengganu","Seide aus Terengganu"'
        )
    elif name.endswith("xlf"):
        content = content.replace("Shawl</source>", "Shawl</source><target>Tuch</target>").replace(
            "Terengganu</source>", "Terengganu</source><target>Seide aus Terengganu</target>"
        )
    else:
        content = content.replace('msgid "Shawl"\nmsgstr ""', 'msgid "Shawl"\nmsgstr "Tuch"').replace(
            'Terengganu"\nmsgstr ""', 'Terengganu"\nmsgstr "Seide aus Terengganu"'
        )
    file.write_text(content, encoding="utf-8", newline="")
    said = translations("import", "batik", name, "--language", "de", "--dry-run")
    assert (said.status, said.out) == (
        0,
        "Nothing written. batik, de: 2 written, 0 stale, 0 unchanged, 0 empty\n",
    )
    said = translations("import", "batik", name, "--language", "de", "--json")
    assert json.loads(said.out) == {
        "shop": "batik",
        "language": "de",
        "dry_run": False,
        "written": 2,
        "stale": 0,
        "unchanged": 0,
        "empty": 0,
    }
    assert figures(translations("status", "batik", "--json"), "de")["percent"] == 100
    said = translations("import", "batik", name, "--language", "de")
    assert said.out == "batik, de: 0 written, 0 stale, 2 unchanged, 0 empty\n"


def test_a_refused_file_names_each_reason_and_changes_nothing(translations: Command, shop: AShop) -> None:
    file = Path("texts.csv")
    file.write_text(
        "id,what,state,en,de\r\n"
        "shop/0/tagline,,missing,Silk from Terengganu,Seide\r\n"
        "product/999/title,,missing,Shawl,\x1b[31mTuch\r\n",
        encoding="utf-8",
        newline="",
    )
    said = translations("import", "batik", file, "--language", "de")
    assert said.status == 1
    assert said.err.splitlines() == [
        "product/999/title: the shop has no such text",
        "storefront: texts.csv was refused for 1 reason; nothing has changed in batik",
    ]
    assert figures(translations("status", "batik", "--json"), "de")["missing"] == 2


def test_only_what_is_open_can_be_taken_out(translations: Command, shop: AShop) -> None:
    said = translations("export", "batik", "open.csv", "--language", "ms", "--only", "open")
    assert said.out == "batik: 1 text from en to ms: open.csv\n"
    assert "Silk from Terengganu" in Path("open.csv").read_text(encoding="utf-8")
    assert "Shawl" not in Path("open.csv").read_text(encoding="utf-8")


def test_the_status_is_a_table_of_languages_and_kinds_of_text(translations: Command, shop: AShop) -> None:
    assert translations("status", "batik").out.splitlines() == [
        "LANGUAGE    TEXTS           TOTAL  MISSING   STALE  THERE",
        "ms          all                 2        1       0    50%",
        "ms          shop                1        1       0     0%",
        "ms          product             1        0       0   100%",
        "de          all                 2        2       0     0%",
        "de          shop                1        1       0     0%",
        "de          product             1        1       0     0%",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "nobody", "a.csv", "--language", "de"), "there is no shop 'nobody'"),
        (("export", "batik", "a.docx", "--language", "de"), "name its form with --format"),
        (("export", "batik", "a.csv", "--language", "klingon!"), "is not a known language"),
        (("import", "batik", "empty.csv", "--language", "de"), "the first row names the columns"),
        (("import", "batik", "empty.csv", "--language", "de", "--format", "xliff"), "not well-formed XML"),
    ],
)
def test_what_can_not_be_done_is_one_line(
    translations: Command, shop: AShop, arguments: tuple[str, ...], told: str
) -> None:
    Path("empty.csv").write_text("", encoding="utf-8")
    said = translations(*arguments)
    assert said.status == 2
    assert told in said.err
    assert len(said.err.splitlines()) == 1
