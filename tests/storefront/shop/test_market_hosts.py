"""A market on a domain of its own: every address leads to it, names it, and is only there."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from storefront import localization
from storefront.app import create_app
from storefront.localization import HostNotReady, PrimaryMarket
from storefront.onboarding import Onboarding, open_table
from tenants import domains, lifecycle
from tenants.isolation import Database
from tenants.kit.settings import Settings
from tests.factories.catalog import AShop, a_product
from tests.factories.onboarding import a_row, csv_text
from tests.factories.tenants import ZONE
from tests.storefront.shop.pages import read

MAIN = "http://seri.localhost:8000"
OWN = "http://batik.example:8000"
HOST = "batik.example"
CHINA = "http://batik.cn:8000"


@pytest.fixture
def client(settings: Settings, database: Database, tmp_path: Path) -> Iterator[TestClient]:
    file = tmp_path / "launch.csv"
    rows = [a_row(slug=slug, languages="en;de;zh-Hans;ar", markets="my;eu;cn;mena") for slug in ("seri", "other")]
    file.write_text(csv_text(rows), encoding="utf-8")
    onboarding = Onboarding(database, open_table(file), zone=ZONE, platform_domain=settings.platform_domain)
    assert len(list(onboarding.run())) == len(rows)
    give_host(database, "seri", "eu", HOST)
    _sell_something(database, tenant_of(database, "seri"))
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


def _sell_something(database: Database, tenant_id: int) -> None:
    with database.tenant(tenant_id) as session:
        markets = localization.markets(session)
        shop = AShop(
            database,
            tenant_id,
            {each.handle: each.id or 0 for each in markets},
            {each.handle: each.currency for each in markets},
        )
        a_product(session, shop, {"en": "Shawl", "de": "Schal", "zh-Hans": "披肩"}, amounts=90_00)


def tenant_of(database: Database, slug: str) -> int:
    with database.platform() as session:
        return lifecycle.tenant_by_slug(session, slug).id or 0


def verified(database: Database, slug: str, host: str) -> int:
    tenant_id = tenant_of(database, slug)
    with database.tenant(tenant_id) as session:
        domains.claim_domain(session, tenant_id, host, platform_domain="localhost")
    with database.platform() as session:
        domains.verify_domain(session, tenant_id, host)
    return tenant_id


def give_host(database: Database, slug: str, market: str, host: str) -> None:
    tenant_id = verified(database, slug, host)
    with database.tenant(tenant_id) as session:
        localization.set_market_host(session, tenant_id, market, host)


def test_the_market_is_at_the_root_of_its_domain_in_its_first_language(client: TestClient) -> None:
    page = read(client, f"{OWN}/")
    assert (page.status, page.canonical, page.headers["content-language"]) == (200, f"{OWN}/", "en")
    german = read(client, f"{OWN}/de-eu")
    assert (german.status, german.canonical, german.headers["content-language"]) == (200, f"{OWN}/de-eu", "de")
    assert "public" in page.headers["cache-control"]
    assert "set-cookie" not in page.headers
    products = {link for link in read(client, f"{OWN}/collections/all").links if "/products/" in link}
    assert products == {f"{OWN}/products/shawl"}
    for link in products:
        product = read(client, link)
        assert product.status == 200
        assert product.canonical == link
        assert '"priceCurrency":"EUR"' in product.text
        assert '"item":"http://batik.example:8000/' in product.text


@pytest.mark.parametrize(
    ("asked", "lives_at"),
    [
        (f"{MAIN}/en-eu", f"{OWN}/"),
        (f"{MAIN}/en-eu/collections?page=2", f"{OWN}/collections?page=2"),
        (f"{MAIN}/de-eu/blog", f"{OWN}/de-eu/blog"),
        (f"{OWN}/en-eu/collections", f"{OWN}/collections"),
        (f"{OWN}/zh-hans-cn/collections", f"{MAIN}/zh-hans-cn/collections"),
        (f"{MAIN}/en-eu//evil.example/", f"{OWN}//evil.example/"),
    ],
)
def test_every_other_address_of_a_view_leads_to_its_own(client: TestClient, asked: str, lives_at: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (301, lives_at)


def test_a_cart_goes_along_to_the_markets_host_by_its_link(client: TestClient) -> None:
    """Shown there at that market's prices, and taken over only by a form of that host; the session stays behind."""
    variant = re.search(r'name="variant" value="([0-9]+)"', client.get(f"{MAIN}/products/shawl").text)
    assert variant is not None
    added = client.post(f"{MAIN}/cart", data={"variant": variant[1], "quantity": "2"}, headers={"origin": MAIN})
    assert added.status_code == 303
    link = re.search(r'value="(http://[^"]+)(/cart/shared/[^"]+)"', client.get(f"{MAIN}/cart").text)
    assert link is not None
    assert "€180.00" not in client.get(f"{OWN}/cart").text
    there = f"{OWN}{link[2]}"
    seen = client.get(there)
    assert "€180.00" in seen.text
    assert "set-cookie" not in seen.headers
    assert client.post(there, data={"x": "x"}, headers={"origin": MAIN}).status_code == 403
    taken = client.post(there, data={"x": "x"}, headers={"origin": OWN})
    assert (taken.status_code, taken.headers["location"]) == (303, "/cart")
    assert "€180.00" in client.get(f"{OWN}/cart").text


