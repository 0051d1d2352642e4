"""Sending through an SMTP server."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from storefront.notify.errors import MailRefused, MailUnavailable

_SECONDS = 10
_FOR_EVER = range(500, 600)  # RFC 5321, 4.2.1: permanent


class SmtpTransport:
    """One connection a mail. `smtp://` turns to TLS where the server offers it; `smtps://` begins with it.

    A password is never sent in the clear to another machine.
    """

    def __init__(self, url: str, sender: str) -> None:
        self._address = urlsplit(url)
        self.sender = sender

    def send(self, message: EmailMessage) -> None:
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            kind = MailRefused if all(code in _FOR_EVER for code in codes) else MailUnavailable
            raise kind(f"the recipient is refused ({', '.join(map(str, codes))})") from None
        except smtplib.SMTPAuthenticationError as refused:
            raise MailUnavailable(f"the mail server refuses the sign-in ({refused.smtp_code})") from None
        except smtplib.SMTPResponseException as answer:
            kind = MailRefused if answer.smtp_code in _FOR_EVER else MailUnavailable
            raise kind(f"the mail server answers {answer.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise MailUnavailable(f"the mail server can not be reached: {type(error).__name__}") from error

    def _connected(self) -> smtplib.SMTP:
        host = self._address.hostname or ""
        if self._address.scheme == "smtps":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._address.port or 465, timeout=_SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, self._address.port or 587, timeout=_SECONDS)
        try:
            self._greet(server)
        except BaseException:
            server.close()
            raise
        return server

    def _greet(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        is_private = self._address.scheme == "smtps"
        if not is_private and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
            is_private = True
        if self._address.username:
            if not is_private and self._address.hostname not in ("localhost", "127.0.0.1", "::1"):
                raise MailUnavailable("the mail server offers no TLS: the password stays here")
            server.login(unquote(self._address.username), unquote(self._address.password or ""))
