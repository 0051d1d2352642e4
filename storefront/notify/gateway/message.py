"""From a written mail to an Internet message (RFC 5322) with a text and an HTML part."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from storefront.notify.models import Mail

# A subject in another script needs no encoding of our own: the policy writes RFC 2047 words.
_POLICY = SMTP.clone(max_line_length=200)


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """The same mail makes the same message each time, Message-ID included."""
    message = EmailMessage(policy=_POLICY)
    domain = sender.rpartition("@")[2]
    message["From"] = Address(_one_line(mail.sender_name), addr_spec=sender)
    message["To"] = Address(addr_spec=mail.to_address)
    message["Reply-To"] = Address(_one_line(mail.sender_name), addr_spec=mail.reply_to)
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.tenant_id}.{mail.id}@{domain}>"
    message["Content-Language"] = mail.language
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation note answers it
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def _one_line(text: str) -> str:
    """A line break in a header would begin another header."""
    return " ".join(text.split())
