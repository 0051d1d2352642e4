"""The European Central Bank's files of reference rates (eurofxref, daily, 90 days or all), read without trusting them.

Format: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates: one `Cube time` a day,
newest first, with a `Cube currency rate` for each currency, so much of it for one euro.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from xml.parsers import expat

from storefront.money import CURRENCY_CODES
from storefront.pricing.errors import BadFeed
from storefront.pricing.exchange import PUBLISHED_DAYS, business_days_after

# The whole history since 1999 has 8 MB.
MAX_BYTES = 20 * 1024 * 1024
_NAMESPACE = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref"
_ENVELOPE = "http://www.gesmes.org/xml/2002-08-01 Envelope"
_CUBE = f"{_NAMESPACE} Cube"
_DEEPEST = 8
_MOST_CURRENCIES = 200
_CODE = re.compile(r"[A-Z]{3}")
_RATE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,10})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST_MOVE = Fraction(1, 10)


@dataclass(slots=True)
class DayOfRates:
    """What was published on one day. Currencies that are not known here are left out."""

    day: date
    rates: dict[str, Decimal] = field(default_factory=dict)


def parse_feed(content: bytes) -> list[DayOfRates]:
    """The days of a file, newest first. Raises BadFeed for anything that such a file does not hold.

    A document type or an entity is refused as soon as it is seen, before there is anything to expand.
    """
    if len(content) > MAX_BYTES:
        raise BadFeed(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB")
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = reading.begin
    parser.EndElementHandler = reading.end
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise BadFeed(f"the file is not whole XML: line {error.lineno}: {expat.ErrorString(error.code)}") from None
    except (ValueError, LookupError):  # an encoding that nobody knows
        raise BadFeed("the file is not XML in a known encoding") from None
    if not reading.days or any(not each.rates for each in reading.days):
        raise BadFeed("the file holds no rates")
    return sorted(reading.days, key=lambda each: each.day, reverse=True)


def check_feed(
    days: list[DayOfRates], before: DayOfRates | None, *, today: date, accepted: Collection[str] = ()
) -> None:
    """Whether the newest day can be believed after what is stored. Raises BadFeed.

    It is neither of the future nor old; no currency is gone, and none has moved by more than a tenth, unless an
    operator has looked and accepts it.
    """
    newest = days[0]
    if newest.day > today:
        raise BadFeed(f"the newest rates are of {newest.day}, which is still to come")
    if business_days_after(newest.day, today) > PUBLISHED_DAYS:
        raise BadFeed(f"the newest rates are of {newest.day}, more than {PUBLISHED_DAYS} business days ago")
    if before is None:
        before = days[1] if len(days) > 1 else None
    if before is None or before.day > newest.day:
        return
    gone = sorted(before.rates.keys() - newest.rates.keys() - set(accepted))
    if gone:
        raise BadFeed(f"{', '.join(gone)}: there on {before.day} and missing on {newest.day}")
    moved = [
        f"{code} from {before.rates[code]} to {rate}"
        for code, rate in sorted(newest.rates.items())
        if code not in accepted and code in before.rates and _share_moved(before.rates[code], rate) > _LARGEST_MOVE
    ]
    if moved:
        raise BadFeed(f"a move of more than 10 % since {before.day}: {'; '.join(moved)}")


class _Reading:
    """The file's days as they are read. Handlers of expat pass exceptions on."""

    def __init__(self) -> None:
        self.days: list[DayOfRates] = []
        self._names: list[str] = []
        self._days: set[date] = set()
        self._seen: set[str] = set()

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._names and name != _ENVELOPE:
            raise BadFeed("the file is not one of the European Central Bank's reference rates")
        self._names.append(name)
        if len(self._names) > _DEEPEST:
            raise BadFeed("the file is not one of the European Central Bank's reference rates")
        if name == _CUBE and "time" in attributes:
            self._begin_day(attributes["time"])
        elif name == _CUBE and ("currency" in attributes or "rate" in attributes):
            self._keep(attributes.get("currency", ""), attributes.get("rate", ""))

    def end(self, _name: str) -> None:
        self._names.pop()

    def _begin_day(self, written: str) -> None:
        try:
            day = date.fromisoformat(written) if _DAY.fullmatch(written) else None
        except ValueError:
            day = None
        if day is None:
            raise BadFeed(f"{written[:40]!r} is not a day")
        if day in self._days:
            raise BadFeed(f"{day} is there twice")
        self._days.add(day)
        self.days.append(DayOfRates(day))
        self._seen = set()

    def _keep(self, code: str, written: str) -> None:
        if not self.days:
            raise BadFeed("a rate stands outside of a day")
        if not _CODE.fullmatch(code):
            raise BadFeed(f"{code[:40]!r} is not a currency")
        rate = Decimal(written) if _RATE.fullmatch(written) else Decimal(0)
        if rate <= 0:
            raise BadFeed(f"{code}: {written[:40]!r} is not a rate")
        if code in self._seen or len(self._seen) >= _MOST_CURRENCIES:
            raise BadFeed(f"{code} is there twice on {self.days[-1].day}")
        self._seen.add(code)
        if code in CURRENCY_CODES:
            self.days[-1].rates[code] = rate


def _refuse(*_declaration: object) -> None:
    raise BadFeed("the file declares a document type or entities, which no file of rates does")


def _share_moved(old: Decimal, new: Decimal) -> Fraction:
    return abs(Fraction(new) - Fraction(old)) / Fraction(old)
