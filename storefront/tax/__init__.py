"""Taxes and duties: what goods cost at the buyer's door, by dated rules, each number with its reason, source and day.

The zone's rules are the platform's and change without a release; a shop adds its registrations and its own figures.
Whether goods may be sold to a country at all is `storefront.law`'s.
"""

from storefront.harmonized import Suggestion, suggest_hs
from storefront.law import EU_COUNTRIES
from storefront.tax.actions.calculating import landed_cost
from storefront.tax.actions.choosing import (
    OwnFigures,
    OwnRate,
    answer_for_rates,
    end_override,
    end_own_tariff_rate,
    end_registration,
    override,
    register,
    set_own_tariff_rate,
    stop_answering_for_rates,
)
from storefront.tax.actions.recording import Recorded, record_rates, record_rules
from storefront.tax.errors import (
    BadConsignment,
    BadRegistration,
    BadRule,
    NoRateKnown,
    NoRuleKnown,
    NoSuchRegistration,
    OverlappingPeriods,
)
from storefront.tax.gateway import VatAnswer, VatCheck, compact_number, has_known_form, open_vat_check
from storefront.tax.models import OwnTariffRate, TaxOverride, TaxRegistration, TaxRule
from storefront.tax.reads import (
    channel_to,
    find_own_choice,
    find_rule,
    held_rates,
    overrides,
    own_tariff_rates,
    rates_answers,
    reduced_rates,
    registrations,
    rule_for,
    rules,
    rules_by_country,
    zone_rates,
)
from storefront.tax.rules.consignment import Buyer, Consignment, ConsignmentLine, Incoterm
from storefront.tax.rules.country import CountryRule, Fee, Source
from storefront.tax.rules.exchange import Rates, ReferenceRate
from storefront.tax.rules.facts import DOMESTIC, OSS, STALE_DAYS, TariffRate, best_rate, is_stale
from storefront.tax.rules.files import rules_in, shipped_rules
from storefront.tax.rules.formula import Estimate, Item, Shipment, landed_cost_v1
from storefront.tax.rules.keeping import (
    consignment_as_json,
    consignment_from_json,
    landed_cost_as_json,
    landed_cost_from_json,
)
from storefront.tax.rules.outcome import Arguments, Day, ExplainedLine, LandedCost, Notice, Percentage
from storefront.tax.rules.rates import NewRate, rates_in, shipped_vat_rates
from storefront.tax.rules.registrations import KINDS as REGISTRATION_KINDS
from storefront.tax.wording import explanation, percent_text

__all__ = [
    "DOMESTIC",
    "EU_COUNTRIES",
    "OSS",
    "REGISTRATION_KINDS",
    "STALE_DAYS",
    "Arguments",
    "BadConsignment",
    "BadRegistration",
    "BadRule",
    "Buyer",
    "Consignment",
    "ConsignmentLine",
    "CountryRule",
    "Day",
    "Estimate",
    "ExplainedLine",
    "Fee",
    "Incoterm",
    "Item",
    "LandedCost",
    "NewRate",
    "NoRateKnown",
    "NoRuleKnown",
    "NoSuchRegistration",
    "Notice",
    "OverlappingPeriods",
    "OwnFigures",
    "OwnRate",
    "OwnTariffRate",
    "Percentage",
    "Rates",
    "Recorded",
    "ReferenceRate",
    "Shipment",
    "Source",
    "Suggestion",
    "TariffRate",
    "TaxOverride",
    "TaxRegistration",
    "TaxRule",
    "VatAnswer",
    "VatCheck",
    "answer_for_rates",
    "best_rate",
    "channel_to",
    "compact_number",
    "consignment_as_json",
    "consignment_from_json",
    "end_override",
    "end_own_tariff_rate",
    "end_registration",
    "explanation",
    "find_own_choice",
    "find_rule",
    "has_known_form",
    "held_rates",
    "is_stale",
    "landed_cost",
    "landed_cost_as_json",
    "landed_cost_from_json",
    "landed_cost_v1",
    "open_vat_check",
    "override",
    "overrides",
    "own_tariff_rates",
    "percent_text",
    "rates_answers",
    "rates_in",
    "record_rates",
    "record_rules",
    "reduced_rates",
    "register",
    "registrations",
    "rule_for",
    "rules",
    "rules_by_country",
    "rules_in",
    "set_own_tariff_rate",
    "shipped_rules",
    "shipped_vat_rates",
    "stop_answering_for_rates",
    "suggest_hs",
    "zone_rates",
]
