"""One destination as the page of taxes and law shows it: every figure with its source, its days and how sure it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from storefront import catalog, law, localization, tax
from storefront.admin.rendering import words
from storefront.admin.selling_wording import confidence_words, rule_text
from storefront.money import Money
from storefront.tax import CountryRule, TariffRate
from tenants.kit import clock

_MOST_CODES = 200


@dataclass(frozen=True, slots=True)
class _Period:
    """From when until when something holds, written out; `first` is the first day as forms say it."""

    days: str
    first: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class _Fact:
    """A text with where it was read."""

    text: str
    source: str
    url: str
    checked: str = ""
    sure: str = ""
    is_stale: bool = False


def destination_facts(session: Session, country: str, language: str) -> dict[str, object]:
    """What holds in a country today, and what the shop has set for it."""
    today = clock.now().date()
    rule, answer = tax.find_rule(session, country, today), tax.rates_answers(session, today).get(country)
    selling = law.selling_law(session, country, today)
    closed = next((each for each in law.closed_destinations(session) if each.country == country), None)
    return {
        "closed": closed.reason if closed else "",
        "rule": _rule(rule, language, today) if rule else None,
        "fees": [_fee(each, language) for each in rule.fees if not each.default_on] if rule else [],
        "figures": [_figures(each, language, today) for each in tax.overrides(session) if each.country == country],
        "tariff": [_own_rate(each, language, today) for each in _own_rates(session, country)],
        "rates": list(_reduced(session, country, language, today)),
        "answer": answer and (answer.reason, _period(answer.valid_from, answer.valid_to, language, today)),
        "permits": list(_permits(session, country, language, today)),
        "selling": [_selling(each, language, today) for each in selling.rules],
    }


def _rule(rule: CountryRule, language: str, today: date) -> dict[str, object]:
    scheme = rule.low_value_scheme
    return {
        "tax": standard_tax(rule, language),
        "registration": scheme.registration if scheme else "",
        "scheme": localization.words(language).gettext(scheme.name) if scheme else "",
        "from": localization.format_date(rule.valid_from, language),
        "checked": localization.format_date(rule.as_of, language),
        "is_stale": tax.is_stale(rule.as_of, today),
        "sure": confidence_words(language)[rule.confidence],
        "sources": [(each.title, each.url) for each in rule.sources],
    }


def _fee(fee: tax.Fee, language: str) -> tuple[str, str, str]:
    amount = localization.format_price(Money.exactly(fee.amount, fee.currency), language)
    return fee.code, amount, fee.note


def _figures(own: tax.TaxOverride, language: str, today: date) -> dict[str, object]:
    return {
        "vat": percent(own.vat_rate, language) if own.vat_rate is not None else "",
        "duty": percent(own.duty_rate, language) if own.duty_rate is not None else "",
        "fees": own.fees_on,
        "reason": own.reason,
        "period": _period(own.valid_from, own.valid_to, language, today),
    }


def _own_rates(session: Session, country: str) -> list[tax.OwnTariffRate]:
    return [each for each in tax.own_tariff_rates(session) if each.place == country]


def _own_rate(own: tax.OwnTariffRate, language: str, today: date) -> dict[str, object]:
    return {
        "code": own.hs_prefix,
        "rate": percent(own.rate, language),
        "reason": own.reason,
        "period": _period(own.valid_from, own.valid_to, language, today),
    }


def _reduced(session: Session, country: str, language: str, today: date) -> Iterator[dict[str, object]]:
    """The reduced rates of tax that speak of the shop's goods, with the codes of these."""
    rates = tax.reduced_rates(session, country, today)
    codes: dict[TariffRate, list[str]] = {}
    for code in catalog.goods_codes(session)[:_MOST_CODES]:
        best = tax.best_rate(rates, code, "")
        if best is not None:
            codes.setdefault(best, []).append(code)
    for rate, goods in codes.items():
        yield {
            "rate": percent(rate.rate, language),
            "codes": goods,
            "is_held": rate.is_unsure,
            "fact": _Fact(
                text="",
                source=rate.source.title,
                url=rate.source.url,
                checked=localization.format_date(rate.as_of, language),
                sure=confidence_words(language)[rate.confidence],
                is_stale=tax.is_stale(rate.as_of, today),
            ),
        }


def _permits(session: Session, country: str, language: str, today: date) -> Iterator[dict[str, object]]:
    """What asks for a permit there, and the permits that the shop has written down for it."""
    held = law.permits(session)
    rules = law.standing_rules(session, (country,), on=today).restrictions
    licensed = {each.key: each for each in rules if each.status == "licensed"}
    for key, rule in licensed.items():
        prefixes = sorted({each.hs_prefix or each.tag for each in rules if each.key == key})
        yield {
            "key": key,
            "goods": prefixes,
            "fact": _Fact(localization.words(language).gettext(rule.reason_key), rule.source_title, rule.source_url),
            "held": [
                (each.number, _period(each.valid_from, each.valid_to, language, today))
                for each in held
                if each.rule_key == key
            ],
        }


def _selling(rule: law.LawRule, language: str, today: date) -> _Fact:
    return _Fact(
        text=rule_text(rule, language),
        source=rule.source_title,
        url=rule.source_url,
        checked=localization.format_date(rule.as_of, language),
        sure=confidence_words(language).get(rule.confidence, rule.confidence),
        is_stale=tax.is_stale(rule.as_of, today),
    )


def _period(starts: date, ends: date | None, language: str, today: date) -> _Period:
    _ = words(language).gettext
    since = _("from %(day)s on") % {"day": localization.format_date(starts, language)}
    days = localization.format_date_range(starts, ends, language, with_year=True) if ends else since
    return _Period(days, starts.isoformat(), ends is not None and ends < today)


def standard_tax(rule: CountryRule, language: str) -> str:
    """Such as "VAT 19%"."""
    if rule.vat.name == "none":
        _ = words(language).gettext
        return _("No tax on sales")
    return f"{localization.words(language).gettext(rule.vat.name)} {percent(rule.vat.rate, language)}"


def percent(rate: Decimal, language: str) -> str:
    """A rate of the database, such as 5.5000, as readers of the language write it."""
    return tax.percent_text(str(rate), language)
