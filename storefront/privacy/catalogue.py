"""Where a shop's database holds something of a buyer, column by column, and what becomes of it when they are erased.

The one place in which it is declared. `tests/storefront/privacy` walks every table and holds the schema to it, so that
a new column is decided on before it is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Kept:
    """It stays, and the law by which it may (Art. 17(3) GDPR and its kin)."""

    reason: str


Fate = str | Kept

_TAX_LAW = Kept("Issued invoices are kept for as long as tax law says, such as ten years in Germany (§ 147 AO).")
_BOOKS = Kept("What was sold, for how much and to which country is part of the shop's books; it names nobody.")
_DELIVERY = Kept("Proof that the goods were handed over, for as long as claims can be made of the contract.")
_PAYMENT = Kept("The provider's own names of a payment, by which money and books are held together; they name nobody.")

# By table, and by column of what tells of a buyer. Columns that are not named tell nothing of who somebody is.
OF_BUYERS: Mapping[str, Mapping[str, Fate]] = {
    "cart": {"customer_id": ERASED, "note": ERASED, "gift_message": ERASED},
    "checkout": {"email": ERASED, "wishes": ERASED},
    "customer": {"email": ERASED, "name": ERASED, "phone": ERASED, "groups": ERASED},
    "customer_address": {"customer_id": ERASED, "fields": ERASED},
    "customer_consent": {"email": ERASED},
    "customer_passkey": {"customer_id": ERASED, "credential_id": ERASED, "public_key": ERASED, "name": ERASED},
    "customer_session": {"customer_id": ERASED},
    "discount_use": {"customer_key": ERASED},
    "enquiry": {"name": ERASED, "email": ERASED, "phone": ERASED, "company": ERASED, "message": ERASED},
    "invoice": {"paper": _TAX_LAW},
    "mail": {"to_address": ERASED, "subject": ERASED, "text": ERASED, "html": ERASED},
    "media_asset": {"digest": ERASED},  # of photos that a buyer sent with a return; the files go with it
    "newsletter_request": {"email": ERASED},
    "order_event": {"facts": ERASED},  # names, addresses and notes in them; sums and states stay
    "order_line": {"title": _BOOKS},
    "order_refund": {"reason": ERASED},
    "order_return": {"note": ERASED, "photo_asset_id": ERASED},
    "passkey_challenge": {"customer_id": ERASED},
    "payment": {"email": ERASED, "intent_id": _PAYMENT, "charge_id": _PAYMENT},
    "payment_event": {"detail": ERASED},  # what staff noted; states and sums stay
    "payment_refund": {"reason": ERASED},
    "quotation": {"paper": ERASED, "note": ERASED},  # the buyer's part of the paper; the offer stays
    "sales_order": {
        "email": ERASED,
        "phone": ERASED,
        "customer_id": ERASED,
        "shipping_address": ERASED,  # but for the country
        "billing_address": ERASED,
        "note": ERASED,
        "gift_message": ERASED,
        "total_minor": _BOOKS,
    },
    "shipment": {"tracking_number": _DELIVERY, "tracking_url": _DELIVERY},
    "sign_in_link": {"email": ERASED},
    "stock_alert": {"email": ERASED},
}
# By table of buyers: where it is in what a buyer takes along, as keys and then any of a list.
IN_DATA: Mapping[str, tuple[str, ...]] = {
    "cart": ("carts",),
    "checkout": ("checkouts",),
    "customer": ("customer",),
    "customer_address": ("addresses",),
    "customer_consent": ("consents",),
    "customer_passkey": ("passkeys",),
    "discount_use": ("orders", "discounts"),
    "enquiry": ("enquiries",),
    "invoice": ("orders", "invoices"),
    "mail": ("mails",),
    "newsletter_request": ("asked_for_news",),
    "order_event": ("orders", "history"),
    "order_line": ("orders", "lines"),
    "order_refund": ("orders", "refunds"),
    "order_return": ("orders", "returns"),
    "payment": ("orders", "payments"),
    "payment_refund": ("orders", "payments", "refunds"),
    "quotation": ("enquiries", "quotations"),
    "sales_order": ("orders",),
    "shipment": ("orders", "shipments"),
    "stock_alert": ("waiting_for",),
}
# And those that are not in it, with the reason.
NOT_IN_DATA: Mapping[str, str] = {
    "customer_session": "It holds the digest of a secret and its end, and tells nothing of who somebody is.",
    "media_asset": "A return says that it has a photo; who sent the picture has it, and the shop can hand it over.",
    "passkey_challenge": "It holds the digest of a random number for the minutes of a sign-in.",
    "payment_event": "Its states are the payment's; what staff noted is for the shop to look through first.",
    "sign_in_link": "It holds the digest of a secret for the minutes that a link lasts; its mail is among the mails.",
}
# Of sales and of what belongs to them, with nothing that tells of who bought.
OF_SALES = frozenset(
    {
        "cart_line",
        "enquiry_event",
        "fulfilment",
        "fulfilment_line",
        "ledger_entry",
        "payment_dispute",
        "provider_event",
        "return_line",
        "stock_reservation",
    }
)
# Of the shop, its goods, its rules and its staff. Staff are no buyers: a membership ends with the work.
OF_SHOPS = frozenset(
    {
        "api_token",
        "back_order_policy",
        "closed_destination",
        "collection",
        "collection_product",
        "collection_text",
        "discount",
        "dispatch",
        "document",
        "document_text",
        "domain",
        "goods_rule",
        "held_permit",
        "installed_theme",
        "invoice_sequence",
        "mail_wording",
        "manual_method",
        "market",
        "membership",
        "menu",
        "menu_item",
        "order_sequence",
        "own_rate",
        "own_tariff_rate",
        "password_link",
        "payment_account",
        "payment_payout",
        "person",
        "person_session",
        "pickup_point",
        "price",
        "price_history",
        "price_rule",
        "product",
        "product_image",
        "product_market",
        "product_offer",
        "product_option",
        "product_option_value",
        "product_text",
        "quotation_sequence",
        "reduced_rate",
        "reference_rate",
        "retired_document_handle",
        "retired_handle",
        "search_document",
        "selling_rule",
        "seller_address",
        "shipping_rate",
        "shipping_restriction",
        "shipping_zone",
        "shop_theme",
        "stock_level",
        "stock_location",
        "tariff_rate",
        "tax_override",
        "tax_rates_answer",
        "tax_registration",
        "tax_rule",
        "tenant",
        "term",
        "theme_version",
        "translation_mark",
        "variant",
        "variant_option_value",
    }
)
# Columns that might tell of a buyer by their form or name, and do not.
PLAIN: Mapping[str, frozenset[str]] = {
    "cart": frozenset({"token_digest", "discount_codes"}),
    "checkout": frozenset({"token"}),
    "customer_consent": frozenset({"wording"}),
    "customer_passkey": frozenset({"host"}),
    "customer_session": frozenset({"token_digest"}),
    "discount": frozenset({"customer_groups", "use_limit_per_customer"}),
    "enquiry": frozenset({"token", "lines"}),
    "invoice": frozenset({"order_then"}),
    "ledger_entry": frozenset({"reference"}),
    "mail": frozenset({"key", "about", "sender_name", "reply_to", "refusal"}),
    "media_asset": frozenset({"renditions"}),
    "newsletter_request": frozenset({"wording", "token_digest"}),
    "order_line": frozenset({"variant_title", "sku", "path", "picture", "tax_facts", "material"}),
    "order_refund": frozenset({"shares", "taxes"}),
    "passkey_challenge": frozenset({"digest"}),
    "payment": frozenset(
        {
            "reference",
            "description",
            "return_url",
            "cancel_url",
            "token",
            "idempotency_key",
            "account_id",
            "session_id",
            "redirect_url",
            "failure",
        }
    ),
    "payment_dispute": frozenset({"dispute_id", "reason"}),
    "payment_refund": frozenset({"reference", "refund_id", "idempotency_key", "failure"}),
    "person": frozenset({"email"}),
    "pickup_point": frozenset({"address"}),
    "provider_event": frozenset({"event_id", "kind", "account_id", "object_id", "facts"}),
    "quotation": frozenset({"token", "lines"}),
    "sales_order": frozenset({"token", "shipping_choice", "landed_cost", "discounts", "exchange", "payment_method"}),
    "seller_address": frozenset({"address"}),
    "shipment": frozenset({"carrier"}),
    "sign_in_link": frozenset({"token_digest"}),
    "tenant": frozenset({"contact_email"}),
}
