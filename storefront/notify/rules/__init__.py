"""How a mail is made of its folder, its facts and its shop. Pure: nothing is stored and nothing is sent."""

from storefront.notify.rules.composing import Composed, composed, our_words
from storefront.notify.rules.kinds import mail_kinds, sample_letter
from storefront.notify.rules.letter import Brand, Letter, MailLine
from storefront.notify.rules.wording import MOST_BODY, MOST_SUBJECT, Wording, check_wording

__all__ = [
    "MOST_BODY",
    "MOST_SUBJECT",
    "Brand",
    "Composed",
    "Letter",
    "MailLine",
    "Wording",
    "check_wording",
    "composed",
    "mail_kinds",
    "our_words",
    "sample_letter",
]
