"""A shop's domains from the command line: claimed, verified, given to a market."""

import json

from storefront import localization
from storefront.localization import NewMarket
from tenants import lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import a_shop
from tests.storefront.cli.commands import environment
from tests.storefront.cli.conftest import Command


def test_a_domain_is_claimed_verified_and_given_to_a_market(
    storefront: Command, settings: Settings, database: Database
) -> None:
    shop, variables = a_shop(database), environment(settings)
    with shop.session() as session:
        slug = lifecycle.tenant_by_id(session, shop.tenant_id).slug
        localization.open_markets(
            session,
            shop.tenant_id,
            [NewMarket(handle="de", countries=("DE",), languages=("de",), currency="EUR")],
        )
    assert storefront("domains", "claim", slug, "Shop.DE", variables=variables).status == 0
    early = storefront("domains", "market", slug, "de", "shop.de", variables=variables)
    assert (early.status, early.err) == (2, "storefront: shop.de is not verified\n")
    assert storefront("domains", "verify", slug, "shop.de", variables=variables).out == "shop.de: verified\n"
    assert storefront("domains", "market", slug, "de", "shop.de", variables=variables).out == "de: shop.de\n"
    (listed,) = storefront("domains", "list", slug, "--json", variables=variables).out.splitlines()
    assert {"host": "shop.de", "state": "verified", "for": "de"}.items() <= json.loads(listed).items()
    with shop.session() as session:
        assert localization.market_by_handle(session, "de").host == "shop.de"
        assert localization.find_host(session) is None
    storefront("domains", "claim", slug, "shop.my", variables=variables)
    storefront("domains", "verify", slug, "shop.my", variables=variables)
    assert storefront("domains", "prefer", slug, "shop.my", variables=variables).out == "shop.my: preferred\n"
    with shop.session() as session:
        assert localization.find_host(session) == "shop.my"
    assert storefront("domains", "market", slug, "de", variables=variables).status == 0
    strange = storefront("domains", "prefer", slug, "strange.example", variables=variables)
    assert (strange.status, strange.out) == (2, "")
