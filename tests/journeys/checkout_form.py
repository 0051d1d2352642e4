"""Filling in the checkout's form in a browser: an address for each country, as somebody there would type it."""

from playwright.sync_api import Page

ADDRESSES = {
    "MY": {
        "name": "Aisyah Rahman",
        "line1": "12 Jalan Ampang",
        "postcode": "50450",
        "city": "Kuala Lumpur",
        "phone": "+60123456789",
    },
    "CN": {
        "postcode": "210000",
        "region": "32",
        "city": "南京市",
        "district": "玄武区",
        "line1": "中山路12号",
        "name": "王小明",
        "phone": "+8613912345678",
    },
    "RU": {
        "name": "Анна Иванова",
        "line1": "ул. Ленина, 5",
        "city": "Москва",
        "region": "MOW",
        "postcode": "101000",
        "phone": "+79161234567",
    },
    "AE": {"name": "ليلى حسن", "line1": "شارع الشيخ زايد 12", "region": "DU", "phone": "+971501234567"},
    "DE": {
        "name": "Jana Vogel",
        "line1": "Lange Str. 3",
        "postcode": "20095",
        "city": "Hamburg",
        "phone": "+4915112345678",
    },
    "FR": {
        "name": "Élodie Martin",
        "line1": "3 rue de la Paix",
        "postcode": "75002",
        "city": "Paris",
        "phone": "+33612345678",
    },
    "GB": {
        "name": "Emma Clarke",
        "line1": "5 High Street",
        "city": "London",
        "postcode": "SW1A 1AA",
        "phone": "+447400123456",
    },
    "US": {
        "name": "Olivia Park",
        "line1": "5 Main Street",
        "city": "Austin",
        "region": "TX",
        "postcode": "78701",
        "phone": "+15125550123",
    },
}
ADDRESSES |= {
    "KZ": {**ADDRESSES["RU"], "line1": "пр. Абая, 5", "city": "Алматы", "region": "", "postcode": "050000"},
    "KW": {**ADDRESSES["AE"], "line1": "شارع الخليج 12", "city": "الكويت", "region": "", "phone": "+96550012345"},
    "JP": {
        "name": "Yuki Sato",
        "postcode": "100-0001",
        "region": "13",
        "line1": "1-1 Chiyoda",
        "phone": "+819012345678",
    },
}


def fill(page: Page, country: str) -> None:
    """Type everything that the checkout asks for, and wait until what it comes to has been worked out."""
    page.fill("#email", "buyer@example.com")
    if page.locator("#country").input_value() != country:
        with page.expect_response(lambda each: each.url.endswith("/checkout") and each.request.method == "GET"):
            page.select_option("#country", country)
        page.wait_for_selector("#name")
    for name, value in ADDRESSES[country].items():
        if not value:
            continue
        field = page.locator(f"#{name}")
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("#email").focus()
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => !document.querySelector('form[aria-busy]')")
