"""A shop's look is data: drafted, published, scheduled, restored, carried from one theme to another."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import text

from storefront import theming
from tenants.isolation import Database, JobContext
from tenants.kit import clock
from tests.factories.tenants import a_tenant
from themes.engine import ThemeData, ThemeLibrary

LIBRARY = ThemeLibrary()
AURORA = LIBRARY.theme("aurora")
HERO = {"home": {"sections": [{"id": "hero", "type": "hero", "settings": {"heading": {"en": "Woven", "ar": "منسوج"}}}]}}

WORDS = {"heading": {"en": "News of the loom", "de": "Neues vom Webstuhl"}}
NEWSLETTER = {"id": "news", "type": "newsletter", "settings": WORDS}


@pytest.fixture
def tenant_id(database: Database) -> int:
    with database.platform() as session:
        tenant = a_tenant(session)
    assert tenant.id is not None
    with database.tenant(tenant.id) as session:
        theming.start_theme(session, tenant.id, "aurora", ThemeData())
    return tenant.id


def live(database: Database, tenant_id: int) -> theming.ThemeVersion:
    with database.tenant(tenant_id) as session:
        return theming.live_theme(session)


def save(database: Database, tenant_id: int, data: ThemeData, note: str = "") -> int:
    with database.tenant(tenant_id) as session:
        draft = theming.save_draft(session, tenant_id, theme=AURORA, data=data, note=note).draft
    assert draft.id is not None
    return draft.id


def the_moment_comes(database: Database, tenant_id: int) -> None:
    """For every dated version of the shop, by the database's clock."""
    with database.tenant(tenant_id) as session:
        session.execute(text("update theme_version set publish_at = now() where publish_at is not null"))


def test_a_draft_is_not_live_until_it_is_published(database: Database, tenant_id: int) -> None:
    save(database, tenant_id, ThemeData(templates=HERO))
    assert live(database, tenant_id).templates == {}
    with database.tenant(tenant_id) as session:
        theming.publish_draft(session, tenant_id)
    assert live(database, tenant_id).templates == HERO
    with database.tenant(tenant_id) as session:
        assert theming.find_draft(session) is None


def test_saving_again_keeps_the_draft_before_it_in_the_history(database: Database, tenant_id: int) -> None:
    first = save(database, tenant_id, ThemeData(templates=HERO), note="Raya")
    second = save(database, tenant_id, ThemeData())
    assert first != second
    with database.tenant(tenant_id) as session:
        assert theming.draft_of(session).id == second
        before = theming.theme_history(session)[0]
        assert (before.id, before.templates, before.note, before.published_at) == (first, HERO, "Raya", None)


def test_choices_that_do_not_fit_are_refused_with_every_place_and_change_nothing(
    database: Database, tenant_id: int
) -> None:
    save(database, tenant_id, ThemeData(templates=HERO))
    wrong = ThemeData(
        settings={"no_such_setting": 1},
        templates={"home": {"sections": [{"id": "x", "type": "no-such-section", "settings": {}}]}},
    )
    with pytest.raises(theming.ThemeDataRefused) as refusal, database.tenant(tenant_id) as session:
        theming.save_draft(session, tenant_id, theme=AURORA, data=wrong)
    assert len(refusal.value.problems) == 2
    with database.tenant(tenant_id) as session:
        assert theming.draft_of(session).templates == HERO


def test_publishing_without_a_draft_is_refused(database: Database, tenant_id: int) -> None:
    with pytest.raises(theming.NoDraft), database.tenant(tenant_id) as session:
        theming.publish_draft(session, tenant_id)


def test_a_discarded_draft_is_gone_and_the_live_look_stays(database: Database, tenant_id: int) -> None:
    save(database, tenant_id, ThemeData(templates=HERO))
    with database.tenant(tenant_id) as session:
        theming.discard_draft(session, tenant_id)
    with database.tenant(tenant_id) as session:
        assert theming.find_draft(session) is None
    assert live(database, tenant_id).templates == {}


