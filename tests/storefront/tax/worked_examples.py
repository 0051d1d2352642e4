"""Writes docs/landed-cost.md: one basket to twelve countries, each number from the rules themselves.

`python -m tests.storefront.tax.worked_examples` writes it anew; a test holds that it is what the rules say.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from storefront import tax
from storefront.money import Money
from storefront.tax.rules.country import Source
from storefront.tax.rules.facts import Facts, TariffRate, best_rate
from storefront.tax.rules.imports import imported
from storefront.tax.rules.landing import landed_cost_of
from storefront.tax.rules.outcome import ExplainedLine
from storefront.tax.rules.rates import as_known

PAGE = Path(__file__).parents[3] / "docs" / "landed-cost.md"
TOP = Path(__file__).with_name("worked_examples.md")
SHIPPED_ON = date(2026, 11, 27)
GOODS = (
    ("Silk shawl", "621410", 1, "189.00"),
    ("Pewter tankard", "800700", 1, "250.00"),
    ("Pepper", "090411", 2, "15.90"),
)
FREIGHT, WEIGHT_GRAMS = "60.00", 1_400
PER_EURO = {
    "MYR": "4.90", "AED": "4.26", "AUD": "1.77", "CHF": "0.93", "CNY": "8.20", "GBP": "0.87", "NOK": "11.70",
    "SAR": "4.35", "USD": "1.16",
}  # fmt: skip
RATES = {code: tax.ReferenceRate(code, Decimal(rate), "example", SHIPPED_ON) for code, rate in PER_EURO.items()}
BROKER = Source(title="the shop's own figure, from its broker")
# Registrations, the shop's own duty rates by code, and how the parcel goes.
COUNTRIES: dict[str, tuple[tuple[str, ...], dict[str, str], tax.Incoterm]] = {
    "DE": (("ioss",), {}, "DDP"),
    "FR": (("ioss",), {}, "DDP"),
    "GB": (("gb_vat",), {}, "DDP"),
    "CH": ((), {"090411": "0"}, "DAP"),
    "NO": (("voec",), {"621410": "0", "800700": "0", "090411": "0"}, "DDP"),
    "US": ((), {"621410": "11.3", "800700": "3", "090411": "0"}, "DDP"),
    "CN": (("cn_cbec",), {}, "DDP"),
    "RU": ((), {}, "DAP"),
    "AE": ((), {}, "DDP"),
    "SA": ((), {}, "DAP"),
    "AU": (("au_gst",), {}, "DDP"),
    "BR": ((), {}, "DAP"),
}


def page() -> str:
    return TOP.read_text(encoding="utf-8") + "\n".join(_examples()) + "\n"


def example(country: str) -> tuple[tax.Consignment, Facts]:
    """The basket to a country, and what is known of it."""
    kinds, own_rates, incoterm = COUNTRIES[country]
    [rule] = [each for each in tax.shipped_rules() if each.country == country and each.valid_to is None]
    parcel = tax.Consignment(
        seller_country="MY",
        destination_country=country,
        ship_date=SHIPPED_ON,
        lines=tuple(
            tax.ConsignmentLine(
                key=title, hs_code=code, origin_country="MY", quantity=pieces, unit_price=Money.parse(price, "MYR")
            )
            for title, code, pieces, price in GOODS
        ),
        freight=Money.parse(FREIGHT, "MYR"),
        weight_grams=WEIGHT_GRAMS,
        prices_include_tax=False,
        incoterm=incoterm,
        channel="cbec" if country == "CN" else "standard",
    )
    tariff = {
        (code, "MY"): TariffRate(country, code, "", Decimal(rate), BROKER, SHIPPED_ON, SHIPPED_ON, "medium")
        for code, rate in own_rates.items()
    }
    if country == "CH":  # industrial goods: the zone's own rows
        for code in ("621410", "800700"):
            zone = Source(title="Switzerland: industrial goods (HS 25-97) duty-free since 2024-01-01")
            tariff[code, "MY"] = TariffRate(
                "CH", code[:2], "", Decimal(0), zone, date(2024, 1, 1), date(2026, 11, 24), "high"
            )
    reduced = _reduced(country)
    facts = Facts(
        rule=rule,
        registrations=frozenset(kinds),
        tariff=tariff,
        reduced={code: rate for code, rate in reduced.items() if not rate.is_unsure},
        held={code: rate for code, rate in reduced.items() if rate.is_unsure},
        rates=RATES,
        today=SHIPPED_ON,
    )
    return parcel, facts


def _reduced(country: str) -> dict[str, TariffRate]:
    """The zone's own reduced rates that hold on the day, by code of the basket."""
    held = [
        as_known(each)
        for each in tax.shipped_vat_rates()
        if each.place == country and each.valid_from <= SHIPPED_ON and (each.valid_to or SHIPPED_ON) >= SHIPPED_ON
    ]
    found = {code: best_rate(held, code, "MY") for _, code, _, _ in GOODS}
    return {code: rate for code, rate in found.items() if rate is not None}


