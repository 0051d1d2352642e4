"""A shop's account at Stripe, its disputes and payouts as the admin shows them."""

from dataclasses import dataclass

from storefront import localization, payments
from storefront.admin.payment_wording import dispute_words, payout_words, reason_words, stop_text, topic_words
from storefront.admin.rendering import words
from storefront.admin.views import moment_text
from tenants.kit import clock


@dataclass(frozen=True, slots=True)
class AccountCard:
    """`asked` is what Stripe still wants to know; `is_complete` says that there is nothing to go on with."""

    summary: str
    stop: str
    takes_charges: bool
    pays_out: bool
    is_complete: bool
    can_go_on: bool
    asked: tuple[str, ...]
    methods: tuple[str, ...]
    currency: str
    moment: str
    iso: str


@dataclass(frozen=True, slots=True)
class DisputeRow:
    order_number: int
    amount: str
    reason: str
    state: str
    is_due: bool
    due: str
    due_iso: str
    is_over: bool
    address: str


@dataclass(frozen=True, slots=True)
class PayoutRow:
    amount: str
    state: str
    state_text: str
    arrives: str
    iso: str


def account_card(account: payments.PaymentAccount, language: str) -> AccountCard:
    """Where the account stands, in words, with what is to be done next."""
    topics = topic_words(language)
    return AccountCard(
        summary=_summary(account, language),
        stop=stop_text(account.disabled_reason, language),
        takes_charges=account.takes_charges,
        pays_out=account.pays_out,
        is_complete=account.takes_charges and account.pays_out and not account.requirements,
        can_go_on=account.disabled_reason != "deauthorized" and not account.disabled_reason.startswith("rejected."),
        asked=tuple(topics[each] for each in payments.asked_topics(account.requirements)),
        methods=tuple(each.replace("_", " ") for each in account.methods),
        currency=account.currency,
        moment=moment_text(account.changed_at, language),
        iso=account.changed_at.isoformat(),
    )


def dispute_row(dispute: payments.Dispute, order_number: int, language: str, dashboard: str) -> DisputeRow:
    """`dashboard` is Stripe's desk, where the evidence is handed in; "" where there is none."""
    is_due = dispute.state in payments.OPEN_DISPUTES
    return DisputeRow(
        order_number=order_number,
        amount=localization.format_price(dispute.amount, language),
        reason=reason_words(language).get(dispute.reason, dispute.reason.replace("_", " ")),
        state=dispute_words(language).get(dispute.state, dispute.state.replace("_", " ")),
        is_due=is_due,
        due=moment_text(dispute.due_at, language) if dispute.due_at else "",
        due_iso=dispute.due_at.isoformat() if dispute.due_at else "",
        is_over=is_due and dispute.due_at is not None and dispute.due_at <= clock.now(),
        address=f"{dashboard}/disputes/{dispute.dispute_id}" if dashboard else "",
    )


def payout_row(payout: payments.Payout, language: str) -> PayoutRow:
    """A payout for eyes; `arrives` is "" where the bank has named no day."""
    return PayoutRow(
        amount=localization.format_price(payout.amount, language),
        state=payout.state,
        state_text=payout_words(language).get(payout.state, payout.state.replace("_", " ")),
        arrives=localization.format_date(payout.arrives_at.date(), language) if payout.arrives_at else "",
        iso=payout.arrives_at.date().isoformat() if payout.arrives_at else "",
    )


def _summary(account: payments.PaymentAccount, language: str) -> str:
    _ = words(language).gettext
    if account.takes_charges and account.pays_out:
        return _("Buyers can pay online, and Stripe pays out to your bank account.")
    if account.takes_charges:
        return _("Buyers can pay online, but Stripe holds the money back until it has what it asks for.")
    if account.is_submitted and not account.requirements:
        return _("Your answers are at Stripe. Buyers can not pay online yet.")
    return _("Buyers can not pay online yet: Stripe still has questions.")
