"""Which kinds of pages there are: every route of a shop is looked at as one or more of them, or says why not."""

from collections.abc import Mapping

# Each of the shop's routes that answers with a page, and the kinds as which it is looked at. `…-refused` is the page
# that answers a form which could not be taken, with what was typed and what is wrong.
PAGES: Mapping[str, tuple[str, ...]] = {
    "/": ("home",),
    "/collections": ("collections",),
    "/collections/{handle}": ("collection",),
    "/products/{handle}": ("product", "error"),
    "/search": ("search", "search-empty"),
    "/blog": ("blog",),
    "/blog/{handle}": ("article",),
    "/pages/{handle}": ("page",),
    "/policies/{handle}": ("policy",),
    "/cart": ("cart", "cart-empty"),
    "/cart/lines": ("cart-refused",),
    "/cart/options": ("cart-code-refused",),
    "/cart/shared/{token}": ("cart-shared",),
    "/checkout": ("checkout", "checkout-refused"),
    "/checkout/resume/{token}": ("checkout-left",),
    "/checkout/pay/{token}": ("payment", "payment-confirmed"),
    "/orders/{token}": (
        "order",
        "order-unpaid",
        "order-sent-in-part",
        "order-return-refused",
        "order-cancelled",
        "order-withdrawing",
        "order-withdrawn",
    ),
    "/enquiry": ("enquiry", "enquiry-refused"),
    "/enquiries/{token}": ("enquiry-sent",),
    "/quotations/{token}": ("quotation", "quotation-refused"),
    "/account": ("sign-in", "sign-in-refused", "sign-in-asked", "account", "account-new"),
    "/account/sign-in/{token}": ("sign-in-link", "sign-in-spent"),
    "/account/addresses/{which}": ("address-new", "address-refused", "address"),
    "/account/erase": ("erase", "erase-refused", "erase-waits"),
    "/account/tell-me": ("tell-me", "tell-me-refused", "tell-me-kept"),
    "/account/stop/{token}": ("reminders", "reminders-stopped", "reminders-gone"),
    "/newsletter": ("news", "news-refused", "news-asked"),
    "/newsletter/agree/{token}": ("news-agree", "news-agreed", "news-spent"),
    "/newsletter/stop/{token}": ("news-stop", "news-stopped"),
}
# The routes that answer with no page.
NO_PAGES: Mapping[str, str] = {
    "/robots.txt": "a text for machines",
    "/sitemap.xml": "a list for machines",
    "/sitemaps/{kind}-{number:int}.xml": "a list for machines",
    "/favicon.svg": "a picture",
    "/favicon.ico": "a picture",
    "/assets/{theme}/{digest}/{file:path}": "a style, script, font or picture: weighed with the pages that ask for it",
    "/media/{key:path}": "a picture",
    "/-/own/{digest}/{file}": "a style or script: weighed with the pages that ask for it",
    "/cart/count": "JSON for the theme's script",
    "/view-offer": "JSON for the theme's script: what it makes of it is looked at with the pages",
    "/quotations/{token}/quotation.pdf": "a paper, held to PDF/A by its own tests",
    "/orders/{token}/invoice.pdf": "a paper, held to PDF/A by its own tests",
    "/orders/{token}/invoice-{place:int}.pdf": "a paper, held to PDF/A by its own tests",
    "/orders/{token}/return-{place:int}.pdf": "a paper, held to PDF/A by its own tests",
    "/orders/{token}/credit-note-{place:int}.pdf": "a paper, held to PDF/A by its own tests",
    "/account/data.json": "a file to keep",
    "/account/passkeys/options": "JSON for a script",
    "/account/passkeys/sign-in": "leads on, or answers with the page that asks for a link, which is looked at",
    "/account/passkeys/new": "leads back to the account",
    "/account/passkeys/{which:int}": "leads back to the account",
}
# What the edge says where there is no shop's page to show, by the functions of `storefront.edge.notices`.
NOTICES = ("nobody_here", "on_a_break", "database_away", "too_fast", "not_understood", "failed")

# Lighthouse looks at what search engines and caches get, and at the way to the money.
LIGHTHOUSE = frozenset(
    {"home", "collections", "collection", "product", "search", "blog", "article", "page", "policy", "error"}
    | {"cart", "checkout"}
)


def all_kinds() -> frozenset[str]:
    return frozenset(kind for kinds in PAGES.values() for kind in kinds) | frozenset(map(kind_of_notice, NOTICES))


def beginning_with(*words: str) -> frozenset[str]:
    """The kinds of pages that one of the words begins, such as `cart` and `cart-empty`."""
    return frozenset(kind for kind in all_kinds() if kind.startswith(words))


def kind_of_notice(name: str) -> str:
    """`nobody_here` is looked at as `edge-nobody-here`."""
    return f"edge-{name.replace('_', '-')}"
