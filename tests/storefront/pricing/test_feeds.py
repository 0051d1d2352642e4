"""A bank's file is believed as far as it deserves: what is hostile, old, cut off or odd leaves nothing behind."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from storefront.pricing import BadFeed
from storefront.pricing.feeds import MAX_BYTES, DayOfRates, check_feed, parse_feed

SAMPLE = (Path(__file__).parents[2] / "data" / "ecb_sample.xml").read_bytes()
TUESDAY = date(2026, 11, 24)


def a_feed(*days: tuple[str, dict[str, str]]) -> bytes:
    cubes = "".join(
        f"<Cube time='{day}'>{''.join(f'<Cube currency={c!r} rate={r!r}/>' for c, r in rates.items())}</Cube>"
        for day, rates in days
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        "<gesmes:Envelope xmlns:gesmes='http://www.gesmes.org/xml/2002-08-01'"
        f" xmlns='http://www.ecb.int/vocabulary/2002-08-01/eurofxref'><Cube>{cubes}</Cube></gesmes:Envelope>"
    ).encode()


MONDAY = {"USD": "1.1562", "MYR": "4.7710"}


def test_the_sample_is_read_to_the_last_digit() -> None:
    [day] = parse_feed(SAMPLE)
    assert (day.day, len(day.rates)) == (date(2026, 11, 23), 29)
    assert (day.rates["MYR"], day.rates["IDR"]) == (Decimal("4.7710"), Decimal("19295.40"))
    check_feed([day], None, today=TUESDAY)


def test_days_come_newest_first_whatever_the_file_does_and_unknown_currencies_are_left_out() -> None:
    days = parse_feed(a_feed(("2026-11-20", MONDAY), ("2026-11-23", MONDAY | {"XQQ": "1"})))
    assert [(each.day.day, sorted(each.rates)) for each in days] == [(23, ["MYR", "USD"]), (20, ["MYR", "USD"])]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (SAMPLE[: len(SAMPLE) // 2], "not whole XML"),
        (SAMPLE[:-5], "not whole XML"),
        (b"", "not whole XML"),
        (b"<html><body>Service unavailable</body></html>", "not one of"),
        (
            SAMPLE.replace(b"<gesmes:Envelope", b"<!DOCTYPE x SYSTEM 'http://10.0.0.1/'><gesmes:Envelope"),
            "document type",
        ),
        (
            SAMPLE.replace(
                b"<gesmes:Envelope",
                b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><gesmes:Envelope",
            ),
            "document type",
        ),
        (SAMPLE.replace(b"European Central Bank (", b"&unknown; ("), "not whole XML"),
        (SAMPLE.replace(b"UTF-8", b"UTF-9"), "encoding"),
        (
            a_feed(("2026-11-23", MONDAY)).replace(b"<Cube time", b"<Cube><Cube><Cube><Cube><Cube><Cube time"),
            "not one of",
        ),
        (a_feed(), "no rates"),
        (a_feed(("2026-11-23", {})), "no rates"),
        (a_feed(("2026-11-23", MONDAY), ("2026-11-23", MONDAY)), "2026-11-23 is there twice"),
        (a_feed(("2026-11-23", MONDAY)).replace(b"USD", b"MYR"), "MYR is there twice"),
        (a_feed(("23.11.2026", MONDAY)), "not a day"),
        (a_feed(("2026-13-01", MONDAY)), "not a day"),
        (a_feed(("2026-11-23", {"usd": "1"})), "not a currency"),
        (a_feed(("2026-11-23", {"US": "1"})), "not a currency"),
        *[
            (a_feed(("2026-11-23", {"USD": rate})), "not a rate")
            for rate in ("0", "0.0", "-1", "1e3", "NaN", "Infinity", "1,5", "", "١", "9" * 30, "1.15 ")
        ],
        (a_feed().replace(b"<Cube></Cube>", b"<Cube currency='USD' rate='1'/>"), "outside of a day"),
        (b"x" * (MAX_BYTES + 1), "larger than"),
    ],
)
def test_what_is_no_such_file_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(BadFeed, match=reason):
        parse_feed(content)


def a_day(day: date, **rates: str) -> DayOfRates:
    return DayOfRates(day, {code: Decimal(rate) for code, rate in rates.items()})


@pytest.mark.parametrize(
    ("newest", "today", "is_believed"),
    [
        (date(2026, 11, 27), date(2026, 11, 27), True),
        (date(2026, 11, 28), date(2026, 11, 27), False),
        (date(2026, 11, 20), date(2026, 11, 27), True),  # five business days
        (date(2026, 11, 19), date(2026, 11, 27), False),
        (date(2026, 4, 2), date(2026, 4, 13), True),  # Good Friday and Easter Monday do not count
        (date(2026, 4, 1), date(2026, 4, 13), False),
        (date(2026, 12, 24), date(2027, 1, 4), True),
        (date(1999, 1, 4), date(2026, 11, 27), False),
    ],
)
def test_rates_are_of_the_last_five_business_days(newest: date, today: date, is_believed: bool) -> None:
    days = [a_day(newest, USD="1")]
    if is_believed:
        check_feed(days, None, today=today)
        return
    with pytest.raises(BadFeed, match=str(newest)):
        check_feed(days, None, today=today)


BEFORE = a_day(date(2026, 11, 20), USD="1.00", MYR="5.00")


@pytest.mark.parametrize(
    ("rates", "reason"),
    [
        ({"USD": "1.1001", "MYR": "5"}, "USD from 1.00 to 1.1001"),
        ({"USD": "1", "MYR": "4.4999"}, "MYR from 5.00 to 4.4999"),
        ({"USD": "1"}, "MYR: there on 2026-11-20 and missing on 2026-11-23"),
    ],
)
def test_a_leap_or_an_absence_waits_for_somebody_to_look(rates: dict[str, str], reason: str) -> None:
    days = [a_day(date(2026, 11, 23), **rates)]
    with pytest.raises(BadFeed, match=reason):
        check_feed(days, BEFORE, today=TUESDAY)
    check_feed(days, BEFORE, today=TUESDAY, accepted=["USD", "MYR"])


def test_a_tenth_is_no_leap_and_the_day_before_in_the_file_stands_in_for_one_that_is_stored() -> None:
    check_feed([a_day(date(2026, 11, 23), USD="1.10", MYR="4.50")], BEFORE, today=TUESDAY)
    with pytest.raises(BadFeed, match="USD"):
        check_feed([a_day(date(2026, 11, 23), USD="2", MYR="5"), BEFORE], None, today=TUESDAY)
