"""Everything that a calculation rests on, read beforehand: rule, tariff rates, the shop's registrations and choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from storefront.tax.rules.country import Confidence, CountryRule, Source
from storefront.tax.rules.exchange import Rates

# A rule that nobody has looked at for so long is shown with a warning.
STALE_DAYS = 90
# Registrations that are not those of a low-value scheme.
DOMESTIC = "domestic"
OSS = "oss"


@dataclass(frozen=True, slots=True)
class TariffRate:
    """A rate for goods whose code begins so, from a country of origin or from any: of duty, or a reduced one of tax."""

    place: str
    hs_prefix: str
    origin: str
    rate: Decimal
    source: Source
    valid_from: date
    as_of: date
    confidence: Confidence

    @property
    def is_unsure(self) -> bool:
        """Whether it is too little confirmed to be charged without the shop's own word."""
        return self.confidence == "low"

    @property
    def key(self) -> str:
        return f"{self.place}/{self.hs_prefix}{f'/{self.origin}' if self.origin else ''}/{self.valid_from.isoformat()}"


@dataclass(frozen=True, slots=True)
class OwnChoice:
    """What the shop set in place of the zone's figures for a country, and why."""

    vat_rate: Decimal | None = None
    duty_rate: Decimal | None = None
    fees_on: frozenset[str] = frozenset()
    reason: str = ""
    set_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`registrations` are the kinds that the shop holds on the day of shipping, for the countries concerned.

    `tariff` has a rate for each code and origin whose rate is known, `reduced` the destination's reduced rate of tax
    for each code that has one, `held` the one that may hold for a code and is not sure enough to be charged. Without
    `rule` nothing is known of the country.
    """

    rule: CountryRule | None
    seller_rule: CountryRule | None = None
    registrations: frozenset[str] = frozenset()
    tariff: Mapping[tuple[str, str], TariffRate] = field(default_factory=dict)
    reduced: Mapping[str, TariffRate] = field(default_factory=dict)
    held: Mapping[str, TariffRate] = field(default_factory=dict)
    own: OwnChoice | None = None
    rates: Rates = field(default_factory=dict)
    today: date


def best_rate(rates: list[TariffRate], hs_code: str, origin: str) -> TariffRate | None:
    """The one that says most of these goods: the longest code, then the very origin, then the latest."""
    fitting = [each for each in rates if hs_code.startswith(each.hs_prefix) and each.origin in ("", origin)]
    return max(fitting, key=lambda each: (len(each.hs_prefix), bool(each.origin), each.valid_from), default=None)


def is_stale(as_of: date, today: date) -> bool:
    """Whether nobody has checked a rule or a rate for longer than STALE_DAYS."""
    return (today - as_of).days > STALE_DAYS
