"""Mails leave through a real SMTP server, or into a folder; what fails is tried again, what is refused is not."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from storefront import notify
from storefront.notify import FolderTransport, Mail, MailTransport, MailUnavailable, SmtpTransport, sample_letter
from tenants.isolation import Database, JobContext
from tests.storefront.cli.commands import free_port
from tests.storefront.notify.conftest import BRAND
from tests.storefront.notify.test_writing import a_letter

SENDER = "no-reply@zone.example"


class Mailbox:
    """What the server was given; `answer` is what it says to a recipient."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []
        self.answer = "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.received.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def smtp(mailbox: Mailbox) -> Iterator[SmtpTransport]:
    port = free_port()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    yield SmtpTransport(f"smtp://127.0.0.1:{port}", SENDER)
    server.stop()


def written(database: Database, shop: int, language: str = "en") -> int:
    with database.tenant(shop) as session:
        notify.write_mail(session, shop, a_letter(language=language))
        [mail] = notify.mails_about(session, "order/7")
    assert mail.id is not None
    return mail.id


def send(database: Database, shop: int, mail_id: int, transport: MailTransport | None) -> Mail:
    notify.send_mail(JobContext(database, {"mail_transport": transport}), tenant_id=shop, mail_id=mail_id)
    with database.tenant(shop) as session:
        [mail] = notify.mails_about(session, "order/7")
    return mail


def test_a_mail_arrives_in_the_shops_name(database: Database, shop: int, smtp: SmtpTransport, mailbox: Mailbox) -> None:
    mail = send(database, shop, written(database, shop, "ar"), smtp)
    [envelope] = mailbox.received
    assert envelope.content is not None
    content = envelope.content if isinstance(envelope.content, bytes) else envelope.content.encode()
    message = message_from_bytes(content, policy=policy.default)
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, ["aisyah@example.com"])
    assert message["From"] == f"Seri Batik <{SENDER}>"
    assert message["Reply-To"] == "Seri Batik <hello@seri-batik.example>"
    assert message["Subject"] == "وصلنا طلبكم #1042"
    assert message["Message-ID"] == f"<{shop}.{mail.id}@zone.example>"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert mail.status == "sent"
    assert mail.sent_at is not None


def test_a_mail_is_sent_once(database: Database, shop: int, smtp: SmtpTransport, mailbox: Mailbox) -> None:
    mail_id = written(database, shop)
    for _ in range(3):
        send(database, shop, mail_id, smtp)
    assert len(mailbox.received) == 1


def test_a_recipient_that_does_not_exist_is_not_tried_again(
    database: Database, shop: int, smtp: SmtpTransport, mailbox: Mailbox
) -> None:
    mailbox.answer = "550 No such person"
    mail = send(database, shop, written(database, shop), smtp)
    assert (mail.status, mail.refusal) == ("refused", "the recipient is refused (550)")


def test_a_server_that_asks_to_wait_is_asked_again(
    database: Database, shop: int, smtp: SmtpTransport, mailbox: Mailbox
) -> None:
    mail_id = written(database, shop)
    mailbox.answer = "451 Later"
    with pytest.raises(MailUnavailable):
        send(database, shop, mail_id, smtp)
    mailbox.answer = "250 OK"
    assert send(database, shop, mail_id, smtp).status == "sent"


def test_a_server_that_is_away_leaves_the_mail_waiting(database: Database, shop: int) -> None:
    mail_id = written(database, shop)
    with pytest.raises(MailUnavailable):
        send(database, shop, mail_id, SmtpTransport("smtp://127.0.0.1:1", SENDER))
    with database.tenant(shop) as session:
        [mail] = notify.mails_about(session, "order/7")
    assert mail.status == "waiting"


def test_without_a_way_to_send_the_mail_waits(database: Database, shop: int) -> None:
    assert send(database, shop, written(database, shop), None).status == "waiting"


def test_a_folder_keeps_each_mail_as_a_file_that_mail_programs_open(
    database: Database, shop: int, tmp_path: Path
) -> None:
    send(database, shop, written(database, shop, "zh-Hans"), FolderTransport(tmp_path / "mail", SENDER))
    [file] = (tmp_path / "mail").iterdir()
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert file.suffix == ".eml"
    assert message["Subject"] == "我们已收到您的订单 #1042"


def test_a_name_can_not_smuggle_a_header_in(database: Database, shop: int, tmp_path: Path) -> None:
    sample = sample_letter("order-placed", "en", BRAND)
    evil = a_letter()
    facts = {**sample.facts, "order": "#1\r\nBcc: all@example.com"}
    with database.tenant(shop) as session:
        notify.write_mail(session, shop, notify.Letter(
            kind=evil.kind, key=evil.key, about=evil.about, to=evil.to, language="en", brand=BRAND, facts=facts,
        ))  # fmt: skip
        [mail] = notify.mails_about(session, "order/7")
    assert mail.id is not None
    send(database, shop, mail.id, FolderTransport(tmp_path, SENDER))
    message = message_from_bytes(next(tmp_path.iterdir()).read_bytes(), policy=policy.default)
    assert message["Bcc"] is None
