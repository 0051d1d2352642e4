"""Mails are written with the change they tell of, once; shops may put their own words in them."""

import pytest

from storefront import notify
from storefront.notify import BadWording, Letter, UnknownMail, sample_letter
from storefront.notify.rules import Wording
from tenants.isolation import Database
from tests.database import TestDatabase
from tests.storefront.notify.conftest import BRAND


def a_letter(key: str = "order/7/placed", language: str = "en") -> Letter:
    sample = sample_letter("order-placed", language, BRAND)
    return Letter(
        kind="order-placed", key=key, about="order/7", to="aisyah@example.com", language=language, brand=BRAND,
        facts=sample.facts, lines=sample.lines, totals=sample.totals, button=sample.button,
    )  # fmt: skip


def test_a_mail_is_written_once_with_its_job(database: Database, shop: int, test_database: TestDatabase) -> None:
    for _ in range(2):
        with database.tenant(shop) as session:
            notify.write_mail(session, shop, a_letter())
    with database.tenant(shop) as session:
        [mail] = notify.mails_about(session, "order/7")
    assert (mail.subject, mail.status, mail.to_address) == ("We have your order #1042", "waiting", "aisyah@example.com")
    assert waiting_jobs(test_database) == [{"mail_id": mail.id, "tenant_id": shop}]


def test_a_change_that_fails_writes_no_mail(database: Database, shop: int, test_database: TestDatabase) -> None:
    with pytest.raises(RuntimeError), database.tenant(shop) as session:  # noqa: PT012
        notify.write_mail(session, shop, a_letter())
        raise RuntimeError
    assert waiting_jobs(test_database) == []


def test_a_shops_own_words_take_the_place_of_ours(database: Database, shop: int) -> None:
    own = Wording("Terima kasih, {name}!", "Pesanan {order} sudah masuk.\n\n{order} lagi.")
    with database.tenant(shop) as session:
        notify.set_wording(session, shop, "order-placed", "ms", own)
        notify.write_mail(session, shop, a_letter(language="ms"))
        notify.write_mail(session, shop, a_letter("order/7/english"))
    with database.tenant(shop) as session:
        malay, english = notify.mails_about(session, "order/7")
        assert notify.find_wording(session, "order-placed", "ms") == own
    assert malay.subject == "Terima kasih, Aisyah!"
    assert "Pesanan \u2068#1042\u2069 sudah masuk." in malay.text
    assert english.subject == "We have your order #1042"


def test_our_words_come_back(database: Database, shop: int) -> None:
    with database.tenant(shop) as session:
        notify.set_wording(session, shop, "sign-in", "en", Wording("Hi", "Come in"))
        notify.set_wording(session, shop, "sign-in", "en", None)
        assert notify.preview_of(session, "sign-in", "en", BRAND).subject == "Your sign-in at Seri Batik"


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        (Wording("Order {number}", "x"), "subject"),
        (Wording("x", "{password}"), "body"),
        (Wording(" ", "x"), "subject"),
        (Wording("x\nBcc: all@example.com", "x"), "subject"),
        (Wording("x", "y" * 5_001), "body"),
    ],
)
def test_words_that_can_not_be_filled_are_refused(database: Database, shop: int, wording: Wording, field: str) -> None:
    with pytest.raises(BadWording) as refusal, database.tenant(shop) as session:
        notify.set_wording(session, shop, "order-placed", "en", wording)
    assert refusal.value.field == field
    with database.tenant(shop) as session:
        assert notify.find_wording(session, "order-placed", "en") is None


def test_words_for_no_mail_are_refused(database: Database, shop: int) -> None:
    with pytest.raises(UnknownMail), database.tenant(shop) as session:
        notify.set_wording(session, shop, "nothing", "en", Wording("x", "y"))


def waiting_jobs(test_database: TestDatabase) -> list[object]:
    return test_database.rows("select args from procrastinate_jobs where task_name = 'notify.send_mail'")
