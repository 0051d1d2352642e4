"""A checkout as its page shows it: what is asked, what there is to choose from, and what it comes to."""

from collections.abc import Sequence

from storefront import addresses, checkout, localization, payments
from storefront.addresses import AddressField
from storefront.checkout import Quote, QuotedLine, Sum, Wishes, omissions, reasons, totals_rows, warnings
from storefront.law import SellingLaw
from storefront.localization import View
from storefront.payments import PaymentMethod
from storefront.shipping import OptionKind, ShippingOption
from storefront.shop.request import ShopRequest
from storefront.shop.views.discounts import refused_code_text
from storefront.shop.views.exceptions import warning
from storefront.shop.views.orders import Row, days_text
from storefront.shop.views.pictures import image

# Two of these stand side by side where there is room.
_HALF = frozenset({"postcode", "city", "region", "district", "phone", "tax_id"})
# What a delivery's price or the taxes depend on, besides the country.
_UPDATES = frozenset({"region", "postcode"})


def quote_facts(request: ShopRequest, quote: Quote, selling: SellingLaw) -> dict[str, object]:
    """What the template `checkout.html` asks for under `quote`. `selling` is the law of where it goes."""
    view = request.view
    words = localization.words(view.language)
    leaves = quote.method is not None and quote.method.leaves
    return {
        "reviewed": quote.fingerprint,
        "options": [_option(view, each, quote) for each in quote.options],
        "no_options": _no_options(quote, view.language),
        "is_free": bool(quote.option) and not quote.totals.total,
        "methods": [_method(view, each, quote) for each in quote.methods],
        "refused": [
            {
                "name": payments.method_name(each.method, view.language),
                "reason": payments.refusal_text(each, view),
            }
            for each in quote.refused_methods
            if each.limit is not None
        ],
        "no_methods": _no_methods(quote, view.language),
        "lines": [_row(request, selling, each) for each in quote.lines],
        "totals": _totals(view, quote),
        "explained": reasons(view, quote.cost),
        "omissions": omissions(view, quote.cost),
        "warnings": warnings(view, quote.cost),
        "codes": _codes(view, quote),
        "next_text": words.gettext("You pay on the next page.")
        if leaves
        else words.gettext("Your details are sent encrypted."),
    }


def withdrawal_text(selling: SellingLaw, view: View) -> str:
    """How long a buyer there may withdraw from the contract; empty where the law does not say so."""
    if selling.withdrawal is None:
        return ""
    text = localization.words(view.language).ngettext(
        "You may withdraw from the contract within %(days)s day without giving a reason.",
        "You may withdraw from the contract within %(days)s days without giving a reason.",
        selling.withdrawal.days,
    )
    return text % {"days": localization.format_number(selling.withdrawal.days, view.locale)}


def field_facts(form: Wishes, view: View) -> list[dict[str, object]]:
    """The address's fields in the country's order, with what was typed in them."""
    if not form.country:
        return []
    found = addresses.address_form(form.country, view.language, region=form.address.get("region", ""))
    return [_field(each, form.address.get(each.name, "")) for each in found.fields]


def country_choices(view: View, countries: Sequence[str]) -> list[dict[str, str]]:
    """By their names, in the order of the reader's alphabet."""
    named = [{"value": each, "label": localization.territory_name(each, view.locale)} for each in countries]
    return sorted(named, key=lambda each: localization.sort_key(each["label"], view.locale))


def change_text(part: str, language: str) -> str:
    """What is not as it was when the buyer looked."""
    words = localization.words(language)
    return {
        "goods": words.gettext("The goods or their prices have changed."),
        "discount": words.gettext("The discount has changed."),
        "shipping": words.gettext("The delivery or its price has changed."),
        "tax": words.gettext("The tax has changed."),
        "duty": words.gettext("The import duty has changed."),
        "handling": words.gettext("The fees have changed."),
        "at_delivery": words.gettext("What is due at delivery has changed."),
        "lines": words.gettext("Something in your cart can not be bought as it is."),
        "total": words.gettext("The total has changed."),
    }[part]


def problem_text(key: str, language: str) -> str:
    """What stands in the way of a line."""
    words = localization.words(language)
    return {
        checkout.SOLD_OUT: words.gettext("No longer in stock in this quantity"),
        checkout.NOT_SENT_THERE: words.gettext("Is not sent to this country"),
        checkout.NOT_ALLOWED_THERE: words.gettext("May not be brought into this country"),
    }[key]


