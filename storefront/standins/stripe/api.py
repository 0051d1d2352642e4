"""The API: who asks, for which account, whether it is the first time, and what is answered."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import stripe
from starlette.datastructures import Headers
from stripe import params as shapes
from stripe.params import checkout as checkout_shapes

from storefront.standins.stripe import accounts, after, checkout
from storefront.standins.stripe.forms import Tree, decoded
from storefront.standins.stripe.refusals import Refused, bad
from storefront.standins.stripe.shapes import adapter, checked
from storefront.standins.stripe.world import PLATFORM, World, public


@dataclass(frozen=True, slots=True)
class Call:
    """One request: whose objects it is about, what it names, and its parameters."""

    world: World
    account: str
    names: list[str]
    tree: Tree
    origin: str


Answer = Callable[[Call], Tree]


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    body: Tree
    headers: dict[str, str]


def _retrieved(kind: str) -> Answer:
    return lambda call: call.world.find(call.account, kind, call.names[0])


def _listed(kind: str, *keys: str) -> Answer:
    def answer(call: Call) -> Tree:
        wanted = {key: call.tree[key] for key in keys if key in call.tree}
        found = [
            each
            for each in call.world.every(call.account, kind)
            if all(each.get(key) == value for key, value in wanted.items())
        ]
        most = int(call.tree.get("limit", 10))
        return {"object": "list", "data": found[:most], "has_more": len(found) > most, "url": f"/v1/{kind}s"}

    return answer


def _events(call: Call) -> Tree:
    mine = "" if call.account == PLATFORM else call.account
    found = [each for each in reversed(call.world.events) if each.get("account", "") == mine]
    most = int(call.tree.get("limit", 10))
    return {"object": "list", "data": found[:most], "has_more": len(found) > most, "url": "/v1/events"}


# Method and path, in which `*` is a name; the shape that the parameters must have; and what answers.
ROUTES: tuple[tuple[str, str, type, Answer], ...] = (
    ("POST", "checkout/sessions", checkout_shapes.SessionCreateParams,
     lambda call: checkout.create_session(call.world, call.account, call.tree, origin=call.origin)),
    ("GET", "checkout/sessions", checkout_shapes.SessionListParams, _listed("checkout.session", "payment_intent")),
    ("GET", "checkout/sessions/*", checkout_shapes.SessionRetrieveParams,
     lambda call: checkout.current(call.world, call.account, call.names[0])),
    ("POST", "checkout/sessions/*/expire", checkout_shapes.SessionExpireParams,
     lambda call: checkout.expire_session(call.world, call.account, call.names[0])),
    ("GET", "payment_intents/*", shapes.PaymentIntentRetrieveParams, _retrieved("payment_intent")),
    ("GET", "charges/*", shapes.ChargeRetrieveParams, _retrieved("charge")),
    ("GET", "balance_transactions", shapes.BalanceTransactionListParams, _listed("balance_transaction", "source")),
    ("GET", "balance_transactions/*", shapes.BalanceTransactionRetrieveParams, _retrieved("balance_transaction")),
    ("GET", "application_fees", shapes.ApplicationFeeListParams, _listed("application_fee", "charge")),
    ("POST", "refunds", shapes.RefundCreateParams,
     lambda call: after.create_refund(call.world, call.account, call.tree)),
    ("GET", "refunds", shapes.RefundListParams, _listed("refund", "charge", "payment_intent")),
    ("GET", "refunds/*", shapes.RefundRetrieveParams, _retrieved("refund")),
    ("GET", "disputes", shapes.DisputeListParams, _listed("dispute", "charge", "payment_intent")),
    ("GET", "disputes/*", shapes.DisputeRetrieveParams, _retrieved("dispute")),
    ("GET", "payouts", shapes.PayoutListParams, _listed("payout", "status")),
    ("GET", "payouts/*", shapes.PayoutRetrieveParams, _retrieved("payout")),
    ("GET", "account", shapes.AccountRetrieveCurrentParams, lambda call: call.world.account(call.account)),
    ("POST", "accounts", shapes.AccountCreateParams, lambda call: accounts.create_account(call.world, call.tree)),
    ("GET", "accounts/*", shapes.AccountRetrieveParams,
     lambda call: accounts.connected(call.world, call.names[0])),
    ("POST", "account_links", shapes.AccountLinkCreateParams,
     lambda call: accounts.create_link(call.world, call.tree, origin=call.origin)),
    ("GET", "payment_method_configurations", shapes.PaymentMethodConfigurationListParams,
     lambda call: accounts.configurations(call.world, call.account)),
    ("GET", "events", shapes.EventListParams, _events),
)  # fmt: skip


def prepare() -> None:
    """Get every shape ready, so that no request has to wait for it."""
    for _method, _path, shape, _answer in ROUTES:
        adapter(shape)


def answer(world: World, secret: str, request: tuple[str, str, str], headers: Headers, *, origin: str) -> Answered:
    """What Stripe answers to method, path within `/v1/`, and form, as the headers want it."""
    try:
        account = _admitted(world, secret, headers)
        key = headers.get("idempotency-key", "") if request[0] == "POST" else ""
        if len(key) > 255:
            raise bad("Idempotency-Key is too long.", code="idempotency_key_invalid")
        told = _once(world, account, key, request, origin) if key else _acted(world, account, request, origin)
    except Refused as refusal:
        told = Answered(refusal.status, refusal.body, {})
    world.save()
    return Answered(told.status, told.body, told.headers | {"request-id": f"req_{secrets.token_hex(7)}"})


def _admitted(world: World, secret: str, headers: Headers) -> str:
    """The account that the request is about."""
    if not secrets.compare_digest(headers.get("authorization", ""), f"Bearer {secret}"):
        raise Refused(401, "Invalid API Key provided", kind="invalid_request_error")
    if headers.get("stripe-version") != stripe.api_version:
        raise bad(f"Only the API version {stripe.api_version} is known here.", code="api_version_unknown")
    account = headers.get("stripe-account", PLATFORM)
    if account not in world.spaces:
        raise Refused(
            403,
            f"The provided key does not have access to account '{account}'",
            code="account_invalid",
        )
    return account


def _once(world: World, account: str, key: str, request: tuple[str, str, str], origin: str) -> Answered:
    """The first answer under a key, again and again; other parameters under the same key are an error."""
    name = f"{account}/{key}"
    print_of_it = hashlib.sha256("\n".join(request).encode()).hexdigest()
    kept = world.keys.get(name)
    if kept is not None:
        if kept["request"] != print_of_it:
            raise Refused(
                400,
                f"Keys for idempotent requests can only be used with the same parameters they were first used with."
                f" Try using a key other than '{key}'",
                kind="idempotency_error",
            )
        return Answered(kept["status"], kept["body"], {"idempotent-replayed": "true"})
    told = _acted(world, account, request, origin)
    world.keys[name] = {"request": print_of_it, "status": told.status, "body": told.body}
    return told


def _acted(world: World, account: str, request: tuple[str, str, str], origin: str) -> Answered:
    method, path, form = request
    route, names = _route(method, path)
    tree = decoded(form)
    checked(route[2], tree)
    found = route[3](Call(world, account, names, tree, origin))
    wanted = tree.get("expand", [])
    told = public(found)
    for each in wanted if isinstance(wanted, list) else []:
        _expand(world, account, told, str(each).split("."))
    return Answered(200, json.loads(json.dumps(told)), {})


def _route(method: str, path: str) -> tuple[tuple[str, str, type, Answer], list[str]]:
    parts = path.split("/")
    for route in ROUTES:
        pattern = route[1].split("/")
        if route[0] == method and len(pattern) == len(parts):
            pairs = list(zip(pattern, parts, strict=True))
            if all(one in ("*", other) for one, other in pairs):
                return route, [other for one, other in pairs if one == "*"]
    raise Refused(404, f"Unrecognized request URL ({method}: /v1/{path}).")


def _expand(world: World, account: str, tree: Any, path: list[str]) -> None:  # Any: JSON
    """Put the object itself where its name stands, step by step."""
    if len(path) > 4:
        raise bad("You can not expand more than 4 levels of a property", param="expand")
    step, rest = path[0], path[1:]
    if step == "data" and isinstance(tree.get("data"), list):
        for each in tree["data"]:
            _expand(world, account, each, rest)
        return
    if step == "refunds" and tree.get("object") == "charge":
        tree[step] = public(after.refunds_of(world, account, tree))
    if step not in tree:
        raise bad(f"This property cannot be expanded ({step}).", param="expand")
    if isinstance(tree[step], str):
        found = world.spaces[account].get(tree[step])
        if found is None:
            raise bad(f"This property cannot be expanded ({step}).", param="expand")
        tree[step] = public(found)
    if rest and isinstance(tree[step], dict):
        _expand(world, account, tree[step], rest)
