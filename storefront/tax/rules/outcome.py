"""The answer: what goods cost at the door, each number with the rule, the source and the day that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from storefront.money import Money
from storefront.tax.rules.consignment import Incoterm
from storefront.tax.rules.country import Confidence
from storefront.tax.rules.exchange import ReferenceRate

Kind = Literal["goods", "freight", "duty", "vat", "fee"]
Due = Literal["now", "delivery", "nobody"]
# Who takes the tax, and where: the seller at the sale, customs at import, the buyer's own return, or nobody.
Collection = Literal["point_of_sale", "import", "reverse_charge", "none"]
Certainty = Literal["high", "medium", "low", "unknown"]


@dataclass(frozen=True, slots=True)
class Percentage:
    """A rate among the arguments of a text, such as 25.5; each language writes it its own way."""

    figure: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day among the arguments of a text."""

    on: date


Argument = str | int | Money | Percentage | Day
Arguments = Mapping[str, Argument]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLine:
    """One number and its reasons. `text_key` is an English text of the catalogues, `text_args` what it names.

    Sources, days and confidence are empty for what needs no rule: the goods and the freight. A tax that is charged says
    its rate in percent, the amount that is taxed by it, and the keys of the consignment's lines that bear it.
    """

    kind: Kind
    amount: Money
    text_key: str
    text_args: Arguments
    due: Due = "now"
    rule_key: str = ""
    source_title: str = ""
    source_url: str = ""
    valid_from: date | None = None
    as_of: date | None = None
    confidence: Confidence | None = None
    notes: str = ""
    rate: str = ""
    base: Money | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that whoever reads the estimate should know, as a text of the catalogues."""

    key: str
    text_key: str
    text_args: Arguments


@dataclass(frozen=True, slots=True, kw_only=True)
class LandedCost:
    """What a consignment costs at the door. An estimate, unless a carrier guarantees it.

    `total` = goods + freight + duty + vat + fees = due_now + due_at_delivery. `goods` and `freight` are without tax.
    """

    destination_country: str
    ship_date: date
    goods: Money
    freight: Money
    duty: Money
    vat: Money
    fees: Money
    total: Money
    due_now: Money
    due_at_delivery: Money
    incoterm: Incoterm
    collection: Collection
    confidence: Certainty
    as_of: date | None
    rule_key: str
    rates: tuple[ReferenceRate, ...]
    lines: tuple[ExplainedLine, ...]
    warnings: tuple[Notice, ...]
