"""What a merchant types on the pages of taxes and law, read field by field: each fault is kept beside its field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from storefront import localization
from storefront.admin.rendering import words
from storefront.admin.request import AdminRequest
from storefront.tax import BadRegistration, BadRule, OverlappingPeriods
from tenants.kit import clock


class BadFields(Exception):
    """Something of a form can not be taken. `errors` maps a field to the reason's key."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


@dataclass(slots=True)
class Reader:
    """Reads the fields of one form of the page, whose names begin with the form's."""

    request: AdminRequest
    form: str
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, most: int = 300) -> str:
        """The text; too long or empty is a fault."""
        written = self.optional(name)
        if not written:
            self.errors[self.named(name)] = "missing"
        elif len(written) > most:
            self.errors[self.named(name)] = "too_long"
        return written

    def optional(self, name: str) -> str:
        return self.request.form.text(self.named(name))

    def first_day(self) -> date:
        return self._day("from") or clock.now().date()

    def last_day(self) -> date | None:
        return self._day("until")

    def rate(self, name: str, *, needed: bool = False) -> Decimal | None:
        """A percentage as the reader of the page writes numbers."""
        written = self.optional(name).replace("%", "").replace("٪", "").strip()
        if not written:
            if needed:
                self.errors[self.named(name)] = "missing"
            return None
        try:
            return localization.parse_decimal(written, self.request.language)
        except localization.BadNumber:
            self.errors[self.named(name)] = "not_a_rate"
            return None

    def check(self) -> None:
        """Raises BadFields with everything that was found."""
        if self.errors:
            raise BadFields(self.errors)

    def refused(self, error: BadRegistration | BadRule | OverlappingPeriods) -> BadFields:
        """What a domain refuses, beside the field of this form that it is about."""
        if isinstance(error, OverlappingPeriods):
            return BadFields({self.named("from"): "overlaps"})
        known = {"days": "until", "valid_to": "until", "vat_rate": "vat", "duty_rate": "duty", "hs_prefix": "code"}
        reasons = {"number": "not_a_number", "country": "not_a_country", "code": "not_a_prefix", "until": "ends_first"}
        name = known.get(error.field, error.field)
        return BadFields({self.named(name): reasons.get(name, "not_a_rate")})

    def named(self, name: str) -> str:
        return f"{self.form}-{name}"

    def _day(self, name: str) -> date | None:
        written = self.optional(name)
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            self.errors[self.named(name)] = "not_a_day"
            return None


def fault_texts(request: AdminRequest, errors: Mapping[str, str]) -> dict[str, str]:
    """The faults in the reader's words, by field."""
    _ = words(request.language).gettext
    known = {
        "missing": _("This is needed."),
        "too_long": _("This is too long."),
        "not_a_day": _("This is not a day, such as 2026-12-31."),
        "ends_first": _("The last day is before the first."),
        "overlaps": _("There is one already that holds on these days."),
        "not_a_rate": _("A rate is a percentage from 0 to below 100, with at most 4 decimals."),
        "not_a_prefix": _("A code or its beginning has 2 to 6 digits."),
        "not_a_number": _("This does not look like a number of that kind: please compare it with your papers."),
        "not_a_country": _("Please choose a country from the list."),
    }
    return {name: known.get(reason, _("Please choose from the list.")) for name, reason in errors.items()}
