"""When a parcel arrives, on the calendars of both ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storefront.shipping.rules.calendars import arrival, public_holidays, ready_day, weekend_of
from storefront.shipping.rules.values import Destination, Packing, Transit

KUALA_LUMPUR = Packing(country="MY", region="14", days_min=0, days_max=1, time_zone="Asia/Kuala_Lumpur")
GERMANY = Destination("DE")


def in_kuala_lumpur(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("ordered", "days", "ready"),
    [
        (in_kuala_lumpur(27, 11, 59), 0, date(2026, 11, 27)),  # Friday, before noon
        (in_kuala_lumpur(27, 12, 0), 0, date(2026, 11, 30)),
        (in_kuala_lumpur(27, 11, 59), 1, date(2026, 11, 30)),
        (in_kuala_lumpur(28, 9, 0), 0, date(2026, 11, 30)),  # Saturday
        (in_kuala_lumpur(24, 13, 0, month=12), 0, date(2026, 12, 28)),  # Christmas is a holiday in Malaysia
    ],
)
def test_packing_begins_before_the_cutoff_of_a_packing_day(ordered: datetime, days: int, ready: date) -> None:
    assert ready_day(KUALA_LUMPUR, ordered, days) == ready


def test_the_cutoff_is_one_of_the_shops_own_clock() -> None:
    late_evening_in_utc = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)  # Friday half past seven in Kuala Lumpur
    assert ready_day(KUALA_LUMPUR, late_evening_in_utc, 0) == date(2026, 11, 27)


def test_a_shop_may_pack_from_saturday_to_wednesday() -> None:
    packing = Packing(country="MY", region="3", weekdays=frozenset({6, 7, 1, 2, 3}), time_zone="Asia/Kuala_Lumpur")
    assert ready_day(packing, in_kuala_lumpur(26, 9), 0) == date(2026, 11, 28)


def test_transit_passes_over_weekends_and_holidays_of_the_destination() -> None:
    sent_before_christmas = in_kuala_lumpur(21, 9, month=12)
    assert arrival(KUALA_LUMPUR, Transit(3, 4), GERMANY, sent_before_christmas) == (
        date(2026, 12, 24),
        date(2026, 12, 29),
    )


def test_days_of_the_calendar_pass_over_nothing() -> None:
    sent = in_kuala_lumpur(21, 9, month=12)
    assert arrival(KUALA_LUMPUR, Transit(4, 10, is_working_days=False), GERMANY, sent) == (
        date(2026, 12, 25),
        date(2027, 1, 1),
    )


def test_the_week_ends_when_the_country_says() -> None:
    assert [weekend_of(country) for country in ("DE", "SA", "AE", "EG", "IR")] == [
        {6, 7},
        {5, 6},
        {6, 7},
        {5, 6},
        {5},
    ]
    friday = in_kuala_lumpur(26, 9)
    assert arrival(KUALA_LUMPUR, Transit(1, 1), Destination("SA"), friday)[0] == date(2026, 11, 29)


def test_a_region_has_holidays_of_its_own() -> None:
    assert date(2026, 2, 1) in public_holidays("MY", "14", 2026)
    assert date(2026, 2, 1) not in public_holidays("MY", "13", 2026)
    assert date(2026, 12, 25) in public_holidays("MY", "no such region", 2026)


@settings(deadline=None)
@given(
    st.integers(0, 4 * 366 * 24 * 60).map(
        lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from(["MY", "DE", "SA", "IR", "CN", "US", "AQ"]),
    st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted),
    st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted),
    st.booleans(),
)
def test_the_first_day_is_never_after_the_last_nor_before_the_order(
    ordered: datetime, country: str, packing_days: list[int], days: list[int], is_working_days: bool
) -> None:
    packing = Packing(country="MY", days_min=packing_days[0], days_max=packing_days[1], time_zone="Asia/Kuala_Lumpur")
    first, last = arrival(packing, Transit(days[0], days[1], is_working_days), Destination(country), ordered)
    assert ordered.date() <= first <= last
    if is_working_days:
        assert first.isoweekday() not in weekend_of(country)
        assert last not in public_holidays(country, "", last.year)
