"""Files of rates, as the platform imports them: of duty, or reduced ones of tax, by the beginning of a code."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from storefront.tax.errors import BadRule
from storefront.tax.rules.country import Confidence, DatedFacts, Figure, Source
from storefront.tax.rules.facts import TariffRate

RateKind = Literal["duty", "vat"]
SHIPPED_VAT = Path(__file__).parent.parent / "data" / "vat_2026_11_27_sourced.json"
_LARGEST_BYTES = 5_000_000
_MOST = 100_000


class NewRate(DatedFacts):
    """One dated row. A rate of tax is the destination's, whatever the origin."""

    kind: RateKind = "duty"
    place: str = Field(pattern=r"^[A-Z]{2}$")
    hs_prefix: str = Field(pattern=r"^[0-9]{2,6}$")
    origin: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    rate: Annotated[Figure, Field(lt=1000, decimal_places=4)]
    source: Source
    valid_from: date
    valid_to: date | None = None
    as_of: date
    confidence: Confidence

    @model_validator(mode="after")
    def _is_whole(self) -> "NewRate":
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        if self.kind == "vat" and (self.origin or self.rate >= 100 or self.place == "EU"):
            raise ValueError("a rate of tax is one country's, below 100, and knows no origin")
        return self

    @property
    def key(self) -> str:
        """Such as `vat DE/4901/2026-01-01`. A second row of the same key replaces the first."""
        origin = f"/{self.origin}" if self.origin else ""
        return f"{self.kind} {self.place}/{self.hs_prefix}{origin}/{self.valid_from.isoformat()}"


def rates_in(text: str) -> tuple[NewRate, ...]:
    """The rates of a file of the form of `tax/data/vat_2026_11_27_sourced.json`. Raises BadRule with the place."""
    if len(text) > _LARGEST_BYTES:
        raise BadRule("file", "larger than 5 MB")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRule("file", f"not JSON: {str(error)[:100]}") from None
    listed = content.get("rates") if isinstance(content, dict) else None
    if not isinstance(listed, list) or not 0 < len(listed) <= _MOST:
        raise BadRule("rates", f"a list of 1 to {_MOST} rates is needed")
    sources = content.get("sources")
    named: dict[str, Any] = sources if isinstance(sources, dict) else {}
    rates = tuple(_rate(place, each, named) for place, each in enumerate(listed))
    _check_each_once(rates)
    return rates


def shipped_vat_rates() -> tuple[NewRate, ...]:
    """The reduced rates of tax that a new zone begins with."""
    return rates_in(SHIPPED_VAT.read_text(encoding="utf-8"))


def as_known(rate: NewRate) -> TariffRate:
    """A rate as calculations know it, once it is recorded."""
    return TariffRate(
        place=rate.place,
        hs_prefix=rate.hs_prefix,
        origin=rate.origin,
        rate=rate.rate,
        source=rate.source,
        valid_from=rate.valid_from,
        as_of=rate.as_of,
        confidence=rate.confidence,
    )


def _rate(place: int, row: Any, named: dict[str, Any]) -> NewRate:  # Any: what JSON holds
    where = f"rates.{place}"
    if not isinstance(row, dict):
        raise BadRule(where, "an object is needed")
    source = row.get("source")
    if isinstance(source, str) and source not in named:
        raise BadRule(f"{where}.source", f"{source[:20]!r} is not among the sources")
    try:
        return NewRate.model_validate(row | {"source": named[source]} if isinstance(source, str) else row)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join([where, *(str(part) for part in first["loc"])])
        raise BadRule(field, first["msg"].removeprefix("Value error, ")) from None


def _check_each_once(rates: Sequence[NewRate]) -> None:
    seen: set[str] = set()
    for rate in rates:
        if rate.key in seen:
            raise BadRule(rate.key, "is there twice")
        seen.add(rate.key)
