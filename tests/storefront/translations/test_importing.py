"""A shop's texts go out and come in again: nothing changes, or what was translated does, or all of it is refused."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from storefront import catalog, content, localization, shipping, theming, translations
from storefront.audience import Audience
from storefront.catalog import NewImage, NewText
from storefront.shipping import NewRate, NewZone, PricedBy, RatePrice
from storefront.translations import (
    Doubt,
    Entry,
    FileFormat,
    Imported,
    Languages,
    ProblemReason,
    State,
    TranslationsRefused,
    Unit,
    UnreadableTranslations,
)
from tenants import lifecycle
from tenants.isolation import Database, bind_tenant
from tests.database import TestDatabase
from tests.factories.catalog import AShop, a_product, a_shop, an_asset, an_option
from tests.factories.content import a_document
from themes.engine import ThemeData

_TABLES = ("tenant", "term", "collection", "product_text", "product_option", "product_option_value", "product_image",
           "collection_text",
           "document", "document_text", "menu_item", "shipping_rate", "theme_version", "translation_mark",
           "search_document")  # fmt: skip


class Shop:
    """A shop that writes English, with a text of every kind, some of them in Malay."""

    def __init__(self, database: Database, server: TestDatabase) -> None:
        self.made: AShop = a_shop(database)
        self.tenant_id = self.made.tenant_id
        self._database, self._server = database, server
        with database.platform() as session:
            bind_tenant(session, self.tenant_id)
            lifecycle.set_tagline(session, self.tenant_id, "en", "Silk from {place}")
        with self.made.session() as session:
            self.product = a_product(
                session,
                self.made,
                {"en": "Silk shawl", "ms": "Selendang sutera"},
                options=(an_option("size", "s"),),
                variants=(catalog.NewVariant(answers={"size": "s"}),),
                material="Mulberry silk",
                images=(NewImage(an_asset(session, self.tenant_id), {"en": "A red shawl"}),),
            ).id
            self.untranslated = a_product(session, self.made, "Cap").id
            gifts = {"en": NewText("Gifts", "<p>For <em>you</em></p>")}
            shown = NewImage(an_asset(session, self.tenant_id), {"en": "Three boxes"})
            new = catalog.NewCollection(gifts, product_ids=(self.product,), image=shown)
            self.collection = catalog.create_collection(session, self.tenant_id, new)
            self.page = a_document(session, self.made, {"en": "About", "ms": "Tentang"}, image_alts={"en": "Us"})
            item = content.NewMenuItem(target=content.MenuTarget.HOME, titles={"en": "Start"})
            content.create_menu(session, self.tenant_id, "main", [item])
            zone = shipping.add_zone(session, self.tenant_id, NewZone(name="Home", countries=("MY",)))
            price = RatePrice(priced_by=PricedBy.FLAT, currency="MYR", amount_minor=1)
            rate = NewRate(
                zone_id=zone.id or 0, market_id=self.made.markets["my"], names={"en": "Courier"}, price=price
            )
            shipping.add_rate(session, self.tenant_id, rate)
            hero = {"id": "hero", "type": "hero", "settings": {"heading": {"en": "Hello", "ms": "Helo"}, "tone": "plum",
                    "link": {"en": "/collections/all"}}}  # fmt: skip
            data = ThemeData(settings={"note": {"en": "Paid"}}, templates={"home": {"sections": [hero]}})
            theming.start_theme(session, self.tenant_id, "aurora", data)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self._database.platform() as session:
            bind_tenant(session, self.tenant_id)
            yield session

    def units(self, language: str = "ms") -> dict[str, Unit]:
        with self.session() as session:
            return {unit.id: unit for unit in translations.units(session, self.tenant_id, language)}

    def bring(self, entries: Sequence[Entry], language: str = "ms", *, dry_run: bool = False) -> Imported:
        with self.session() as session:
            done = translations.import_translations(
                session, self.tenant_id, language=language, entries=entries, dry_run=dry_run
            )
            return done

    def stored(self) -> dict[str, list[tuple[object, ...]]]:
        with psycopg.connect(self._server.superuser_url) as connection:
            return {
                table: connection.execute(f"select * from {table} t order by t::text").fetchall() for table in _TABLES
            }

    def do(self, action: Callable[[Session], object]) -> None:
        with self.made.session() as session:
            action(session)


@pytest.fixture
def shop(database: Database, test_database: TestDatabase) -> Shop:
    return Shop(database, test_database)


def refused(shop: Shop, *entries: Entry, language: str = "ms") -> set[tuple[str, ProblemReason]]:
    before = shop.stored()
    with pytest.raises(TranslationsRefused) as refusal:
        shop.bring(entries, language)
    assert shop.stored() == before
    return {(problem.unit, problem.reason) for problem in refusal.value.problems}


def test_every_kind_of_text_is_a_unit_with_its_state(shop: Shop) -> None:
    found = shop.units()
    title = f"product/{shop.product}/title"
    assert {unit.resource for unit in found.values()} == {
        "shop", "document", "menu_item", "rate", "product", "collection", "option", "option_value", "picture",
        "collection_image", "term", "theme",
    }  # fmt: skip
    assert (found[title].source, found[title].target, found[title].state) == (
        "Silk shawl",
        "Selendang sutera",
        State.CURRENT,
    )
    assert found[f"product/{shop.untranslated}/title"].state is State.MISSING
    assert found["theme/0/templates.home.sections.hero.settings.heading"].target == "Helo"
    assert found["theme/0/settings.note"].source == "Paid"
    assert not any("link" in name or "tone" in name for name in found)


@pytest.mark.parametrize("form", list(FileFormat))
def test_out_and_in_again_changes_nothing(shop: Shop, form: FileFormat) -> None:
    text = NewText("Silk shawl, long")
    shop.do(
        lambda session: catalog.write_product_text(
            session, shop.tenant_id, product_id=shop.product, language="en", text=text
        )
    )
    before, units = shop.stored(), list(shop.units().values())
    assert {unit.state for unit in units} == set(State)
    written = translations.written_file(units, Languages("en", "ms"), form)
    done = shop.bring(translations.read_file(written, Languages("en", "ms"), form))
    assert (done.written, done.stale) == (0, 0)
    assert done.unchanged + done.empty == len(units)
    assert shop.stored() == before


def test_a_whole_language_comes_in_and_is_complete(shop: Shop) -> None:
    entries = [
        Entry(unit.id, unit.source, unit.source if unit.is_html else f"{unit.source} neu")
        for unit in shop.units("de").values()
    ]
    done = shop.bring(entries, "de")
    assert (done.written, done.stale, done.unchanged, done.empty) == (len(entries), 0, 0, 0)
    found = shop.units("de")
    assert {unit.state for unit in found.values()} == {State.CURRENT}
    assert found["theme/0/settings.note"].target == "Paid neu"
    assert found["shop/0/tagline"].target == "Silk from {place} neu"
    with shop.session() as session:
        audience = Audience(("de", "en"), shop.made.markets["my"])
        page = catalog.product_by_handle(session, audience=audience, handle="silk-shawl-neu")
        assert (page.title, page.options[0].title, page.material) == (
            "Silk shawl neu",
            "Size neu",
            "Mulberry silk neu",
        )
        live = theming.live_theme(session)
        assert live.templates["home"]["sections"][0]["settings"]["tone"] == "plum"
        totals = translations.completeness(list(found.values()))
        assert {count.percent for count in totals.values()} == {100}


def test_a_source_that_changes_makes_its_translations_stale_and_no_others(shop: Shop) -> None:
    text = NewText("Silk stole", "<p>New</p>")
    shop.do(
        lambda session: catalog.write_product_text(
            session, shop.tenant_id, product_id=shop.product, language="en", text=text
        )
    )
    page = content.NewDocumentText("About", "<p>Other words.</p>")
    shop.do(
        lambda session: content.write_document_text(
            session, shop.tenant_id, document_id=shop.page, language="en", text=page
        )
    )
    stale = {name for name, unit in shop.units().items() if unit.state is State.STALE}
    assert stale == {f"product/{shop.product}/title", f"document/{shop.page}/body_html"}
    again = NewText("Stola sutera")
    shop.do(
        lambda session: catalog.write_product_text(
            session, shop.tenant_id, product_id=shop.product, language="ms", text=again
        )
    )
    assert shop.units()[f"product/{shop.product}/title"].state is State.CURRENT


def test_a_stale_translation_that_was_looked_at_is_current_again(shop: Shop) -> None:
    name = f"product/{shop.product}/title"
    text = NewText("Silk stole")
    shop.do(
        lambda session: catalog.write_product_text(
            session, shop.tenant_id, product_id=shop.product, language="en", text=text
        )
    )
    unlooked = Entry(name, "Silk stole", "Selendang sutera", Doubt.ALWAYS)
    assert shop.bring([unlooked]) == Imported(0, 0, 1, 0)
    assert shop.bring([replace(unlooked, doubt=Doubt.UNLESS_CHANGED)]) == Imported(0, 0, 1, 0)
    assert shop.bring([replace(unlooked, doubt=Doubt.NONE)]) == Imported(1, 0, 0, 0)
    assert shop.units()[name].state is State.CURRENT


@pytest.mark.parametrize(
    ("source", "doubt", "state"),
    [
        ("Silk shawl", Doubt.NONE, State.CURRENT),
        ("Silk shawl", Doubt.UNLESS_CHANGED, State.CURRENT),
        ("Silk shawl", Doubt.ALWAYS, State.STALE),
        ("Cotton shawl", Doubt.NONE, State.STALE),
    ],
)
def test_a_translation_of_an_older_source_or_in_doubt_is_taken_and_stale(
    shop: Shop, source: str, doubt: Doubt, state: State
) -> None:
    name = f"product/{shop.product}/title"
    done = shop.bring([Entry(name, source, "Kain", doubt)])
    assert done == Imported(1, int(state is State.STALE), 0, 0)
    assert (shop.units()[name].target, shop.units()[name].state) == ("Kain", state)


def test_what_was_translated_is_found_by_search(shop: Shop) -> None:
    shop.bring([Entry(f"product/{shop.untranslated}/title", "Cap", "Songkok")])
    assert any("Songkok" in str(row) or "songkok" in str(row) for row in shop.stored()["search_document"])


def test_everything_that_is_wrong_is_told_at_once_and_nothing_comes_in(shop: Shop) -> None:
    title, tagline = f"product/{shop.product}/title", "shop/0/tagline"
    gifts = f"collection/{shop.collection}"
    assert refused(
        shop,
        Entry("product/999999/title", "?", "x"),
        Entry("../../etc/passwd", "?", "x"),
        Entry(title, "Silk shawl", "x" * 301),
        Entry(tagline, "Silk from {place}", "Sutera dari {tempat}"),
        Entry(f"{gifts}/title", "Gifts", "Hadiah\x07"),
        Entry(f"{gifts}/description_html", "<p>For <em>you</em></p>", "<p>Untuk anda</p>"),
        Entry(f"document/{shop.page}/title", "About", "Kami"),
        Entry(f"document/{shop.page}/title", "About", "Kita"),
    ) == {
        ("product/999999/title", ProblemReason.UNKNOWN_ID),
        ("../../etc/passwd", ProblemReason.UNKNOWN_ID),
        (title, ProblemReason.TOO_LONG),
        (tagline, ProblemReason.PLACEHOLDERS),
        (f"{gifts}/title", ProblemReason.CHARACTERS),
        (f"{gifts}/description_html", ProblemReason.MARKUP),
        (f"document/{shop.page}/title", ProblemReason.TWICE),
    }


@pytest.mark.parametrize(
    "target",
    [
        "<p>For <em>you</em></p><script>alert(1)</script>",
        '<p>For <em onclick="x()">you</em></p>',
        '<p>For <em style="color:red">you</em></p>',
        "<p>For <em>you</p>",
        "<p>For you</p><em></em><em></em>",
        "<p>For <em>you</em></p><!-- x -->",
        "<p>For <strong>you</strong></p>",
    ],
)
def test_markup_that_is_not_the_sources_is_refused(shop: Shop, target: str) -> None:
    title = Entry(f"collection/{shop.collection}/title", "Gifts", "Hadiah")
    body = Entry(f"collection/{shop.collection}/description_html", "<p>For <em>you</em></p>", target)
    assert refused(shop, title, body) == {(body.id, ProblemReason.MARKUP)}


def test_markup_may_say_its_language(shop: Shop) -> None:
    title = Entry(f"collection/{shop.collection}/title", "Gifts", "Hadiah")
    body = Entry(
        f"collection/{shop.collection}/description_html",
        "<p>For <em>you</em></p>",
        '<p lang="ms" dir="ltr">Untuk <em>anda</em></p>',
    )
    assert shop.bring([title, body]).written == 2


def test_a_language_begins_with_the_title(shop: Shop) -> None:
    body = Entry(f"collection/{shop.collection}/description_html", "", "<p>Untuk <em>anda</em></p>")
    assert refused(shop, body) == {(body.id, ProblemReason.NO_TITLE)}


def test_a_dry_run_says_what_would_be_and_writes_nothing(shop: Shop) -> None:
    before = shop.stored()
    assert shop.bring([Entry(f"product/{shop.untranslated}/title", "Cap", "Topi")], dry_run=True).written == 1
    assert shop.stored() == before


def test_the_shops_own_language_is_not_translated_to(shop: Shop) -> None:
    with pytest.raises(UnreadableTranslations):
        shop.bring([], "en")
    with pytest.raises(localization.UnknownLanguage):
        shop.bring([], "not a language")


def test_a_draft_of_the_look_keeps_its_own_texts_and_gets_the_translations(shop: Shop) -> None:
    with shop.session() as session:
        live = theming.live_theme(session)
        draft = theming.ThemeVersion(
            tenant_id=shop.tenant_id, theme=live.theme, settings={"note": {"en": "Drafted"}, "wide": True},
            templates={}, note="Raya", edited_at=live.edited_at,
        )  # fmt: skip
        session.add(draft)
        session.flush()
        pointers = session.get_one(theming.ShopTheme, shop.tenant_id)
        pointers.draft_id = draft.id
        session.add(pointers)
    shop.bring([Entry("theme/0/settings.note", "Paid", "Dibayar")])
    with shop.session() as session:
        assert theming.live_theme(session).settings == {"note": {"en": "Paid", "ms": "Dibayar"}}
        kept = theming.find_draft(session)
        assert kept is not None
        assert kept.settings == {"note": {"en": "Drafted", "ms": "Dibayar"}, "wide": True}
        assert len(theming.theme_history(session)) == 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=0, max_size=80), st.sampled_from(list(FileFormat)))
def test_any_text_is_refused_or_comes_back_as_it_was_stored(shop: Shop, text: str, form: FileFormat) -> None:
    name = f"product/{shop.product}/title"
    try:
        shop.bring([Entry(name, "Silk shawl", text)])
    except TranslationsRefused:
        return
    units = [shop.units()[name]]
    before = json.dumps([units[0].target])
    written = translations.written_file(units, Languages("en", "ms"), form)
    entries = translations.read_file(written, Languages("en", "ms"), form)
    assert shop.bring(entries).written == 0
    assert json.dumps([shop.units()[name].target]) == before
