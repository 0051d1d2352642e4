"""A shop's domains from the command line: claimed, verified, given to a market."""

import json

from storefront import localization
from storefront.localization import NewMarket
from tenants import domains, lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import a_shop
from tests.name_server import name_server
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
    assert storefront("domains", "remove", slug, "Shop.de", variables=variables).out == "shop.de: removed\n"
    with shop.session() as session:
        assert localization.market_by_handle(session, "de").host is None
    assert storefront("domains", "remove", slug, "shop.de", variables=variables).status == 2
    assert storefront("domains", "market", slug, "de", variables=variables).status == 0
    strange = storefront("domains", "prefer", slug, "strange.example", variables=variables)
    assert (strange.status, strange.out) == (2, "")


def test_what_waits_is_looked_up_and_told_with_what_is_expected_and_what_was_seen(
    storefront: Command, settings: Settings, database: Database
) -> None:
    shop = a_shop(database)
    with shop.session() as session:
        slug = lifecycle.tenant_by_id(session, shop.tenant_id).slug
        tokens = [
            domains.claim_domain(session, shop.tenant_id, host, platform_domain="localhost").verification_token
            for host in ("tea.example", "kopi.example")
        ]
    records: dict[tuple[str, str], list[str]] = {
        ("_storefront.tea.example", "TXT"): [tokens[0]],
        ("kopi.example", "A"): ["198.51.100.7"],
    }
    with name_server(records) as server:
        variables = environment(settings, STOREFRONT_DNS_SERVER=server)
        alone = storefront("domains", "check", "Kopi.example", "--json", variables=variables)
        assert (alone.status, json.loads(alone.out)["is_verified"]) == (1, False)
        told = storefront("domains", "check", variables=variables)
        again = storefront("domains", "check", "tea.example", variables=variables)
        del records["_storefront.tea.example", "TXT"]
        gone = storefront("domains", "check", "tea.example", variables=variables)
        listed = storefront("domains", "list", slug, variables=variables)
        strange = storefront("domains", "check", "strange.example", variables=variables)
    assert (told.status, told.out) == (
        1,
        f"tea.example: verified for the shop {slug}\n"
        "  to be reached: CNAME domains.localhost at tea.example\n"
        f'  seen: TXT at _storefront.tea.example: "{tokens[0]}"; at tea.example: A/AAAA none\n'
        f"kopi.example: waits for the shop {slug}\n"
        f'  expected: TXT "{tokens[1]}" at _storefront.kopi.example\n'
        "  to be reached: CNAME domains.localhost at kopi.example\n"
        "  seen: TXT at _storefront.kopi.example: none; at kopi.example: A/AAAA 198.51.100.7\n",
    )
    assert (again.status, again.out) == (0, told.out.partition("kopi.example")[0])
    assert (gone.status, listed.out.count(" lapsing "), listed.out.count("claimed")) == (0, 1, 1)
    assert "the proof is missing: served until 20" in gone.out
    assert f'  expected: TXT "{tokens[0]}" at _storefront.tea.example\n' in gone.out
    assert (strange.status, strange.err) == (2, "storefront: no shop claims strange.example\n")


def test_a_name_server_that_is_none_stops_the_start(storefront: Command, settings: Settings) -> None:
    for server in ("dns.example", "192.0.2.1:0", "192.0.2.1/x", "a@192.0.2.1"):
        refused = storefront("domains", "check", variables=environment(settings, STOREFRONT_DNS_SERVER=server))
        assert (refused.status, refused.out) == (2, ""), server
        assert "STOREFRONT_DNS_SERVER" in refused.err
