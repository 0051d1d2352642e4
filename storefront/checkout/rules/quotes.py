"""A quote: all that a buyer is shown before the order, and nothing that is not worked out by the shop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storefront.cart import Cart, CartLine
from storefront.checkout.rules.fingerprint import fingerprint
from storefront.checkout.rules.totals import Dues, TaxShare
from storefront.discounts import Discounting
from storefront.money import Money
from storefront.orders import Totals
from storefront.payments import PaymentMethod, RefusedMethod
from storefront.shipping import ShippingOption
from storefront.tax import LandedCost


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A line of the cart with its share of discount, tax and duty. `problem` is a key where it can not be sold.

    `taxed` is by which rate its tax was found, whether that is added or included.
    """

    line: CartLine
    discount: Money
    tax: Money
    duty: Money
    included_tax: Money
    taxed: TaxShare | None = None
    problem: str = ""

    @property
    def total(self) -> Money:
        return self.line.line_total - self.discount


@dataclass(frozen=True, slots=True)
class Quote:
    """What the cart comes to for these wishes at this moment. Without a country there is no delivery yet."""

    cart: Cart
    country: str
    lines: tuple[QuotedLine, ...]
    delivery_taxes: tuple[TaxShare, ...]
    options: tuple[ShippingOption, ...]
    option: ShippingOption | None
    discounting: Discounting
    cost: LandedCost | None
    dues: Dues
    methods: tuple[PaymentMethod, ...]
    refused_methods: tuple[RefusedMethod, ...]
    method: PaymentMethod | None
    at: datetime

    @property
    def currency(self) -> str:
        return self.cart.currency

    @property
    def method_fee(self) -> Money:
        fee = self.method.fee if self.method else None
        return fee or Money(0, self.currency)

    @property
    def shipping(self) -> Money:
        return self.option.price if self.option else Money(0, self.currency)

    @property
    def totals(self) -> Totals:
        return Totals(
            goods=Money.total((each.line.line_total for each in self.lines), self.currency),
            discount=self.discounting.total,
            relief=self.dues.relief,
            shipping=self.shipping,
            tax=self.dues.tax,
            duty=self.dues.duty,
            handling=self.dues.handling + self.method_fee,
            included_tax=self.dues.included_tax,
            due_at_delivery=self.dues.at_delivery,
        )

    @property
    def problems(self) -> Mapping[int, str]:
        """What stands in a line's way, by variant."""
        return {each.line.variant_id: each.problem for each in self.lines if each.problem}

    @property
    def fingerprint(self) -> str:
        totals = self.totals
        figures = {
            "goods": totals.goods.amount_minor,
            "discount": totals.discount.amount_minor + totals.relief.amount_minor,
            "shipping": totals.shipping.amount_minor,
            "tax": totals.tax.amount_minor + totals.included_tax.amount_minor,
            "duty": totals.duty.amount_minor,
            "handling": totals.handling.amount_minor,
            "at_delivery": totals.due_at_delivery.amount_minor,
            "total": totals.total.amount_minor,
        }
        lines = [
            [each.line.variant_id, each.line.quantity, each.line.unit_price.amount_minor, each.discount.amount_minor]
            for each in self.lines
        ]
        option = [self.option.key, self.option.duties] if self.option else []
        return fingerprint(figures, [self.currency, self.country, lines, option])
