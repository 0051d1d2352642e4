"""Sending what was written."""

import structlog

from storefront.notify import actions, reads
from storefront.notify.errors import MailRefused
from storefront.notify.gateway import MailTransport, message_of
from storefront.notify.models import MailStatus
from tenants.isolation import JobContext, job
from tenants.kit import clock

log = structlog.get_logger(__name__)


@job(actions.SEND_JOB, retries=12)
def send_mail(context: JobContext, *, tenant_id: int, mail_id: int) -> None:
    """Send a mail that has not been sent. The server is spoken to outside any transaction.

    Killed between sending and writing that down, the next run sends the same message again under the same Message-ID,
    which mail readers show once. Raises MailUnavailable, so that the job is run again later.
    """
    transport: MailTransport | None = context.services["mail_transport"]
    if transport is None:
        log.warning("mail.not_sent", reason="STOREFRONT_SMTP_URL is empty", id=mail_id)
        return
    with context.database.tenant(tenant_id) as session:
        mail = reads.find_mail(session, mail_id)
    if mail is None or mail.status != MailStatus.WAITING:
        return
    try:
        transport.send(message_of(mail, transport.sender))
        status, refusal = MailStatus.SENT, ""
    except MailRefused as refused:
        status, refusal = MailStatus.REFUSED, str(refused)[:300]
        log.warning("mail.refused", kind=mail.kind, id=mail_id)
    with context.database.tenant(tenant_id) as session:
        written = reads.find_mail(session, mail_id)
        if written is not None:
            written.status, written.refusal = status, refusal
            written.sent_at = clock.now() if status == MailStatus.SENT else None
            session.add(written)