def test_history_lists_what_was_live_and_any_of_it_can_be_brought_back(database: Database, tenant_id: int) -> None:
    before = live(database, tenant_id)
    save(database, tenant_id, ThemeData(templates=HERO), note="Raya")
    with database.tenant(tenant_id) as session:
        theming.publish_draft(session, tenant_id)
    with database.tenant(tenant_id) as session:
        assert [version.note for version in theming.theme_history(session)] == ["Raya", ""]
        assert before.id is not None
        theming.restore_version(session, tenant_id, before.id, AURORA)
        theming.publish_draft(session, tenant_id)
    assert live(database, tenant_id).templates == {}
    with database.tenant(tenant_id) as session:
        assert len(theming.theme_history(session)) == 3


class TestNewsletterOfBefore:
    """The section once had the setting `email`; looks that were stored then still have it."""

    @pytest.fixture
    def stored(self, database: Database, tenant_id: int) -> int:
        with database.tenant(tenant_id) as session:
            look = theming.live_theme(session)
            known = {**NEWSLETTER, "settings": {**WORDS, "email": "news@loom.example"}}
            gone = {"id": "swing", "type": "carousel", "settings": {"heading": {"en": "Swing"}}}
            look.templates = {"home": {"sections": [*HERO["home"]["sections"], gone, known]}}
            look.settings = {"accent": "#123456", "no_more": True}
            session.add(look)
        assert look.id is not None
        return look.id

    @pytest.mark.parametrize("way", ["restored", "switched"])
    def test_only_what_is_not_known_any_more_is_left_out_and_told(
        self, database: Database, tenant_id: int, stored: int, way: str
    ) -> None:
        with database.tenant(tenant_id) as session:
            if way == "restored":
                saved = theming.restore_version(session, tenant_id, stored, AURORA)
            else:
                saved = theming.switch_theme(session, tenant_id, LIBRARY.theme("bazaar"))
        assert (saved.draft.settings, saved.draft.templates) == (
            {"accent": "#123456"},
            {"home": {"sections": [*HERO["home"]["sections"], NEWSLETTER]}},
        )
        assert {each.where for each in saved.left_out} == {"settings › no_more", "home › swing", "home › news › email"}
        assert "no_more" in live(database, tenant_id).settings, "what is stored stays as it was"


