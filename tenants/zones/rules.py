"""The schema of a zone's file, and how names that people write are matched to what it holds."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.types import StringConstraints

from tenants.zones.errors import UnknownMarket

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
# A market's handle is the last part of a view's prefix, `/zh-hans-cn`, so it has no hyphen of its own.
Handle = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]{1,19}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,3})?$")]
Region = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Za-z0-9]{1,6}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ZoneDelivery(_Table):
    """A way to send that a new shop begins with: a price for the first grams, one for each begun step after them."""

    service: Literal["standard", "express"] = Field(description="What shoppers know it as; named in their language.")
    regions: tuple[Region, ...] = Field(
        default=(),
        strict=False,
        description="Only to these, as ISO 3166-2 writes them: MY-12. Else to all other places.",
    )
    first_grams: int = Field(ge=1, le=30_000, description="The weight that the first price is for, in grams.")
    first: Amount = Field(description="The first price, in the market's currency: 8.00.")
    step_grams: int = Field(ge=1, le=30_000, description="The weight of a step beyond it, in grams.")
    step: Amount = Field(description="The price of each step that is begun, in the market's currency.")
    free_over: Amount | None = Field(
        default=None, description="What goods must cost for it to be free, in the market's currency."
    )
    days: tuple[int, int] = Field(strict=False, description="Working days on the way, the fewest and the most.")
    duties: Literal["ddp", "dap"] = Field(
        default="dap", description="Who pays what customs ask: ddp the shop, dap the buyer at the door."
    )

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Self:
        if not 0 <= self.days[0] <= self.days[1] <= 120:
            raise ValueError("days: the fewest come first, and 120 are the most")
        return self


class ZoneMarket(_Table):
    """One country or a group of them that shops of the zone may sell to."""

    handle: Handle = Field(description="Its name in addresses: `/ar-mena`.")
    countries: tuple[Country, ...] = Field(strict=False, min_length=1, description="ISO 3166-1 alpha-2 codes.")
    currency: Currency = Field(description="What its shoppers pay in, an ISO 4217 code.")
    languages: tuple[Language, ...] = Field(
        strict=False, min_length=1, description="The zone's languages that are read there, the usual one first."
    )
    prices_include_tax: bool = Field(default=True, description="Whether shoppers there expect prices with tax in them.")
    mode: Literal["sale", "enquiry"] = Field(
        default="sale", description="Whether goods are bought there, or shown without a price and asked for."
    )
    names: Mapping[Language, Name] = Field(description="What the market is called, in each language of the zone.")
    deliveries: tuple[ZoneDelivery, ...] = Field(
        default=(), strict=False, description="How a new shop sends there, until its merchant says otherwise."
    )

    @model_validator(mode="after")
    def _deliveries_stay_in_the_market(self) -> Self:
        for delivery in self.deliveries:
            countries = [region.partition("-")[0] for region in delivery.regions]
            _all_known(f"markets: {self.handle}: deliveries: regions", countries, self.countries)
        return self


class Plan(_Table):
    """What a shop pays for."""

    name: Name = Field(description="What the platform's people call it.")
    payment_fee_basis_points: int = Field(
        default=0,
        ge=0,
        le=2_000,
        description="What the platform keeps of an online payment, in 1/100 of a percent.",
    )


class Defaults(_Table):
    """What a new shop gets when its row does not say."""

    language: Language = Field(description="The language of a shop that names none.")
    theme: Word = Field(description="One of `themes`.")
    plan: Word = Field(description="One of `plans`.")


class Zone(_Table):
    """A deployment of the product for the businesses of one country."""

    name: Name = Field(description="What it is called in logs, traces and on the platform's pages.")
    country: Country = Field(description="Where its businesses are at home, an ISO 3166-1 alpha-2 code.")
    time_zone: str = Field(
        default="UTC", max_length=64, description="What its clocks show, an IANA name such as Asia/Kuala_Lumpur."
    )
    currency: Currency = Field(description="The currency of its businesses, which is that of the home market.")
    languages: tuple[Language, ...] = Field(strict=False, min_length=1, description="BCP 47 tags, the usual one first.")
    themes: tuple[Word, ...] = Field(strict=False, min_length=1, description="The themes that its shops may choose.")
    home_market: Handle = Field(description="The market that comes first in a new shop.")
    defaults: Defaults = Field(description="A table: what a new shop gets when its row does not say.")
    plans: Mapping[Word, Plan] = Field(min_length=1, description="A table for each plan, by its word.")
    markets: tuple[ZoneMarket, ...] = Field(
        strict=False, min_length=1, description="A table for each market that shops may sell to."
    )
    market_aliases: Mapping[Word, Handle] = Field(
        default_factory=dict, description="Other names for markets, such as uk."
    )
    language_aliases: Mapping[Word, Language] = Field(
        default_factory=dict, description="Other tags for languages, such as zh-cn."
    )
    reserved_slugs: tuple[Slug, ...] = Field(
        default=(), strict=False, description="Names that no shop may take as its address."
    )

    @model_validator(mode="after")
    def _markets_agree(self) -> Self:
        _each_once("languages", self.languages)
        _each_once("markets: handle", (market.handle for market in self.markets))
        _each_once("markets: country", (country for market in self.markets for country in market.countries))
        for market in self.markets:
            where = f"markets: {market.handle}"
            _all_known(f"{where}: languages", market.languages, self.languages)
            _all_known(f"{where}: names", market.names, self.languages)
            for language in self.languages:
                if language not in market.names:
                    raise ValueError(f"{where}: names: {language!r} is missing")
        home = next((market for market in self.markets if market.handle == self.home_market), None)
        if home is None:
            raise ValueError(f"home_market: {self.home_market!r} is not among markets")
        if self.country not in home.countries:
            raise ValueError(f"home_market: {self.home_market!r} does not hold the zone's country {self.country}")
        if self.currency != home.currency:
            raise ValueError(f"currency: the home market's is {home.currency}")
        return self

    @model_validator(mode="after")
    def _names_point_at_what_is_there(self) -> Self:
        handles = [market.handle for market in self.markets]
        _all_known("market_aliases", self.market_aliases.values(), handles)
        _all_known("language_aliases", self.language_aliases.values(), self.languages)
        _all_known("defaults.language", [self.defaults.language], self.languages)
        _all_known("defaults.theme", [self.defaults.theme], self.themes)
        _all_known("defaults.plan", [self.defaults.plan], self.plans)
        for alias in self.market_aliases:
            if alias in handles:
                raise ValueError(f"market_aliases: {alias!r} is a market already")
        return self

    def market(self, handle: str) -> ZoneMarket:
        """Raises UnknownMarket."""
        for market in self.markets:
            if market.handle == handle:
                return market
        raise UnknownMarket(f"the zone {self.name} has no market {handle!r}")

    def find_market(self, written: str) -> ZoneMarket | None:
        """The market that a person means by a handle or one of its aliases, in any case. Never a guess."""
        word = _as_word(written)
        handle = self.market_aliases.get(word, word)
        return next((market for market in self.markets if market.handle == handle), None)

    def find_language(self, written: str) -> str | None:
        """The zone's own spelling of a language tag or one of its aliases."""
        word = _as_word(written)
        return self._languages_by_word.get(word) or self.language_aliases.get(word)

    @cached_property
    def currencies(self) -> frozenset[str]:
        return frozenset(market.currency for market in self.markets)

    @cached_property
    def _languages_by_word(self) -> dict[str, str]:
        return {language.lower(): language for language in self.languages}


def _as_word(written: str) -> str:
    return re.sub(r"[\s_-]+", "-", written.strip()).lower()


def _each_once(what: str, values: Iterable[str]) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            raise ValueError(f"{what}: {value!r} is there twice")


def _all_known(what: str, values: Iterable[str], known: Iterable[str]) -> None:
    allowed = set(known)
    for value in values:
        if value not in allowed:
            raise ValueError(f"{what}: {value!r} is not one of {', '.join(sorted(allowed))}")