def _examples() -> Iterator[str]:
    for country in COUNTRIES:
        parcel, facts = example(country)
        assert facts.rule is not None
        yield from _country(parcel, facts, facts.rule)


def _country(parcel: tax.Consignment, facts: Facts, rule: tax.CountryRule) -> Iterator[str]:
    cost = landed_cost_of(parcel, facts)
    estimate = imported(parcel, facts, rule).estimate
    tc = rule.threshold_currency
    into = Fraction(Decimal(PER_EURO.get(tc, "1"))) / Fraction(Decimal(PER_EURO["MYR"]))
    in_tc = {"goods": estimate.goods, "freight": estimate.freight, "duty": estimate.duty, "vat": estimate.vat}
    yield f"### {rule.name}"
    yield ""
    held = f"The shop is registered ({', '.join(sorted(facts.registrations))}). " if facts.registrations else ""
    yield (
        f"{held}One {tc} is MYR {_figure(1 / into)}: the goods are worth {tc} {_figure(estimate.goods)}, "
        f"with freight {tc} {_figure(estimate.goods + estimate.freight)}."
    )
    yield ""
    yield f"| | {tc} | MYR | why | rule and source |"
    yield "|---|---:|---:|---|---|"
    fees = iter(amount for _, amount in estimate.fees)
    for line in cost.lines:
        amount = next(fees) if line.kind == "fee" else in_tc[line.kind]
        is_part = line.kind in ("duty", "vat") and line.amount != getattr(cost, line.kind)
        shown = "" if is_part else _figure(amount)
        yield f"| {line.kind} | {shown} | {line.amount.decimal} | {_why(line)} | {_source(line)} |"
    yield f"| **total** | | **{cost.total.decimal}** | {_when(cost)} | |"
    yield ""
    notes = [tax.explanation(each, language="en", locale="en-MY") for each in cost.warnings if each.key != "estimate"]
    for note in notes:
        yield f"- {note}"
    if notes:
        yield ""


def _why(line: ExplainedLine) -> str:
    return tax.explanation(line, language="en", locale="en-MY").replace("\u00a0", " ")


def _source(line: ExplainedLine) -> str:
    if not line.source_title:
        return ""
    title = f"[{line.source_title}]({line.source_url})" if line.source_url else line.source_title
    return f"`{line.rule_key}`: {title}; checked {line.as_of}, {line.confidence}"


def _when(cost: tax.LandedCost) -> str:
    if not cost.due_at_delivery:
        return f"{cost.incoterm}: all paid at checkout"
    return f"{cost.incoterm}: {cost.due_now.decimal} at checkout, {cost.due_at_delivery.decimal} at the door"


def _figure(amount: Fraction) -> str:
    """To four decimals where there are so many; amounts of duty and tax have the currency's own."""
    scaled = round(amount * 10_000)
    whole, rest = divmod(scaled, 10_000)
    decimals = f"{rest:04d}".rstrip("0").ljust(2, "0")
    return f"{whole}.{decimals}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
