"""What a landed cost rests on, line by line, in the buyer's words."""

from dataclasses import dataclass

from storefront import localization
from storefront.localization import View
from storefront.tax import ExplainedLine, LandedCost, Notice, explanation

# Notices of an estimate which say that something may be owed that is not counted.
_NOT_IN_THE_AMOUNTS = frozenset({"region", "unknown_country", "unknown_exchange", "unknown_tariff", "not_prepaid"})


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


def omissions(view: View, cost: LandedCost | None) -> list[str]:
    """What the amounts do not hold, so that it stands beside them and not only in the reasons."""
    return [] if cost is None else [_told(view, each) for each in cost.warnings if each.key in _NOT_IN_THE_AMOUNTS]


def warnings(view: View, cost: LandedCost | None) -> list[str]:
    """What else there is to know of how the amounts were found."""
    return [] if cost is None else [_told(view, each) for each in cost.warnings if each.key not in _NOT_IN_THE_AMOUNTS]


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
