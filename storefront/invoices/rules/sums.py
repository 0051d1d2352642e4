"""What an order's papers come to together, so that invoices less credit notes are what the order came to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storefront import orders
from storefront.documents import Paper, PaperKind
from storefront.invoices.rules.standing import Standing, covered_standing
from storefront.money import Money
from storefront.orders import RateTax


@dataclass(frozen=True, slots=True)
class PaperSum:
    """An amount, and the tax in it by rate, whether prices held that or it was added to them."""

    amount: Money
    taxes: tuple[RateTax, ...] = ()

    @property
    def tax(self) -> Money:
        return Money.total((each.tax for each in self.taxes), self.amount.currency)

    def part(self, amount: Money) -> "PaperSum":
        """Of that so much, with its share of each tax; they sum to the share of all tax."""
        of, whole = amount.amount_minor, self.amount.amount_minor
        if amount == self.amount:
            return self
        shares = [orders.part_of(each.tax, of, whole) for each in self.taxes]
        rest = orders.part_of(self.tax, of, whole) - Money.total(shares, amount.currency)
        if rest:
            largest = max(range(len(shares)), key=lambda place: abs(shares[place].amount_minor))
            shares[largest] += rest
        found = zip(self.taxes, shares, strict=True)
        taxes = [RateTax(each.name, each.rate, orders.part_of(each.base, of, whole), tax) for each, tax in found]
        return PaperSum(amount, _of_something(taxes))

    def less(self, other: "PaperSum") -> "PaperSum":
        """Each amount less the other's; where one of them knows no rates, of all rates together."""
        mine, theirs = ({(each.name, each.rate): each for each in some.taxes} for some in (self, other))
        if mine and theirs and (mine.keys() == {("", "")}) != (theirs.keys() == {("", "")}):
            mine, theirs = ({("", ""): some.without_rates} for some in (self, other))
        nothing = Money(0, self.amount.currency)
        taxes = []
        for name, rate in dict.fromkeys([*mine, *theirs]):
            of_none = RateTax(name, rate, nothing, nothing)
            more, fewer = mine.get((name, rate), of_none), theirs.get((name, rate), of_none)
            taxes.append(RateTax(name, rate, more.base - fewer.base, more.tax - fewer.tax))
        return PaperSum(self.amount - other.amount, _of_something(taxes))

    @property
    def is_something(self) -> bool:
        """Whether no amount in it is below nothing."""
        nothing = Money(0, self.amount.currency)
        of_rates = (amount for each in self.taxes for amount in (each.base, each.tax))
        return all(each >= nothing for each in (self.amount, *of_rates))

    @property
    def negated(self) -> "PaperSum":
        return PaperSum(Money(0, self.amount.currency)).less(self)

    @property
    def without_rates(self) -> RateTax:
        return RateTax("", "", Money(0, self.amount.currency), self.tax)


def order_sum(order: orders.PlacedOrder) -> PaperSum:
    """All that the order asks for."""
    return PaperSum(order.total, order.taxes)


def came_to(order: orders.PlacedOrder, then: Standing | None) -> PaperSum:
    """What the order has come to, without what was added since its papers and is not paid yet.

    That is its total, less the goods that came back with their own tax, less in equal parts of all the rest what went
    back for another reason. What was paid too much was for nothing, and stands on no paper. The tax goes down with the
    amount (Directive 2006/112/EC, article 90).
    """
    nothing = Money(0, order.currency)
    covered = covered_standing(order, then)
    asked = order.to_pay - (order.total - covered.total) if _is_standing(order) else nothing
    kept = _not_sent_back(order, then)
    amount = min(kept.amount, order.books.kept + asked)
    return kept.part(amount) if amount > nothing else PaperSum(nothing)


def papered(issued: Iterable[Paper], currency: str) -> PaperSum | None:
    """Invoices less credit notes; None where one was kept before papers said in numbers what they come to."""
    nothing = Money(0, currency)
    said = PaperSum(nothing)
    for paper in issued:
        if paper.amount_minor is None or paper.tax_minor is None:
            return None
        its = PaperSum(Money(paper.amount_minor, currency), _stated_taxes(paper, currency))
        less = PaperSum(nothing).less(its) if paper.kind is not PaperKind.CREDIT_NOTE else its
        said = said.less(less)
    return said


