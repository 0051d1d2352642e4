"""Which language a visitor is offered: by their browser's wishes, among those of the market that they are in."""

import pytest
from starlette.testclient import TestClient

from tests.storefront.shop.pages import read

SPICES = "http://rempah-raya.localhost:8000"  # at home in Malay, English and Chinese; in Russia in Russian and English


def offered(client: TestClient, address: str, wishes: str | bytes | None) -> str:
    """The language; empty where none is offered."""
    sent = wishes.encode() if isinstance(wishes, str) else wishes
    answer = client.get(address, headers=[] if sent is None else [(b"accept-language", sent)])
    assert answer.headers["cache-control"] == "private, no-store"
    assert "set-cookie" not in answer.headers
    if answer.status_code == 204:
        assert answer.content == b""
        return ""
    assert answer.status_code == 200
    return str(answer.json()["language"])


@pytest.mark.parametrize(
    ("prefix", "wishes", "language"),
    [
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("", "zh-SG", "zh-Hans"),
        ("", "ta, en;q=0.5, zh;q=0.7", "zh-Hans"),
        ("", "en-GB,en;q=0.9,ms;q=0.8", "en"),
        ("", "ms-MY,en;q=0.5", ""),
        ("/zh-hans-my", "ms", "ms"),
        ("/zh-hans-my", "zh-CN", ""),
        ("/ru-ru", "en-US", "en"),
        ("/ru-ru", "zh-CN", ""),  # which is spoken in other markets only
        ("/en-gb", "zh-CN", ""),
        ("", "fr-FR, de", ""),
        ("", "*", ""),
        ("", "zh;q=0, en;q=0", ""),
        ("", "", ""),
        ("", None, ""),
        ("", "zh;q=banana", ""),
        ("", ";;;,,\"'<script>", ""),
        ("", "x" * 3_000, ""),
        ("", b"\xff\xfe", ""),
    ],
)
def test_the_best_of_the_markets_languages_is_offered_if_it_is_not_this_one(
    client: TestClient, prefix: str, wishes: str | bytes | None, language: str
) -> None:
    assert offered(client, f"{SPICES}{prefix}/view-offer", wishes) == language


def test_the_offer_is_in_its_own_words(client: TestClient) -> None:
    answer = client.get(f"{SPICES}/view-offer", headers={"accept-language": "zh-CN"})
    assert answer.json() == {
        "language": "zh-Hans",
        "direction": "ltr",
        "title": "其他语言",
        "go": "用简体中文浏览此页",
        "stay": "暂不",
    }
    arabic = client.get("/en-mena/view-offer", headers={"accept-language": "ar-SA"}).json()
    assert (arabic["language"], arabic["direction"], arabic["stay"]) == ("ar", "rtl", "ليس الآن")


def test_nothing_is_sent_to_it(client: TestClient) -> None:
    answer = client.post(f"{SPICES}/view-offer", data={"a": "b"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_a_page_names_where_to_ask_and_which_of_its_links_lead_to_itself(client: TestClient) -> None:
    def same(path: str) -> set[str]:
        links = read(client, f"{SPICES}{path}").every("a")
        return {each.get("href", "") for each in links if each.get("data-same-page") is not None}

    page = read(client, f"{SPICES}/ru-ru/collections")
    asked = {each.get("data-view-offer") for each in page.every("div") if each.get("data-view-offer")}
    assert asked == {"/ru-ru/view-offer"}
    assert same("/collections") >= {"/collections", "/en-my/collections", "/zh-hans-my/collections"}
    assert same("/nothing-here") == {"/"}, "this one, whatever it is; others would lead to their front pages"


def test_where_one_language_is_spoken_nobody_is_asked(client: TestClient) -> None:
    assert "data-view-offer" not in client.get(f"{SPICES}/en-gb").text
