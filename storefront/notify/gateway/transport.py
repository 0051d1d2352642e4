"""What a way of sending mail promises."""

from email.message import EmailMessage
from typing import Protocol


class MailTransport(Protocol):
    """Takes one message at a time; safe to use from several threads."""

    @property
    def sender(self) -> str:
        """The address that mails are from; their name is the shop's."""

    def send(self, message: EmailMessage) -> None:
        """Raises MailUnavailable when a later try may work, MailRefused when none will."""
