"""What a business says for its bill, as the checkout's form has it, and whether its VAT number is one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from storefront import addresses, checkout, localization
from storefront.checkout import BILL, Wishes
from storefront.shop.request import ShopRequest
from storefront.shop.views import checkout as views
from tenants.kit import clock
from tenants.kit.forms import Form
from tenants.kit.outgoing import Unanswered

_MOST_TYPED = 1_000
_ANSWER_HOLDS = timedelta(days=1)

log = structlog.get_logger(__name__)


def typed_bill(form: Form) -> dict[str, Any]:  # Any: fields of Wishes
    """What was typed of the bill, for `Wishes`. Without a country of its own it goes where the goods go."""
    country = form.text(f"{BILL}country")[:2]
    billing = {name: form.text(f"{BILL}{name}")[:_MOST_TYPED] for name in addresses.FIELDS if name != "country"}
    return {
        "company": form.text("company_name")[: checkout.MOST_COMPANY],
        "vat_number": form.text("vat_number")[: checkout.MOST_NUMBER],
        "billing": {**billing, "country": country} if localization.is_country(country) else {},
    }


def with_answer(request: ShopRequest, wishes: Wishes, before: Mapping[str, Any]) -> Wishes:  # Any: JSON
    """The wishes with what is known of their VAT number: `before` for a day, then asked for anew.

    Nobody waits for long for those who issue such numbers: without their answer the number frees from nothing. Call it
    in no transaction.
    """
    number = checkout.number_of(wishes)
    if not number:
        return wishes
    if before.get("number") == number and _is_fresh(before):
        return replace(wishes, vat_answer=before)
    try:
        answer = request.services.vat_check.check(wishes.bill_country, number)
    except Unanswered as error:
        log.warning("vat_number.not_checked", reason=str(error))
        return wishes
    told = {
        "number": answer.number,
        "is_confirmed": answer.is_confirmed,
        "name": answer.name,
        "source": answer.source,
        "checked_at": answer.checked_at.isoformat(),
    }
    return replace(wishes, vat_answer=told)


def bill_facts(request: ShopRequest, wishes: Wishes) -> dict[str, object]:
    """What the template `checkout.html` asks for under `bill`."""
    view, country = request.view, wishes.billing.get("country", "")
    shown = replace(wishes, country=country, address=wishes.billing)
    return {
        "is_open": bool(wishes.company or wishes.vat_number or wishes.billing),
        "company": wishes.company,
        "vat_number": wishes.vat_number,
        "is_confirmed": wishes.has_confirmed_number,
        "country": country,
        "countries": views.country_choices(view, localization.countries()),
        "fields": [
            {**each, "name": f"{BILL}{each['name']}", "updates": False}
            for each in views.field_facts(shown, view)
            if each["name"] not in ("company", "phone", "tax_id")
        ],
        "most_company": checkout.MOST_COMPANY,
        "most_number": checkout.MOST_NUMBER,
    }


def _is_fresh(answer: Mapping[str, Any]) -> bool:  # Any: JSON
    return datetime.fromisoformat(str(answer["checked_at"])) > clock.now() - _ANSWER_HOLDS
