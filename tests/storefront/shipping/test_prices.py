"""What a rate asks for a parcel: tables of grams and cents, and laws that hold for every rate."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.money import Money
from storefront.shipping.errors import BadShipping
from storefront.shipping.rules.checks import band_gaps, check_rate
from storefront.shipping.rules.drafts import NewRate
from storefront.shipping.rules.prices import rate_price
from storefront.shipping.rules.values import Band, Parcel, PricedBy, RateLimits, RatePrice

BY_WEIGHT = RatePrice(
    priced_by=PricedBy.WEIGHT,
    currency="MYR",
    bands=(Band(0, 500, 600), Band(500, 1000, 900), Band(1000, 5000, 1500)),
    free_over_minor=150_00,
)
NO_LIMITS = RateLimits()


def parcel(grams: int = 300, items: int = 1, value: int = 100_00, tags: frozenset[str] = frozenset()) -> Parcel:
    return Parcel(weight_grams=grams, item_count=items, value=Money(value, "MYR"), tags=tags)


def asked(price: RatePrice, sent: Parcel, limits: RateLimits = NO_LIMITS) -> int | None:
    found = rate_price(price, limits, sent)
    return None if found is None else found.amount_minor


@pytest.mark.parametrize(
    ("grams", "sen"),
    [(0, 600), (1, 600), (500, 600), (501, 900), (1000, 900), (1001, 1500), (5000, 1500), (5001, None)],
)
def test_a_band_reaches_up_to_and_with_its_upper_bound(grams: int, sen: int | None) -> None:
    assert asked(BY_WEIGHT, parcel(grams)) == sen


@pytest.mark.parametrize(("value", "sen"), [(149_99, 600), (150_00, 0), (150_01, 0)])
def test_delivery_is_free_from_exactly_the_threshold_on(value: int, sen: int) -> None:
    assert asked(BY_WEIGHT, parcel(value=value)) == sen


def test_what_is_too_heavy_is_not_free_either() -> None:
    assert asked(BY_WEIGHT, parcel(5001, value=1_000_00)) is None


@pytest.mark.parametrize(
    ("grams", "sen"), [(0, 2000), (500, 2000), (501, 2350), (1000, 2350), (1001, 2700), (30_000, 22650)]
)
def test_each_begun_step_costs_a_step(grams: int, sen: int) -> None:
    stepped = RatePrice(
        priced_by=PricedBy.STEPS, currency="MYR", amount_minor=2000, included_grams=500, step_grams=500, step_minor=350
    )
    assert asked(stepped, parcel(grams)) == sen


def test_a_price_band_goes_by_the_goods_and_may_fall() -> None:
    by_value = RatePrice(priced_by=PricedBy.VALUE, currency="MYR", bands=(Band(0, 50_00, 800), Band(50_00, None, 400)))
    assert [asked(by_value, parcel(value=value)) for value in (0, 50_00, 50_01, 10**9)] == [800, 800, 400, 400]


def test_a_count_band_goes_by_pieces() -> None:
    by_count = RatePrice(priced_by=PricedBy.COUNT, currency="MYR", bands=(Band(0, 2, 500), Band(2, None, 900)))
    assert [asked(by_count, parcel(items=items)) for items in (1, 2, 3)] == [500, 500, 900]


def test_limits_are_kept() -> None:
    flat = RatePrice(priced_by=PricedBy.FLAT, currency="MYR", amount_minor=700)
    limits = RateLimits(max_weight_grams=2000, max_items=3, except_tags=frozenset({"bulky"}))
    freight = RateLimits(only_tags=frozenset({"bulky", "furniture"}))
    assert asked(flat, parcel(2000, 3), limits) == 700
    assert asked(flat, parcel(2001), limits) is None
    assert asked(flat, parcel(items=4), limits) is None
    assert asked(flat, parcel(tags=frozenset({"gift", "bulky"})), limits) is None
    assert asked(flat, parcel(), freight) is None
    assert asked(flat, parcel(tags=frozenset({"furniture"})), freight) == 700


def test_a_rate_of_another_currency_is_not_offered() -> None:
    assert asked(replace(BY_WEIGHT, currency="EUR"), parcel()) is None


_bounds = st.lists(st.integers(1, 50_000), min_size=1, max_size=6, unique=True).map(sorted)


@st.composite
def rates_by_weight(draw: st.DrawFn) -> RatePrice:
    bounds = draw(_bounds)
    amounts = sorted(draw(st.lists(st.integers(0, 10**6), min_size=len(bounds) + 1, max_size=len(bounds) + 1)))
    lows = [0, *bounds]
    highs = [*bounds, None]
    bands = tuple(Band(low, high, amount) for low, high, amount in zip(lows, highs, amounts, strict=True))
    return RatePrice(priced_by=PricedBy.WEIGHT, currency="MYR", bands=bands)


@st.composite
def any_bands(draw: st.DrawFn) -> tuple[Band, ...]:
    edges = draw(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 40)), min_size=1, max_size=5))
    return tuple(Band(low, low + length, place) for place, (low, length) in enumerate(edges))


def draft(price: RatePrice) -> NewRate:
    return NewRate(zone_id=1, market_id=1, names={"en": "Courier"}, price=price)


@given(rates_by_weight(), st.integers(0, 60_000), st.integers(0, 60_000))
def test_more_weight_is_never_cheaper(price: RatePrice, one: int, other: int) -> None:
    check_rate(draft(price), "MYR")
    lighter, heavier = asked(price, parcel(min(one, other))), asked(price, parcel(max(one, other)))
    assert lighter is not None
    assert heavier is not None
    assert lighter <= heavier


@given(any_bands(), st.integers(0, 150))
def test_bands_that_pass_the_check_hold_each_weight_at_most_once_and_gaps_are_what_none_holds(
    bands: tuple[Band, ...], grams: int
) -> None:
    price = RatePrice(priced_by=PricedBy.WEIGHT, currency="MYR", bands=bands)
    holding = [band for band in bands if band.holds(grams)]
    try:
        check_rate(draft(price), "MYR")
    except BadShipping:
        return
    assert len(holding) <= 1
    gaps = band_gaps(price, RateLimits())
    in_a_gap = any(above < grams and (up_to is None or grams <= up_to) for above, up_to in gaps)
    assert in_a_gap == (not holding) or grams == 0


@given(
    st.integers(0, 10**6), st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 10**5),
    st.integers(0, 10**6), st.integers(0, 10**6),
)  # fmt: skip
def test_steps_never_make_more_weight_cheaper(
    amount: int, included: int, step: int, each: int, one: int, other: int
) -> None:
    price = RatePrice(
        priced_by=PricedBy.STEPS,
        currency="MYR",
        amount_minor=amount,
        included_grams=included,
        step_grams=step,
        step_minor=each,
    )
    lighter, heavier = asked(price, parcel(min(one, other))), asked(price, parcel(max(one, other)))
    assert lighter is not None
    assert heavier is not None
    assert amount <= lighter <= heavier


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_free_means_at_or_over_and_nothing_else(threshold: int, value: int) -> None:
    price = RatePrice(priced_by=PricedBy.FLAT, currency="MYR", amount_minor=500, free_over_minor=threshold)
    assert asked(price, parcel(value=value)) == (0 if value >= threshold else 500)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"currency": "EUR"}, "currency"),
        ({"currency": "XXQ"}, "currency"),
        ({"free_over_minor": -1}, "amount"),
        ({"bands": ()}, "bands"),
        ({"bands": (Band(0, 500, 600), Band(400, 900, 700))}, "bands"),
        ({"bands": (Band(500, 900, 700), Band(0, 500, 600))}, "bands"),
        ({"bands": (Band(0, None, 600), Band(500, 900, 700))}, "bands"),
        ({"bands": (Band(0, 500, 600), Band(500, 900, 599))}, "bands"),
        ({"bands": (Band(500, 500, 600),)}, "bands"),
        ({"bands": (Band(-1, 500, 600),)}, "bands"),
        ({"bands": (Band(0, 500, -1),)}, "amount"),
        ({"priced_by": PricedBy.FLAT}, "bands"),
        ({"priced_by": PricedBy.STEPS, "bands": ()}, "step_grams"),
    ],
)
def test_a_rate_that_could_mislead_is_refused_by_its_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(BadShipping) as refusal:
        check_rate(draft(replace(BY_WEIGHT, **changes)), "MYR")  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_gaps_are_reported_and_not_refused() -> None:
    gappy = replace(BY_WEIGHT, bands=(Band(100, 500, 600), Band(800, 1000, 900)))
    check_rate(draft(gappy), "MYR")
    assert band_gaps(gappy, RateLimits()) == [(0, 100), (500, 800), (1000, None)]
    assert band_gaps(gappy, RateLimits(max_weight_grams=1000)) == [(0, 100), (500, 800)]
