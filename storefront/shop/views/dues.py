"""What a landed cost rests on, line by line, in the buyer's words."""

from dataclasses import dataclass

from storefront import localization
from storefront.localization import View
from storefront.tax import ExplainedLine, LandedCost, Notice, explanation


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
    return [] if cost is None else [_told(view, each) for each in cost.warnings]


def _reason(view: View, line: ExplainedLine) -> Reason:
    words = localization.words(view.language)
    day = ""
    if line.as_of is not None:
        date = localization.format_date(line.as_of, view.locale)
        day = words.gettext("as of %(date)s") % {"date": date}
    text = _told(view, line)
    if line.due == "delivery":
        text = words.gettext("%(what)s – paid at delivery") % {"what": text}
    url = line.source_url if line.source_url.startswith("https://") else ""
    return Reason(text, localization.format_price(line.amount, view.locale), line.source_title, url, day)


def _told(view: View, told: ExplainedLine | Notice) -> str:
    return explanation(told, language=view.language, locale=view.locale)
