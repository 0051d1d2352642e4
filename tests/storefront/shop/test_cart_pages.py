"""The cart through HTTP: what the forms take, what they refuse with a word beside its cause, and whose cart it is."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from starlette.testclient import TestClient

from storefront.app import create_app
from tenants.kit.settings import Settings

HOME = "http://seri-batik.localhost:8000"


@pytest.fixture(scope="module")
def app(zone: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(zone), base_url=HOME, follow_redirects=False) as client:
        yield client


@pytest.fixture
def visitor(app: TestClient) -> TestClient:
    """A browser with no cookies yet."""
    return another(app)


def another(app: TestClient) -> TestClient:
    return TestClient(app.app, base_url=HOME, follow_redirects=False)


@pytest.fixture(scope="module")
def goods(app: TestClient) -> list[str]:
    """The ids of variants that can be bought in plenty, of different products."""
    found = []
    listed = app.get("/collections/all").text
    for path in dict.fromkeys(re.findall(r'href="(/products/[^"?]+)"', listed)):
        page = app.get(path).text
        variant = re.search(r'name="variant" value="(\d+)"', page)
        if variant and "Only" not in page:
            found.append(variant[1])
    assert len(found) >= 8
    return found


def main(text: str) -> str:
    return text[text.index("<main") : text.index("</main>")]


def line_ids(text: str) -> list[str]:
    return re.findall(r'name="quantity-(\d+)"', text)


def test_a_thing_is_put_in_changed_and_removed(visitor: TestClient, goods: list[str]) -> None:
    answer = visitor.post("/cart", data={"variant": goods[0], "quantity": "2"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/cart")
    page = visitor.get("/cart")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "private, no-store"
    [line] = line_ids(page.text)
    assert f'name="quantity-{line}" type="text" inputmode="numeric" autocomplete="off" value="2"' in page.text
    assert 'href="/checkout"' in page.text
    assert visitor.get("/cart/count").json()["count"] == 2
    assert visitor.post("/cart/lines", data={f"quantity-{line}": "٣"}).status_code == 303
    assert visitor.get("/cart/count").json()["count"] == 3
    assert visitor.post("/cart/lines", data={"remove": line}).status_code == 303
    assert "Your cart is empty" in visitor.get("/cart").text


def test_the_cart_is_kept_where_no_script_and_no_other_site_reads_it(visitor: TestClient, goods: list[str]) -> None:
    cookies = visitor.post("/cart", data={"variant": goods[0]}).headers.get_list("set-cookie")
    mine = next(each for each in cookies if each.startswith("cart="))
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=2592000"} <= set(mine.split("; "))
    assert [each.partition(";")[0] for each in cookies if not each.startswith("cart=")] == ["has_cart=1"]


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        ("0", "from 1 to 999"),
        ("-1", "from 1 to 999"),
        ("1000", "from 1 to 999"),
        ("two", "from 1 to 999"),
        ("1e2", "from 1 to 999"),
        ("9" * 5000, "from 1 to 999"),
    ],
)
def test_a_tampered_quantity_changes_nothing_and_is_said(
    visitor: TestClient, goods: list[str], quantity: str, said: str
) -> None:
    visitor.post("/cart", data={"variant": goods[0], "quantity": "1"})
    answer = visitor.post("/cart", data={"variant": goods[0], "quantity": quantity})
    assert answer.status_code == 422
    assert said in unescape(main(answer.text))
    assert visitor.get("/cart/count").json()["count"] == 1


@pytest.mark.parametrize("variant", ["", "0", "-1", "999999999999", "x", "1; drop table cart", "١"])
def test_a_variant_that_is_none_is_said(visitor: TestClient, goods: list[str], variant: str) -> None:
    answer = visitor.post("/cart", data={"variant": variant, "quantity": "1"})
    assert (answer.status_code, visitor.get("/cart/count").json()["count"]) == (422, 0)
    assert "can not be bought here" in main(answer.text)


def test_a_mistake_in_a_line_is_said_beside_it_and_the_others_are_taken(visitor: TestClient, goods: list[str]) -> None:
    for each in goods[:2]:
        visitor.post("/cart", data={"variant": each})
    one, other = line_ids(visitor.get("/cart").text)
    answer = visitor.post("/cart/lines", data={f"quantity-{one}": "many", f"quantity-{other}": "2"})
    assert answer.status_code == 422
    assert f'value="many" size="3" aria-invalid="true" aria-describedby="error-{one}"' in answer.text
    assert f'id="error-{one}"' in answer.text
    assert f'id="error-{other}"' not in answer.text
    assert visitor.get("/cart/count").json()["count"] == 3


def test_a_note_and_a_gift_are_kept_and_what_is_too_long_is_not_lost(visitor: TestClient, goods: list[str]) -> None:
    visitor.post("/cart", data={"variant": goods[0]})
    for data in (
        {"part": "note", "note": "Ring <twice>"},
        {"part": "gift", "is_gift": "1", "gift_message": "Selamat hari raya"},
    ):
        assert visitor.post("/cart/options", data=data).status_code == 303
    page = visitor.get("/cart").text
    assert "Ring &lt;twice&gt;" in page
    assert "Selamat hari raya" in page
    answer = visitor.post("/cart/options", data={"part": "note", "note": "x" * 501})
    assert answer.status_code == 422
    assert "x" * 501 in answer.text
    assert 'aria-describedby="error-note"' in answer.text
    assert "Ring &lt;twice&gt;" in visitor.get("/cart").text


@pytest.mark.parametrize("path", ["/cart", "/cart/lines", "/cart/options", "/cart/shared/x"])
def test_another_site_can_not_post(visitor: TestClient, goods: list[str], path: str) -> None:
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert visitor.post(path, data={"variant": goods[0]}, headers=headers).status_code == 403
    assert visitor.get("/cart/count").json()["count"] == 0


def test_a_link_lets_others_look_and_take_over_and_tells_nothing_else(app: TestClient, goods: list[str]) -> None:
    owner, friend = another(app), another(app)
    owner.post("/cart", data={"variant": goods[0], "quantity": "2"})
    owner.post("/cart/options", data={"part": "note", "note": "my secret"})
    link = re.search(r'value="(http://[^"]+/cart/shared/[^"]+)"', owner.get("/cart").text)
    assert link
    path = link[1].removeprefix(HOME)
    seen = friend.get(path)
    assert (seen.status_code, seen.headers["cache-control"]) == (200, "private, no-store")
    assert "my secret" not in seen.text
    assert "set-cookie" not in seen.headers
    assert friend.post(path, data={"copy": "1"}).headers["location"] == "/cart"
    assert friend.get("/cart/count").json()["count"] == 2
    assert friend.get("/cart/shared/nothing").status_code == 404


def test_a_cart_speaks_the_views_language_and_currency(visitor: TestClient, goods: list[str]) -> None:
    visitor.post("/cart", data={"variant": goods[0]})
    german = visitor.get("/de-eu/cart").text
    assert 'lang="de"' in german
    assert "Ihr Warenkorb" in german
    assert "€" in main(german)
    assert "Die Preise in Ihrem Warenkorb sind jetzt in EUR." in german
    assert "sind jetzt in EUR" not in visitor.get("/de-eu/cart").text, "it was told"
    arabic = visitor.get("/ar-mena/cart").text
    assert 'dir="rtl"' in arabic
    assert "سلتك" in arabic
    assert visitor.get("/ar-mena/cart/count").json()["number"] == "1"


def test_a_script_is_answered_with_facts(visitor: TestClient, goods: list[str]) -> None:
    answer = visitor.post("/cart", data={"variant": goods[0], "quantity": "2", "answer": "json"})
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.json() == {"count": 2, "number": "2", "text": "2 products", "message": "Added to your cart."}
    answer = visitor.post("/cart", data={"variant": goods[0], "quantity": "many", "answer": "json"})
    assert answer.status_code == 422
    assert (answer.json()["count"], "999" in answer.json()["message"]) == (2, True)


def test_public_pages_are_the_same_with_a_cart_and_without(app: TestClient, goods: list[str]) -> None:
    visitor = another(app)
    visitor.post("/cart", data={"variant": goods[0]})
    for path in ("/", "/collections/all", "/ar-mena"):
        assert visitor.get(path).content == another(app).get(path).content


def test_carts_of_different_shoppers_are_never_mixed(zone: Settings, app: TestClient, goods: list[str]) -> None:
    """T3: many shoppers at once, each asking for a cart that only they have."""
    shoppers = [another(app) for _ in range(8)]
    for number, shopper in enumerate(shoppers, 1):
        for variant in goods[:number]:
            assert shopper.post("/cart", data={"variant": variant}).status_code == 303
        shopper.post("/cart/options", data={"part": "note", "note": f"shopper-{number}-only"})

    def shop(number: int) -> list[str]:
        shopper, wrong = shoppers[number - 1], []
        for _ in range(25):
            text = shopper.get("/cart").text
            if set(re.findall(r"shopper-\d+-only", text)) != {f"shopper-{number}-only"}:
                wrong.append("a cart with foreign words")
            if shopper.get("/cart/count").json()["count"] != number:
                wrong.append("a foreign count")
        return wrong

    with ThreadPoolExecutor(8) as pool:
        assert [each for found in pool.map(shop, range(1, 9)) for each in found] == []


def test_another_shops_host_knows_nothing_of_a_cart(app: TestClient, goods: list[str]) -> None:
    visitor = another(app)
    visitor.post("/cart", data={"variant": goods[0]})
    token = visitor.cookies["cart"]
    elsewhere = TestClient(app.app, base_url="http://rempah-raya.localhost:8000", cookies={"cart": token})
    assert elsewhere.get("/cart/count").json()["count"] == 0
    assert elsewhere.post("/cart", data={"variant": goods[0]}, follow_redirects=False).status_code == 422


def test_a_product_page_offers_its_variant_and_says_so_to_search_engines(app: TestClient, goods: list[str]) -> None:
    page = app.get("/collections/all").text
    path = next(iter(re.findall(r'href="(/products/[^"?]+)"', page)))
    product = app.get(path).text
    assert re.search(r'<form class="buy" [^>]*method="post" action="/cart"', product)
    offers = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', product)[0])["offers"]
    assert "availability" in json.dumps(offers)
    assert "Disallow: /cart\n" in app.get("/robots.txt").text
