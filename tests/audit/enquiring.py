"""Asking for a price, and the offer that the shop answers with."""

import re
from collections.abc import Iterator

from tests.audit.backstage import Backstage
from tests.audit.visitor import Visitor
from tests.audit.zone import AuditedPage


def visited(visitor: Visitor, staff: Backstage) -> Iterator[AuditedPage]:
    """Asks without a word, then in earnest; the shop makes an offer, which is accepted without an address."""
    page = visitor.open("/enquiry")
    yield visitor.seen("enquiry")
    button = page.locator("main form[data-once] button")
    yield visitor.answered("enquiry-refused", button)
    page.fill("#name", "Jana Vogel")
    page.fill("#email", "jana@example.com")
    page.fill("#message", "Forty of these, by March?")
    page.select_option("#country", visitor.place.country)
    button.click()
    page.wait_for_url(re.compile("/enquiries/"))
    yield visitor.seen("enquiry-sent")
    offer = f"/quotations/{staff.quote(visitor.place, visitor.token(page.url))}"
    page = visitor.open(offer)
    yield visitor.seen("quotation")
    yield visitor.answered("quotation-refused", page.locator("button[value=accept]"))
