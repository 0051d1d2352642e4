"""The pages that people see: Stripe's hosted Checkout and the onboarding of an account. They say that they are play."""

from html import escape
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from storefront.standins.stripe import accounts, checkout, methods
from storefront.standins.stripe.amounts import written
from storefront.standins.stripe.forms import Tree
from storefront.standins.stripe.refusals import Refused, missing
from storefront.standins.stripe.world import PLATFORM, World, now

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>{title}</title><style>
:root{{color-scheme:light dark}}body{{margin:0;font:1.0625rem/1.6 system-ui,sans-serif}}
.mark{{padding:.5rem 1rem;background:#fde68a;color:#422006;text-align:center;font-weight:600}}
main{{max-width:28rem;margin-inline:auto;padding:1.5rem}}h1{{font-size:1.75rem;line-height:1.2;margin-block:0 1.5rem}}
form{{display:grid;gap:1rem}}fieldset{{border:1px solid;border-radius:.5rem;display:grid;gap:.5rem}}
input[type=text],button{{font:inherit;padding:.75rem;border-radius:.5rem;border:1px solid;inline-size:100%;
box-sizing:border-box}}button{{background:#4f46e5;color:#fff;font-weight:600;cursor:pointer}}
.plain{{background:none;color:inherit}}.fault{{color:#b91c1c;font-weight:600}}
</style></head><body><p class="mark" role="note">Stripe stand-in – no money moves</p>
<main><h1>{title}</h1>{body}</main></body></html>
"""


def checkout_page(world: World, request: Request) -> Response:
    """What is to be paid, and the ways to."""
    account, session = _session(world, request)
    if session["status"] != "open":
        return _page("This page is closed", _link(session["success_url"], "Back to the shop"))
    intent_id = session["payment_intent"]
    intent = world.find(account, "payment_intent", intent_id) if intent_id else None
    fault = "The payment was declined. Please try another way." if intent and intent["last_payment_error"] else ""
    return _page(_amount(session), _form(session, fault))


def checkout_answer(world: World, request: Request, form: dict[str, str]) -> Response:
    """The buyer's choice, and where it leads."""
    account, session = _session(world, request)
    if form.get("choice") == "cancel":
        return _go(session["cancel_url"] or session["success_url"])
    method = form.get("method", "")
    confirmed = {"confirm": True, "refuse": False}.get(form.get("choice", ""))
    card = form.get("card", "").replace(" ", "")
    try:
        intent = checkout.pay(world, account, session["id"], method, card=card, confirmed=confirmed)
    except Refused as refusal:
        return _page(_amount(session), _form(session, refusal.message), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    finally:
        world.save()
    if intent["status"] == "requires_action":
        return _page("Your bank asks you to confirm", _confirmation(session, method, card))
    if intent["status"] == "requires_payment_method":
        return _go(f"/c/pay/{session['id']}")
    return _go(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]))


def onboarding_page(world: World, request: Request) -> Response:
    """The questions of an account, under a link that is good for a while."""
    token = request.path_params["token"]
    link = world.links.get(token)
    if link is None or link["expires_at"] < now():
        return _go(link["refresh_url"]) if link else _page("This link does not work", "")
    account = accounts.connected(world, link["account"])
    asked = "".join(f"<li>{escape(each)}</li>" for each in account["requirements"]["currently_due"])
    body = f"""<p>Account {escape(account["id"])} in {escape(account["country"])}</p><ul>{asked}</ul>
    <form method="post"><button name="choice" value="complete">Answer everything</button>
    <button class="plain" name="choice" value="later">Later</button></form>"""
    return _page("Tell us about your business", body)


def onboarding_answer(world: World, request: Request, form: dict[str, str]) -> Response:
    """Spend the link, complete the account if that was chosen, and lead the merchant back."""
    link = world.links.pop(request.path_params["token"], None)
    if link is None:
        return _page("This link does not work", "", status=HTTPStatus.NOT_FOUND)
    if form.get("choice") == "complete":
        accounts.complete_account(world, link["account"])
    world.save()
    return _go(link["return_url"])


def _session(world: World, request: Request) -> tuple[str, Tree]:
    """A page's address names its session alone; whose it is is looked up."""
    name = request.path_params["session"]
    for account, space in world.spaces.items():
        if account != PLATFORM and name in space and space[name]["object"] == "checkout.session":
            return account, checkout.current(world, account, name)
    raise missing("checkout session", name)


def _form(session: Tree, fault: str) -> str:
    offered = session["payment_method_types"]
    ways = "".join(
        f'<label><input type="radio" name="method" value="{escape(each)}"{" checked" if place == 0 else ""} required>'
        f" {escape(each.replace('_', ' ').title())}</label>"
        for place, each in enumerate(offered)
    )
    card = ""
    if "card" in offered:
        card = f'''<label>Card number <input type="text" name="card" inputmode="numeric" autocomplete="off"
        value="{methods.SUCCEEDS}" aria-describedby="fault"></label>'''
    told = f'<p class="fault" role="alert" id="fault">{escape(fault)}</p>' if fault else '<p id="fault" hidden></p>'
    return f"""<p>{escape(session["_title"])}</p>{told}<form method="post"><fieldset><legend>Pay with</legend>{ways}
    </fieldset>{card}<button name="choice" value="pay">Pay {escape(_amount(session))}</button>
    <button class="plain" name="choice" value="cancel" formnovalidate>Back to the shop</button></form>"""


def _confirmation(session: Tree, method: str, card: str) -> str:
    return f"""<p>{escape(_amount(session))}</p><form method="post">
    <input type="hidden" name="method" value="{escape(method)}"><input type="hidden" name="card" value="{escape(card)}">
    <button name="choice" value="confirm">Confirm</button>
    <button class="plain" name="choice" value="refuse">Refuse</button></form>"""


def _amount(session: Tree) -> str:
    return f"{session['currency'].upper()} {written(session['amount_total'], session['currency'])}"


def _link(address: str, words: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(words)}</a></p>'


def _page(title: str, body: str, *, status: HTTPStatus = HTTPStatus.OK) -> Response:
    headers = {"cache-control": "no-store", "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return HTMLResponse(_PAGE.format(title=escape(title), body=body), status, headers)


def _go(address: str) -> Response:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER, headers={"cache-control": "no-store"})
