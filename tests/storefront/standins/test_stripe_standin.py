"""The stand-in refuses what Stripe would refuse: by stripe-python's own parameter types, its version, its keys."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import stripe as library

from storefront.standins.stripe.forms import decoded
from storefront.standins.stripe.refusals import Refused
from tests.stripe_standin import SECRET_KEY, Stripe, running_standin

HEADERS = {"authorization": f"Bearer {SECRET_KEY}", "stripe-version": library.api_version}
SESSION = {
    "mode": "payment",
    "success_url": "http://shop.example/ok",
    "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "myr",
    "line_items[0][price_data][unit_amount]": "1200",
    "line_items[0][price_data][product_data][name]": "Order",
}


@pytest.fixture(scope="module")
def stripe() -> Iterator[Stripe]:
    with running_standin() as running:
        yield running


@pytest.fixture(scope="module")
def account(stripe: Stripe) -> str:
    status, body = stripe.ask("POST", "/v1/accounts", "country=MY", **HEADERS)
    assert status == 200
    made = str(json.loads(body)["id"])
    stripe.pull("complete_account", account=made)
    return made


def ask(stripe: Stripe, account: str, form: dict[str, str], **headers: str) -> tuple[int, dict[str, object]]:
    status, body = stripe.ask(
        "POST", "/v1/checkout/sessions", urlencode(form), **(HEADERS | {"stripe-account": account} | headers)
    )
    return status, json.loads(body)


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"colour": "red"}, "colour"),
        ({"line_items[0][price_data][colour]": "red"}, "line_items[0][price_data][colour]"),
        ({"stripe_account": "acct_1"}, "stripe_account"),
        ({"idempotency_key": "k"}, "idempotency_key"),
        ({"line_items[0][quantity]": "many"}, "line_items[0][quantity]"),
        ({"adaptive_pricing[enabled]": "perhaps"}, "adaptive_pricing[enabled]"),
        ({"line_items[0][price_data][currency]": "xxx"}, "currency"),
        ({"expires_at": "1"}, "expires_at"),
        ({"payment_intent_data[application_fee_amount]": "1201"}, "payment_intent_data[application_fee_amount]"),
    ],
)
def test_a_session_that_does_not_fit_is_refused_by_the_name_that_does_not(
    stripe: Stripe, account: str, change: dict[str, str], param: str
) -> None:
    status, body = ask(stripe, account, SESSION | change)
    error = body["error"]
    assert isinstance(error, dict)
    assert (status, error["type"], error["param"]) == (400, "invalid_request_error", param)


@pytest.mark.parametrize(
    ("currency", "amount", "code"),
    [
        ("myr", "199", "amount_too_small"),
        ("kwd", "5124", "parameter_invalid"),
        ("isk", "150050", "parameter_invalid"),
        ("ugx", "7000050", "parameter_invalid"),
        ("jpy", "100000000", "amount_too_large"),
    ],
)
def test_an_amount_that_stripe_does_not_take_is_refused(
    stripe: Stripe, account: str, currency: str, amount: str, code: str
) -> None:
    price = "line_items[0][price_data]"
    status, body = ask(stripe, account, SESSION | {f"{price}[currency]": currency, f"{price}[unit_amount]": amount})
    error = body["error"]
    assert isinstance(error, dict)
    assert (status, error["code"]) == (400, code)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"authorization": "Bearer sk_test_other"}, 401),
        ({"authorization": ""}, 401),
        ({"stripe-version": "2020-08-27"}, 400),
        ({"stripe-account": "acct_nobodys"}, 403),
    ],
)
def test_who_asks_how_and_for_whom_is_looked_at_first(
    stripe: Stripe, account: str, headers: dict[str, str], status: int
) -> None:
    assert ask(stripe, account, SESSION, **headers)[0] == status


def test_a_key_is_answered_alike_for_ever_and_only_for_the_same_request(stripe: Stripe, account: str) -> None:
    first = ask(stripe, account, SESSION, **{"idempotency-key": "once"})
    assert ask(stripe, account, SESSION, **{"idempotency-key": "once"}) == first
    status, body = ask(stripe, account, SESSION | {"locale": "de"}, **{"idempotency-key": "once"})
    error = body["error"]
    assert isinstance(error, dict)
    assert (status, error["type"]) == (400, "idempotency_error")
    assert ask(stripe, account, SESSION, **{"idempotency-key": "twice"})[1]["id"] != first[1]["id"]


def test_an_account_whose_questions_are_open_takes_no_charges_until_they_are_answered(stripe: Stripe) -> None:
    new = str(json.loads(stripe.ask("POST", "/v1/accounts", "country=MY", **HEADERS)[1])["id"])
    assert ask(stripe, new, SESSION)[0] == 400
    wanted = {
        "account": new,
        "type": "account_onboarding",
        "refresh_url": "http://a.example/",
        "return_url": "http://b.example/",
    }
    link = json.loads(stripe.ask("POST", "/v1/account_links", urlencode(wanted), **HEADERS)[1])["url"]
    path = link.removeprefix(stripe.base)
    assert "external_account" in stripe.ask("GET", path)[1]
    assert stripe.ask("POST", path, "choice=complete")[0] == 303
    assert stripe.ask("POST", path, "choice=complete")[0] == 404, "a link is good once"
    assert ask(stripe, new, SESSION)[0] == 200


def test_the_hosted_page_takes_a_card_and_leads_back(stripe: Stripe, account: str) -> None:
    session = ask(stripe, account, SESSION)[1]
    path = str(session["url"]).removeprefix(stripe.base)
    assert "no money moves" in stripe.ask("GET", path)[1]
    assert stripe.ask("POST", path, "choice=pay&method=card&card=1234")[0] == 422
    assert stripe.ask("POST", path, "choice=pay&method=card&card=4000000000000002")[0] == 303
    assert "declined" in stripe.ask("GET", path)[1]
    assert stripe.ask("POST", path, "choice=pay&method=card&card=4242424242424242")[0] == 303
    assert "closed" in stripe.ask("GET", path)[1]


def test_what_it_remembers_outlives_it(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with running_standin(state=state) as first:
        made = json.loads(first.ask("POST", "/v1/accounts", "country=MY", **HEADERS)[1])["id"]
    with running_standin(state=state) as second:
        assert second.ask("GET", f"/v1/accounts/{made}", **HEADERS)[0] == 200


def test_forms_are_read_as_stripe_writes_them() -> None:
    form = "a=1&b[c]=2&b[d][0][e]=3&b[d][1][e]=4&f[]=5&f[]=6&g[x][y][z]="
    assert decoded(form) == {
        "a": "1", "b": {"c": "2", "d": [{"e": "3"}, {"e": "4"}]}, "f": ["5", "6"], "g": {"x": {"y": {"z": ""}}},
    }  # fmt: skip


@pytest.mark.parametrize("form", ["a=1&a=2", "a=1&a[b]=2", "a[b=1", "[a]=1", "a[b][c]=1&a[b]=2"])
def test_a_form_that_contradicts_itself_is_refused(form: str) -> None:
    with pytest.raises(Refused):
        decoded(form)