class TestSchedule:
    @pytest.fixture
    def noon(self) -> Iterator[datetime]:
        moment = datetime(2026, 12, 1, 12, tzinfo=UTC)
        with time_machine.travel(moment, tick=False):
            yield moment

    def test_a_draft_is_published_once_its_moment_has_come(
        self, database: Database, tenant_id: int, noon: datetime
    ) -> None:
        draft = save(database, tenant_id, ThemeData(templates=HERO))
        with database.tenant(tenant_id) as session:
            theming.schedule_draft(session, tenant_id, noon + timedelta(hours=1))
        with database.tenant(tenant_id) as session:
            assert not theming.publish_if_due(session, tenant_id, draft)
        the_moment_comes(database, tenant_id)
        with database.tenant(tenant_id) as session:
            assert theming.publish_if_due(session, tenant_id, draft)
            assert not theming.publish_if_due(session, tenant_id, draft)
        assert live(database, tenant_id).templates == HERO

    def test_a_worker_whose_clock_is_behind_publishes_all_the_same(self, database: Database, tenant_id: int) -> None:
        """The queue hands the job out by the database's clock, and only once."""
        draft = save(database, tenant_id, ThemeData(templates=HERO))
        moment = clock.now() + timedelta(hours=1)
        with database.tenant(tenant_id) as session:
            theming.schedule_draft(session, tenant_id, moment)
        the_moment_comes(database, tenant_id)
        with time_machine.travel(moment - timedelta(days=1), tick=False):
            theming.publish_scheduled(JobContext(database, {}), tenant_id=tenant_id, version_id=draft)
        assert live(database, tenant_id).templates == HERO

    @pytest.mark.parametrize("way", ["chosen", "switched", "restored"])
    def test_a_draft_that_takes_the_place_of_a_dated_one_is_not_dated_and_nothing_is_lost(
        self, database: Database, tenant_id: int, noon: datetime, way: str
    ) -> None:
        dated = save(database, tenant_id, ThemeData(templates=HERO), note="Raya")
        with database.tenant(tenant_id) as session:
            theming.schedule_draft(session, tenant_id, noon + timedelta(days=31))
        with database.tenant(tenant_id) as session:
            if way == "chosen":
                saved = theming.save_draft(session, tenant_id, theme=AURORA, data=ThemeData())
            elif way == "switched":
                saved = theming.switch_theme(session, tenant_id, LIBRARY.theme("bazaar"))
            else:
                first = theming.live_theme(session)
                assert first.id is not None
                saved = theming.restore_version(session, tenant_id, first.id, AURORA)
        assert (saved.draft.publish_at, saved.lost_moment) == (None, noon + timedelta(days=31))
        the_moment_comes(database, tenant_id)
        assert saved.draft.id is not None
        with database.tenant(tenant_id) as session:
            for version in (dated, saved.draft.id):
                assert not theming.publish_if_due(session, tenant_id, version)
            # What a link to the dated draft shows, and what can be brought back.
            before = theming.theme_version(session, tenant_id, dated)
            assert (before.theme, before.templates, before.note) == ("aurora", HERO, "Raya")
            assert before.publish_at is None
            assert dated in [each.id for each in theming.theme_history(session)]
            assert theming.restore_version(session, tenant_id, dated, AURORA).draft.templates == HERO

    def test_a_schedule_that_was_cancelled_publishes_nothing(
        self, database: Database, tenant_id: int, noon: datetime
    ) -> None:
        draft = save(database, tenant_id, ThemeData(templates=HERO))
        with database.tenant(tenant_id) as session:
            theming.schedule_draft(session, tenant_id, noon + timedelta(hours=1))
            theming.cancel_schedule(session, tenant_id)
        the_moment_comes(database, tenant_id)
        with database.tenant(tenant_id) as session:
            assert not theming.publish_if_due(session, tenant_id, draft)

    def test_a_moment_in_the_past_is_refused(self, database: Database, tenant_id: int, noon: datetime) -> None:
        save(database, tenant_id, ThemeData())
        with pytest.raises(theming.TooLate), database.tenant(tenant_id) as session:
            theming.schedule_draft(session, tenant_id, noon)


class TestPreviewLink:
    UNTIL = datetime(2026, 12, 1, tzinfo=UTC)
    BEFORE = UNTIL - timedelta(minutes=1)

    def token(self, **changes: int) -> str:
        return theming.preview_token(theming.Preview(changes.get("tenant_id", 7), 42, self.UNTIL), "secret")

    def test_it_opens_the_version_that_it_was_made_for(self) -> None:
        preview = theming.read_preview_token(self.token(), "secret", tenant_id=7, now=self.BEFORE)
        assert preview == theming.Preview(7, 42, self.UNTIL)

    @pytest.mark.parametrize(
        "break_it",
        [
            lambda token: token.replace("42", "43"),
            lambda token: token.replace("7.", "8.", 1),
            lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
            lambda token: token.rpartition(".")[0],
            lambda token: token.rpartition(".")[0] + ".",
            lambda _: "",
            lambda _: "7.42.9999999999.é",
        ],
    )
    def test_a_changed_link_opens_nothing(self, break_it: Callable[[str], str]) -> None:
        with pytest.raises(theming.BadPreviewLink):
            theming.read_preview_token(break_it(self.token()), "secret", tenant_id=7, now=self.BEFORE)

    def test_another_shops_link_opens_nothing_here(self) -> None:
        with pytest.raises(theming.BadPreviewLink):
            theming.read_preview_token(self.token(tenant_id=8), "secret", tenant_id=7, now=self.BEFORE)

    def test_its_time_ends(self) -> None:
        with pytest.raises(theming.BadPreviewLink):
            theming.read_preview_token(self.token(), "secret", tenant_id=7, now=self.UNTIL + timedelta(seconds=1))