def test_what_is_not_moved_stays_as_it_was(client: TestClient) -> None:
    for path in ("/", "/de-my", "/zh-hans-cn", "/collections", "/robots.txt", "/sitemap.xml"):
        if client.get(MAIN + path).status_code == 200:
            assert client.get(f"http://other.localhost:8000{path}").status_code == 200
    assert read(client, "http://other.localhost:8000/en-eu").canonical == "http://other.localhost:8000/en-eu"
    assert client.get(f"{MAIN}/xx-eu").status_code == 404
    assert client.get(f"{OWN}/de-nowhere").status_code == 404


def test_each_page_names_all_its_versions_and_leads_to_them(client: TestClient) -> None:
    clusters = [read(client, url).alternates for url in (f"{MAIN}/", f"{OWN}/", f"{OWN}/de-eu", f"{MAIN}/zh-hans-cn")]
    assert all(each == clusters[0] for each in clusters)
    assert clusters[0]["de"] == f"{OWN}/de-eu"
    assert clusters[0]["x-default"] == f"{MAIN}/"
    assert set(clusters[0].values()) >= {f"{MAIN}/zh-hans-cn", f"{OWN}/"}
    assert all(client.get(url).status_code == 200 for url in clusters[0].values())
    assert f'"{OWN}/de-eu"' in client.get(f"{MAIN}/").text
    there = client.get(f"{OWN}/de-eu").text
    assert f'"{MAIN}/"' in there
    assert f'"{MAIN}/zh-hans-cn"' in there


def test_each_host_tells_crawlers_of_its_own_pages(client: TestClient) -> None:
    assert f"Sitemap: {OWN}/sitemap.xml" in client.get(f"{OWN}/robots.txt").text
    assert "Disallow: /de-eu/search" in client.get(f"{OWN}/robots.txt").text
    assert "eu/search" not in client.get(f"{MAIN}/robots.txt").text
    listed: dict[str, set[str]] = {}
    for base in (MAIN, OWN):
        files = re.findall(r"<loc>([^<]+)</loc>", client.get(f"{base}/sitemap.xml").text)
        assert files
        assert all(file.startswith(f"{base}/") for file in files)
        listed[base] = {url for file in files for url in re.findall(r"<loc>([^<]+)</loc>", client.get(file).text)}
    assert listed[OWN]
    assert all(url.startswith(f"{OWN}/") for url in listed[OWN])
    assert listed[MAIN]
    assert all(url.startswith(f"{MAIN}/") and "-eu/" not in url for url in listed[MAIN])
    assert f"{OWN}/de-eu" in listed[OWN]


def test_a_cart_is_filled_there_and_a_form_of_another_site_is_refused(client: TestClient) -> None:
    variant = re.search(r'name="variant"[^>]*value="(\d+)"', client.get(f"{OWN}/products/shawl").text)
    assert variant is not None
    form = {"variant": variant[1], "quantity": "1"}
    refused = client.post(f"{OWN}/cart", data=form, headers={"origin": MAIN})
    assert refused.status_code == 403
    added = client.post(f"{OWN}/cart", data=form, headers={"origin": OWN})
    assert (added.status_code, added.headers["location"]) == (303, "/cart")
    cart = read(client, f"{OWN}/cart")
    assert "€" in cart.text
    assert cart.headers["cache-control"] == "private, no-store"
    checkout = client.get(f"{OWN}/checkout")
    assert checkout.status_code == 200
    assert f'action="{MAIN}' not in checkout.text


