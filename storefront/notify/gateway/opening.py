"""From settings to the way mail leaves."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from storefront.notify.gateway.folder import FolderTransport
from storefront.notify.gateway.smtp import SmtpTransport
from storefront.notify.gateway.transport import MailTransport
from tenants.kit.settings import Settings


def open_transport(settings: Settings) -> MailTransport | None:
    """What `smtp_url` names; None where it is empty: mails then wait, and are seen with their orders."""
    if settings.smtp_url is None:
        return None
    url = settings.smtp_url.get_secret_value()
    address = urlsplit(url)
    if address.scheme == "file":
        return FolderTransport(Path(unquote(address.path)), settings.mail_sender)
    return SmtpTransport(url, settings.mail_sender)
