"""Discounts in a shopper's words."""

from storefront import discounts, localization
from storefront.discounts import RefusedCode
from storefront.localization import View


def refused_code_text(refused: RefusedCode, view: View) -> str:
    """Why a code takes nothing off, in a shopper's words."""
    words = localization.words(view.language)
    if refused.needed is not None:
        amount = localization.format_price(refused.needed, view.locale)
        return words.gettext("This code is for orders of %(amount)s or more.") % {"amount": amount}
    reason = discounts.Refusal
    return {
        reason.UNKNOWN: words.gettext("There is no such code."),
        reason.NOT_YET: words.gettext("This code does not hold yet."),
        reason.ENDED: words.gettext("This code does not hold any more."),
        reason.USED_UP: words.gettext("This code has been used up."),
        reason.NOT_IN_THIS_MARKET: words.gettext("This code does not hold in this market."),
        reason.NOT_FOR_THIS_CUSTOMER: words.gettext("This code is for other customers."),
        reason.BELOW_MINIMUM: words.gettext("The order is too small for this code."),
        reason.TOO_FEW: words.gettext("This code needs more of the goods it is for."),
        reason.NOTHING_FITS: words.gettext("This code is for other goods."),
        reason.BETTER_WITHOUT: words.gettext("What you get already is better than this code."),
    }[refused.reason]
