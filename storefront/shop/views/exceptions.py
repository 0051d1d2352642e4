"""Why somebody may not withdraw from the contract for a thing, and where that is written."""

from storefront import law, localization
from storefront.law import SellingLaw, WithdrawalException


def exception_text(exception: WithdrawalException, language: str) -> str:
    """That there is no right to withdraw, the reason, and its source."""
    words = localization.words(language)
    facts = {"reason": words.gettext(exception.reason), "law": exception.source_title, "number": exception.number}
    reason = words.gettext("%(reason)s (%(law)s, %(number)s)") % facts
    text = (
        words.gettext("No right of withdrawal once opened: %(reason)s")
        if exception.needs_opening
        else words.gettext("No right of withdrawal: %(reason)s")
    )
    return text % {"reason": reason}


def warning(selling: SellingLaw, kind: str, language: str) -> str:
    """What a buyer there has to know of a kind of goods before the order; empty where they may withdraw."""
    exception = law.withdrawal_exception(selling, kind)
    return exception_text(exception, language) if exception else ""
