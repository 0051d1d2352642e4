"""Why a thing may not be sent back without a reason: words that catalogue, law and orders have in common."""

from enum import StrEnum


class NoWithdrawal(StrEnum):
    """The exceptions of article 16 of Directive 2011/83/EU that goods of a shop can fall under, by our own names.

    Digital content that was begun (16(m)) is none of them: it asks for the buyer's express consent and acknowledgement
    beforehand, and no page asks for these.
    """

    CUSTOM_MADE = "custom_made"
    PERISHABLE = "perishable"
    UNSEALED_HYGIENE = "unsealed_hygiene"
    MIXED = "mixed"
    UNSEALED_MEDIA = "unsealed_media"


# These hold only once the buyer has opened, or mixed, what was delivered.
AFTER_OPENING = frozenset({NoWithdrawal.UNSEALED_HYGIENE, NoWithdrawal.MIXED, NoWithdrawal.UNSEALED_MEDIA})
