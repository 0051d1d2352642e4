"""What holds for every page that is a visitor's own: who may post to it, how much, and that nothing keeps it."""

from collections.abc import Iterator

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from storefront.app import create_app
from storefront.shop import routes
from storefront.shop.request import ShopRequest
from storefront.shop.responses import see_other
from storefront.shop.routes import PrivateRoute
from tenants.kit.settings import Settings

HOME = "http://seri-batik.localhost:8000"
SAME_SITE = {"origin": HOME, "sec-fetch-site": "same-origin"}


def told(request: ShopRequest) -> Response:
    assert request.visit is not None
    if request.visit.form is not None:
        return see_other(request.address(f"/note/{request.visit.form.text('word')}"))
    said = [request.view.prefix, request.parameters["name"], request.visit.cookies.get("cart", "no cart")]
    return Response(" | ".join(said), media_type="text/plain", headers={"cache-control": "public"})


@pytest.fixture(scope="module")
def client(zone: Settings) -> Iterator[TestClient]:
    own = (
        PrivateRoute("/note/{name}", told, posts=True, most_bytes=1_000),
        PrivateRoute("/send", told, looks=False, posts=True),
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(routes, "PRIVATE_ROUTES", own)
        app = create_app(zone)
    with TestClient(app, base_url=HOME, follow_redirects=False) as client:
        yield client


def test_a_private_page_is_there_in_each_view_and_knows_who_asks(client: TestClient) -> None:
    answer = client.get("/ar-mena/note/x", headers={"cookie": "cart=mine; cart=theirs; other=1"})
    assert answer.text == "/ar-mena | x | mine"
    assert client.get("/note/x").text == " | x | no cart"


def test_nothing_keeps_a_private_page(client: TestClient) -> None:
    for answer in (client.get("/note/x"), client.post("/note/x", data={"word": "y"}), client.post("/note/x", json={})):
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"


def test_a_form_leads_on_to_a_page_that_can_be_reloaded(client: TestClient) -> None:
    answer = client.post("/ar-mena/note/x", data={"word": "شال"}, headers=SAME_SITE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/ar-mena/note/%D8%B4%D8%A7%D9%84")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://rempah-raya.localhost:8000", "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/note/x", data={"word": "y"}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"word=" + b"x" * 1_000, "application/x-www-form-urlencoded", 413),
        (b"{}", "application/json", 400),
        (b"", "", 400),
    ],
)
def test_what_can_not_be_taken_is_said(client: TestClient, body: bytes, content_type: str, status: int) -> None:
    answer = client.post("/note/x", content=body, headers={"content-type": content_type})
    assert answer.status_code == status
    assert "<html" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/note/x", "GET, HEAD, POST"),
        ("GET", "/send", "POST"),
        ("POST", "/", "GET, HEAD"),
        ("DELETE", "/products/nothing", "GET, HEAD"),
    ],
)
def test_other_methods_are_refused_with_those_that_work(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


def test_a_public_page_is_told_of_no_visit(client: TestClient) -> None:
    plain, visited = client.get("/"), client.get("/", headers={"cookie": "cart=mine"})
    assert plain.content == visited.content
    assert "set-cookie" not in visited.headers
