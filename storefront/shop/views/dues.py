"""What a landed cost rests on, line by line, in the buyer's words."""

from dataclasses import dataclass
from decimal import Decimal

from storefront import localization
from storefront.localization import View
from storefront.money import Money
from storefront.tax import ExplainedLine, LandedCost, Percentage


@dataclass(frozen=True, slots=True)
class Reason:
    """One amount, why it is what it is, and where that is written."""

    text: str
    amount: str
    source: str
    url: str
    day: str


def reasons(view: View, cost: LandedCost | None) -> list[Reason]:
    """Taxes, duties and fees. What is nothing and has no source is left out."""
    if cost is None:
        return []
    shown = (each for each in cost.lines if each.kind not in ("goods", "freight"))
    return [_reason(view, each) for each in shown if each.amount or each.source_title]


def warnings(view: View, cost: LandedCost | None) -> list[str]:
    return [] if cost is None else [_told(view, each.text_key, each.text_args) for each in cost.warnings]


def _reason(view: View, line: ExplainedLine) -> Reason:
    words = localization.words(view.language)
    day = ""
    if line.as_of is not None:
        date = localization.format_date(line.as_of, view.locale)
        day = words.gettext("as of %(date)s") % {"date": date}
    text = _told(view, line.text_key, line.text_args)
    if line.due == "delivery":
        text = words.gettext("%(what)s – paid at delivery") % {"what": text}
    url = line.source_url if line.source_url.startswith("https://") else ""
    return Reason(text, localization.format_price(line.amount, view.locale), line.source_title, url, day)


def _told(view: View, key: str, arguments: object) -> str:
    given = arguments if isinstance(arguments, dict) else {}
    shown = {name: _shown(view, value) for name, value in given.items()}
    text: str = localization.words(view.language).gettext(key)
    return text % shown if shown else text


def _shown(view: View, value: object) -> str:
    if isinstance(value, Money):
        return localization.format_price(value, view.locale)
    if isinstance(value, Percentage):
        return localization.format_percent(Decimal(value.figure) / 100, view.locale)
    return localization.words(view.language).gettext(value) if isinstance(value, str) and value else str(value)
