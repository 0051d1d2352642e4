"""An address of the account, in a browser: the form follows the country, with JavaScript and without."""

from storefront import customers
from tenants import domains
from tenants.isolation import Database
from tests.journeys.conftest import Visitor

SHOP = "timah-rotan"
NEW = "/de-eu/account/addresses/new"


def sign_in(database: Database, visitor: Visitor, email: str) -> None:
    with database.unbound() as session:
        tenant = domains.find_tenant_by_host(session, f"{SHOP}.localhost", "localhost")
        assert tenant is not None
    with database.tenant(tenant.tenant_id) as session:
        secret = customers.issue_link(session, tenant.tenant_id, email, language="de")
    page = visitor.open(SHOP, f"/de-eu/account/sign-in/{secret}")
    page.locator("button[value=sign-in]").click()
    page.wait_for_url("**/account")


def test_a_country_brings_the_fields_of_its_addresses(visitor: Visitor, zone_database: Database) -> None:
    sign_in(zone_database, visitor, "moved@example.com")
    page = visitor.open(SHOP, NEW)
    assert page.locator("#name").count() == 0
    page.select_option("#country", "DE")
    page.fill("#name", "Jana Vogel")
    assert page.locator("#region").count() == 0
    page.select_option("#country", "IT")
    page.wait_for_selector("#region")
    assert page.locator("#name").input_value() == "Jana Vogel"


def test_without_a_script_a_button_brings_the_fields(without_script: Visitor, zone_database: Database) -> None:
    sign_in(zone_database, without_script, "plain@example.com")
    page = without_script.open(SHOP, NEW)
    page.select_option("#country", "DE")
    page.locator("button[value=update]").click()
    page.fill("#name", "Jana Vogel")
    assert page.locator("p.buttons button[value=save]").is_visible()