def test_a_visitors_own_page_that_moved_is_kept_by_no_cache_and_takes_no_form(client: TestClient) -> None:
    looked = client.get(f"{MAIN}/de-eu/orders/secret-token?x=1")
    assert (looked.status_code, looked.headers["location"]) == (303, f"{OWN}/de-eu/orders/secret-token?x=1")
    assert looked.headers["cache-control"] == "private, no-store"
    posted = client.post(f"{MAIN}/en-eu/cart/lines", data={"remove": "1"})
    assert (posted.status_code, posted.headers["location"]) == (303, f"{OWN}/")


def test_mails_lead_to_where_they_were_asked_for(client: TestClient, database: Database) -> None:
    client.post(f"{OWN}/de-eu/account", data={"action": "ask", "email": "buyer@example.com"}, headers={"origin": OWN})
    client.post(f"{MAIN}/account", data={"action": "ask", "email": "another@example.com"}, headers={"origin": MAIN})
    with database.tenant(tenant_of(database, "seri")) as session:
        bodies = session.execute(text("select to_address, text from mail order by id")).all()
        views = localization.views_of(localization.markets(session))
        hosts = {view.market_handle: localization.find_host(session, view) for view in views}
    assert f"{OWN}/de-eu/account/sign-in/" in bodies[0][1]
    assert f"{MAIN}/account/sign-in/" in bodies[1][1]
    assert hosts == {"my": None, "eu": HOST, "cn": None, "mena": None}


def test_switched_off_the_domain_shows_the_shop_and_given_back_the_market_has_its_prefix(
    client: TestClient, database: Database
) -> None:
    tenant_id = tenant_of(database, "seri")
    with database.tenant(tenant_id) as session:
        localization.set_market_enabled(session, "eu", False)
    until(lambda: read(client, f"{OWN}/").canonical == f"{MAIN}/")
    assert client.get(f"{OWN}/de-eu").status_code == 404
    with database.tenant(tenant_id) as session:
        localization.set_market_enabled(session, "eu", True)
        localization.set_market_host(session, tenant_id, "eu", None)
    until(lambda: client.get(f"{OWN}/en-eu").status_code == 200)
    # The shop's first domain is its own address again.
    assert read(client, f"{MAIN}/en-eu").canonical == f"{OWN}/en-eu"


def test_a_market_takes_only_a_verified_domain_of_its_own_shop(client: TestClient, database: Database) -> None:
    seri, other = tenant_of(database, "seri"), tenant_of(database, "other")
    with pytest.raises(domains.UnknownDomain), database.tenant(other) as session:
        localization.set_market_host(session, other, "eu", HOST)
    with pytest.raises(HostNotReady, match="another market's"), database.tenant(seri) as session:
        localization.set_market_host(session, seri, "cn", HOST)
    with pytest.raises(PrimaryMarket), database.tenant(seri) as session:
        localization.set_market_host(session, seri, "my", HOST)
    with database.tenant(other) as session:
        domains.claim_domain(session, other, "claimed.example", platform_domain="localhost")
    with pytest.raises(HostNotReady, match="not verified"), database.tenant(other) as session:
        localization.set_market_host(session, other, "eu", "claimed.example")
    assert client.get("http://claimed.example:8000/").status_code == 404
    assert read(client, f"{OWN}/").status == 200


def test_two_markets_have_two_domains(client: TestClient, database: Database) -> None:
    give_host(database, "seri", "cn", "batik.cn")
    until(lambda: client.get(f"{CHINA}/").status_code == 200)
    until(lambda: client.get(f"{OWN}/zh-hans-cn").headers.get("location") == f"{CHINA}/")
    assert read(client, f"{CHINA}/").headers["content-language"] == "zh-Hans"
    assert read(client, f"{CHINA}/").alternates == read(client, f"{OWN}/de-eu").alternates
    assert client.get(f"{CHINA}/de-eu/cart").headers["location"] == f"{OWN}/de-eu/cart"


def until(is_so: Callable[[], bool]) -> None:
    """Wait for a change notice; the promise is a second, a test allows a busy machine some more."""
    deadline = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < deadline, "the change was not seen"
        time.sleep(0.05)
