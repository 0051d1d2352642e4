"""What holds for every parcel to every country, however it is made up."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from storefront import tax
from storefront.money import Money
from storefront.tax.rules.facts import Facts, TariffRate
from storefront.tax.rules.landing import landed_cost_of
from tests.storefront.tax.shipments import RATES

RULES = tuple(each for each in tax.shipped_rules())
KINDS = frozenset(tax.REGISTRATION_KINDS)
CODES = ("621410", "090411", "170410", "220830", "800700", "")
EVERY_RATE = {
    **RATES,
    **{
        each.currency: tax.ReferenceRate(each.currency, Decimal("3.7"), "a bank", date(2026, 11, 26))
        for each in RULES
        if each.currency not in {*RATES, "EUR"}
    },
}
rules = some.sampled_from(RULES)
prices = some.integers(min_value=0, max_value=3_000_00)


@some.composite
def parcels(draw: some.DrawFn) -> tuple[tax.Consignment, Facts]:
    rule = draw(rules)
    currency = draw(some.sampled_from(("EUR", "MYR", "JPY", "KWD", rule.threshold_currency)))
    lines = tuple(
        tax.ConsignmentLine(
            key=str(place),
            hs_code=code or None,
            origin_country="MY",
            quantity=draw(some.integers(1, 5)),
            unit_price=Money(draw(prices), currency),
        )
        for place, code in enumerate(draw(some.lists(some.sampled_from(CODES), min_size=1, max_size=4)))
    )
    parcel = tax.Consignment(
        seller_country=draw(some.sampled_from(("MY", "DE", rule.country))),
        destination_country=rule.country,
        ship_date=draw(some.dates(date(2026, 1, 1), date(2029, 1, 1))),
        lines=lines,
        freight=Money(draw(prices), currency),
        weight_grams=draw(some.integers(0, 30_000)),
        prices_include_tax=draw(some.booleans()),
        incoterm=draw(some.sampled_from(("DDP", "DAP"))),
        channel=draw(some.sampled_from(("standard", "cbec"))),
        buyer=tax.Buyer(is_business=True, has_checked_number=draw(some.booleans())),
    )
    rates = [Decimal(draw(some.integers(0, 40))) for _ in lines]
    known = {
        (line.hs_code, "MY"): TariffRate(
            rule.country, line.hs_code, "", rate, rule.sources[0], rule.valid_from, rule.as_of, "low"
        )
        for line, rate in zip(lines, rates, strict=True)
        if line.hs_code and draw(some.booleans())
    }
    facts = Facts(
        rule=rule,
        seller_rule=next(each for each in RULES if each.country == parcel.seller_country),
        registrations=draw(some.frozensets(some.sampled_from(sorted(KINDS)))),
        tariff=known,
        rates=EVERY_RATE,
        today=date(2026, 11, 27),
    )
    return parcel, facts


def whole_numbers(value: Any) -> bool:  # Any: plain JSON
    """Whether no binary float is anywhere inside."""
    if isinstance(value, dict):
        return all(whole_numbers(each) for each in value.values())
    if isinstance(value, list | tuple):
        return all(whole_numbers(each) for each in value)
    return not isinstance(value, float)


@settings(max_examples=150)
@given(parcels())
def test_the_sums_agree_and_every_number_has_its_line(asked: tuple[tax.Consignment, Facts]) -> None:
    cost = landed_cost_of(*asked)
    assert cost.total == cost.goods + cost.freight + cost.duty + cost.vat + cost.fees
    assert cost.total == cost.due_now + cost.due_at_delivery
    assert cost.total == Money.total((line.amount for line in cost.lines), cost.total.currency)
    assert all(line.amount.amount_minor >= 0 for line in cost.lines)
    assert cost.due_at_delivery.amount_minor == 0 or cost.incoterm == "DAP"
    for line in cost.lines:
        assert line.kind in ("goods", "freight") or line.source_title or not line.amount


@settings(max_examples=100)
@given(parcels())
def test_shown_prices_are_paid_and_only_duty_its_tax_and_fees_come_on_top(asked: tuple[tax.Consignment, Facts]) -> None:
    """Where prices hold the tax, a shopper pays what was shown, less only where no tax turns out to be due."""
    parcel, facts = asked
    cost = landed_cost_of(parcel, facts)
    shown = parcel.shown_goods + parcel.freight
    paid_for_goods = cost.total - cost.duty - cost.fees
    if not parcel.prices_include_tax:
        assert cost.goods + cost.freight == shown
    elif not cost.duty:
        assert paid_for_goods <= shown
        assert paid_for_goods == shown or not cost.vat


@settings(max_examples=100)
@given(parcels())
def test_the_same_question_has_the_same_answer_and_both_survive_json(asked: tuple[tax.Consignment, Facts]) -> None:
    parcel, facts = asked
    cost = landed_cost_of(parcel, facts)
    assert landed_cost_of(parcel, facts) == cost
    plain, question = tax.landed_cost_as_json(cost), tax.consignment_as_json(parcel)
    assert whole_numbers(plain)
    assert whole_numbers(question)
    assert tax.landed_cost_from_json(plain) == cost
    assert tax.consignment_from_json(question) == parcel


@given(rules, some.integers(1, 2_000_00), some.integers(1, 500_00), some.integers(0, 40), some.booleans())
def test_without_a_limit_between_them_a_dearer_parcel_never_costs_less(
    rule: tax.CountryRule, cents: int, more: int, rate: int, is_registered: bool
) -> None:
    def total(price: int) -> tax.Estimate:
        item = tax.Item("621410", 1, Fraction(price, 100), Fraction(rate))
        fx = {fee.currency: Fraction(1, 5) for fee in rule.fees}
        shipment = tax.Shipment(
            ship_date=rule.valid_from + timedelta(days=200), items=(item,), seller_registered=is_registered, fx=fx
        )
        return tax.landed_cost_v1(rule, shipment)

    less, dearer = total(cents), total(cents + more)
    is_same_branch = (less.duty_mode, less.vat_branch, less.scheme_applies, len(less.fees)) == (
        dearer.duty_mode,
        dearer.vat_branch,
        dearer.scheme_applies,
        len(dearer.fees),
    )
    if is_same_branch:
        assert less.total < dearer.total
        assert (less.duty <= dearer.duty, less.vat <= dearer.vat) == (True, True)


@given(rules, some.lists(some.sampled_from(CODES[:5]), min_size=1, max_size=6), some.integers(1, 20))
def test_a_flat_duty_counts_kinds_of_goods_and_not_pieces(rule: tax.CountryRule, codes: list[str], pieces: int) -> None:
    def duty(quantity: int) -> Fraction:
        items = tuple(tax.Item(code, quantity, Fraction(1, quantity)) for code in codes)
        shipment = tax.Shipment(
            ship_date=date(2026, 11, 27), items=items, fx={fee.currency: Fraction(1, 5) for fee in rule.fees}
        )
        return tax.landed_cost_v1(rule, shipment).duty

    if rule.duty.below.mode == "flat_per_hs6":
        assert duty(pieces) == duty(1) == 3 * len(set(codes))
