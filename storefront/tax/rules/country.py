"""What a country asks of parcels from abroad, as one dated rule: the shape of its facts, held to strictly.

Figures are exact: they are written as text or whole numbers, and a binary float is refused.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from storefront.money import CURRENCY_CODES
from storefront.tax.errors import BadRule

Basis = Literal["goods", "fob", "cif"]
Compare = Literal["le", "lt"]
VatBase = Literal["goods", "goods_freight", "goods_freight_duty", "goods_duty", "customs_value_uplift_duty"]
Mode = Literal["none", "flat_per_hs6", "percent", "percent_minus", "percent_min_per_kg", "tariff"]
Confidence = Literal["high", "medium", "low"]
# From the surest to the least sure.
CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")


def _exact(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ValueError('must be a number written as text, such as "25.5"')
    try:
        figure = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{str(value)[:40]!r} is not a number") from None
    if not figure.is_finite() or not 0 <= figure < Decimal(10) ** 12 or figure.as_tuple().exponent < -6:  # type: ignore[operator]
        raise ValueError(f"{str(value)[:40]!r} is not a figure from 0 to 10^12 with at most 6 decimals")
    return figure


def _known_currency(code: str) -> str:
    if code not in CURRENCY_CODES:
        raise ValueError(f"{code[:40]!r} is not a known currency")
    return code


Figure = Annotated[Decimal, BeforeValidator(_exact)]
Percent = Annotated[Figure, Field(le=1000)]
CurrencyCode = Annotated[str, AfterValidator(_known_currency)]


class DatedFacts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(DatedFacts):
    """Where a fact was read. Without an address it is general knowledge, and says so in its title."""

    title: str = Field(min_length=1, max_length=300)
    url: str = Field(default="", max_length=500, pattern=r"^(https?://\S+)?$")
    published: str = Field(default="", max_length=40)


class DutyMode(DatedFacts):
    """How duty is found: nothing, so much per code of goods, a percentage, or by the tariff."""

    mode: Mode
    rate: Percent | None = None
    basis: Basis = "cif"
    amount: Figure | None = None
    currency: CurrencyCode | None = None
    minus: Figure | None = None
    min_per_kg: Figure | None = None
    upto: Figure | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "DutyMode":
        needed = {
            "flat_per_hs6": ("amount",),
            "percent": ("rate",),
            "percent_minus": ("rate", "minus"),
            "percent_min_per_kg": ("rate", "min_per_kg"),
        }.get(self.mode, ())
        for name in needed:
            if getattr(self, name) is None:
                raise ValueError(f"{self.mode} needs {name}")
        return self

    def counts_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Duty(DatedFacts):
    """Duty below and above the limit of small value; without a limit, `above` is for all."""

    de_minimis: Figure | None
    basis: Basis
    compare: Compare
    below: DutyMode
    above: DutyMode
    free_requires_scheme: bool = False


class Vat(DatedFacts):
    """The tax on consumption at import, and when it is not taken. `gross_up`: the tax is part of its own base."""

    name: str = Field(min_length=1, max_length=60)
    rate: Percent
    base: VatBase
    exempt_upto: Figure | None = None
    exempt_basis: Basis | None = None
    exempt_compare: Compare | None = None
    gross_up: bool = False
    waive_if_tax_lte: Figure | None = None
    uplift_percent: Percent | None = None
    included_in_duty: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> "Vat":
        if self.exempt_upto is not None and (self.exempt_basis is None or self.exempt_compare is None):
            raise ValueError("exempt_upto needs exempt_basis and exempt_compare")
        if self.base == "customs_value_uplift_duty" and self.uplift_percent is None:
            raise ValueError(f"{self.base} needs uplift_percent")
        if self.gross_up and self.rate >= 100:
            raise ValueError("a tax inside its own base is below 100 percent")
        return self


class Scheme(DatedFacts):
    """A scheme by which the seller collects the tax at the sale. `registration` is the kind that it needs."""

    name: str = Field(min_length=1, max_length=80)
    registration: str | None = Field(default=None, max_length=30)
    limit: Figure | None
    annual_limit: Figure | None = None
    limit_basis: Basis
    limit_unit: Literal["consignment", "item"]
    compare: Compare
    vat_base: VatBase
    tax_reduction_percent: Percent | None = None
    consumption_tax_rate: Percent | None = None
    mandatory: bool = False
    seller_threshold: str | None = Field(default=None, max_length=120)
    collection: Literal["point_of_sale"] = "point_of_sale"
    excludes: tuple[str, ...] = ()
    excluded_hs: tuple[Annotated[str, Field(pattern=r"^[0-9]{2,6}$")], ...] = ()
    duty_free: bool = False


class Fee(DatedFacts):
    """A charge for handling a parcel. One that is not sure enough is off until the platform turns it on."""

    code: str = Field(pattern=r"^[A-Z][A-Z0-9_]{1,39}$")
    amount: Figure
    currency: CurrencyCode
    per: Literal["hs6", "consignment"]
    limit: Figure | None = None
    limit_basis: Basis = "goods"
    valid_from: date | None = None
    valid_to: date | None = None
    default_on: bool = True
    confidence: Confidence
    note: str = Field(default="", max_length=1000)

    def counts_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Cites(DatedFacts):
    """Which of the rule's sources, by place in their list, says most of each part."""

    duty: int = Field(default=0, ge=0)
    vat: int = Field(default=0, ge=0)
    fee: int = Field(default=0, ge=0)


