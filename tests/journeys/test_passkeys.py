"""A customer makes a passkey in a real browser, and signs in with it instead of waiting for a mail."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import CDPSession, Page, expect

from storefront import customers
from tenants import lifecycle
from tenants.isolation import Database
from tests.journeys.conftest import Visitor

SHOP = "seri-batik"


@contextmanager
def a_device(page: Page) -> Iterator[tuple[CDPSession, str]]:
    """An authenticator that the browser takes for its own, with a finger that is always right."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield session, made["authenticatorId"]
    session.send("WebAuthn.disable")


def a_link(database: Database, email: str) -> str:
    with database.platform() as session:
        tenant = lifecycle.find_tenant_by_slug(session, SHOP)
        assert tenant is not None
    with database.tenant(tenant.id or 0) as session:
        return customers.issue_link(session, tenant.id or 0, email, language="en")


def signs_in_by_link(visitor: Visitor, database: Database, email: str) -> Page:
    page = visitor.open(SHOP, f"/en-us/account/sign-in/{a_link(database, email)}")
    page.wait_for_load_state("networkidle")  # else the icon that is on its way is given up, and complained of
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Passkeys")).to_be_visible()
    return page


def test_a_passkey_is_made_used_and_removed(visitor: Visitor, zone_database: Database) -> None:
    page = signs_in_by_link(visitor, zone_database, "passkey@example.com")
    with a_device(page) as (device, device_id):
        page.locator("#passkey-new").fill("My phone")
        page.get_by_role("button", name="Add a passkey").click()
        expect(page.locator("#passkey-1")).to_have_value("My phone")
        [kept] = device.send("WebAuthn.getCredentials", {"authenticatorId": device_id})["credentials"]
        assert (kept["rpId"], kept["isResidentCredential"]) == (f"{SHOP}.localhost", True)
        page.get_by_role("button", name="Sign out", exact=True).click()
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_text("passkey@example.com", exact=True)).to_be_visible()
        expect(page.get_by_text("Last used on")).to_be_visible()
        page.get_by_role("button", name="Remove: My phone").click()
        expect(page.locator("#passkey-1")).to_have_count(0)
        page.get_by_role("button", name="Sign out", exact=True).click()
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_text("This passkey does not work here.")).to_be_visible()
    # A browser's console speaks of the refusal too.
    visitor.complaints[:] = [each for each in visitor.complaints if "422" not in each]


def test_without_a_passkey_it_is_said_and_the_link_is_still_there(visitor: Visitor) -> None:
    page = visitor.open(SHOP, "/en-us/account")
    with a_device(page):
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_text("It did not work.")).to_be_visible(timeout=15_000)
        expect(page.get_by_role("button", name="Send me the link")).to_be_enabled()


def test_without_script_the_link_signs_in_and_no_passkey_is_offered(
    without_script: Visitor, zone_database: Database
) -> None:
    page = without_script.open(SHOP, "/en-us/account")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page = signs_in_by_link(without_script, zone_database, "plain@example.com")
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
    expect(page.get_by_text("Adding one needs JavaScript.")).to_be_visible()
