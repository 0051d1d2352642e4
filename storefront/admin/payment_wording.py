"""What Stripe says of an account, its disputes and its payouts, in the reader's words."""

from collections.abc import Mapping

from storefront.admin.rendering import words
from storefront.payments import AskedTopic


def topic_words(language: str) -> Mapping[AskedTopic, str]:
    """What Stripe still wants to know."""
    _ = words(language).gettext
    return {
        AskedTopic.BUSINESS: _("The business: its kind, what it sells, and the shop's address on the web"),
        AskedTopic.BANK_ACCOUNT: _("The bank account that money is paid out to"),
        AskedTopic.TERMS: _("Your agreement to Stripe's terms"),
        AskedTopic.COMPANY: _("The company: name, address, registration and tax number"),
        AskedTopic.PERSON: _("The person who answers for it: name, date of birth, address, phone"),
        AskedTopic.OWNERS: _("Owners and directors"),
        AskedTopic.DOCUMENT: _("A document as proof, such as a passport or an extract from the register"),
        AskedTopic.STATEMENT: _("The name that buyers read on their card's statement"),
        AskedTopic.OTHER: _("Something more, which Stripe explains on its page"),
    }


def stop_text(reason: str, language: str) -> str:
    """Why Stripe takes no charges for an account, by Stripe's own word or our `deauthorized`; "" where it is silent."""
    _ = words(language).gettext
    known = {
        "requirements.past_due": _("What Stripe asked for is overdue."),
        "requirements.pending_verification": _("Stripe is checking what was sent. Nothing is missing."),
        "under_review": _("Stripe is looking at the account. It will write to you."),
        "listed": _("Stripe is checking whether the account is on a list of people that nobody may trade with."),
        "platform_paused": _("The platform has paused the account."),
        "deauthorized": _("The account was separated from the platform at Stripe. Write to whoever runs the platform."),
    }
    if reason in known or not reason:
        return known.get(reason, "")
    if reason.startswith("rejected."):
        return _("Stripe has refused the account. Write to Stripe's support.")
    return _("Stripe's reason: %(code)s") % {"code": reason}


def dispute_words(language: str) -> Mapping[str, str]:
    """The state of a dispute, by Stripe's word."""
    _ = words(language).gettext
    return {
        "warning_needs_response": _("The bank asks: to be answered"),
        "warning_under_review": _("The bank is looking at your answer"),
        "warning_closed": _("The bank asked, and it is over"),
        "needs_response": _("To be answered"),
        "under_review": _("The bank is looking at your answer"),
        "prevented": _("Prevented"),
        "won": _("Won: the money stays yours"),
        "lost": _("Lost: the money went back"),
    }


def reason_words(language: str) -> Mapping[str, str]:
    """What the buyer told their bank, by Stripe's word."""
    _ = words(language).gettext
    return {
        "credit_not_processed": _("A refund that was promised did not come"),
        "duplicate": _("Charged twice"),
        "fraudulent": _("The buyer says that they did not pay this"),
        "general": _("No reason given"),
        "product_not_received": _("The goods did not arrive"),
        "product_unacceptable": _("The goods were not as described"),
        "subscription_canceled": _("Charged after cancelling"),
        "unrecognized": _("The buyer does not recognize the charge"),
    }


def payout_words(language: str) -> Mapping[str, str]:
    """The state of a payout, by Stripe's word."""
    _ = words(language).gettext
    return {
        "pending": _("Planned"),
        "in_transit": _("On its way"),
        "paid": _("Arrived"),
        "failed": _("Failed: check the bank account at Stripe"),
        "canceled": _("Cancelled"),
    }