class CountryRule(DatedFacts):
    """All that one country asks, from one day on. Amounts are in the threshold currency where nothing else is said."""

    country: str = Field(pattern=r"^[A-Z]{2}$")
    name: str = Field(min_length=1, max_length=80)
    region: str = Field(default="", max_length=40)
    currency: CurrencyCode
    threshold_currency: CurrencyCode
    duty: Duty
    vat: Vat
    low_value_scheme: Scheme | None = None
    fees: tuple[Fee, ...] = ()
    consumer_prices_include_tax: bool
    hs_digits: Literal[6, 8, 10, 12] = 6
    recipient_id: str | None = Field(default=None, max_length=120)
    confidence: Confidence
    as_of: date
    sources: tuple[Source, ...] = Field(min_length=1)
    cites: Cites = Cites()
    notes: str = Field(default="", max_length=2000)
    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "CountryRule":
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        if max(self.cites.duty, self.cites.vat, self.cites.fee) >= len(self.sources):
            raise ValueError("cites names a source that is not in the list")
        flat = self.duty.below.currency or self.duty.above.currency
        if flat is not None and flat != self.threshold_currency:
            raise ValueError("a flat duty is in the threshold currency")
        return self

    @property
    def key(self) -> str:
        """The rule's name in explanations and orders, such as `FR/2026-01-01`."""
        return f"{self.country}/{self.valid_from.isoformat()}"


def country_rule(facts: Any) -> CountryRule:  # Any: what a file or a column held, held to the shape here
    """The rule in these facts. Raises BadRule with the first thing that is wrong and where."""
    where = str(facts.get("country", "?"))[:2] if isinstance(facts, dict) else "?"
    try:
        return CountryRule.model_validate(facts)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join([where, *(str(part) for part in first["loc"])])
        raise BadRule(field, first["msg"].removeprefix("Value error, ")) from None


def confidence_named(name: str) -> Confidence:
    """The confidence of this name; of a name that is none, the least."""
    return next((each for each in CONFIDENCES if each == name), "low")


def least_sure(confidences: list[Confidence]) -> Confidence:
    """The lowest of them: an answer is as sure as its least sure fact."""
    return max(confidences, key=CONFIDENCES.index, default="high")


def fraction(figure: Decimal | None) -> Fraction:
    """A figure of a rule for exact sums; one that is not given is nothing."""
    return Fraction(0) if figure is None else Fraction(figure)
