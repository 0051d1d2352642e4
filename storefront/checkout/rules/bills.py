"""Who the bill is made out to: the buyer where the goods go, a business, or somebody at another address."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from storefront import addresses, tax
from storefront.addresses import Address, BadAddress
from storefront.checkout.rules.wishes import Wishes

MOST_COMPANY = 200
MOST_NUMBER = 40
# What a form puts before the fields of the bill's address.
BILL = "bill_"


def bill_errors(wishes: Wishes) -> dict[str, str]:
    """What is wrong with what was said of the bill, by the form's field."""
    errors: dict[str, str] = {}
    if wishes.billing:
        try:
            _address(wishes)
        except BadAddress as error:
            errors |= {BILL + field: str(reason.value) for field, reason in error.errors.items()}
    if wishes.vat_number and tax.has_known_form(wishes.bill_country) and not number_of(wishes):
        errors["vat_number"] = "bad_vat"
    return errors


def billing_address(wishes: Wishes, delivery: Address) -> Mapping[str, Any]:  # Any: JSON
    """As an order keeps it. Raises BadAddress."""
    kept: dict[str, Any] = asdict(_address(wishes) if wishes.billing else delivery)
    if wishes.company:
        kept["company"] = wishes.company
    if wishes.vat_number:
        kept["vat_number"] = number_of(wishes) or wishes.vat_number
        if wishes.vat_answer:
            kept["vat_answer"] = dict(wishes.vat_answer)
    return kept


def number_of(wishes: Wishes) -> str:
    """The VAT number in its compact form; "" where form or check digits are wrong, or nobody knows the form."""
    return tax.compact_number(wishes.bill_country, wishes.vat_number) or ""


def _address(wishes: Wishes) -> Address:
    return addresses.checked_address(wishes.billing, wishes.billing.get("country", ""), needs_phone=False)
