"""A shop says what it is registered for, which figures are its own, and how a market's parcels go."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, SQLModel

from storefront.tax import reads
from storefront.tax.errors import BadRegistration, BadRule, OverlappingPeriods
from storefront.tax.models import (
    OwnTariffRate,
    RatesAnswer,
    TaxOverride,
    TaxRegistration,
)
from storefront.tax.rules.registrations import checked_number
from tenants.kit import clock


def register(
    session: Session, tenant_id: int, *, kind: str, country: str, number: str, days: tuple[date, date | None]
) -> TaxRegistration:
    """Say that the shop is registered from the first day on, to the last one where there is one.

    Raises BadRegistration for a number that is not one of its kind, OverlappingPeriods where it is registered already.
    """
    starts, ends = days
    clean = checked_number(kind, country, number)
    if ends is not None and ends < starts:
        raise BadRegistration("days", "the last day is before the first")
    for held in reads.registrations(session):
        is_same = (held.kind, held.country) == (kind, country)
        if is_same and held.valid_from <= (ends or date.max) and starts <= (held.valid_to or date.max):
            raise OverlappingPeriods(f"{kind} {country}".strip())
    made = TaxRegistration(
        tenant_id=tenant_id, kind=kind, country=country, number=clean, valid_from=starts, valid_to=ends
    )
    session.add(made)
    session.flush()
    return made


def end_registration(session: Session, registration_id: int, *, last_day: date) -> TaxRegistration:
    """The shop is registered no longer than that day. Raises NoSuchRegistration, BadRegistration."""
    held = reads.registration_by_id(session, registration_id)
    if last_day < held.valid_from:
        raise BadRegistration("last_day", "the last day is before the first")
    held.valid_to = last_day
    session.add(held)
    session.flush()
    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigures:
    """A shop's own figures for a country. What is None stays the zone's. `fees_on` adds fees that are off."""

    country: str
    valid_from: date
    reason: str
    valid_to: date | None = None
    vat_rate: Decimal | None = None
    duty_rate: Decimal | None = None
    fees_on: tuple[str, ...] = ()


def override(session: Session, tenant_id: int, figures: OwnFigures) -> None:
    """Use the shop's own figures from a day on; again for the same day replaces them. Raises BadRule."""
    for name in ("vat_rate", "duty_rate"):
        _check_rate(name, getattr(figures, name))
    _check_reason(figures.reason)
    _check_days(figures.valid_from, figures.valid_to)
    values = {
        "tenant_id": tenant_id,
        "country": figures.country,
        "valid_from": figures.valid_from,
        "valid_to": figures.valid_to,
        "vat_rate": figures.vat_rate,
        "duty_rate": figures.duty_rate,
        "fees_on": list(figures.fees_on),
        "reason": figures.reason.strip(),
    }
    _upsert(session, TaxOverride, values, key=("tenant_id", "country", "valid_from"))


def answer_for_rates(session: Session, tenant_id: int, *, country: str, reason: str) -> None:
    """From today on charge a country's reduced rates of low confidence, on the shop's own word. Safe to repeat.

    The last word stands. The shop's own figures are apart from it, whenever they begin and end. Raises BadRule.
    """
    _check_reason(reason)
    stop_answering_for_rates(session, country=country)
    today = clock.now().date()
    session.add(RatesAnswer(tenant_id=tenant_id, country=country, valid_from=today, reason=reason.strip()))
    session.flush()


def stop_answering_for_rates(session: Session, *, country: str) -> None:
    """From today on charge a country's full rate again where the reduced one is not sure. Safe to repeat."""
    for each in reads.rates_answers_from(session, country, clock.now().date()):
        _end(session, each)


def end_override(session: Session, *, country: str, valid_from: date) -> None:
    """The shop's figures for a country that begin on a day hold no more from today on. Safe to repeat."""
    _end(session, reads.find_override(session, country, valid_from))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRate:
    """A duty rate, in percent, that a shop knows for its goods at a place (a country, or EU), and why it is sure."""

    place: str
    hs_prefix: str
    rate: Decimal
    valid_from: date
    reason: str
    valid_to: date | None = None


def set_own_tariff_rate(session: Session, tenant_id: int, own: OwnRate) -> None:
    """Use the shop's own duty rate; again for the same goods and day replaces it. Raises BadRule."""
    _check_rate("rate", own.rate)
    _check_reason(own.reason)
    _check_days(own.valid_from, own.valid_to)
    if not own.hs_prefix.isascii() or not own.hs_prefix.isdigit() or not 2 <= len(own.hs_prefix) <= 6:
        raise BadRule("hs_prefix", "2 to 6 digits")
    values = {"tenant_id": tenant_id, **asdict(own), "reason": own.reason.strip()}
    _upsert(session, OwnTariffRate, values, key=("tenant_id", "place", "hs_prefix", "valid_from"))


def end_own_tariff_rate(session: Session, *, place: str, hs_prefix: str, valid_from: date) -> None:
    """The shop's rate that begins on a day holds no more from today on. Safe to repeat."""
    _end(session, reads.find_own_tariff_rate(session, place=place, hs_prefix=hs_prefix, valid_from=valid_from))


def _upsert(session: Session, table: type[SQLModel], values: dict[str, object], *, key: tuple[str, ...]) -> None:
    statement = insert(table).values(values)
    rest = {name: statement.excluded[name] for name in values if name not in key}
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=rest))


def _end(session: Session, row: TaxOverride | OwnTariffRate | RatesAnswer | None) -> None:
    """What held until yesterday is kept, so that a past day can be worked out again; what never held is forgotten."""
    yesterday = clock.now().date() - timedelta(days=1)
    if row is None:
        return
    if row.valid_from > yesterday:
        session.delete(row)
    elif row.valid_to is None or row.valid_to > yesterday:
        row.valid_to = yesterday
        session.add(row)
    session.flush()


def _check_days(starts: date, ends: date | None) -> None:
    if ends is not None and ends < starts:
        raise BadRule("valid_to", "the last day is before the first")


def _check_rate(name: str, rate: Decimal | None) -> None:
    if rate is not None and not (rate.is_finite() and 0 <= rate < 100 and rate == round(rate, 4)):
        raise BadRule(name, "a percentage from 0 to below 100 with at most 4 decimals")


def _check_reason(reason: str) -> None:
    if not 0 < len(reason.strip()) <= 300:
        raise BadRule("reason", "say in 1 to 300 characters why the figure differs")
