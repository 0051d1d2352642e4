"""The only door through which mail leaves: an SMTP server, or a folder that can be read."""

from storefront.notify.gateway.folder import FolderTransport
from storefront.notify.gateway.message import message_of
from storefront.notify.gateway.opening import open_transport
from storefront.notify.gateway.smtp import SmtpTransport
from storefront.notify.gateway.transport import MailTransport

__all__ = ["FolderTransport", "MailTransport", "SmtpTransport", "message_of", "open_transport"]