def error_text(key: str, country: str, language: str) -> str:
    """The sentence beside a field."""
    words = localization.words(language)
    own = {
        "bad_email": words.gettext("This is not an e-mail address. One looks like this: name@example.com"),
        "choose_delivery": words.gettext("Please choose how it is delivered."),
        "no_delivery": words.gettext("The shop does not deliver this order to this address. Please write to us."),
        "choose_method": words.gettext("Please choose how you pay."),
        "bad_vat": words.gettext("This is not a VAT number of this country. Leave it empty if you have none."),
    }
    return own.get(key) or addresses.reason_text(addresses.Reason(key), country, language)


def _option(view: View, option: ShippingOption, quote: Quote) -> dict[str, object]:
    words = localization.words(view.language)
    duties = ""
    if quote.cost is not None and quote.cost.incoterm == "DDP" and quote.cost.duty and option == quote.option:
        duties = words.gettext("Duties and taxes are paid with your order.")
    place = ""
    if option.kind is OptionKind.PICKUP and option.address is not None:
        place = ", ".join(addresses.address_lines(option.address, view.language))
    return {
        "key": option.key,
        "name": option.name,
        "days": days_text(option.earliest, option.latest, view.locale),
        "price": localization.format_price(option.price, view.locale) if option.price else words.gettext("Free"),
        "is_chosen": option == quote.option,
        "duties": duties,
        "place": place,
    }


def _no_options(quote: Quote, language: str) -> str:
    words = localization.words(language)
    if not quote.country:
        return words.gettext("Choose a country to see how it is delivered.")
    return words.gettext("The shop does not deliver this order to this address. Please write to us.")


def _method(view: View, method: PaymentMethod, quote: Quote) -> dict[str, object]:
    return {
        "key": method.method,
        "name": payments.method_name(method.method, view.language),
        "detail": "",
        "fee": f"+ {localization.format_price(method.fee, view.locale)}" if method.fee else "",
        "is_chosen": method == quote.method,
    }


def _no_methods(quote: Quote, language: str) -> str:
    words = localization.words(language)
    if quote.option is None:
        return words.gettext("How you can pay is shown once the delivery is known.")
    return words.gettext("The shop has no way to take payment for this order yet. Please write to us.")


def _row(request: ShopRequest, selling: SellingLaw, quoted: QuotedLine) -> Row:
    view, line = request.view, quoted.line
    before = line.compare_at * line.quantity if line.compare_at else line.line_total
    return Row(
        title=line.title,
        detail=line.variant_title,
        quantity_text=localization.format_number(line.quantity, view.locale),
        unit_text=localization.format_price(line.unit_price, view.locale) if line.quantity > 1 else "",
        total_text=localization.format_price(quoted.total, view.locale),
        before_text=localization.format_price(before, view.locale) if before > quoted.total else "",
        image=image(request, line.picture),
        url=request.address(line.path) if line.path else "",
        problem=problem_text(quoted.problem, view.language) if quoted.problem else "",
        note=warning(selling, line.no_withdrawal, view.language),
    )


def _totals(view: View, quote: Quote) -> list[Sum]:
    titles = ", ".join(each.title for each in quote.discounting.applied)
    rows = totals_rows(view, quote.totals, discount_note=titles)
    if quote.option is None:
        words = localization.words(view.language)
        later = Sum(words.gettext("Delivery"), words.gettext("after the address"))
        rows = [later if row.label == later.label else row for row in rows]
    return rows


def _codes(view: View, quote: Quote) -> list[dict[str, str]]:
    """The codes in use, with what they take off, and those that take nothing, with the reason."""
    words = localization.words(view.language)

    def shown(code: str, text: str) -> dict[str, str]:
        return {"code": code, "text": text, "remove": words.gettext("Remove the code %(code)s") % {"code": code}}

    used = [
        shown(each.code, localization.format_price(-each.amount, view.locale))
        for each in quote.discounting.applied
        if each.code
    ]
    return used + [shown(each.code, refused_code_text(each, view)) for each in quote.discounting.refused]


def _field(field: AddressField, value: str) -> dict[str, object]:
    return {
        "name": field.name,
        "label": field.label,
        "autocomplete": field.autocomplete,
        "is_required": field.is_required,
        "kind": field.kind,
        "max_length": field.max_length,
        "direction": field.direction,
        "choices": [{"value": each.value, "label": each.label} for each in field.choices],
        "example": field.example,
        "value": value,
        "half": field.name in _HALF,
        "updates": field.name in _UPDATES,
    }
