"""The order's books. Each posting moves an amount from one account to another, so that they can not fail to balance.

What the buyer was charged stands against what it was for: goods, shipping, tax, duty, handling at customs. A discount
is what the shop gave towards the goods. So at any time: charged − refunded = goods + shipping + tax + duty + handling +
overpaid − discount, each of them as far as it has been paid for. The payment provider's fee has a pair of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from storefront.money import Money


class Account(StrEnum):
    CHARGED = "charged"
    REFUNDED = "refunded"
    GOODS = "goods"
    DISCOUNT = "discount"
    SHIPPING = "shipping"
    TAX = "tax"
    DUTY = "duty"
    HANDLING = "handling"
    OVERPAID = "overpaid"
    FEE = "fee"
    PROVIDER = "provider"


# What a charge can be for, in the order in which a part payment is counted against it.
PURPOSES = (Account.GOODS, Account.SHIPPING, Account.TAX, Account.DUTY, Account.HANDLING, Account.OVERPAID)


@dataclass(frozen=True, slots=True)
class Posting:
    """So much from `credit` to `debit`; always above zero."""

    debit: Account
    credit: Account
    amount: Money


@dataclass(frozen=True, slots=True)
class Books:
    """The sums of an order's postings. `paid_for` holds each purpose's net amount, goods after their discount."""

    currency: str
    charged: Money
    refunded: Money
    fee: Money
    discount: Money
    paid_for: Mapping[Account, Money]

    @property
    def kept(self) -> Money:
        """What the shop has of the buyer's money."""
        return self.charged - self.refunded

    @property
    def balances(self) -> bool:
        return self.kept == Money.total(self.paid_for.values(), self.currency)


def books(postings: Iterable[Posting], currency: str) -> Books:
    """The sums of all postings of one order."""
    sums = dict.fromkeys(Account, Money(0, currency))
    for each in postings:
        sums[each.debit] += each.amount
        sums[each.credit] -= each.amount
    paid_for = {purpose: -sums[purpose] for purpose in PURPOSES}
    paid_for[Account.GOODS] -= sums[Account.DISCOUNT]
    return Books(
        currency=currency,
        charged=sums[Account.CHARGED],
        refunded=-sums[Account.REFUNDED],
        fee=sums[Account.FEE],
        discount=sums[Account.DISCOUNT],
        paid_for=paid_for,
    )


def refundable(now: Books, under_way: Iterable[Money]) -> Money:
    """What can still be given back: a dispute may have taken what was about to be."""
    return max(now.kept - Money.total(under_way, now.currency), Money(0, now.currency))


def charge_postings(amount: Money, owed: Mapping[Account, Money], discount: Money, before: Books) -> list[Posting]:
    """A payment of the amount. `owed` is the order's net total by purpose; what exceeds it was paid too much."""
    postings = []
    left = amount
    for purpose in PURPOSES[:-1]:
        due = owed.get(purpose, Money(0, amount.currency)) - before.paid_for[purpose]
        part = max(min(due, left), Money(0, amount.currency))
        left -= part
        postings.append(Posting(Account.CHARGED, purpose, part))
    postings.append(Posting(Account.CHARGED, Account.OVERPAID, left))
    if before.charged == before.refunded:
        postings.append(Posting(Account.DISCOUNT, Account.GOODS, discount - before.discount))
    return [each for each in postings if each.amount.amount_minor > 0]


def refund_shares(amount: Money, before: Books, wanted: Mapping[Account, Money]) -> dict[Account, Money]:
    """The amount by purpose: as wanted first, then what was paid too much, then in proportion to what is kept.

    A refund and a dispute may both take the same money. That is a fact too: what went beyond the payment leaves the
    account of what was paid too much below nothing.
    """
    nothing = Money(0, amount.currency)
    shares = dict.fromkeys(PURPOSES, nothing)
    beyond = max(amount - max(before.kept, nothing), nothing)
    left = amount - beyond
    for purpose in (*wanted, Account.OVERPAID):
        asked = wanted.get(purpose, left)
        share = max(min(asked, left, before.paid_for[purpose] - shares[purpose]), nothing)
        shares[purpose] += share
        left -= share
    remains = [max(before.paid_for[purpose] - shares[purpose], nothing) for purpose in PURPOSES]
    if left:
        for purpose, share in zip(PURPOSES, left.allocated([each.amount_minor for each in remains]), strict=True):
            shares[purpose] += share
    shares[Account.OVERPAID] += beyond
    return {purpose: share for purpose, share in shares.items() if share}


def refund_postings(shares: Mapping[Account, Money], before: Books) -> list[Posting]:
    """Money back to the buyer, with the discount on what is given back taken back too."""
    postings = [Posting(purpose, Account.REFUNDED, share) for purpose, share in shares.items() if share]
    goods = shares.get(Account.GOODS)
    if goods and before.discount.amount_minor > 0:
        share = before.discount.times_half_up(Fraction(goods.amount_minor, before.paid_for[Account.GOODS].amount_minor))
        if share:
            postings.append(Posting(Account.GOODS, Account.DISCOUNT, share))
    return postings


def evening_postings(now: Books, owed: Mapping[Account, Money]) -> list[Posting]:
    """Between purposes, once what is kept is exactly what is owed: an amended order was paid and given back in parts.

    While it is not, money is on its way one way or the other, and nothing is moved.
    """
    nothing = Money(0, now.currency)
    if now.kept != Money.total(owed.values(), now.currency):
        return []
    over = {each: now.paid_for[each] - owed.get(each, nothing) for each in PURPOSES}
    postings = []
    for debit in PURPOSES:
        for credit in PURPOSES:
            amount = min(over[debit], -over[credit])
            if amount > nothing:
                postings.append(Posting(debit, credit, amount))
                over[debit] -= amount
                over[credit] += amount
    return postings


def fee_postings(amount: Money) -> list[Posting]:
    """What the payment provider keeps. It does not change what the buyer paid."""
    return [Posting(Account.FEE, Account.PROVIDER, amount)] if amount.amount_minor > 0 else []
