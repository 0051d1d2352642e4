"""Kinds of registrations, rules on sales and how sure a fact is, in the reader's words."""

from collections.abc import Mapping

from storefront import law, localization
from storefront.admin.rendering import words
from storefront.law import LawRule


def registration_words(language: str) -> Mapping[str, str]:
    """What each kind of registration is called, in the order in which they are offered."""
    _ = words(language).gettext
    return {
        "domestic": _("Registered for VAT or GST in one country"),
        "oss": _("EU: one-stop shop for sales between members (OSS)"),
        "ioss": _("EU: import one-stop shop up to EUR 150 (IOSS)"),
        "gb_vat": _("United Kingdom: VAT"),
        "ch_vat": _("Switzerland: VAT of mail order"),
        "voec": _("Norway: VOEC"),
        "au_gst": _("Australia: GST on low value goods"),
        "nz_gst": _("New Zealand: GST on low value goods"),
        "sg_ovr": _("Singapore: overseas vendor registration"),
        "my_lvg": _("Malaysia: low value goods tax"),
        "remessa_conforme": _("Brazil: Remessa Conforme"),
        "cn_cbec": _("China: cross-border retail import"),
    }


def confidence_words(language: str) -> Mapping[str, str]:
    """How sure a fact is."""
    _ = words(language).gettext
    return {"high": _("sure"), "medium": _("fairly sure"), "low": _("not confirmed")}


def rule_text(rule: LawRule, language: str) -> str:
    """What a rule on sales asks, in a sentence."""
    _ = words(language).gettext
    if rule.kind == "withdrawal_days":
        days = localization.format_number(rule.value, language)
        return _("Buyers may withdraw by a button on the order's page. Days for it: %(days)s.") % {"days": days}
    if rule.kind == "withdrawal_exceptions":
        known = [text for kind, text in law.WITHDRAWAL_REASONS.items() if kind in rule.value]
        reasons = [localization.words(language).gettext(text) for text in known]
        return _("They may not withdraw from: %(goods)s.") % {"goods": localization.format_list(reasons, language)}
    if rule.kind == "order_button":
        button = localization.words(language).gettext(str(rule.value))
        return _("The last button of the checkout says “%(words)s”.") % {"words": button}
    return {
        "lowest_price_days": _("A reduction names the lowest price of the 30 days before."),
        "product_safety": _("A product's page names who made it and who answers for its safety."),
    }.get(rule.kind, rule.kind)