def to_credit(
    order: orders.PlacedOrder, refund: orders.GivenBack, issued: Sequence[Paper], then: Standing | None
) -> PaperSum | None:
    """What of a refund was invoiced and is not any more; None where that is nothing. `then`: what the papers cover.

    An invoice that was made after the order had become cheaper never had what went back for that.
    """
    said = papered(issued, order.currency)
    if said is None:
        return order_sum(order).part(refund.amount)
    came = came_to(order, then)
    less = said.less(came)
    amount = min(refund.amount, less.amount)
    if amount <= Money(0, order.currency):
        return None
    of = said if _is_shared_anew(issued, came, _not_sent_back(order, then)) and not less.is_something else less
    own = PaperSum(refund.amount, refund.taxes)
    is_own = bool(own.taxes) and own.amount == amount < of.amount  # others are due too, for the rest
    return own if is_own and of.less(own).is_something else of.part(amount)


def to_add(order: orders.PlacedOrder, then: Standing | None) -> PaperSum | None:
    """What was added since the papers that the order has, with its own tax; None where it is nothing or not paid.

    What went back before and meanwhile is no part of it: that is credited.
    """
    is_settled = _is_standing(order) and orders.is_paid(order.payment_state) and not order.due
    if then is None or then.taxes is None or not is_settled:
        return None
    added = order_sum(order).less(PaperSum(then.total, then.taxes))
    return added if added.amount and added.is_something else None


def to_correct(order: orders.PlacedOrder, issued: Sequence[Paper], then: Standing | None) -> PaperSum | None:
    """What the order has come to beyond its papers, below nothing where it is less; None where they agree.

    What is on its way back is credited once it has gone; what was exchanged is invoiced once it is paid.
    """
    said = papered(issued, order.currency)
    if said is None:
        return None
    nothing = Money(0, order.currency)
    under_way = Money.total(
        (each.amount for each in order.refunds if each.state is orders.RefundState.PENDING), order.currency
    )
    came = came_to(order, then)
    beyond = came.less(said)
    if beyond.amount < nothing:
        amount = min(-beyond.amount - under_way, -beyond.amount)
        less = beyond.negated
        of = said if _is_shared_anew(issued, came, _not_sent_back(order, then)) and not less.is_something else less
        return of.part(amount).negated if amount > nothing else None
    is_settled = orders.is_paid(order.payment_state) and not order.due and not under_way
    if then is not None and then.taxes is not None:
        added = order_sum(order).less(PaperSum(then.total, then.taxes))
        beyond = added if added.amount == beyond.amount else beyond  # not the shares of what went back before
    return beyond if is_settled and (beyond.amount or any(each.tax for each in beyond.taxes)) else None


def _is_shared_anew(issued: Iterable[Paper], came: PaperSum, kept: PaperSum) -> bool:
    """Whether papers can differ from the order by shares alone: something went back for no goods, and was shared
    among what the order had before more was added and invoiced whole. To share it anew would raise the tax of a rate.
    """
    return came.amount < kept.amount and len([each for each in issued if each.kind is not PaperKind.CREDIT_NOTE]) > 1


def _not_sent_back(order: orders.PlacedOrder, then: Standing | None) -> PaperSum:
    """What the papers cover, less the goods that came back with their own tax."""
    covered = covered_standing(order, then)
    return PaperSum(covered.total, covered.taxes or ()).less(_sent_back(order))


def _is_standing(order: orders.PlacedOrder) -> bool:
    return order.state in (orders.OrderState.PLACED, orders.OrderState.COMPLETED)


def _sent_back(order: orders.PlacedOrder) -> PaperSum:
    """What went back for goods that came back, with the tax of those goods."""
    back = PaperSum(Money(0, order.currency))
    for each in order.refunds:
        if each.return_id is not None and each.state is orders.RefundState.SUCCEEDED:
            back = back.less(PaperSum(each.amount, each.taxes).negated)
    return back


def _stated_taxes(paper: Paper, currency: str) -> tuple[RateTax, ...]:
    if not paper.taxes and paper.tax_minor:
        nothing = Money(0, currency)
        return (RateTax("", "", nothing, Money(paper.tax_minor, currency)),)
    return tuple(
        RateTax(each.name, each.rate, Money(each.base_minor, currency), Money(each.tax_minor, currency))
        for each in paper.taxes
    )


def _of_something(taxes: Iterable[RateTax]) -> tuple[RateTax, ...]:
    return tuple(each for each in taxes if each.base or each.tax)
