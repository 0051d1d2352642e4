"""Mails to shoppers and merchants: written with the change that they tell of, sent by a job, in the reader's language.

A mail is a folder of `mails/`: subject, body, and a sample of its facts. Both layouts, text and HTML, carry the shop's
name and colours. A shop may put its own words in place of a subject and body. Whose order it is, is elsewhere.
"""

from storefront.notify.actions import forget_mails, set_wording, write_mail
from storefront.notify.errors import BadWording, MailRefused, MailUnavailable, UnknownMail, WordingFault
from storefront.notify.gateway import FolderTransport, MailTransport, SmtpTransport, open_transport
from storefront.notify.jobs import send_mail
from storefront.notify.models import Mail, MailStatus, MailWording
from storefront.notify.reads import find_wording, mails_about, mails_to, preview_of
from storefront.notify.rules import (
    MOST_BODY,
    MOST_SUBJECT,
    Brand,
    Letter,
    MailLine,
    Wording,
    mail_kinds,
    our_words,
    sample_letter,
)

__all__ = [
    "MOST_BODY",
    "MOST_SUBJECT",
    "BadWording",
    "Brand",
    "FolderTransport",
    "Letter",
    "Mail",
    "MailLine",
    "MailRefused",
    "MailStatus",
    "MailTransport",
    "MailUnavailable",
    "MailWording",
    "SmtpTransport",
    "UnknownMail",
    "Wording",
    "WordingFault",
    "find_wording",
    "forget_mails",
    "mail_kinds",
    "mails_about",
    "mails_to",
    "open_transport",
    "our_words",
    "preview_of",
    "sample_letter",
    "send_mail",
    "set_wording",
    "write_mail",
]
