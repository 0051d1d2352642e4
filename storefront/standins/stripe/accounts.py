"""Connected accounts and their onboarding."""

import secrets

from stripe.params import AccountCreateParams, AccountLinkCreateParams

from storefront.standins.stripe import methods
from storefront.standins.stripe.forms import Tree
from storefront.standins.stripe.refusals import bad, missing
from storefront.standins.stripe.samples import sample
from storefront.standins.stripe.shapes import checked
from storefront.standins.stripe.world import PLATFORM, World, now

_LINK_SECONDS = 300
_QUESTIONS = ("business_profile.url", "external_account", "tos_acceptance.date")
_CURRENCIES = {"MY": "myr", "SG": "sgd", "GB": "gbp", "US": "usd", "DE": "eur", "JP": "jpy"}


def create_account(world: World, tree: Tree) -> Tree:
    """A new account under the platform's, which takes no charges before its questions are answered."""
    wanted = checked(AccountCreateParams, tree)
    country = wanted.get("country", world.country)
    if country not in _CURRENCIES:
        raise bad(f"Country '{country}' is unknown here.", param="country")
    account = world.new("account", PLATFORM)
    del world.spaces[PLATFORM][account["id"]]
    account |= {
        "country": country,
        "default_currency": _CURRENCIES[country],
        "email": wanted.get("email"),
        "controller": {"type": "application", **wanted.get("controller", {})},
        "metadata": dict(wanted.get("metadata") or {}),
        "charges_enabled": False,
        "payouts_enabled": False,
        "details_submitted": False,
        "capabilities": {},
    }
    account["requirements"] |= {"currently_due": list(_QUESTIONS), "disabled_reason": "requirements.past_due"}
    world.spaces[account["id"]] = {account["id"]: account}
    return account


def complete_account(world: World, account_id: str) -> Tree:
    """Its questions are answered: it takes charges and is paid out."""
    account = connected(world, account_id)
    account |= {"charges_enabled": True, "payouts_enabled": True, "details_submitted": True}
    account["requirements"] |= {"currently_due": [], "eventually_due": [], "disabled_reason": None}
    account["capabilities"] = {"card_payments": "active", "transfers": "active"}
    world.tell("account.updated", account_id, account)
    return account


def disconnect(world: World, account_id: str) -> Tree:
    """The merchant takes the account away from the platform."""
    account = connected(world, account_id)
    account["charges_enabled"] = False
    world.tell("account.application.deauthorized", account_id, {"id": "ca_standin", "object": "application"})
    return account


def connected(world: World, account_id: str) -> Tree:
    """The account of a shop. Refused for the platform's own and for one that is unknown, as Stripe does."""
    if account_id == PLATFORM:
        raise missing("account", account_id)
    return world.account(account_id)


def create_link(world: World, tree: Tree, *, origin: str) -> Tree:
    """Where the merchant answers the questions: good once, for a few minutes."""
    wanted = checked(AccountLinkCreateParams, tree)
    connected(world, wanted["account"])
    if not wanted.get("refresh_url") or not wanted.get("return_url"):
        raise bad("Missing required param: return_url.", param="return_url", code="parameter_missing")
    token = secrets.token_urlsafe(18)
    kept = {name: wanted[name] for name in ("account", "refresh_url", "return_url")}
    world.links[token] = kept | {"expires_at": now() + _LINK_SECONDS}
    return sample("account_link", created=now(), expires_at=now() + _LINK_SECONDS, url=f"{origin}/setup/s/{token}")


def configurations(world: World, account: str) -> Tree:
    """The account's ways to pay, as its own dashboard has them."""
    on = methods.methods_of_account(world.account(account)["country"])
    preference = {"overridable": None, "preference": "on", "value": "on"}
    made = sample("payment_method_configuration", is_default=True, active=True, livemode=False)
    for name, value in made.items():
        if isinstance(value, dict) and "display_preference" in value and name not in on:
            value["available"] = False
    for name in on:
        made[name] = {"available": True, "display_preference": dict(preference)}
    url = "/v1/payment_method_configurations"
    return {"object": "list", "data": [made], "has_more": False, "url": url}
